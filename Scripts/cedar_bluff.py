"""The books of the fictional Town of Cedar Bluff: its rate table, and bills that add up.

`make_samples.py` and `make_bills.py` both price and add with this module, and both prove every record with `verify`,
which adds again by another path. Money is integer cents, quantities are integer thousandths, rates are integer
ten-thousandths of a dollar; a printed line is rounded half up to the cent, and only there.
"""

import hashlib
import json
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

SCHEMA = Path(__file__).resolve().parent.parent / "Templates" / "bill" / "data.schema.json"

# Rate table CB-2026-02, in force for meters read from February 1, 2026. Dollars as text, as the council adopted them.
RATE_TABLE = {"id": "CB-2026-02", "effective": "2026-02-01"}
WATER_BASE = {'3/4"': "21.87", '1"': "35.34", '1-1/2"': "72.26", '2"': "114.10", '3"': "226.40", '4"': "352.75", '6"': "701.20"}
DWELLING_BASE = "14.13"  # multi-family: a dwelling unit, whatever the meter
WATER_TIERS = {  # up to this many gallons, dollars for 1,000 gal
    "Residential": [(16_000, "6.43"), (22_500, "9.61"), (None, "14.33")],
    "Residential, dual system": [(9_700, "6.43"), (None, "9.61")],
    "Multi-family": [(157_000, "6.43"), (None, "9.61")],
    "Commercial": [(None, "7.18")],
    "Irrigation": [(50_000, "8.92"), (None, "12.06")],
}
NONPOTABLE_BASE, NONPOTABLE = "9.95", "3.2175"
RAW_WATER, PUMP_POWER = "5.8475", "0.3125"
SEWER_BASE, SEWER_WINTER = "18.94", "4.87"
SEWER_BUSINESS_BASE, SEWER_BUSINESS = "26.40", "5.26"
STORMWATER = "7.45"  # an ERU, 3,000 square feet of hard surface
CARTS = {32: "12.40", 64: "16.85", 96: "21.30"}
RECYCLING = "4.35"
LATE_FEE, START_FEE = 1500, 2000  # cents


# --- money -----------------------------------------------------------------------------------------------------------

def cents(text):
    """Cents of an amount written with two decimals."""
    return int(text.replace(".", "")) if "." in text else int(text) * 100


def money(amount):
    """An amount in cents as the contract writes it."""
    whole, rest = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:02d}"


def rate_e4(text):
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(4, "0"))


def priced(thousandths, rate):
    """Cents of a quantity in thousandths at a rate in ten-thousandths of a dollar, rounded half up."""
    product = abs(thousandths) * rate  # in 1e-7 dollars, so 1e5 of them are a cent
    rounded = (product * 2 + 100_000) // 200_000
    return -rounded if thousandths < 0 else rounded


def number(scaled, scale):
    """A scaled integer as a JSON number, whole where it is whole."""
    return scaled // scale if scaled % scale == 0 else scaled / scale


def percent_change(now, before):
    """Whole percent, rounded half away from zero."""
    size = (abs(now - before) * 200 + before) // (2 * before)
    return size if now >= before else -size


# --- charges and services --------------------------------------------------------------------------------------------

def flat(code, description, amount):
    return {"code": code, "description": description, "amount": money(amount)}


def plan_line(billed, actual):
    """What a budget plan adds to this month's charges, or takes off."""
    line = flat("BP", "To reach your plan amount", billed - actual) | {"plan": True}
    return service("Budget plan", "Same amount each month", [line])


def by_rate(code, description, thousandths, unit, rate, tier=False):
    scaled = rate_e4(rate)
    line = {"code": code, "description": description, "quantity": number(thousandths, 1000), "unit": unit,
            "rate": number(scaled, 10_000), "amount": money(priced(thousandths, scaled))}
    if tier:
        line["tier"] = True
    return line


def service(name, schedule, charges):
    return {"name": name, "schedule": schedule, "charges": charges,
            "subtotal": money(sum(cents(c["amount"]) for c in charges))}


def tier_lines(code, schedule, gallons):
    """One line for each step of the rate that the use reaches."""
    tiers, lines, floor = WATER_TIERS[schedule], [], 0
    for step, (top, rate) in enumerate(tiers, 1):
        part = (gallons if top is None else min(gallons, top)) - floor
        # What an estimate billed too much is credited at the price of the first step.
        if part <= 0 and step > 1:
            break
        if len(tiers) == 1:
            words = "Water used"
        elif top is None:
            words = f"Over {floor:,} gal"
        else:
            words = f"First {top:,} gal" if floor == 0 else f"{floor + 1:,} to {top:,} gal"
        lines.append(by_rate(f"{code}{step}", words, part, "1,000 gal", rate, tier=len(tiers) > 1))
        floor = top
    return lines


def base_line(code, size, share=None):
    """The base charge of a meter; share is (days served, days of the full period) on a final bill."""
    if share is None:
        return flat(code, f"Base charge, {size} meter", cents(WATER_BASE[size]))
    days, full = share
    return by_rate(code, f"Base charge, {size} meter, {days} of {full} days", (days * 2000 + full) // (2 * full), "month", WATER_BASE[size])


def water(schedule, size, gallons, dwellings=0, share=None):
    if dwellings:
        base = by_rate("WB", "Base charge, each dwelling", dwellings * 1000, "dwelling", DWELLING_BASE)
    else:
        base = base_line("WB", size, share)
    return service("Water", f"{schedule}, {size} meter", [base] + tier_lines("WT", schedule, gallons))


def irrigation(sizes, gallons):
    bases = [base_line("IB", size) for size in sizes]
    return service("Irrigation", "Irrigation", bases + tier_lines("IT", "Irrigation", gallons))


def nonpotable(gallons):
    return service("Irrigation", "Non-potable, dual system", [
        flat("NB", "Base charge, non-potable line", cents(NONPOTABLE_BASE)),
        by_rate("NU", "Non-potable water used", gallons, "1,000 gal", NONPOTABLE)])


def sewer(winter_gallons, used=None):
    """Priced on the winter average, or on this month's use where that is less."""
    less = used is not None and used < winter_gallons
    words = "This month's use, below winter average" if less else "Winter average use, December to February"
    return service("Sewer", "Residential", [
        flat("SB", "Base charge", cents(SEWER_BASE)),
        by_rate("SW", words, used if less else winter_gallons, "1,000 gal", SEWER_WINTER)])


def business_sewer(gallons, name="Commercial"):
    return service("Sewer", name, [
        flat("SB", "Base charge", cents(SEWER_BUSINESS_BASE)),
        by_rate("SU", "Water used indoors", gallons, "1,000 gal", SEWER_BUSINESS)])


def stormwater(thousandths_eru=1000, schedule="Residential"):
    return service("Stormwater", schedule, [by_rate("ST", "Hard surface", thousandths_eru, "ERU", STORMWATER)])


def trash(cart=64):
    return service("Trash and recycling", "Residential", [
        flat("TR", f"Trash, {cart}-gallon cart, weekly", cents(CARTS[cart])),
        flat("RC", "Recycling, every other week", cents(RECYCLING))])


def meter(number, size, name, previous, gallons, days, read_type="actual", multiplier=10, rollover=None, note=None):
    """A meter row; days are (previous, present)."""
    assert gallons % multiplier == 0
    present = previous + gallons // multiplier
    row = {"id": number, "size": size, "service": name, "previous_date": days[0].isoformat(), "previous_reading": previous,
           "present_date": days[1].isoformat(), "present_reading": present - (rollover or 0), "read_type": read_type,
           "multiplier": multiplier}
    if rollover:
        row["rollover"] = rollover
    row |= {"usage": gallons, "unit": "gal"}
    if note:
        row["note"] = note
    return row


# --- the whole bill --------------------------------------------------------------------------------------------------

def pay_url(bill_number):
    token = hashlib.blake2b(bill_number.encode(), digest_size=9, person=b"cedarbluff").hexdigest()
    return f"https://pay.cedarbluff.example/u/{token}"


def months_to(last, count):
    """The months ending in the month of a day, oldest first."""
    index = last.year * 12 + last.month - 1
    return [f"{i // 12:04d}-{i % 12 + 1:02d}" for i in range(index - count + 1, index + 1)]


def history_of(last, usages):
    return [{"month": m, "usage": u} for m, u in zip(months_to(last, len(usages)), usages)]


def assemble(*, account, mail, number, dates, services, meters=(), before=(), previous=0, payments=(), adjustments=(),
             late_fee=0, kind="normal", replaces=None, no_demand=False, mailed=None, draft=None, shutoff=None, leak=None, budget=None,
             messages=()):
    """A record of the contract. dates are (bill, due, period start, period end); before is the use of the months
    before, oldest first; money arguments are in cents."""
    billed, due, start, end = dates
    days = (end - start).days
    paid = sum(amount for _, amount in payments)
    adjusted = sum(amount for _, _, amount in adjustments)
    forward = previous + paid + adjusted
    current = sum(cents(s["subtotal"]) for s in services)
    total = forward + late_fee + current
    asks = total > 0 and not account["autopay"] and not no_demand

    bill = {"number": number, "kind": kind}
    if replaces:
        bill["replaces"] = replaces
    bill["estimated"] = any(m["read_type"] == "estimated" for m in meters)
    if no_demand:
        bill["no_demand"] = True
    bill["date"] = billed.isoformat()
    if mailed:
        bill["mail_date"] = mailed.isoformat()
    bill |= {"due_date": due.isoformat(), "period_start": start.isoformat(),
             "period_end": end.isoformat(), "days": days, "rate_table": dict(RATE_TABLE),
             "previous_balance": money(previous), "payments_total": money(paid), "adjustments_total": money(adjusted),
             "balance_forward": money(forward), "late_fee": money(late_fee), "current_charges": money(current),
             "total_due": money(total), "past_due": money(max(0, forward))}
    if asks:
        bill["late_amount"] = money(total + LATE_FEE)
    if draft:
        bill["draft_date"] = draft.isoformat()
    if shutoff:
        bill["shutoff_date"] = shutoff.isoformat()

    record = {"account": account, "mail": mail, "bill": bill,
              "payments": [{"date": d.isoformat(), "amount": money(a)} for d, a in payments],
              "adjustments": [{"date": d.isoformat(), "reason": why, "amount": money(a)} for d, why, a in adjustments],
              "services": list(services), "meters": list(meters)}
    if meters:
        used = sum(m["usage"] for m in meters)
        usage = {"unit": "gal", "total": used, "per_day": (abs(used) * 2 + days) // (2 * days) * (-1 if used < 0 else 1)}
        months = [*before, used][-13:]
        if len(months) == 13 and kind != "final":  # a final month is a short one; a comparison would mislead
            usage["last_year_total"] = months[0]
            if months[0] > 0 <= used:
                usage["change_percent"] = percent_change(used, months[0])
        record["usage"] = usage
        record["history"] = history_of(billed, months)
    else:
        record["history"] = []
    if leak:
        record["leak"] = leak
    if budget:
        record["budget"] = budget
    record["messages"] = list(messages)
    record["pay_url"] = pay_url(number)
    return record


def text_of(record, pretty=False):
    if pretty:
        return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


# --- Spanish ---------------------------------------------------------------------------------------------------------

SPANISH = [  # words of the charges as the office writes them for a household that asked for Spanish
    (r"Water", "Agua"), (r"Irrigation", "Riego"), (r"Sewer", "Alcantarillado"), (r"Stormwater", "Aguas pluviales"),
    (r"Trash and recycling", "Basura y reciclaje"), (r"Account", "Cuenta"), (r"One time", "Una sola vez"),
    (r"Residential", "Residencial"), (r"Water used", "Agua usada"), (r"Residential, dual system", "Residencial, sistema doble"),
    (r"Residential, (\S+) meter", r"Residencial, medidor de \1"),
    (r"Residential, dual system, (\S+) meter", r"Residencial, sistema doble, medidor de \1"),
    (r"Non-potable, dual system", "No potable, sistema doble"),
    (r"Base charge", "Cargo base"), (r"Base charge, (\S+) meter", r"Cargo base, medidor de \1"),
    (r"Base charge, (\S+) meter, (\d+) of (\d+) days", r"Cargo base, medidor de \1, \2 de \3 días"),
    (r"Base charge, non-potable line", "Cargo base, línea no potable"), (r"Non-potable water used", "Agua no potable usada"),
    (r"First ([\d,]+) gal", r"Primeros \1 gal"), (r"([\d,]+) to ([\d,]+) gal", r"De \1 a \2 gal"), (r"Over ([\d,]+) gal", r"Más de \1 gal"),
    (r"Winter average use, December to February", "Promedio de invierno, diciembre a febrero"),
    (r"This month's use, below winter average", "Consumo del mes, menor al de invierno"),
    (r"Hard surface", "Superficie impermeable"), (r"Trash, (\d+)-gallon cart, weekly", r"Basura, bote de \1 galones, semanal"),
    (r"Recycling, every other week", "Reciclaje, cada dos semanas"), (r"month", "mes"), (r"1,000 gal", "1,000 gal"), (r"ERU", "ERU"),
]


def spanish(text):
    for pattern, words in SPANISH:
        if found := re.fullmatch(pattern, text):
            return found.expand(words)
    raise ValueError(f"no Spanish words for {text!r}")


def in_spanish(record):
    """The record of a household that asked for Spanish; its messages and reasons are Spanish already."""
    record["mail"]["language"] = "es"
    record["account"]["customer_class"] = spanish(record["account"]["customer_class"])
    for s in record["services"]:
        s["name"], s["schedule"] = spanish(s["name"]), spanish(s["schedule"])
        for c in s["charges"]:
            c["description"] = spanish(c["description"])
            if "unit" in c:
                c["unit"] = spanish(c["unit"])
    for m in record["meters"]:
        m["service"] = spanish(m["service"])
    return record


# --- the proof -------------------------------------------------------------------------------------------------------

def verify(record):
    """Adds the record again from its printed text, in decimals; any disagreement stops the script."""
    dec = lambda text: Decimal(text)
    cent = Decimal("0.01")
    bill, name = record["bill"], record["bill"]["number"]

    def hold(true, what):
        assert true, f"bill {name}: {what}"

    current = Decimal(0)
    for s in record["services"]:
        for c in s["charges"]:
            hold(("quantity" in c) == ("rate" in c) == ("unit" in c), f"half a price on {c['description']}")
            if "rate" in c:
                product = Decimal(repr(c["quantity"])) * Decimal(repr(c["rate"]))
                hold(product.quantize(cent, ROUND_HALF_UP) == dec(c["amount"]), f"{c['description']}: {product} is not {c['amount']}")
        hold(sum((dec(c["amount"]) for c in s["charges"]), Decimal(0)) == dec(s["subtotal"]), f"subtotal of {s['name']}")
        current += dec(s["subtotal"])
    hold(current == dec(bill["current_charges"]), "current charges")
    hold(sum((dec(p["amount"]) for p in record["payments"]), Decimal(0)) == dec(bill["payments_total"]), "payments")
    hold(all(dec(p["amount"]) < 0 for p in record["payments"]), "a payment is not negative")
    hold(sum((dec(a["amount"]) for a in record["adjustments"]), Decimal(0)) == dec(bill["adjustments_total"]), "adjustments")
    forward = dec(bill["previous_balance"]) + dec(bill["payments_total"]) + dec(bill["adjustments_total"])
    hold(forward == dec(bill["balance_forward"]), "balance forward")
    total = forward + dec(bill["late_fee"]) + current
    hold(total == dec(bill["total_due"]), "total due")
    hold(dec(bill["past_due"]) == max(Decimal(0), forward), "past due")

    day = date.fromisoformat
    hold((day(bill["period_end"]) - day(bill["period_start"])).days == bill["days"], "days")
    hold(day(bill["period_end"]) <= day(bill["date"]) <= day(bill["due_date"]), "order of the dates")
    hold(day(bill["period_end"]) >= day(bill["rate_table"]["effective"]), "read before the rates were in force")
    hold(all(day(x["date"]) <= day(bill["date"]) for x in record["payments"] + record["adjustments"]), "a day after the bill")

    for m in record["meters"]:
        steps = m["present_reading"] - m["previous_reading"] + m.get("rollover", 0)
        hold((steps >= 0 or "rollover" not in m) and steps * m["multiplier"] == m["usage"], f"usage of meter {m['id']}")
        hold(day(bill["period_start"]) <= day(m["previous_date"]) < day(m["present_date"]) <= day(bill["period_end"]), f"days of meter {m['id']}")
    hold(bill["estimated"] == any(m["read_type"] == "estimated" for m in record["meters"]), "estimated")
    for metered in {m["service"] for m in record["meters"]}:
        used = sum(m["usage"] for m in record["meters"] if m["service"] == metered)
        lines = [c for s in record["services"] if s["name"] == metered for c in s["charges"]]
        sold = [Decimal(repr(c["quantity"])) for c in lines if c.get("unit") == "1,000 gal" and c["code"] != "PP"]
        hold(sum(sold) * 1000 == used, f"{metered}: {sold} priced, {used} used")

    hold(("usage" in record) == bool(record["meters"]) == bool(record["history"]), "usage and history go with meters")
    if record["meters"]:
        usage, months = record["usage"], record["history"]
        hold(usage["total"] == sum(m["usage"] for m in record["meters"]) == months[-1]["usage"], "usage")
        hold(usage["per_day"] == int((Decimal(usage["total"]) / bill["days"]).quantize(Decimal(1), ROUND_HALF_UP)), "use a day")
        number_of = [int(h["month"][:4]) * 12 + int(h["month"][5:]) for h in months]
        hold(months[-1]["month"] == bill["date"][:7] and all(b - a == 1 for a, b in zip(number_of, number_of[1:])), "months of history")
        if "last_year_total" in usage:
            hold(len(months) == 13 and months[0]["usage"] == usage["last_year_total"], "last year")
        if "change_percent" in usage:
            change = Decimal(usage["total"] - usage["last_year_total"]) * 100 / usage["last_year_total"]
            hold(int(change.quantize(Decimal(1), ROUND_HALF_UP)) == usage["change_percent"], "change")

    if "budget" in record:
        plan = record["budget"]
        held = sum((dec(c["amount"]) for s in record["services"] for c in s["charges"] if c.get("plan")), Decimal(0))
        hold(dec(plan["billed"]) == current and dec(plan["actual"]) == current - held, "budget plan")

    account = record["account"]
    asks = total > 0 and not account["autopay"] and not bill.get("no_demand", False)
    hold(("late_amount" in bill) == asks, "late amount")
    hold(not asks or dec(bill["late_amount"]) == total + LATE_FEE * cent, "late amount")
    hold(("draft_date" in bill) <= account["autopay"], "draft without autopay")
    hold(("shutoff_date" in bill) <= (dec(bill["past_due"]) > 0), "shut-off without a past-due amount")
    hold(("replaces" in bill) == (bill["kind"] == "corrected"), "replaces")
    return record


def contract_checker(schema=SCHEMA):
    """A function that lists what a record breaks in a contract, or None where `jsonschema` is not installed."""
    try:
        import jsonschema
    except ImportError:
        return None
    import re
    formats = jsonschema.FormatChecker(formats=())

    @formats.checks("money")
    def _(value):
        if isinstance(value, str):
            return re.fullmatch(r"-?[0-9]+(\.[0-9]{1,2})?", value) is not None
        return not isinstance(value, float) or round(value, 2) == value

    @formats.checks("date", raises=ValueError)
    def _(value):
        return not isinstance(value, str) or (len(value) == 10 and bool(date.fromisoformat(value)))

    @formats.checks("month")
    def _(value):
        return not isinstance(value, str) or re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value) is not None

    @formats.checks("uri")
    def _(value):
        return not isinstance(value, str) or re.fullmatch(r"[a-z][a-z0-9+.-]*:[!-~]+", value) is not None

    checker = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")), format_checker=formats)
    return lambda record: [f"/{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in checker.iter_errors(record)]
