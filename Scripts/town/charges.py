"""What a month's services cost an account: the rate table's functions, put together for each schedule."""

import cedar_bluff as book

from .days import NOW
from .meters import period

KIND_OF = {"Water": "water", "Raw water": "water", "Irrigation": "irrigation", "Sewer": "sewer", "Stormwater": "stormwater", "Account": "other"}


def dates(account, i):
    """First and last day of the account's service in month i."""
    start, end = period(i, account.premise.cycle)
    if i == NOW:
        return account.opened or start, account.closed or end
    return start, end


def share(account, i):
    """(days served, days of the full period) where the base charge is for a part of the month."""
    if i < NOW or not (account.opened or account.closed):
        return None
    (start, end), (first, last) = period(i, account.premise.cycle), dates(account, i)
    return (last - first).days, (end - start).days


def services(account, i, more=0):
    """The services of month i; more: gallons of water that its bill has above the true use, or below it."""
    a, gallons = account, account.used(i, "Water") + more
    if a.schedule == "Stormwater only":
        return [book.stormwater()]
    if a.schedule == "Golf course":
        kgal = a.used(i)
        return [book.service("Raw water", 'Golf course, 6" meter', [
            book.base_line("GB", '6"'), book.by_rate("GU", "Raw water used", kgal, "1,000 gal", book.RAW_WATER),
            book.by_rate("PP", "Pump station power", kgal, "1,000 gal", book.PUMP_POWER)])]
    if a.schedule == "Irrigation":
        return [book.irrigation([a.size], a.used(i))]
    if a.schedule == "Commercial":
        sizes = [m.size for m in a.meters if m.service == "Water" and not m.set_on]
        lawns = [m.size for m in a.meters if m.service == "Irrigation"]
        if len(sizes) == 1:
            made = [book.water("Commercial", sizes[0], gallons)]
        else:
            made = [book.service("Water", f"Commercial, {' and '.join(sizes)} meters", [book.base_line("WB", size) for size in sizes] + book.tier_lines("WT", "Commercial", gallons))]
        if lawns:
            made.append(book.irrigation(lawns, a.used(i, "Irrigation")))
        return [*made, book.business_sewer(gallons), book.stormwater(a.eru, "Commercial")]
    if a.schedule == "Multi-family":
        return [book.water("Multi-family", a.size, gallons, dwellings=a.dwellings), book.business_sewer(gallons, "Multi-family"), book.stormwater(a.eru, "Multi-family")]
    made = [book.water(a.schedule, a.size, gallons, share=share(a, i))]
    if a.schedule == "Residential, dual system":
        made.append(book.nonpotable(a.used(i, "Irrigation")))
    made += [book.sewer(a.winter, gallons), book.stormwater(a.eru)]
    if a.cart:
        made.append(book.trash(a.cart))
    if a.opened and i == NOW:
        made.append(book.service("Account", "One time", [book.flat("NS", "New account set up", book.START_FEE)]))
    return made


def total(made):
    return sum(book.cents(s["subtotal"]) for s in made)


def by_kind(made):
    """Cents of each kind of service, as receipts name them; what a budget plan changes is put on the services themselves."""
    parts, plan = {}, 0
    for s in made:
        if s["name"] == "Budget plan":
            plan += book.cents(s["subtotal"])
        elif s["name"] == "Trash and recycling":
            for c in s["charges"]:
                kind = "waste" if c["code"] == "TR" else "recycling"
                parts[kind] = parts.get(kind, 0) + book.cents(c["amount"])
        else:
            kind = KIND_OF[s["name"]]
            parts[kind] = parts.get(kind, 0) + book.cents(s["subtotal"])
    for kind in sorted(parts, key=parts.get, reverse=True):
        change = max(plan, -parts[kind])
        parts[kind] += change
        plan -= change
    assert plan == 0
    return {kind: cents for kind, cents in parts.items() if cents}
