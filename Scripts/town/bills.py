"""The month's bill: the charges go into the ledger, and the last month's statement becomes a record of the bill's contract."""

import copy

import cedar_bluff as book

from . import charges, words
from .days import NOW, bill_day, draft_day, due_day, month, shutoff_day
from .meters import REASONS
from .money import Statement

MAILER = "123456"  # the town's number at the post office, fictional: six digits, the serial has nine


def number(account, i):
    year, m = month(i)
    return f"{year % 100}{m:02d}-{account.index:06d}"


def issue(account, i, late):
    """Charges month i and closes the statement; late: something was not paid by the due date."""
    a, led = account, account.ledger
    more = a.misread[1] if a.misread and a.misread[0] == i else 0
    made, plan = charges.services(a, i, more), None
    if a.budget:
        actual = charges.total(made)
        a.budget_balance = a.budget_balance + actual - a.budget
        made.append(book.plan_line(a.budget, actual))
        plan = {"billed": book.money(a.budget), "actual": book.money(actual), "balance": book.money(a.budget_balance)}
    previous = led.statements[i - 1].total if i - 1 in led.statements else 0
    paid = sorted((p.counts_from, -p.amount) for p in led.since_payments)
    adjusted = sorted(led.since_adjustments, key=lambda x: x[0])
    fee = book.LATE_FEE if late and a.habit != "bankrupt" else 0
    day = bill_day(i)
    if fee:
        led.charge("late_fee", day, i, fee)
    for kind, cents in charges.by_kind(made).items():
        led.charge(kind, day, i, cents)
    current = charges.total(made)
    total = previous + sum(cents for _, cents in paid) + sum(cents for _, _, cents in adjusted) + fee + current
    assert total == led.balance(), (a.number, i, a.habit, total, led.balance())
    led.statements[i] = Statement(i, number(a, i), made, previous, paid, adjusted, fee, current, total, charges.dates(a, i), plan)
    led.since_payments, led.since_adjustments = [], []
    return led.statements[i]


def account_of(a, copy_for=None):
    made = {"number": a.number}
    if a.group:
        made["customer_number"] = f"C-{sum(map(ord, a.group)) * 7919 % 10_000_000:010d}"
    if a.premise.building in ("complex", "open land"):
        made["parcel"] = a.premise.parcel
    made |= {"customer_class": a.schedule, "cycle": a.premise.cycle, "route": a.premise.route, "sequence": a.premise.sequence, "service_address": a.premise.address,
             "holder": a.holder.name, "autopay": a.autopay}
    return made | ({"copy_for": copy_for} if copy_for else {})


def mail_of(party, serial, delivery=""):
    made = {"lines": list(party.lines)}
    if party.country:
        made["country"] = party.country
    elif party.routing:
        made["imb"] = f"00270{MAILER}{serial:09d}{party.routing}"
    if party.language != "en":
        made["language"] = party.language
    return made | ({"delivery": delivery} if delivery else {})


def meter_rows(a, dates, language, corrected):
    made = []
    for m in a.meters:
        note, kind = None, "actual"
        if m.out_on:
            kind, note = "final", words.pick(words.TAKEN_OUT, language, m.out_on)
        elif m.set_on:
            kind, note = "set", words.pick(words.SET, language, m.set_on)
        elif a.closed:
            kind, note = "final", words.pick(words.FINAL_READ, language)
        elif a.estimated and m is a.meters[0]:
            kind, note = "estimated", REASONS[language][a.index % 3]
        elif a.off and a.habit in ("off", "lien"):
            note = words.pick(words.TURNED_OFF, language, a.off)
        elif corrected:
            note = words.pick(words.READ_AGAIN, language, corrected[0])
        more = a.misread[1] if a.misread and a.misread[0] == NOW and not corrected else 0
        made.append(m.row(dates, kind, note, more))
    return made


def record(a, serial, to=None, copy_for=None, statement=None, corrected=None):
    """The bill of this month. to: who gets it, where it is a copy; corrected: (day, number) of a bill that takes another's place."""
    s, party = statement or a.ledger.statements[NOW], to or a.holder
    language, facts = party.language, {}
    if a.opened:
        facts["kind"] = "first"
    if a.closed:
        facts["kind"] = "final"
    if a.budget:
        facts["budget"] = s.budget
    if a.habit == "bankrupt":
        facts["no_demand"] = True
    if a.autopay and s.total > 0:
        facts["draft"] = draft_day(NOW)
    if a.habit == "two" and not a.hold:
        facts["shutoff"] = shutoff_day(NOW)
    if a.leak:
        facts["leak"] = {"since": a.leak["since"].isoformat(), "per_hour": a.leak["per_hour"], "unit": "gal"}
    day, name = bill_day(NOW), s.number
    if corrected:
        day, name = corrected
        facts |= {"kind": "corrected", "replaces": a.ledger.statements[NOW].number}
    made = book.assemble(
        account=account_of(a, copy_for), mail=mail_of(party, serial, "" if copy_for else a.delivery), number=name, dates=(day, due_day(NOW), *s.period),
        services=copy.deepcopy(s.services) if language == "es" else s.services, meters=meter_rows(a, s.period, language, corrected),
        before=[a.used(i) for i in range(a.start, NOW)], previous=s.previous, payments=s.payments,
        adjustments=[(d, w[language], cents) for d, w, cents in s.adjustments], late_fee=s.late_fee,
        messages=words.messages(a, s, language, bool(corrected), copy_for), **facts)
    return book.in_spanish(made) if language == "es" else made
