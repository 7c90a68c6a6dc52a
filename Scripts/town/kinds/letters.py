"""Letters about an account: the welcome of a new one, and the explanation of a bill's steps."""

from datetime import timedelta

import cedar_bluff as book

from .. import words  # its Spanish words of charges
from ..days import NOW, bill_day, due_day, letter_day, read_day, workday
from ..bills import mail_of

DEPOSIT, DEPOSIT_MONTHS = 20_000, 12
LANGUAGE_FIELDS = ("service", "description", "unit")


def price(service, description, rate, unit):
    return {"service": service, "description": description, "price": book.number(book.rate_e4(rate), 10_000), "unit": unit}


def rates(a):
    """The prices that a home pays."""
    rows, floor, tiers = [price("Water", f"Base charge, {a.size} meter", book.WATER_BASE[a.size], "month")], 0, book.WATER_TIERS[a.schedule]
    for top, rate in tiers:
        said = f"Over {floor:,} gal" if top is None else f"First {top:,} gal" if floor == 0 else f"{floor + 1:,} to {top:,} gal"
        rows.append(price("Water", said, rate, "1,000 gal"))
        floor = top
    rows += [price("Sewer", "Base charge", book.SEWER_BASE, "month"), price("Sewer", "Winter average use, December to February", book.SEWER_WINTER, "1,000 gal"),
             price("Stormwater", "Hard surface", book.STORMWATER, "ERU")]
    if a.cart:
        rows += [price("Trash and recycling", f"Trash, {a.cart}-gallon cart, weekly", book.CARTS[a.cart], "month"),
                 price("Trash and recycling", "Recycling, every other week", book.RECYCLING, "month")]
    return rows


def mail(town, party):
    made = mail_of(party, town.serial())
    made.pop("country", None)
    return made


def welcomes(town):
    """Letters to whoever is new since September."""
    for a in town.accounts:
        if not (a.opened or a.start >= NOW - 2):
            continue
        i = NOW if a.opened else a.start
        start = a.opened or read_day(i - 1, a.premise.cycle)
        m = a.main_meter()
        tenant = a.owner is not a.holder
        made = {"account": {"number": a.number, "holder": a.holder.name, "service_address": a.premise.address, "customer_class": a.schedule, "cycle": a.premise.cycle, "autopay": a.autopay,
                            "paperless": a.delivery == "paperless"},
                "mail": mail(town, a.holder), "date": min(bill_day(i), workday(start + timedelta(days=2))).isoformat(), "start_date": start.isoformat(),
                "first_read": read_day(i, a.premise.cycle).isoformat(), "first_bill": bill_day(i).isoformat(), "first_due": due_day(i).isoformat(), "late_fee": book.money(book.LATE_FEE)}
        if a.opened:
            made["start_fee"] = book.money(book.START_FEE)
        made["people"] = [{"name": a.holder.name, "role": "tenant" if tenant else "owner", "gets": "bill"}]
        if tenant:
            made["people"].append({"name": a.owner.name, "role": "owner", "gets": "copy" if a.copy == "owner" else "notices"})
            made["deposit"] = {"amount": book.money(DEPOSIT), "paid": start.isoformat(), "months": DEPOSIT_MONTHS}
        made["meters"] = [{"id": m.id, "size": m.size, "service": m.service, "reading": (m.reading(i) - m.use[i] // m.multiplier) % 10 ** m.digits}]
        made |= {"rate_table": dict(book.RATE_TABLE), "rates": rates(a)}
        yield spanish(made) if a.language == "es" else made


def spanish(made):
    made["account"]["customer_class"] = book.spanish(made["account"]["customer_class"])
    for row in made["meters"]:
        row["service"] = book.spanish(row["service"])
    for row in made["rates"]:
        row |= {key: book.spanish(row[key]) for key in LANGUAGE_FIELDS}
    return made


def explanations(town):
    """Sheets for homes whose water went beyond the first step, or leaked."""
    for a in town.accounts:
        if not a.schedule.startswith("Residential") or a.holder.country or a.opened or a.closed:
            continue
        s = a.ledger.statements[NOW]
        water = s.services[0]
        more = a.misread[1] if a.misread and a.misread[0] == NOW else 0
        if len(water["charges"]) < 3 and not a.leak:
            continue
        yield explanation(town, a, s, water, a.used(NOW, "Water") + more)


def explanation(town, a, s, water, used):
    less, rows, floor = used - 1000 if used >= 1000 else used, [], 0
    for n, (top, rate) in enumerate(book.WATER_TIERS[a.schedule], 1):
        scaled = book.rate_e4(rate)
        part, part_less = (max(0, (g if top is None else min(g, top)) - floor) for g in (used, less))
        row = {"number": n, "from": floor + 1} | ({"to": top} if top else {}) | {"rate": book.number(scaled, 10_000), "gallons": part, "amount": book.money(book.priced(part, scaled)),
                                                                               "gallons_less": part_less, "amount_less": book.money(book.priced(part_less, scaled))}
        rows.append(row)
        floor = top
    use = sum(book.cents(row["amount"]) for row in rows)
    base = book.cents(water["charges"][0]["amount"])
    made = {"account": {"number": a.number, "holder": a.holder.name, "service_address": a.premise.address}, "mail": mail(town, a.holder), "date": letter_day(NOW).isoformat(),
            "bill": {"number": s.number, "date": bill_day(NOW).isoformat(), "period_start": s.period[0].isoformat(), "period_end": s.period[1].isoformat(), "days": (s.period[1] - s.period[0]).days},
            "rate_table": dict(book.RATE_TABLE), "schedule": book.spanish(water["schedule"]) if a.language == "es" else water["schedule"], "base": book.money(base), "used": used}
    if a.start == 0:
        made["last_year"] = {"used": a.used(0, "Water")}
    made |= {"tiers": rows, "use_total": book.money(use), "water_total": book.money(base + use)}
    if used >= 1000:
        made["saves"] = book.money(use - sum(book.cents(row["amount_less"]) for row in rows))
    return made
