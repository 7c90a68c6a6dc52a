"""Reminders and shut-off notices, with the copies that owners and tenants get."""

from datetime import date

import cedar_bluff as book

from ..days import DAY, NOTICE_DAYS, bill_day, due_day, holidays_from, letter_day, shutoff_day, workday_before
from ..story import RESTORE_FEE

CONTACT = {"name": "Marta Lindqvist", "phone": "970-555-0134"}
MEDICAL = {"filed": date(2026, 11, 17), "until": date(2026, 12, 17), "shutoff": date(2027, 1, 7)}


def account_of(a, copy_for=None):
    return {"number": a.number, "holder": a.holder.name, "service_address": a.premise.address} | ({"copy_for": copy_for} if copy_for else {})


def mail_of(party):
    return {"lines": list(party.lines)} | ({"language": party.language} if party.language != "en" else {})


def open_bills(a, found):
    return [{"bill": a.ledger.statements[i].number, "due": due_day(i).isoformat(), "amount": book.money(cents)} for i, cents in found]


def reminders(town):
    events = sorted(town.events.reminders, key=lambda x: (x.i, x.account.premise.route, x.account.premise.sequence))
    for n, x in enumerate(events, 1001):
        yield reminder(x, f"R26-{n}")
        if x.account.copy == "tenant" and not x.account.group:
            yield reminder(x, f"R26-{n}-C", x.account.tenant, "tenant")


def reminder(x, number, to=None, copy_for=None):
    a, day, due = x.account, letter_day(x.i), due_day(x.i)
    total = sum(cents for _, cents in x.open) + x.fees
    made = {"account": account_of(a, copy_for), "mail": mail_of(to or a.holder),
            "notice": {"number": number, "date": day.isoformat(), "pay_by": due.isoformat(), "payments_through": bill_day(x.i).isoformat(),
                       "late_fee": book.money(x.fees), "total": book.money(total)},
            "open": open_bills(a, x.open)}
    if x.received:
        made["received"] = {"date": x.received.date.isoformat(), "amount": book.money(x.received.amount)}
    if x.returned:
        made["returned"] = {"date": x.returned.returned.isoformat(), "amount": book.money(x.returned.amount)}
    made["pay_url"] = book.pay_url(number)
    return made


def shut_off_notices(town):
    events = sorted(town.events.notices, key=lambda x: (x.i, x.account.premise.route, x.account.premise.sequence))
    for n, x in enumerate(events, 401):
        a, number, second = x.account, f"S26-{n:04d}", None
        if a.tenant is not None and a.tenant is not a.holder:
            second = (a.tenant, "tenant")
        elif a.owner is not a.holder:
            second = (a.owner, "owner")
        yield notice(x, number, copies_to=[second[1]] if second else [])
        if second:
            yield notice(x, f"{number}-C", *second, copies_to=["holder"])


def notice(x, number, to=None, copy_for=None, copies_to=()):
    a, mailed, stop = x.account, bill_day(x.i), shutoff_day(x.i)
    medical = a.hold == "medical"
    if medical:
        stop = MEDICAL["shutoff"]
    pay_by = workday_before(stop)
    fees = [{"kind": kind, "amount": book.money(cents)} for kind, cents in (("late", x.late), ("returned_payment", x.returned_fee)) if cents]
    services = ["water"] + ["sewer"] + ["stormwater"] + (["trash"] if a.cart else [])
    made = {
        "account": account_of(a) | {"billing_address": a.holder.one_line, "services": services, "holds": []} | ({"copy_for": copy_for} if copy_for else {}),
        "mail": mail_of(to or a.holder), "copies_to": list(copies_to),
        "notice": {"number": number, "reason": "returned_payment" if x.returned_fee else "unpaid", "mail_date": mailed.isoformat(), "pay_by": pay_by.isoformat(),
                   "pay_by_time": "3:00 p.m.", "shutoff_date": stop.isoformat(), "dispute_by": workday_before(pay_by).isoformat(), "dispute_by_time": "5:00 p.m.",
                   "past_due": book.money(x.past_due), "minimum": book.money(x.past_due), "current": book.money(x.current), "current_due": due_day(x.i).isoformat(),
                   "balance": book.money(x.past_due + x.current), "restoration_fee": book.money(RESTORE_FEE)},
        "open": open_bills(a, x.open), "fees": fees}
    if a.index % 4 == 0 and not medical and not copy_for and x.past_due >= 20_000:
        made["plan"] = plan(x.past_due, workday_before(pay_by), pay_by)
    if medical and not copy_for:
        made["medical_hold"] = {"filed": MEDICAL["filed"].isoformat(), "until": MEDICAL["until"].isoformat()}
    return made | {"contact": CONTACT, "pay_url": book.pay_url(number),
                   "policy": {"minimum_days": NOTICE_DAYS, "minimum_amount": "50.00", "holidays": holidays_from(mailed), "medical_file_days": 5, "medical_hold_days": 30}}


def plan(cents, accept_by, first):
    """A payment plan over three months."""
    parts = [cents // 3, cents // 3, cents - cents // 3 * 2]
    return {"accept_by": accept_by.isoformat(), "payments": [{"due": (first + DAY * 30 * n).isoformat(), "amount": book.money(part)} for n, part in enumerate(parts)]}
