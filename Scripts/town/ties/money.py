"""Ties of payments, receipts, batches and cash reports."""

from collections import Counter, defaultdict

from .base import cents, hold, tie, total, usd

TENDERS = {"cash": "cash", "check": "checks", "money_order": "money_orders", "card": "cards", "ach": "ach"}


@tie
def payments_are_receipts(f):
    on_bills, on_receipts = Counter(), Counter()
    for x in f["bill"]:
        for p in x["payments"]:
            on_bills[x["account"]["number"], p["date"], -cents(p["amount"])] += 1
    for x in f.valid:
        for a in x["accounts"]:
            on_receipts[a["number"], x["receipt"].get("effective", x["receipt"]["date"]), cents(a["paid"])] += 1
    hold(on_bills == on_receipts, f"{list((on_bills - on_receipts) + (on_receipts - on_bills))[:2]}")
    return f"{sum(on_bills.values()):,} payments on bills are those of {len(f.valid):,} receipts: {usd(total(f.valid, 'receipt', 'total'))}"


@tie
def balances_chain(f):
    seen, first = {}, 0
    adjusted = {n for n, x in f.bills.items() if x["adjustments"]}
    for x in sorted(f.valid, key=lambda x: x["receipt"]["number"]):
        for a in x["accounts"]:
            if a["number"] not in adjusted:
                before = seen.get(a["number"], cents(f.bills[a["number"]]["bill"]["previous_balance"]))
                hold(cents(a["balance_before"]) == before, f"balance of {a['number']}")
                seen[a["number"]] = cents(a["balance_after"])
    for n, after in seen.items():
        hold(after == cents(f.bills[n]["bill"]["balance_forward"]), f"balance forward of {n}")
        first += 1
    return f"the receipts of {first:,} accounts lead from the previous balance of their bill to its balance forward"


@tie
def receipts_make_cash_reports(f):
    days = defaultdict(list)
    for x in f["receipt"]:
        days[x["receipt"]["date"]].append(x)
    reports = {x["report"]["date"]: x for x in f["cash-report"]}
    hold(days.keys() == reports.keys(), "a day has receipts and no report")
    for day, every in days.items():
        report, sums, valid = reports[day], Counter(), [x for x in every if "void" not in x]
        for x in valid:
            for t in x["tenders"]:
                sums[t["type"]] += cents(t["amount"]) - (cents(x["receipt"]["change"]) if t["type"] == "cash" else 0)
        hold(total(valid, "receipt", "total") == cents(report["report"]["total"]), f"total of {day}")
        hold(all(cents(t["amount"]) == sums[t["type"]] for t in report["tenders"]), f"tenders of {day}")
        hold((len(valid), len(every) - len(valid)) == (report["report"]["receipts"], report["report"]["voided"]), f"counts of {day}")
        hold({int(x["receipt"]["number"][-6:]) for x in every} == set(range(report["report"]["first"], report["report"]["last"] + 1)), f"numbers of {day}")
        hold({x["receipt"] for x in report["voids"]} == {x["receipt"]["number"] for x in every if "void" in x}, f"voids of {day}")
    return f"receipts of {len(days)} days make their cash reports, by tender and in all: {usd(total(f['cash-report'], 'report', 'total'))}"


@tie
def reports_hold_batches(f):
    batches = {x["batch"]["number"]: x for x in f["payment-batch"]}
    rows = {row["number"]: row for x in f["cash-report"] for row in x["batches"]}
    hold(batches.keys() == rows.keys(), "the batches differ")
    for number, batch in batches.items():
        row = rows[number]
        hold(batch["batch"]["total"] == row["total"], f"total of {number}")
        sums = Counter({t["type"]: cents(t["amount"]) for t in batch["tenders"]})
        hold(all(cents(row[key]) == sums[kind] for kind, key in TENDERS.items()), f"tenders of {number}")
        hold(len({line["receipt"] for line in batch["lines"]}) == row["receipts"], f"receipts of {number}")
    return f"{len(rows)} batches on cash reports are the {len(batches)} payment batches: {usd(total(f['payment-batch'], 'batch', 'total'))}"


@tie
def batch_lines_are_receipts(f):
    lines = defaultdict(int)
    for x in f["payment-batch"]:
        for line in x["lines"]:
            lines[line["receipt"], line["account"], x["batch"]["number"]] += cents(line["amount"])
    paid = {(x["receipt"]["number"], a["number"], x["receipt"]["batch"]): cents(a["paid"]) for x in f.valid for a in x["accounts"]}
    hold(lines == paid, "a line and a receipt differ")
    return f"{sum(len(x['lines']) for x in f['payment-batch']):,} batch lines are the accounts of the receipts"


@tie
def rolls_are_receipts(f):
    by_number = {x["receipt"]["number"]: x for x in f["receipt"]}
    hold(all(by_number[x["receipt"]["number"]] == x for x in f["receipt-roll"]), "a roll differs")
    hold(len(f["receipt-roll"]) == sum(x["receipt"]["drawer"] in ("1", "2") for x in f["receipt"]), "a counter receipt is missing")
    return f"{len(f['receipt-roll'])} receipts on the roll are the counters' own"
