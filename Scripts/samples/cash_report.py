"""Writes the samples of the kind `cash-report`: a small balanced day, one over, one short, and a large one.

Amounts are integer cents. Everything is added up from the batches and from the counted bills; nothing is typed twice.
"""

import json
import random
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "Templates" / "cash-report" / "samples"
VALUES = [10000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1]
KINDS = ["cash", "checks", "money_orders", "cards", "ach"]


def money(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def batch(number, source, counts, amounts, cashier=None, drawer=None, receipts=None):
    return {"number": number, "source": source, "cashier": cashier, "drawer": drawer,
            "receipts": receipts if receipts is not None else sum(counts), "counts": counts, "amounts": amounts}


def currency(cents):
    """A count such as a counter has: most of the money in twenties, a little in coins."""
    rows = []
    for value, share in zip(VALUES, [25, 15, 75, 50, 60, 90, 60, 50, 50, 100]):
        count = cents * share // 100 // value
        rows.append({"value": money(value), "count": count, "amount": money(value * count)})
        cents -= value * count
    assert cents == 0
    return rows


def report(number, date, batches, first, voids=(), off=None, explanation=None, start=20000, bag="004417", at="5:12 PM"):
    off = off or {}
    drawers = []
    for one in batches:
        if one["drawer"]:
            cash = one["amounts"][0]
            wrong = off.get(one["drawer"], 0)
            drawers.append({"drawer": one["drawer"], "cashier": one["cashier"], "start": money(start), "cash": money(cash),
                            "expected": money(start + cash), "counted": money(start + cash + wrong), "over_short": money(wrong)})
    sums = [sum(one["amounts"][kind] for one in batches) for kind in range(5)]
    counts = [sum(one["counts"][kind] for one in batches) for kind in range(5)]
    wrong = sum(off.values())
    receipts = sum(one["receipts"] for one in batches)
    head = {"number": number, "date": date, "office": "Town Hall counter", "prepared_by": "K. Lindqvist", "prepared_at": at,
            "receipts": receipts, "voided": len(voids), "first": first, "last": first + receipts + len(voids) - 1,
            "total": money(sum(sums)), "over_short": money(wrong)}
    if explanation:
        head["explanation"] = explanation
    return {
        "report": head,
        "tenders": [{"type": kind, "count": counts[i], "amount": money(sums[i])}
                    for i, kind in enumerate(["cash", "check", "money_order", "card", "ach"])],
        "batches": [{"number": one["number"], "source": one["source"]}
                    | ({"cashier": one["cashier"]} if one["cashier"] else {}) | ({"drawer": one["drawer"]} if one["drawer"] else {})
                    | {"receipts": one["receipts"]} | {kind: money(one["amounts"][i]) for i, kind in enumerate(KINDS)}
                    | {"total": money(sum(one["amounts"]))} for one in batches],
        "drawers": drawers,
        "deposit": {"bag": bag, "date": date, "currency": currency(sums[0] + wrong), "cash": money(sums[0] + wrong),
                    "check_count": counts[1] + counts[2], "checks": money(sums[1] + sums[2]), "total": money(sums[0] + wrong + sums[1] + sums[2])},
        "voids": list(voids),
    }


def void(number, receipt, time, tender, cents, by, reason, instead=None):
    made = {"number": number, "receipt": receipt, "time": time, "tender": tender, "amount": money(cents), "by": by, "reason": reason}
    return made | ({"replaced_by": instead} if instead else {})


SMALL = [batch("261203-1", "counter", [6, 9, 1, 4, 0], [61240, 152385, 9000, 48815, 0], "J. Ruiz", "1"),
         batch("261203-2", "counter", [11, 7, 2, 9, 0], [104467, 88290, 15000, 97320, 0], "D. Whitfield", "2", receipts=27),
         batch("261203-D", "drop_box", [0, 14, 0, 0, 0], [0, 181442, 0, 0, 0], "J. Ruiz"),
         batch("261203-W", "online", [0, 0, 0, 38, 5], [0, 0, 0, 492318, 71640])]
VOIDS = [void("V-2026-000212", "R-2026-018349", "1:44 PM", "check", 18820, "K. Lindqvist", "Amount keyed wrong.", "R-2026-018350"),
         void("V-2026-000213", "R-2026-018353", "2:52 PM", "card", 4362, "K. Lindqvist", "The same card was charged twice.")]
OTHER = [batch("261207-1", "counter", [4, 3, 0, 2, 0], [41275, 30190, 0, 16430, 0], "J. Ruiz", "1"),
         batch("261207-2", "counter", [7, 5, 1, 3, 0], [70310, 55525, 5000, 28845, 0], "D. Whitfield", "2")]


def large():
    dice = random.Random(1221)
    names = ["J. Ruiz", "D. Whitfield", "A. Thunderhawk", "M. Kowalczyk", "S. Bhattacharya", "P. O'Donnell", "L. Vásquez-Moreno", "T. Oyelaran"]
    batches = []
    for place, name in enumerate(names, 1):
        counts = [dice.randrange(18, 44), dice.randrange(20, 60), dice.randrange(0, 6), dice.randrange(20, 50), 0]
        batches.append(batch(f"261221-{place}", "counter", counts, [count and count * dice.randrange(6000, 14000) + dice.randrange(100) for count in counts[:4]] + [0],
                             name, str(place)))
    for end, source, counts in [("D", "drop_box", [0, 212, 9, 0, 0]), ("L", "lockbox", [0, 1408, 0, 0, 0]), ("P", "phone", [0, 0, 0, 96, 31]),
                                ("W", "online", [0, 0, 0, 1190, 402]), ("A", "ach_file", [0, 0, 0, 0, 2217])]:
        batches.append(batch(f"261221-{end}", source, counts, [count * dice.randrange(8000, 13000) + (dice.randrange(100) if count else 0) for count in counts]))
    # A void's cashier is never the one who took the money in.
    why = ["Amount keyed wrong.", "Wrong account.", "The customer paid online at the same time.", "Check was not signed.", "Charged twice.",
           "Printer jam: the number was used up.", "The customer took the cash back and paid by card."]
    voids = [void(f"V-2026-{221 + place:06d}", f"R-2026-{24100 + 37 * place:06d}", f"{dice.randrange(1, 5)}:{dice.randrange(10, 60)} PM",
                  dice.choice(["cash", "check", "card", "money_order"]), dice.randrange(3000, 40000), "K. Lindqvist", why[place % len(why)],
                  f"R-2026-{24101 + 37 * place:06d}" if place % 3 else None) for place in range(11)]
    return report("CR-2026-12-21", "2026-12-21", batches, 24031, voids, {"3": 500, "6": -2000},
                  "Drawer 3 is $5.00 over and drawer 6 is $20.00 short; both were counted twice. A customer may have been given too much change at about 2 PM (receipt R-2026-024411). Reported to the finance director.",
                  bag="004431", at="5:48 PM")


SAMPLES = {
    "small": report("CR-2026-12-03", "2026-12-03", SMALL, 18301, VOIDS),
    "over": report("CR-2026-12-07", "2026-12-07", OTHER, 18502, (), {"2": 1000},
                   "Drawer 2 is $10.00 over after two counts. Nobody has asked for change yet. Kept in the over and short account.", bag="004419"),
    "short": report("CR-2026-12-08", "2026-12-08", [one | {"number": one["number"].replace("261207", "261208")} for one in OTHER], 18527, (),
                    {"1": -2500}, "Drawer 1 is $25.00 short after two counts. The receipts and the tape agree; the bag was checked.", bag="004420"),
    "large": large(),
}

FOLDER.mkdir(parents=True, exist_ok=True)
for name, record in SAMPLES.items():
    (FOLDER / f"{name}.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
