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
