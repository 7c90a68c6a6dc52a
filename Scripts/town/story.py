"""Thirteen months of the town's money, told account by account: bills, payments, reminders, notices, tags, shut-offs and liens."""

from datetime import date

import cedar_bluff as book

from . import bills, charges, words
from .days import DAY, NOW, bill_day, draft_day, due_day, month_word, shutoff_day, tag_day, workday, workday_before, workdays
from .events import Change, Events, Lien, Notice, Reminder, Tag
from .money import Statement

RETURNED_FEE, RESTORE_FEE, LIEN_FEE, RECORDING_FEE, DEPOSIT, GOODWILL = 2000, 5000, 10_000, 4300, 5000, 1150
INTENT_OF = {"lien": date(2026, 10, 13), "lien-stormwater": date(2026, 10, 13), "released": date(2026, 7, 14)}
LIEN_OF = {"lien": date(2026, 11, 17), "lien-stormwater": date(2026, 11, 17), "released": date(2026, 8, 18)}


def start_of(a):
    """The month from which the ledger is kept; before it, everything was paid."""
    if a.start or a.opened:
        return max(a.start, NOW - 1) if not a.opened else NOW
    if a.first_unpaid < 99:
        return min(NOW - 1, max(3, a.first_unpaid - 1))
    return min([NOW - 1, *a.leaked, *(a.misread[:1] if a.misread else ())]) if not a.budget else 7


def tell(accounts, r):
    """Runs all accounts through their months."""
    events = Events()
    for a in accounts:
        if a.budget:
            a.budget = max(2500, sum(charges.total(charges.services(a, i)) for i in range(1, NOW)) // (NOW - 1) // 500 * 500)
        a.budget_balance = 0
        for i in range(start_of(a), NOW + 1):
            late = a.ledger.late
            s = bills.issue(a, i, late or a.ledger.open_of(fees=False) > 0 and i > start_of(a))
            a.ledger.late = False
            letters(a, i, s, events)
            if i < NOW:
                for day, act in sorted(between(a, i, s, events, r), key=lambda x: x[0]):
                    act(day)
    return events


def letters(a, i, s, events):
    """The reminder of the day after the bills, and the shut-off notice that goes out with them."""
    led, late_months = a.ledger, i - a.first_unpaid
    if a.habit in ("bankrupt", "ok", "late", "over", "fund") or not led.open_bills(i):
        return
    if late_months == 1 or (late_months == 4 and not a.water):
        received = next((p for p in led.payments if p.date > bill_day(i - 1) and not p.returned and p.amount < s.previous), None)
        returned = next((p for p in led.payments if p.returned and p.returned > bill_day(i - 1)), None)
        events.reminders.append(Reminder(a, i, led.open_bills(i), led.past_due(i) - sum(c for _, c in led.open_bills(i)), received, returned))
    elif late_months == 2 and a.water and a.hold in ("", "medical"):
        fee = sum(x.open for x in led.items if x.kind == "returned_fee")
        late = sum(x.open for x in led.items if x.kind == "late_fee")
        events.notices.append(Notice(a, i, led.open_bills(i), late, fee, sum(x.open for x in led.items if x.bill == i and x.kind != "late_fee"), led.past_due(i)))


def between(a, i, s, events, r):
    """What happens after bill i and before the next: (day, act)."""
    led, habit, late_months = a.ledger, a.habit, i - a.first_unpaid
    first, due, last = bill_day(i), due_day(i), workday_before(bill_day(i + 1))
    in_time = lambda: workdays(first + DAY * 2, due)[r.randrange(len(workdays(first + DAY * 2, due)))]
    pay_all = lambda way=None: lambda day: led.balance() > 0 and led.pay(a, day, led.balance(), way or a.way, group=group_of(a, day))

    if late_months < 0:
        if habit == "late" and i == NOW - 1:
            yield workdays(due + DAY, last)[r.randrange(len(workdays(due + DAY, last)))], lambda day: (pay_all()(day), setattr(led, "late", True))
        elif habit == "over" and i == NOW - 1:
            yield in_time(), lambda day: led.pay(a, day, led.balance() + (r.between(1, 600) * 100), a.way)
        elif a.autopay:
            yield draft_day(i), pay_all()
        elif a.group:
            yield workday(date(first.year, first.month, 28) + DAY * (sum(map(ord, a.group)) % 10)), pay_all("mail")
        else:
            yield in_time(), pay_all()
        yield from office(a, i, s, events, r)
        return

    if habit == "part":
        yield in_time(), lambda day: led.pay(a, day, max(100, led.balance() * r.between(2, 8) // 10), a.way)
    elif habit == "returned":
        day = workdays(first + DAY * 2, due - DAY * 6)[r.randrange(8)]
        yield day, pay_all("mail")

        def bounce(day):
            payment = led.payments[-1]
            led.give_back(payment, day, i + 1, words.both(words.RETURNED, payment.date))
            led.fee("returned_fee", day, i + 1, RETURNED_FEE, words.both(words.RETURNED_FEE))
        yield workday(day + DAY * 6), bounce
    elif habit == "bankrupt" and late_months > 0:
        yield in_time(), lambda day: led.pay(a, day, s.current, "counter", only=[x for x in led.items if x.bill == i])
    elif habit == "two" and late_months == 1 and led.past_due(i) >= 10_000:
        yield tag_day(i), lambda day: events.tags.append(Tag(a, i, "courtesy", "tag", day, workday(day + DAY * 11), led.past_due(i)))
    elif habit in ("paid-early", "paid-after-tag", "restored", "off", "lien", "released") and a.water and late_months == 2:
        yield from shut_off(a, i, events, r)
    if habit in ("lien", "lien-stormwater", "released") and bill_day(i) < LIEN_OF[habit] < bill_day(i + 1):
        yield LIEN_OF[habit], lambda day: claim(a, i, day, events)
    if habit == "released" and i == NOW - 1:
        yield date(2026, 11, 5) + DAY * (a.index % 2 * 4), lambda day: pay_off(a, i, day, events)
        yield date(2026, 11, 12), pay_all("web")


def group_of(a, day):
    return f"{a.group} {day}" if a.group else ""


def shut_off(a, i, events, r):
    """The door tag, the shut-off, and what the account does about it."""
    led, habit, stop = a.ledger, a.habit, shutoff_day(i)
    notice = next(n for n in events.notices if n.account is a and n.i == i)
    pay_all = lambda day: (led.pay(a, day, led.balance(), "counter"), setattr(notice, "paid", True))
    if habit == "paid-early":
        yield bill_day(i) + DAY * r.choice((2, 3, 6, 7, 8, 9)), pay_all
        return
    yield tag_day(i), lambda day: events.tags.append(Tag(a, i, "notice", "tag", day, stop, led.past_due(i), workday_before(stop)))
    if habit == "paid-after-tag":
        yield tag_day(i) + DAY * r.choice((1, 2)), pay_all
        return
    yield stop, lambda day: events.tags.append(Tag(a, i, "off", "lock", day, stop, led.past_due(i) + RESTORE_FEE))
    if habit == "off" and a.index % 3 == 0:
        yield workday(stop + DAY * 4), lambda day: events.tags.append(Tag(a, i, "off", "check", day, stop, led.past_due(i) + RESTORE_FEE))
    if habit == "restored":
        def restore(day):
            tag = events.tags[-1]
            led.fee("shutoff_fee", day, i + 1, RESTORE_FEE, words.both(words.SHUTOFF_FEE))
            past = [x for x in led.items if x.bill <= i and (x.bill < i or x.kind == "late_fee") or x.kind == "shutoff_fee"]
            payment = led.pay(a, day, tag.amount, "counter", only=past)
            notice.paid = True
            events.restored.append((a, day, payment))
        day = (stop, stop + DAY, stop + DAY * 4, stop + DAY * 5)[r.randrange(4)]
        yield day, restore
        yield due_day(i), lambda day: led.balance() > 0 and led.pay(a, day, led.balance(), "web")


def claim(a, i, day, events):
    """A statement of lien over all that is open, with its fees."""
    led = a.ledger
    led.fee("lien_fee", day, i + 1, LIEN_FEE, words.both(words.LIEN_FEE))
    led.fee("recording_fee", day, i + 1, RECORDING_FEE, words.both(words.RECORDING_FEE))
    owed, costs = [], {}
    for item in led.items:
        if item.open and item.kind in ("late_fee", "lien_fee", "recording_fee"):
            name = "late_fees" if item.kind == "late_fee" else item.kind
            costs[name] = costs.get(name, 0) + item.open
        elif item.open:
            owed.append((item.kind, item.bill, item.open))
    lien = Lien(a, day, owed, costs, led.balance(), [x for x in led.items if x.open])
    lien.recorded = workday(day + DAY * 2)
    events.liens.append(lien)


def pay_off(a, i, day, events):
    """The lien is paid, with the county's fee for the release; the water is on again."""
    led, lien = a.ledger, next(x for x in events.liens if x.account is a)
    led.fee("recording_fee", day, i + 1, RECORDING_FEE, words.both(words.RECORDING_FEE))
    fee = led.items[[x.kind == "recording_fee" and x.posted == day for x in led.items].index(True)]
    lien.payment = led.pay(a, day, lien.amount + RECORDING_FEE, "counter", only=[*lien.items, fee])
    lien.released = workday(day + DAY * 3)
    events.restored.append((a, day, lien.payment))


def office(a, i, s, events, r):
    """Credits and corrections that the office makes in the last month."""
    if i != NOW - 1:
        return
    led, day = a.ledger, date(2026, 11, 18)
    if a.leaked:
        def give(day):
            for m, gallons in sorted(a.leaked.items()):
                was, now = charges.services(a, m), charges.services(a, m, -gallons)
                cost = sum(book.cents(c["amount"]) * sign for made, sign in ((was, 1), (now, -1)) for c in made[0]["charges"])
                amount = (cost + 1) // 2
                events.changes.append(Change(a, "leak", day, m, was, now, amount, led.balance(), gallons, cost))
                led.take_off(day, amount, {language: words.LEAK_CREDIT[language].format(month_word(m, language)) for language in words.LEAK_CREDIT})
        yield day, give
    if a.misread and a.misread[0] == i:
        def mend(day):
            was, now = charges.services(a, i, a.misread[1]), charges.services(a, i)
            amount = charges.total(was) - charges.total(now)
            events.changes.append(Change(a, "misread", day, i, was, now, amount, led.balance(), a.misread[1]))
            led.take_off(day, amount, words.both(words.MISREAD, bill_day(i)))
        yield day, mend
    if a.goodwill:
        yield day, lambda day: led.take_off(day, GOODWILL, words.both(words.GOODWILL))
    if a.closed:
        yield a.closed, lambda day: led.take_off(day, DEPOSIT, words.both(words.DEPOSIT))
    if a.habit == "fund":
        yield day, lambda day: led.take_off(day, charges.total(charges.services(a, NOW)), words.both(words.FUND))


def correct(a, events):
    """A bill of this month that was misread is taken back, and another takes its place."""
    wrong, day = a.ledger.statements[NOW], date(2026, 11, 25)
    made = charges.services(a, NOW)
    now = charges.total(made)
    s = Statement(NOW, wrong.number.replace("-0", "-1", 1), made, wrong.total, [], [(day, words.both(words.TAKEN_BACK, wrong.number), -wrong.total)], 0, now, now, wrong.period)
    events.corrected[a.index] = (day, s)
    events.changes.append(Change(a, "misread", day, NOW, wrong.services, made, wrong.current - now, wrong.total, a.misread[1], due=True))
