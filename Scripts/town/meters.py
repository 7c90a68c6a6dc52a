"""Water meters: what each measured in thirteen months, and what its register shows on the day of each read."""

from dataclasses import dataclass, field
from datetime import date

import cedar_bluff

from .days import NOW, read_day

# How much of a year's outdoor water falls into each month, November to November, in hundredths of a twelfth; and the town's use by home.
OUTDOOR = [22, 0, 0, 0, 8, 46, 142, 232, 282, 256, 152, 60, 22]
QUANTILES = [0, 2200, 2900, 3400, 3800, 4200, 4600, 5000, 5400, 5800, 6200, 6600, 7100, 7700, 8300, 9000, 9900, 11_100, 13_000, 17_000, 34_000]
MEAN = 7060  # gallons a month: the average of a single-family home over the year
REASONS = {"en": ["Estimated: snow over the meter pit", "Estimated: gate locked", "Estimated: no signal"],
           "es": ["Estimada: nieve sobre el medidor", "Estimada: portón cerrado", "Estimada: sin señal"]}


@dataclass
class Meter:
    """One meter; use holds its gallons by month, as far as it was there."""
    id: str
    size: str
    service: str
    multiplier: int = 10
    digits: int = 6
    use: list = field(default_factory=lambda: [0] * (NOW + 1))
    register: int = 0  # what it shows at the last read
    set_on: date = None
    out_on: date = None
    radio: str = ""

    def reading(self, i):
        """What the register shows at the read of month i."""
        return (self.register - sum(self.use[i + 1:]) // self.multiplier) % 10 ** self.digits

    def expected(self, i):
        """Between what the register should stand two or three weeks after the read of month i."""
        steps = max(self.use[i], 600) // self.multiplier
        top = 10 ** self.digits
        return (self.reading(i) + steps * 3 // 10) % top, (self.reading(i) + steps * 13 // 10) % top

    def row(self, dates, read_type="actual", note=None, more=0):
        """The meter's row on the bill of this month; dates are the first and last day of the period; more: gallons that were misread."""
        before, steps = self.register - self.use[NOW] // self.multiplier, 10 ** self.digits
        rolled = before < 0
        days = (self.set_on or dates[0], self.out_on or dates[1])
        made = cedar_bluff.meter(self.id, self.size, self.service, before % steps, self.use[NOW] + more, days, read_type, self.multiplier, steps if rolled else None, note)
        assert made["present_reading"] == self.register + more // self.multiplier, (made, self)
        return made


def new_meter(r, size, service, taken):
    """A meter with a number that no other has."""
    while (number := f"{r.choice('4567')}{r.between(0, 9_999_999):07d}") in taken:
        pass
    taken.add(number)
    big = size not in ('3/4"', '1"')
    made = Meter(number, size, service, 100 if big else 10, 6)
    made.register = r.between(4_000, 960_000)
    made.radio = f"1550{r.between(0, 999_999):06d}"
    return made


def levels(is_home, r):
    """Average use of each place, gallons a month: skewed like a town's, with the town's mean among its single-family homes."""
    drawn = []
    for _ in is_home:
        step = r.randrange(len(QUANTILES) - 1)
        drawn.append(r.randrange(QUANTILES[step], QUANTILES[step + 1]))
    homes = [level for level, home in zip(drawn, is_home) if home]
    return [level * MEAN * len(homes) // max(1, sum(homes)) for level in drawn]


def year(level, outdoor_share, r, step=10):
    """Thirteen months of a level: a part indoors every month, the rest by the season; outdoor_share is in thousandths."""
    months = []
    for weight in OUTDOOR:
        indoor = level * (1000 - outdoor_share) * r.between(90, 110) // 100_000
        outdoor = level * outdoor_share * weight * r.between(85, 115) // 10_000_000
        months.append((indoor + outdoor) // step * step)
    return months


def winter_average(use):
    """Mean of December to February, in tens of gallons."""
    return sum(use[1:4]) // 3 // 10 * 10


def part_month(gallons, days, full, step=10):
    return gallons * days // full // step * step


def period(i, cycle):
    return read_day(i - 1, cycle), read_day(i, cycle)
