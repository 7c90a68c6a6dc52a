"""Letters about an account: the welcome of a new one, the explanation of a bill's steps, and of an adjustment."""

from datetime import date, timedelta

import cedar_bluff as book

from .. import words  # its Spanish words of charges
from ..days import NOW, bill_day, due_day, letter_day, read_day, workday
from ..bills import mail_of

DEPOSIT, DEPOSIT_MONTHS = 20_000, 12
LEAKS_MENDED = date(2026, 10, 23)
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


def adjustments(town):
    """A letter for each leak credit and each bill that was misread."""
    for n, x in enumerate(sorted(town.events.changes, key=lambda x: (x.date, x.account.index, x.i)), 401):
        a, s = x.account, x.account.ledger.statements[x.i]
        language = a.language
        made = {"account": {"number": a.number, "holder": a.holder.name, "service_address": a.premise.address}, "mail": mail(town, a.holder),
                "date": workday(x.date + timedelta(days=1)).isoformat(), "number": f"ADJ-2026-{n:04d}",
                "bill": {"number": s.number, "date": bill_day(x.i).isoformat(), "period_start": s.period[0].isoformat(), "period_end": s.period[1].isoformat()}}
        if x.kind == "leak":
            made["reason"] = {"code": "LK50", "kind": "leak", "note": words.LEAK_NOTE[language]}
            made["reads"] = []
            made["charges"] = [{"service": "Water", "description": words.LEAK_LINE[language], "original": "0.00", "corrected": book.money(-x.amount), "difference": book.money(-x.amount)}]
        else:
            made["reason"] = {"code": "RD01", "kind": "misread", "note": words.MISREAD_NOTE[language]}
            made["reads"] = [misread(a.meters[0], x)]
            made["charges"] = list(compared(x.was, x.now))
        sums = {side: sum(book.cents(c[side]) for c in made["charges"]) for side in ("original", "corrected", "difference")}
        assert sums["difference"] == -x.amount, (a.number, sums, x.amount)
        made["totals"] = {side: book.money(cents) for side, cents in sums.items()}
        if x.kind == "leak":
            used = a.used(x.i, "Water")
            made["leak"] = {"used": used, "usual": used - x.gallons, "excess": x.gallons, "excess_cost": book.money(x.cost), "share_percent": 50, "repaired": LEAKS_MENDED.isoformat()}
        made["approval"] = {"by": words.APPROVER[language], "date": x.date.isoformat()}
        made["balance"] = {"before": book.money(x.before), "after": book.money(x.before - x.amount)}
        if x.due:
            made["balance"]["due_date"] = due_day(NOW).isoformat()
        if language == "es":
            for row in made["charges"] + made["reads"]:
                row |= {key: book.spanish(row[key]) for key in LANGUAGE_FIELDS if key in row and row[key] != words.LEAK_LINE["es"] and row[key] != "gal"}
        yield made


def misread(meter, x):
    """The read that was wrong, and what it should have been."""
    right, use = meter.reading(x.i), meter.use[x.i]
    previous = right - use // meter.multiplier
    return {"meter": meter.id, "service": meter.service, "unit": "gal", "multiplier": meter.multiplier, "previous": previous, "original_present": right + x.gallons // meter.multiplier,
            "corrected_present": right, "original_use": use + x.gallons, "corrected_use": use, "difference": -x.gallons}


def compared(was, now):
    """The lines that two priced lists of services have with different amounts, or only one of them has."""
    keys, sides = [], []
    for services in (was, now):
        sides.append({(s["name"], c["description"]): c for s in services for c in s["charges"]})
        keys += [key for key in sides[-1] if key not in keys]
    order = [s["name"] for s in was]
    for key in sorted(keys, key=lambda key: order.index(key[0])):
        old, new = (side.get(key) for side in sides)
        before, after = (book.cents(c["amount"]) if c else 0 for c in (old, new))
        if before == after:
            continue
        line = {"service": key[0], "description": key[1]}
        if "rate" in (priced := old or new):
            line |= {"unit": priced["unit"], "rate": priced["rate"], "original_quantity": old["quantity"] if old else 0, "corrected_quantity": new["quantity"] if new else 0}
        yield line | {"original": book.money(before), "corrected": book.money(after), "difference": book.money(after - before)}
