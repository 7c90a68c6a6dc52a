"""For the crews: door tags of both sizes, a route sheet for each day and route, and work orders."""

from datetime import date

import cedar_bluff as book

from ..days import DAY, NOW, bill_day, holidays_from, read_day, said, workday
from ..receipts import clock

CREWS = {1: ("R. Castañeda and T. Oyelaran", "14"), 0: ("M. Sundquist and A. Peña", "9")}
ACTIONS = ["tag", "lock", "restore", "check", "read"]


def meter_facts(a, i):
    """The meter as a crew has to find it after the read of month i."""
    m = a.main_meter()
    low, high = m.expected(i)
    if m.set_on:
        i = NOW
    return {"meter": {"number": m.id, "size": m.size}, "last_read": {"reading": m.reading(i), "date": read_day(i, a.premise.cycle).isoformat()}, "expected": {"low": low, "high": high}}


def stop_of(tag):
    a = tag.account
    made = {"location": a.premise.location}
    if a.premise.caution:
        made["caution"] = a.premise.caution
    made |= meter_facts(a, tag.i)
    if tag.action == "check":
        made["expected"] = {"low": made["last_read"]["reading"], "high": made["expected"]["low"]}
    return made


def door_tags(town):
    for t in town.events.tags:
        face = {"stage": t.stage, "posted": t.posted.isoformat(), "day": t.day.isoformat()}
        if t.pay_by:
            face["pay_by"] = t.pay_by.isoformat()
        yield {"account": {"number": t.account.number}, "premise": {"address": t.account.premise.address}, "tag": face | {"amount": book.money(t.amount)},
               "work": {"item": t.item, "route": t.route, "sequence": t.sequence, "action": t.action} | stop_of(t), "holidays": holidays_from(t.posted)}


def route_sheets(town):
    runs = {}
    for t in town.events.tags:
        runs.setdefault((t.posted, t.route), []).append(t)
    for (day, route), tags in runs.items():
        crew, truck = CREWS[int(route) % 2]
        stops = [{"sequence": t.sequence, "address": t.account.premise.address} | stop_of(t) | {"action": t.action, "amount": book.money(t.amount)} for t in tags]
        totals = [{"action": action, "stops": len(own), "amount": book.money(sum(t.amount for t in own))} for action in ACTIONS if (own := [t for t in tags if t.action == action])]
        head = {"run": f"{'SO' if any(t.action == 'lock' for t in tags) else 'TG'}-{day:%y%m%d}-{route}", "number": route, "date": day.isoformat(), "start": "8:30 AM from the yard",
                "crew": crew, "truck": truck}
        if any(t.action == "lock" for t in tags):
            head["note"] = "Call the office before each lock: who has paid by then stays on. No shut-offs after 3 PM."
        yield {"route": head | {"stops": len(tags), "amount": book.money(sum(t.amount for t in tags))}, "stops": stops, "totals": totals}


def work_orders(town):
    """Shut-offs and turn-ons of the last run, meters to change next, and one customer's emergency."""
    orders = []
    for t in town.events.tags:
        if t.action == "lock" and t.i == NOW - 1:
            reason = f"Not paid by 3 p.m. on {said(t.posted - DAY)}. Tag hung on {said(t.posted - DAY * 3)}."
            orders.append((t.posted, t.account, "shut_off", "normal", "9 a.m. to 3 p.m.", workday(t.posted - DAY), reason,
                           [f"To turn on again: ${book.money(t.amount)} paid, with the fee.", "The office has opened the account for payment by phone."], t.item))
    for a, day, payment in town.events.restored:
        paid = f"Paid: ${book.money(payment.amount)}, receipt {payment.receipt.name}, {clock(payment.receipt.minute)}."
        orders.append((day, a, "turn_on", "same_day", "by 5 p.m.", day, "Paid today at the counter.",
                       [paid, "No other hold on the account.", "Customer was told to close all taps."], ""))
    for a in town.accounts:
        if a.estimated and a.premise.building == "house" and a.main_meter() and len(a.meters) == 1:
            orders.append((date(2026, 12, 1), a, "meter_change", "normal", "8 a.m. to noon", date(2026, 11, 23), f"No signal: the read of {said(read_day(NOW, a.premise.cycle))} is estimated.",
                           ["Water is off for about 45 minutes.", "The first bill after it shows both meters."], ""))
    leaking = next((a for a in town.accounts if a.leak), None)
    if leaking:
        orders.append((date(2026, 11, 22), leaking, "shut_off", "emergency", "now", date(2026, 11, 22), "Customer asks: pipe burst in the basement.",
                       ["Customer says that somebody is at home.", "No fee: the customer asked for it."], ""))
    orders.sort(key=lambda x: (x[0], x[2], x[1].premise.route, x[1].premise.sequence))
    for n, (day, a, kind, priority, window, issued, reason, conditions, item) in enumerate(orders, 4301):
        yield order(n, day, a, kind, priority, window, issued, reason, conditions, item)


def order(n, day, a, kind, priority, window, issued, reason, conditions, item):
    m, place = a.main_meter(), a.premise
    i = NOW if day > bill_day(NOW) else NOW - 1
    crew, truck = CREWS[a.index % 2]
    facts = meter_facts(a, i)
    last = facts["last_read"] | (facts["expected"] if kind != "turn_on" else {"low": facts["expected"]["low"], "high": facts["expected"]["low"]})
    home = a.tenant or a.holder
    made = {"account": {"number": a.number},
            "order": {"number": f"WO-2026-{n:06d}", "item": item or f"W{n * 7919 % 100_000_000:08d}", "type": kind, "priority": priority, "issued": issued.isoformat(),
                      "issued_by": "On call" if priority == "emergency" else "K. Lindqvist", "date": day.isoformat(), "window": window, "crew": crew.replace(" and ", ", "),
                      "truck": truck, "reason": reason},
            "premise": {"address": place.address, "location": place.location} | ({"caution": place.caution} if place.caution else {})}
    if kind != "shut_off" or priority == "emergency":
        made["contact"] = {"name": home.name, "phone": home.phone} | ({"note": "Speaks Spanish. Call 20 minutes before."} if home.language == "es" else {})
    made["meter"] = {"number": m.id, "size": m.size} | ({"miu": m.radio} if m.radio else {}) | {"unit": f"{m.multiplier} gal", "dials": m.digits}
    if kind == "turn_on":
        made["meter"]["seal"] = f"A-{20_000 + n}"
    if kind == "meter_change":
        made["new_meter"] = {"number": f"9{m.id[1:]}", "size": m.size, "miu": f"17{m.radio[2:]}", "unit": f"{m.multiplier} gal", "dials": 7}
    return made | {"last_read": last, "conditions": conditions}
