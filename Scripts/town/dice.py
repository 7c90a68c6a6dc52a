"""Seeded dice: each part of the town has its own, so that a change in one part leaves the others as they were."""

import random


class Dice(random.Random):
    def __init__(self, seed, part):
        super().__init__(f"cedar-bluff/{seed}/{part}")

    def chance(self, thousandths):
        """True in so many of a thousand cases."""
        return self.randrange(1000) < thousandths

    def between(self, low, high):
        """A whole number from low to high, both included."""
        return self.randrange(low, high + 1)


def dealt(cards, counts):
    """Deals names to the cards of a shuffled pack: counts says how many of each name; the rest get none."""
    given, place = {}, 0
    for name, count in counts.items():
        for card in cards[place:place + count]:
            given[card] = name
        place += count
    return given
