"""Writes the samples of the kind `control-report`: runs that balance, small to very large, and runs that do not.

A run is made record by record from a fixed seed, in integer cents, and then counted: the selected from the records, the
rest from what became of each. An account, a digest and a reason are invented.
"""

import hashlib
import json
import random
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "Templates" / "control-report" / "samples"


def money(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def digest(*words):
    return hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()


def tally(rows, placed=False):
    return {"documents": len(rows), "amount": money(sum(row["placed" if placed else "cents"] for row in rows))}


def record(dice, place, routes, weights):
    """A household of a bill run: most owe 60 to 190 dollars, a few a business's thousands, a few have a credit."""
    share = dice.random()
    cents = dice.randrange(6000, 19000) if share < 0.9 else dice.randrange(19000, 420000) if share < 0.98 else -dice.randrange(200, 9000)
    route = routes[place * len(routes) // routes[0][2] % len(routes)]
    pages = dice.choices([1, 2, 3, 4, 6], weights)[0]
    return {"sequence": place + 1, "cents": cents, "placed": cents, "cycle": route[0], "route": route[1], "pages": pages,
            "sheets": (pages + 1) // 2, "account": f"…{dice.randrange(10)}-{dice.choices([1, 2, 3, 4, 5], [60, 20, 10, 6, 4])[0]:03d}",
            "state": "composed"}


def records(seed, count, routes, weights=(0, 940, 30, 25, 5)):
    dice = random.Random(seed)
    routes = [(cycle, name, count) for cycle, name in routes]
    return [record(dice, place, routes, weights) for place in range(count)]


def routes(cycles, count):
    return [(f"{place * cycles // count + 1:02d}", f"{place + 1:03d}") for place in range(count)]


def mark(row, state, reason, group=None, by=None, why=None):
    row |= {"state": state, "reason": reason, "group": group or reason, "by": by, "why": why}
    return row


def paperless(rows, seed, share):
    dice = random.Random(seed)
    for row in rows:
        if row["state"] == "composed" and dice.random() < share:
            mark(row, "suppressed", "Paperless")


def own(rows, state):
    return [row for row in rows if row["state"] == state]


def reasons(rows):
    return [{"reason": name} | tally([row for row in rows if row["group"] == name]) for name in dict.fromkeys(row["group"] for row in rows)]


def groups(rows):
    made = []
    for by in ("cycle", "route"):
        for name in sorted({row[by] for row in rows}):
            here = [row for row in rows if row[by] == name]
            made.append({"by": by, "name": name, "selected": tally(here), "composed": tally(own(here, "composed"), True),
                         "suppressed": tally(own(here, "suppressed")), "set_aside": tally(own(here, "set aside") + own(here, "waived"))})
    return made


def classes(pieces):
    made = []
    for sheets in sorted({piece["sheets"] for piece in pieces}):
        here = [piece for piece in pieces if piece["sheets"] == sheets]
        made.append({"sheets": sheets, "documents": len(here), "pages": sum(piece["pages"] for piece in here),
                     "sheets_total": sheets * len(here), "amount": money(sum(piece["placed"] for piece in here))})
    return made


def files(name, pieces, gone=()):
    """Print files of at most 5,000 pages, by number of sheets. Numbers in `gone` were taken out after they were given."""
    made, number = [], 0
    for sheets in sorted({piece["sheets"] for piece in pieces}):
        chunks = [[]]
        for piece in (piece for piece in pieces if piece["sheets"] == sheets):
            if chunks[-1] and chunks[-1][0]["total"] + piece["pages"] > 5000:
                chunks.append([])
            chunks[-1].append(dict(piece, total=0))
            chunks[-1][0]["total"] += piece["pages"]
        for part, chunk in enumerate(chunks, 1):
            first = number + 1
            for _ in chunk:
                number += 1
                while number in gone:
                    number += 1
            pages = sum(piece["pages"] for piece in chunk)
            file = f"{name}-{sheets}-sheet{'s' * (sheets > 1)}-{part:02d}.pdf"
            made.append({"name": file, "class": sheets, "first_piece": first, "last_piece": number, "documents": len(chunk), "pages": pages,
                         "sheets": sheets * len(chunk), "bytes": 61_044 + 2_317 * len(chunk) + pages, "digest": digest(file)})
    return made


def report(number, name, as_of, rows, *, kind="bill", title="Utility bill", source=None, expected="trailer", expected_off=0, unreadable=0, copies=0,
           gone=(), approvals=(), needed=1, released=True):
    composed, waived, suppressed, open_ = (own(rows, state) for state in ("composed", "waived", "suppressed", "set aside"))
    pieces = composed + [piece | {"placed": 0} for piece in composed[5:5 + copies]]
    selected = tally(rows)
    source = source or f"{name}.jsonl"
    exceptions = []
    for row in open_ + waived + suppressed:
        exceptions.append({"sequence": row["sequence"], "line": row["sequence"] + 1} | ({"account": row["account"]} if row["account"] else {})
                          | {"state": row["state"], "reason": row["reason"]} | {key: row[key] for key in ("by", "why") if row[key]})
    placed = sum(row["placed"] for row in composed) + sum(row["cents"] for row in waived + suppressed + open_)
    difference = sum(row["cents"] for row in rows) - placed
    whole = difference == 0 and not open_ and not expected_off
    assert whole or not released
    made = {
        "run": {"id": str(number), "name": name, "kind": kind, "title": title, "as_of": as_of, "source": source,
                "source_digest": digest("source", name), "records": len(rows)},
        "program": {"engine": "billpress 0.1.0", "engine_digest": digest("engine"), "templates_digest": digest("templates", kind),
                    "data_digest": digest("data", name), "ledger_digest": digest("ledger", name)},
        "input": ({"expected": {"records": len(rows), "amount": money(sum(row["cents"] for row in rows) + expected_off), "from": expected}} if expected else {})
        | {"counted": {"records": len(rows), "amount": selected["amount"], "unreadable": unreadable}},
        "copies": copies,
        "buckets": {"composed": tally(composed, True), "suppressed": reasons(suppressed), "set_aside": reasons(open_), "waived": tally(waived)},
        "balance": {"selected": selected, "credits_total": money(sum(min(row["cents"], 0) for row in rows)), "difference": money(difference), "balanced": whole},
        "groups": groups(rows),
        "classes": classes(pieces),
        "files": files(name, pieces, gone) if released else [],
        "exceptions": exceptions[:200],
    }
    return made | ({"exceptions_more": len(exceptions) - 200} if len(exceptions) > 200 else {}) \
        | {"approvals": [{"by": by, "on": on} for by, on in approvals], "approvals_needed": needed} | ({"released_on": approvals[-1][1]} if released else {})


def small():
    rows = records(5, 48, routes(1, 3))
    return report(12, "first-bills-2026-11", "2026-11-23", rows, expected=None, source="first-bills.json", approvals=[("Karin Lindqvist", "2026-11-23")])


UNCLEAR = "bill/charges.xml:21:7: the charges of Water make $61.20, not the subtotal $61.02"
ADDRESS = "bill/bill.xml:44:5: page 1, region address: the content does not fit: room 252 × 54 pt, needs a height of 65 pt (part of it is left over)"


def monthly():
    rows = records(11, 2000, routes(2, 24))
    mark(rows[411], "waived", UNCLEAR, by="Karin Lindqvist", why="A meter factor was changed in mid-month; corrected bill by hand on November 24.")
    mark(rows[873], "waived", ADDRESS, by="Karin Lindqvist", why="Seven address lines, of an estate's attorney. Sent as a letter.")
    mark(rows[1530], "waived", "no glyph for U+4E2D (CJK UNIFIED IDEOGRAPH-4E2D) in SourceSansPro-Regular, NotoSans-Regular", by="Moira O'Donnell-Thunderhawk", why="Name in Latin letters asked for; bill by hand.")
    for place, why in [(202, "Moved out; the final bill is made by hand."), (1264, "In dispute: hearing on December 2."), (1811, None)]:
        mark(rows[place], "suppressed", "Stop list at release", by="Dana Whitfield", why=why)
    paperless(rows, 12, 0.025)
    return report(17, "bill-2026-11", "2026-11-20", rows, source="CB-UB-billing-extract-2026-11-20.jsonl", copies=34, gone=(203, 1188, 1742), needed=2,
                  approvals=[("Karin Lindqvist", "2026-11-20"), ("Moira O'Donnell-Thunderhawk", "2026-11-21")])


def credit():
    dice = random.Random(31)
    rows = records(31, 220, routes(1, 4))
    for row in rows:
        row["cents"] = row["placed"] = -dice.randrange(1200, 9800) if dice.random() < 0.8 else dice.randrange(0, 4200)
    paperless(rows, 32, 0.05)
    return report(21, "stormwater-refund", "2026-12-04", rows, kind="adjustment", title="Account adjustment", expected="command line",
                  approvals=[("Karin Lindqvist", "2026-12-04")])


def large():
    rows = records(41, 100_000, routes(4, 60), (890, 60, 25, 20, 5))
    dice = random.Random(42)
    for place in sorted(dice.sample(range(100_000), 41)):
        mark(rows[place], "waived", dice.choice([UNCLEAR, ADDRESS, "line {0}, /services/0/charges/2/amount: found \"12.345\"; wanted at most two decimals".format(place + 2)]),
             by=dice.choice(["Karin Lindqvist", "Dana Whitfield"]), why="Sent back to billing; billed by hand.")
    for place in dice.sample(range(100_000), 900):
        if rows[place]["state"] == "composed":
            mark(rows[place], "suppressed", "Returned mail: no good address")
    paperless(rows, 43, 0.11)
    return report(1204, "regional-bill-2026-11", "2026-11-20", rows, source="regional-utility-extract-2026-11-20-final.jsonl", copies=6900, needed=2,
                  approvals=[("Leticia Vásquez-Moreno", "2026-11-20"), ("Siddharth Bhattacharya", "2026-11-21")])


def unbalanced():
    rows = records(51, 400, routes(2, 8))
    rows[233]["placed"] -= 1
    paperless(rows, 52, 0.03)
    return report(18, "bill-2026-11-cycle-3", "2026-11-24", rows, released=False, needed=2)


def set_aside():
    rows = records(61, 610, routes(2, 10))
    mark(rows[118], "set aside", UNCLEAR, "Does not add up")
    mark(rows[119], "set aside", "bill/charges.xml:21:7: the charges of Sewer make $40.11, not the subtotal $41.11", "Does not add up")
    mark(rows[347], "set aside", "line 349, /bill/due_date: found \"2026-11-31\"; wanted a date such as \"2026-11-20\" that the calendar has, from 1900 to 2999 (first used at bill/front.xml:18:20)", "Not as the contract has it")
    # A line that was cut off in transfer: it is a record, with no account, no route and no amount.
    cut = mark(rows[609], "set aside", "line 611: the record ends within a text", "Cannot be read")
    lost, cut["cents"], cut["placed"], cut["account"], cut["cycle"], cut["route"] = cut["cents"], 0, 0, None, "none", "none"
    mark(rows[66], "waived", ADDRESS, by="Dana Whitfield", why="Sent as a letter.")
    paperless(rows, 62, 0.04)
    return report(19, "bill-2026-12", "2026-12-18", rows, unreadable=1, expected_off=lost, released=False, needed=1, approvals=[])


SAMPLES = {"small": small, "monthly": monthly, "credit": credit, "large": large, "unbalanced": unbalanced, "set-aside": set_aside}

FOLDER.mkdir(parents=True, exist_ok=True)
for name, make in SAMPLES.items():
    (FOLDER / f"{name}.json").write_text(json.dumps(make(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
