"""The money office: receipts of both layouts, payment batches, and each day's cash report."""

import cedar_bluff as book

from ..days import month_word, workday, DAY
from ..dice import Dice
from ..receipts import CASHIERS, SOURCES, STATIONS, clock, zone

FUNDS = {"water": "601", "irrigation": "601", "late_fee": "601", "shutoff_fee": "601", "returned_fee": "601", "sewer": "602", "stormwater": "603", "waste": "604", "recycling": "604"}
SERVICE = {"lien_fee": "other", "recording_fee": "other"}
NOTES = {"lien_fee": {"en": "lien fee", "es": "cargo por gravamen"}, "recording_fee": {"en": "county recording fee", "es": "registro del condado"}}
COLUMN = {"water": "water", "irrigation": "water", "sewer": "sewer", "stormwater": "storm", "waste": "waste", "recycling": "waste", "late_fee": "fees", "shutoff_fee": "fees", "returned_fee": "fees",
          "lien_fee": "fees", "recording_fee": "fees", "other": "other", None: "other"}
TENDERS = ["cash", "check", "money_order", "card", "ach"]
PLURAL = {"cash": "cash", "check": "checks", "money_order": "money_orders", "card": "cards", "ach": "ach"}
START = 20_000  # cents in each drawer in the morning
VALUES = (10_000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1)


def allocations(payment, language):
    """What a payment paid, oldest first; bills before the newest one say their month."""
    newest = max((item.bill for item, _ in payment.parts if item), default=0)
    made = []
    for item, cents in payment.parts:
        kind = item.kind if item else "credit"
        line = {"service": SERVICE.get(kind, kind)}
        if kind in NOTES:
            line["note"] = NOTES[kind][language]
        elif item and item.bill < newest:
            line["note"] = month_word(item.bill, language)
        if kind in FUNDS:
            line["fund"] = FUNDS[kind]
        made.append(line | {"amount": cents})
    if len(made) > 16:
        made = folded(made)
    return [x | {"amount": book.money(x["amount"])} for x in made]


def folded(lines):
    """The lines of one service put together, where a payment reaches over so many bills that they would not fit."""
    sums = {}
    for x in lines:
        key = (x["service"], x.get("note") if x["service"] == "other" else None)
        if key in sums:
            sums[key]["amount"] += x["amount"]
        else:
            sums[key] = {k: v for k, v in x.items() if k != "note" or key[1]}
    return list(sums.values())


def receipts(town):
    for x in town.receipts:
        yield receipt(x)


def rolls(town):
    """What the counters print on the roll: receipts of their drawers."""
    for x in town.receipts:
        if x.drawer in "12":
            yield receipt(x)


def receipt(x):
    language = x.payer.language
    head = {"number": x.name, "account": x.payments[0].account.number, "date": x.date.isoformat(), "time": clock(x.minute), "zone": zone(x.date)}
    if x.effective:
        head["effective"] = x.effective.isoformat()
    head |= {"cashier": x.cashier, "drawer": x.drawer, "batch": x.batch, "station": STATIONS[x.drawer], "total": book.money(x.total), "change": book.money(x.change)}
    if x.drawer == "E":
        head["memo"] = {"en": "Paid from your bank account by autopay. You do not need to do anything.", "es": "Pagado de su cuenta bancaria por pago automático. No tiene que hacer nada."}[language]
    made = {"receipt": head, "payer": {"name": x.payer.name} | ({"language": language} if language != "en" else {}),
            "tenders": [t | {"amount": book.money(t["amount"])} for t in x.tenders],
            "accounts": [{"number": p.account.number, "service_address": p.account.premise.address, "balance_before": book.money(p.before), "paid": book.money(p.amount),
                          "balance_after": book.money(p.before - p.amount), "allocations": allocations(p, language)} for p in x.payments]}
    if x.void:
        made["void"] = {"number": x.void["number"], "date": x.date.isoformat(), "time": clock(x.void["minute"] + 2), "reason": x.void["reason"][language]}
        made["void"] |= {key: x.void[key] for key in ("by", "replaced_by")}
    return made


def net(x):
    """(tender, cents less change) of one receipt; change is given on cash."""
    return [(t, t["amount"] - (x.change if t["type"] == "cash" else 0)) for t in x.tenders]


def batches(town):
    for b in town.batches:
        lines = [line for x in b.valid for line in batch_lines(x)]
        total, day = sum(x["amount"] for x in lines), b.date
        for n, line in enumerate(lines, 1):
            line["line"] = n
        last = b.receipts[-1].minute
        head = {"number": b.number, "source": SOURCES[b.drawer], "date": day.isoformat(), "opened": clock(b.receipts[0].minute), "closed": clock(min(1439, last + 12)), "operator": CASHIERS[b.drawer],
                "station": STATIONS[b.drawer] + (f", drawer {b.drawer}" if b.drawer in "12" else ""), "control_count": len(lines), "control_total": book.money(total), "count": len(lines),
                "total": book.money(total), "posted": day.isoformat()}
        tenders = [{"type": kind, "count": len(own), "amount": book.money(sum(x["amount"] for x in own))} for kind in TENDERS if (own := [x for x in lines if x["tender"] == kind])]
        yield {"batch": head, "lines": [{key: book.money(value) if key in ("amount", "water", "sewer", "storm", "waste", "fees", "other") else value for key, value in x.items()} for x in lines],
               "tenders": tenders}


def batch_lines(x):
    """One line for each tender and account of a receipt: the tenders pay the accounts in their order."""
    left = [[t, cents] for t, cents in net(x)]
    for p in x.payments:
        parts = [[COLUMN[item.kind if item else None], cents] for item, cents in p.parts]
        while parts:
            tender, room = left[0]
            taken, columns = 0, dict.fromkeys(("water", "sewer", "storm", "waste", "fees", "other"), 0)
            while parts and taken < room:
                part = min(parts[0][1], room - taken)
                columns[parts[0][0]] += part
                parts[0][1] -= part
                taken += part
                if not parts[0][1]:
                    parts.pop(0)
            left[0][1] -= taken
            if not left[0][1]:
                left.pop(0)
            made = {"line": 0, "receipt": x.name, "time": clock(x.minute), "account": p.account.number, "tender": tender["type"]}
            made |= {key: tender[key] for key in ("number", "brand", "last4") if key in tender}
            yield made | {"amount": taken} | columns


def cash_reports(town):
    days = {}
    for b in town.batches:
        days.setdefault(b.date, []).append(b)
    r = Dice(town.seed, "drawers")
    for day, own in days.items():
        yield cash_report(day, own, r)


def cash_report(day, own, r):
    every = [x for b in own for x in b.receipts]
    valid = [x for x in every if not x.void]
    taken = [pair for x in valid for pair in net(x)]
    tenders = [{"type": kind, "count": sum(t["type"] == kind for t, _ in taken), "amount": sum(c for t, c in taken if t["type"] == kind)} for kind in TENDERS]
    by_kind = {t["type"]: t for t in tenders}
    rows, drawers = [], []
    for b in own:
        sums = {kind: sum(c for x in b.valid for t, c in net(x) if t["type"] == kind) for kind in TENDERS}
        row = {"number": b.number, "source": SOURCES[b.drawer], "cashier": CASHIERS[b.drawer]}
        if b.drawer in "12":
            row["drawer"] = b.drawer
        rows.append(row | {"receipts": len(b.valid)} | {PLURAL[kind]: book.money(cents) for kind, cents in sums.items()} | {"total": book.money(sum(sums.values()))})
    for drawer in "12":
        cash = sum(c for b in own if b.drawer == drawer for x in b.valid for t, c in net(x) if t["type"] == "cash")
        off = r.choice((-500, 100, -25, 20)) if cash > 5000 and r.chance(70) else 0
        drawers.append({"drawer": drawer, "cashier": CASHIERS[drawer], "start": START, "cash": cash, "expected": START + cash, "counted": START + cash + off, "over_short": off})
    off, total = sum(d["over_short"] for d in drawers), sum(t["amount"] for t in tenders)
    cash, paper = by_kind["cash"]["amount"] + off, by_kind["check"]["amount"] + by_kind["money_order"]["amount"]
    head = {"number": f"CR-{day:%y%m%d}", "date": day.isoformat(), "office": "Town Hall, utility counter", "prepared_by": "K. Lindqvist", "prepared_at": "5:12 PM", "receipts": len(valid),
            "voided": len(every) - len(valid), "first": min(x.number for x in every), "last": max(x.number for x in every), "total": book.money(total), "over_short": book.money(off)}
    if any(d["over_short"] for d in drawers):
        head["explanation"] = "Counted twice by two people; every receipt was compared with its money. The difference is posted to 601-OS."
    return {"report": head, "tenders": [t | {"amount": book.money(t["amount"])} for t in tenders], "batches": rows,
            "drawers": [{key: book.money(value) if isinstance(value, int) else value for key, value in d.items()} for d in drawers],
            "deposit": {"bag": f"B{day:%m%d}{len(every):04d}", "date": workday(day + DAY).isoformat(), "currency": currency(cash), "cash": book.money(cash),
                        "check_count": by_kind["check"]["count"] + by_kind["money_order"]["count"], "checks": book.money(paper), "total": book.money(cash + paper)},
            "voids": [{"number": x.void["number"], "receipt": x.name, "time": clock(x.void["minute"] + 2), "tender": x.tenders[0]["type"], "amount": book.money(x.total), "by": x.void["by"],
                       "reason": x.void["reason"]["en"], "replaced_by": x.void["replaced_by"]} for x in every if x.void]}


def currency(cents):
    made = []
    for value in VALUES:
        count, cents = divmod(cents, value)
        if count or not made and value == 1:
            made.append({"value": book.money(value), "count": count, "amount": book.money(value * count)})
    return made
