"""An account's ledger: what is open of each bill and fee, what pays it, and what every month's statement says.

The oldest is paid first; within a bill, fees first, then the services in the order of the town's rule.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

ORDER = ["late_fee", "shutoff_fee", "returned_fee", "lien_fee", "recording_fee", "water", "sewer", "stormwater", "irrigation", "waste", "recycling", "other"]
FEES = {"late_fee", "shutoff_fee", "returned_fee", "lien_fee", "recording_fee"}


@dataclass
class Item:
    """One amount that was charged, and what is still open of it."""
    kind: str
    posted: date
    bill: int  # month of the bill that it stands on first
    amount: int
    open: int


@dataclass
class Payment:
    """One payment on one account: to what it went, and the balance around it."""
    account: object
    date: date
    amount: int
    way: str
    before: int
    parts: list  # (item, cents); item None is a credit for the next bill
    party: object = None  # who paid
    group: str = ""  # payments of one group are one receipt
    returned: date = None
    receipt: object = None

    @property
    def counts_from(self):
        """The day from which it counts: what Monday finds in the drop box was there on the weekend."""
        return self.date - timedelta(days=1 + self.account.index % 2) if self.way == "drop" and self.date.weekday() == 0 else self.date


@dataclass
class Statement:
    """One month's bill as the ledger has it."""
    i: int
    number: str
    services: list
    previous: int
    payments: list
    adjustments: list  # (date, words of each language, cents)
    late_fee: int
    current: int
    total: int
    period: tuple
    budget: dict = None

    @property
    def forward(self):
        return self.total - self.late_fee - self.current


@dataclass
class Ledger:
    """All of one account's money."""
    items: list = field(default_factory=list)
    credit: int = 0
    payments: list = field(default_factory=list)
    adjustments: list = field(default_factory=list)
    statements: dict = field(default_factory=dict)
    since_payments: list = field(default_factory=list)
    since_adjustments: list = field(default_factory=list)
    late: bool = False  # something was paid after its due date

    def balance(self):
        return sum(item.open for item in self.items) - self.credit

    def charge(self, kind, day, bill, cents):
        item = Item(kind, day, bill, cents, cents)
        self.items.append(item)
        self.items.sort(key=lambda x: (x.bill, ORDER.index(x.kind)))
        taken = min(self.credit, item.open)
        self.credit, item.open = self.credit - taken, item.open - taken
        return item

    def settle(self, cents, only=None):
        """Pays the oldest items first, or only some; the rest is a credit."""
        parts = []
        for item in self.items if only is None else only:
            part = min(cents, item.open)
            if part:
                item.open -= part
                cents -= part
                parts.append((item, part))
        if cents:
            self.credit += cents
            parts.append((None, cents))
        return parts

    def pay(self, account, day, cents, way, party=None, group="", only=None):
        before = self.balance()
        payment = Payment(account, day, cents, way, before, self.settle(cents, only), party or account.payer, group)
        self.payments.append(payment)
        self.since_payments.append(payment)
        return payment

    def give_back(self, payment, day, bill, words):
        """The bank returned a payment: what it paid is open again."""
        payment.returned = day
        for item, part in payment.parts:
            if item:
                item.open += part
            else:
                self.credit -= part
        self.since_adjustments.append((day, words, payment.amount))

    def fee(self, kind, day, bill, cents, words):
        """A fee between two bills; the next bill shows it as an adjustment."""
        self.since_adjustments.append((day, words, cents))
        return self.charge(kind, day, bill, cents)

    def take_off(self, day, cents, words, only=None):
        """A credit that the office gives."""
        self.since_adjustments.append((day, words, -cents))
        self.settle(cents, only)

    def open_of(self, bill=None, fees=None):
        """What is open: of one bill or of all; of fees only, of services only, or of both."""
        return sum(x.open for x in self.items if (bill is None or x.bill == bill) and (fees is None or (x.kind in FEES) == fees))

    def open_bills(self, before):
        """(bill, cents) of the services of each bill before a month that has something open, oldest first."""
        found = {}
        for item in self.items:
            if item.open and item.bill < before and item.kind not in FEES:
                found[item.bill] = found.get(item.bill, 0) + item.open
        return sorted(found.items())

    def past_due(self, i):
        """What is open of all bills before month i, with the fees charged up to it."""
        return sum(x.open for x in self.items if x.bill < i or (x.bill == i and x.kind in FEES)) - self.credit
