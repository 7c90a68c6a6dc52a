"""Receipts of the month's payments, in drawers and batches: what was handed over, when, to whom.

Every payment between the bills of October and November is on one receipt. Numbers run without a gap; a voided receipt keeps its number.
"""

from dataclasses import dataclass, field
from datetime import date

from .days import NOW, bill_day

CASHIERS = {"1": "J. Ruiz", "2": "D. Whitfield", "D": "J. Ruiz", "M": "P. Sandoval", "W": "Web portal", "P": "D. Whitfield", "E": "Autopay"}
STATIONS = {"1": "Counter 1", "2": "Counter 2", "D": "Counter 1", "M": "Mail room", "W": "Online", "P": "Counter 2", "E": "ACH file"}
SOURCES = {"1": "counter", "2": "counter", "D": "drop_box", "M": "lockbox", "W": "online", "P": "phone", "E": "ach_file"}
BRANDS = ("Visa", "Visa", "Visa", "Mastercard", "Mastercard", "Discover", "American Express")
PER_BATCH, PER_RECEIPT, FIRST = 60, 18, 18_201
VOIDED = (3, 41, 97, 160)  # which of the counter's receipts were keyed wrong first
VOID_REASONS = {"en": ["Keyed as {was}; it was {now}.", "The same payment was keyed twice; see the other receipt."],
                "es": ["Se registró como {was}; era {now}.", "El mismo pago se registró dos veces; vea el otro recibo."]}
TENDER_WORDS = {"en": {"cash": "cash", "check": "a check", "money_order": "a money order", "card": "a card"},
                "es": {"cash": "efectivo", "check": "cheque", "money_order": "giro postal", "card": "tarjeta"}}


@dataclass
class Receipt:
    """One receipt; voided ones count in no total."""
    date: date
    minute: int  # of the day
    drawer: str
    batch: str
    payer: object
    payments: list
    tenders: list
    change: int = 0
    number: int = 0
    void: dict = None
    effective: date = None

    @property
    def total(self):
        return sum(p.amount for p in self.payments)

    @property
    def name(self):
        return f"R-2026-{self.number:06d}"

    @property
    def cashier(self):
        return CASHIERS[self.drawer]


@dataclass
class Batch:
    """The receipts of one person and drawer, or of one other way in, on one day."""
    number: str
    date: date
    drawer: str
    receipts: list = field(default_factory=list)  # with those that are voided

    @property
    def valid(self):
        return [x for x in self.receipts if not x.void]


def clock(minute):
    """A time of day as receipts print it."""
    hour, rest = divmod(minute, 60)
    return f"{(hour + 11) % 12 + 1}:{rest:02d} {'AM' if hour < 12 else 'PM'}"


def zone(day):
    return "MDT" if day < date(2026, 11, 1) else "MST"


def card(r, cents):
    return {"type": "card", "amount": cents, "brand": r.choice(BRANDS), "last4": f"{r.randrange(10_000):04d}", "approval": f"{r.randrange(100_000):05d}{r.choice('ABCT')}"}


def check(r, cents):
    return {"type": "check", "amount": cents, "number": str(r.between(101, 9899))}


def cash(r, cents):
    """Cash as people hand it over: the next five or twenty dollars."""
    step = r.choice((500, 500, 2000, 1))
    return {"type": "cash", "amount": -(-cents // step) * step}


def money_order(r, cents):
    return {"type": "money_order", "amount": cents, "number": f"{r.between(10_000_000_000, 99_999_999_999)}"}


def ach(r, cents):
    return {"type": "ach", "amount": cents, "last4": f"{r.randrange(10_000):04d}", "approval": f"09100001{r.between(0, 9_999_999):07d}"}


def handed_over(drawer, cents, r):
    """(tenders, change) of one payment."""
    if drawer == "E":
        return [ach(r, cents)], 0
    if drawer in "WP":
        return [ach(r, cents) if drawer == "W" and r.chance(180) else card(r, cents)], 0
    if drawer in "MD":
        return [money_order(r, cents) if r.chance(40) else check(r, cents)], 0
    roll = r.randrange(100)
    if roll < 8 and cents > 6000:
        part = cents * r.between(3, 6) // 10
        return [check(r, part), card(r, cents - part)], 0
    if roll < 12 and cents > 6000:
        first, rest = money_order(r, cents // 2), cash(r, cents - cents // 2)
        return [first, rest], first["amount"] + rest["amount"] - cents
    if roll < 40:
        tender = cash(r, cents)
        return [tender], tender["amount"] - cents
    return [(money_order if roll < 46 else check if roll < 70 else card)(r, cents)], 0


def drawer_of(way, r):
    if way == "counter":
        return r.choice("12")
    return {"mail": "M", "web": "P" if r.chance(70) else "W", "drop": "D", "ach": "E"}[way]


def grouped(payments):
    """Payments that are on one receipt: those of one group on one day."""
    groups = {}
    for n, p in enumerate(payments):
        groups.setdefault((p.date, p.group or n), []).append(p)
    for made in groups.values():
        for at in range(0, len(made), PER_RECEIPT):
            yield made[at:at + PER_RECEIPT]


def of_month(accounts, r):
    """(receipts, batches) of the payments since October's bills."""
    payments = sorted((p for a in accounts for p in a.ledger.payments if bill_day(NOW - 1) < p.date <= bill_day(NOW)), key=lambda p: (p.date, p.account.index))
    made, at_counter, last = [], 0, {}
    for paid in grouped(payments):
        first = paid[0]
        drawer, cents = drawer_of(first.way, r), sum(p.amount for p in paid)
        tenders, change = handed_over(drawer, cents, r)
        minute = 360 if drawer == "E" else 500 if drawer == "D" else 540 + r.randrange(120) if drawer == "M" else 15 + r.randrange(1400) if drawer == "W" else 485 + r.randrange(525)
        if len(first.account.ledger.payments) > 1 and (first.account.index, first.date) in last:
            minute = max(minute, last[first.account.index, first.date] + 1)
        last[first.account.index, first.date] = minute
        receipt = Receipt(first.date, minute, drawer, "", first.party, paid, tenders, change)
        if first.counts_from < first.date:
            receipt.effective = first.counts_from
        if drawer in "12":
            at_counter += 1
            if at_counter in VOIDED:
                made.append(voided(receipt, at_counter == VOIDED[-1], r))
        for p in paid:
            p.receipt = receipt
        made.append(receipt)
    made.sort(key=lambda x: (x.date, x.minute))
    for n, receipt in enumerate(made):
        receipt.number = FIRST + n
    for n, receipt in enumerate((x for x in made if x.void), 211):
        receipt.void["number"] = f"V-2026-{n:06d}"
        receipt.void["replaced_by"] = receipt.void.pop("right").name
    return made, batched(made)


def voided(right, twice, r):
    """The wrong receipt that was written a minute before the right one, for the same payments with another kind of money."""
    was = right.tenders[0]["type"]
    wrong = dict(right.tenders[0]) if twice else cash(r, right.total) | {"amount": right.total} if was != "cash" else check(r, right.total)
    reason = {language: texts[1] if twice else texts[0].format(was=TENDER_WORDS[language][wrong["type"]], now=TENDER_WORDS[language][was]) for language, texts in VOID_REASONS.items()}
    made = Receipt(right.date, right.minute - 1, right.drawer, "", right.payer, right.payments, [wrong] if not twice else [dict(t) for t in right.tenders], right.change if twice else 0)
    made.void = {"minute": right.minute, "reason": reason, "by": "K. Lindqvist", "right": right}
    return made


def batched(receipts):
    """Batches in the order of their days: one a day for each drawer and way in, the mail's in parts."""
    open_now, made = {}, []
    for receipt in receipts:
        key = (receipt.date, receipt.drawer)
        batch = open_now.get(key)
        if batch is None or (receipt.drawer == "M" and len(batch.receipts) >= PER_BATCH):
            part = 1 + sum(b.date == receipt.date and b.drawer == receipt.drawer for b in made) if receipt.drawer == "M" else ""
            batch = open_now[key] = Batch(f"{receipt.date:%y%m%d}-{receipt.drawer}{part}", receipt.date, receipt.drawer)
            made.append(batch)
        receipt.batch = batch.number
        batch.receipts.append(receipt)
    return made
