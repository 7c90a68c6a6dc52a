"""What is special about some accounts: how they pay, what happened to their meters, what the office did for them.

The counts are for 2,000 accounts; a smaller or larger town has them in proportion, and at least one of each.
"""

from .accounts import successor
from .days import DAY, NOW, read_day, shutoff_day
from .meters import Meter, part_month, period

# How an account pays. first_unpaid is the month of the oldest bill that it leaves open.
HABITS = {
    "late": 30,     # pays after the due date, before the next bill
    "over": 20,     # pays too much
    "part": 18,     # has paid October's bill in part
    "one": 31,      # has not paid October's bill
    "returned": 5,  # has paid October's bill, and the bank sent it back
    "two": 25,      # has not paid since September's bill: a shut-off notice goes out with the bills of this month
    "paid-early": 5, "paid-after-tag": 10, "restored": 8, "off": 8,  # not paid since August's bill: what came of the notice of October
    "lien": 9, "lien-stormwater": 2, "released": 4,  # water off since summer; a lien; a lien that was paid
    "bankrupt": 2, "fund": 4,
}
FIRST_UNPAID = {"part": 11, "one": 11, "returned": 11, "two": 10, "paid-early": 9, "paid-after-tag": 9, "restored": 9, "off": 9, "released": 4, "bankrupt": 9}
FACTS = {"autopay": 240, "budget": 40, "young": 24, "leak": 12, "leak-credit": 8, "misread": 5, "corrected": 3, "replaced": 16, "rollover": 3}
HOLDS = ["", "medical", "payment_plan", "dispute", "payment_plan"]  # of the first accounts with two bills open
ALSO = {"estimated": 40, "paperless": 160, "hold": 3, "large-print": 20, "goodwill": 6}
PAIRS = 8


def quota(per_2000, count):
    return per_2000 and max(1, round(per_2000 * count / 2000))


def mark(accounts, count, r):
    """Deals out habits and facts, each account at most one of them, and after that what anybody may have."""
    homes = [a for a in accounts if a.schedule.startswith("Residential") and not a.group and not a.holder.country]
    storm = [a for a in accounts if a.schedule == "Stormwater only" and not a.holder.country]
    r.shuffle(homes)
    for name, wanted in {**HABITS, **FACTS}.items():
        for order in range(quota(wanted, count)):
            pack = storm if name == "lien-stormwater" and storm else homes
            fits = {"lien": plain, "released": plain, "off": plain, "restored": plain, "replaced": single, "rollover": single, "leak-credit": plain, "misread": plain,
                    "corrected": plain, "young": plain, "budget": plain}.get(name, lambda a: True)
            account = next(a for a in pack if fits(a))
            pack.remove(account)
            if name in HABITS:
                account.habit = name
                account.first_unpaid = FIRST_UNPAID.get(name, 99)
            if name == "lien":
                account.first_unpaid = r.between(5, 7)
            if name == "lien-stormwater":
                account.first_unpaid = 3
            apply(account, name, r, order)
    rest = [a for a in accounts if a.habit == "ok" and a.water and not a.note and a.start == 0 and not a.closed]
    r.shuffle(rest)
    for name, wanted in ALSO.items():
        for _ in range(quota(wanted, count)):
            account = rest.pop()
            if name == "estimated":
                account.estimated = True
            elif name == "large-print":
                account.large_print = True
            elif name == "goodwill":
                account.goodwill = True
            else:
                account.delivery = name
    for a in accounts:
        a.way = "ach" if a.autopay else "mail" if a.group or a.holder.business else r.choices(("mail", "web", "counter", "drop"), (34, 36, 22, 8))[0]


def plain(a):
    return a.schedule == "Residential" and a.premise.building == "house" and len(a.meters) == 1


def single(a):
    return plain(a) and a.meters[0].use[NOW] > 1500


def apply(a, name, r, order):
    """One fact on one account, the order-th with it: its meters and months are made to fit."""
    meter = a.meters[0] if a.meters else None
    if name == "autopay":
        a.autopay = True
    elif name == "budget":
        a.budget = 1
    elif name == "young":
        a.start = r.between(6, 11)
        for m in a.meters:
            m.use[:a.start] = [0] * a.start
    elif name == "leak":
        end = read_day(NOW, a.premise.cycle)
        a.leak = {"since": end - DAY * r.between(4, 25), "per_hour": r.between(3, 40)}
        meter.use[NOW] += a.leak["per_hour"] * 24 * (end - a.leak["since"]).days // 10 * 10
    elif name == "leak-credit":
        for i in (9, 10):
            a.leaked[i] = r.between(900, 3000) * 10
            meter.use[i] += a.leaked[i]
    elif name == "misread":
        a.misread = (NOW - 1, 10_000)
    elif name == "corrected":
        a.misread = (NOW, 10_000)
    if a.misread and meter.register < 100_000:
        meter.register += 100_000
    if name in ("misread", "corrected"):
        return
    if name == "rollover":
        meter.register = meter.use[NOW] // meter.multiplier * r.between(2, 8) // 10
    elif name == "replaced":
        replace_meter(a, r)
    elif name == "two":
        a.hold = HOLDS[order] if order < len(HOLDS) else ""
    if name in ("restored", "off", "lien", "released") and a.water:
        closed = a.first_unpaid + 2
        a.off = shutoff_day(closed)
        stop_water(a, closed)


def stop_water(a, i):
    """The water is off from the shut-off after bill i: a part of the next month's use, then none (until it is paid for)."""
    start, end = period(i + 1, a.premise.cycle)
    for m in a.meters:
        m.use[i + 1] = part_month(m.use[i + 1], max(0, (a.off - start).days), (end - start).days)
        if a.habit not in ("restored", "off"):
            m.use[i + 2:] = [0] * (NOW - i - 1)


def replace_meter(a, r):
    """The meter is replaced in this period: the old one's last read and the new one's first add up."""
    old = a.meters[0]
    start, end = period(NOW, a.premise.cycle)
    swap = start + DAY * r.between(6, (end - start).days - 4)
    while swap.weekday() > 3:
        swap -= DAY
    part = part_month(old.use[NOW], (swap - start).days, (end - start).days)
    new = Meter(f"8{old.id[1:]}", old.size, old.service, old.multiplier, 7, radio=f"16{old.radio[2:]}", set_on=swap)
    new.use = [0] * NOW + [old.use[NOW] - part]
    new.register = new.use[NOW] // new.multiplier
    old.use[NOW], old.out_on = part, swap
    a.meters.append(new)


def movers(accounts, count, seed, r):
    """Closes some accounts this month; whoever moves in gets an account of their own."""
    homes = [a for a in accounts if plain(a) and a.habit == "ok" and not a.group and not a.autopay and not a.budget and not a.misread and not a.leak and not a.leaked
             and a.start == 0 and len(a.meters) == 1 and not a.delivery and not a.estimated and not a.large_print and not a.goodwill and not a.holder.country]
    r.shuffle(homes)
    made = []
    for a in homes[:quota(PAIRS, count)]:
        start, end = period(NOW, a.premise.cycle)
        day = start + DAY * r.between(8, (end - start).days - 8)
        while day.weekday() > 4:
            day += DAY
        full, meter = meter_use(a), a.meters[0]
        a.closed = day
        meter.use[NOW] = part_month(full, (day - start).days, (end - start).days)
        new = successor(a, len(accounts) + len(made) + 1, day, seed)
        new.meters[0].use[NOW] = part_month(full, (end - day).days, (end - start).days)
        new.meters[0].register = meter.register + new.meters[0].use[NOW] // meter.multiplier
        new.way = "web"
        made.append(new)
    return made


def meter_use(a):
    return a.meters[0].use[NOW]
