"""What happens to accounts, as the documents need it: reminders, notices, tags, liens, adjustments."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Reminder:
    """A letter about past-due bills."""
    account: object
    i: int
    open: list  # (month of the bill, cents)
    fees: int
    received: object = None
    returned: object = None


@dataclass
class Notice:
    """A shut-off notice."""
    account: object
    i: int
    open: list
    late: int
    returned_fee: int
    current: int
    past_due: int
    paid: bool = False


@dataclass
class Tag:
    """A door tag, which is a stop of a crew as well."""
    account: object
    i: int
    stage: str
    action: str
    posted: date
    day: date
    amount: int
    pay_by: date = None
    item: str = ""
    route: str = ""
    sequence: int = 0


@dataclass
class Lien:
    """A statement of lien, and its release when it was paid."""
    account: object
    date: date
    charges: list  # (kind, month of the bill, cents)
    costs: dict
    amount: int
    items: list
    number: str = ""
    reception: str = ""
    recorded: date = None
    released: date = None
    payment: object = None


@dataclass
class Change:
    """An adjustment that a letter explains: what the bill of a month said, and what it should have said."""
    account: object
    kind: str  # leak or misread
    date: date
    i: int
    was: list
    now: list
    amount: int  # cents taken off
    before: int  # the balance
    gallons: int
    cost: int = 0  # of the water that leaked away
    due: bool = False


@dataclass
class Events:
    """What happened, in lists by kind."""
    reminders: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    liens: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    restored: list = field(default_factory=list)  # (account, day, payment)
    corrected: dict = field(default_factory=dict)  # account -> its second statement
