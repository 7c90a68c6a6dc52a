"""The whole town, built from a seed: accounts, their story, and the receipts of the month."""

from dataclasses import dataclass, field
from itertools import count as counting

from . import accounts, receipts, story, traits
from .days import NOW
from .dice import Dice
from .events import Events


@dataclass
class Town:
    """All that the emitters read."""
    seed: int
    accounts: list
    events: Events
    receipts: list
    batches: list
    serials: object = field(default_factory=lambda: counting(417_001))  # of the Intelligent Mail barcodes, used once each

    def serial(self):
        return next(self.serials)


def build(count=2000, seed=2611):
    pairs = traits.quota(traits.PAIRS, count)
    made = accounts.build(count, pairs, seed)
    r = Dice(seed, "traits")
    traits.mark(made, count, r)
    made += traits.movers(made, count, seed, r)
    events = story.tell(made, Dice(seed, "money"))
    for a in made:
        if a.misread and a.misread[0] == NOW:
            story.correct(a, events)
    taken, batches = receipts.of_month(made, Dice(seed, "receipts"))
    office_numbers(events, seed)
    made.sort(key=lambda a: (a.premise.route, a.premise.sequence, a.number))
    return Town(seed, made, events, taken, batches)


def office_numbers(events, seed):
    """Numbers that the office gives: liens in order, opaque items and places on the walk for the crews' stops."""
    for n, lien in enumerate(sorted(events.liens, key=lambda x: (x.date, x.account.index)), 1):
        lien.number, lien.reception = f"L26-{n:03d}", f"{5_010_000 + n * 37 + lien.date.month * 1000}"
    r, days = Dice(seed, "stops"), {}
    for tag in events.tags:
        tag.item = "".join(r.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(10))
        tag.route = f"{(int(tag.account.premise.route) - 1) // 10 + 1:04d}"
        days.setdefault((tag.posted, tag.route), []).append(tag)
    for stops in days.values():
        stops.sort(key=lambda t: (t.account.premise.route, t.account.premise.sequence, t.account.number))
        for n, tag in enumerate(stops, 1):
            tag.sequence = n
    events.tags.sort(key=lambda t: (t.posted, t.route, t.sequence))
