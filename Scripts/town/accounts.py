"""The accounts: who holds which premise, with which services and meters, before any money moves."""

from dataclasses import dataclass, field
from datetime import date

from . import people
from .days import NOW
from .dice import Dice
from .meters import Meter, levels, new_meter, winter_average, year
from .money import Ledger
from .places import Premise, premises

TOWN_WINTER = 4000  # the town's winter average, for an account without one of its own


@dataclass
class Account:
    """One account at one premise."""
    index: int
    number: str
    premise: Premise
    holder: people.Party
    owner: people.Party
    tenant: people.Party
    copy: str  # who gets a copy of the bill: owner, tenant, or nobody
    schedule: str
    size: str
    meters: list
    winter: int
    cart: int
    eru: int  # thousandths
    dwellings: int = 0
    start: int = 0  # month of the first use on record
    opened: date = None
    closed: date = None
    group: str = ""  # accounts of one group are paid with one check
    habit: str = "ok"
    first_unpaid: int = 99
    way: str = "mail"
    autopay: bool = False
    budget: int = 0
    delivery: str = ""
    large_print: bool = False
    estimated: bool = False
    hold: str = ""
    leak: dict = None
    misread: tuple = ()  # (month, gallons too many on its bill)
    leaked: dict = field(default_factory=dict)  # month -> gallons that leaked away
    goodwill: bool = False
    off: date = None
    note: str = ""
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def language(self):
        return self.holder.language

    @property
    def payer(self):
        return self.holder

    @property
    def water(self):
        """True where there is water to shut off."""
        return any(m.service == "Water" for m in self.meters)

    def used(self, i, service=None):
        """Gallons of a month, of one service or of all."""
        return sum(m.use[i] for m in self.meters if service is None or m.service == service)

    def main_meter(self):
        return next((m for m in self.meters if not m.out_on), None)


def households(premise_list, seed):
    """(holder, owner, tenant, copy, group) for each premise."""
    r, taken = Dice(seed, "people"), set(people.LARGEST)
    largest = [name for name in people.LARGEST if name != "Cedar Bluff Golf Club"]
    given, company, run, golf = [], None, 0, True
    for n, place in enumerate(premise_list):
        language = "es" if r.chance(150) else "en"
        party = lambda name, words="en", firm=False: people.Party(name, language=words, phone=people.phone(r), business=firm)
        care = [r.choice(people.CARE_OF)] if r.chance(15) else []
        if place.building in ("shop", "complex", "open land"):
            if place.building == "open land" and golf:
                name, golf = "Cedar Bluff Golf Club", False
            elif largest and r.chance(120):
                name = largest.pop(0)
            elif place.building == "shop":
                name = people.business(r, taken)
            else:
                name = people.landlord(r, taken, place.street)
            holder = party(name, firm=True)
            extra = ["ATTN ACCOUNTS PAYABLE"] if r.chance(400) else []
            (people.at_box(holder, r, extra) if r.chance(250) else people.at_premise(holder, place, extra))
            given.append((holder, holder, None, "", ""))
            company = None
            continue
        same = n and place.building == "apartment" and place.house == premise_list[n - 1].house and place.street == premise_list[n - 1].street
        if place.building == "apartment" and not same:
            company, pays_all = people.elsewhere(party(people.landlord(r, taken, place.street), firm=True), r), r.chance(400)
        if place.building == "house" and run == 0:
            company, pays_all = None, False
            if r.chance(9):
                company, run, pays_all = people.at_box(party(people.landlord(r, taken, r.choice(people.WORDS)), firm=True), r), r.between(3, 6), True
        run = max(0, run - 1)
        roll = r.randrange(1000)
        if company and pays_all:
            tenant = people.at_premise(party(people.person(r, language), language), place)
            given.append((company, company, tenant, "tenant" if r.chance(300) else "", company.name))
        elif company or roll < 90:
            holder = people.at_premise(party(people.person(r, language), language), place, care)
            owner = company or people.elsewhere(party(people.person(r)), r)
            given.append((holder, owner, holder, "owner" if r.chance(700) else "", ""))
        elif roll < 130:
            holder, tenant = people.elsewhere(party(people.person(r)), r, care), people.at_premise(party(people.person(r, language), language), place)
            given.append((holder, holder, tenant, "tenant", ""))
        elif roll < 137:
            holder = people.abroad(party(people.person(r)), r)
            given.append((holder, holder, None, "", ""))
        else:
            holder = party(people.person(r, language), language)
            (people.at_box(holder, r, care) if r.chance(55) else people.at_premise(holder, place, care))
            if r.chance(8):
                holder.routing = ""
            given.append((holder, holder, None, "", ""))
    return given


def equipment(place, level, r, taken, golf):
    """(schedule, size, meters, dwellings, eru) of one premise."""
    if place.building == "house":
        roll = r.randrange(1000)
        if roll < 18:
            return "Stormwater only", "", [], 0, 1000
        size = '1"' if level > 15_000 or r.chance(50) else '3/4"'
        water = new_meter(r, size, "Water", taken)
        if roll < 65:
            water.use = year(level * 6 // 10, 60, r)
            lawn = new_meter(r, '3/4"', "Irrigation", taken)
            lawn.use = year(level, 1000, r)
            return "Residential, dual system", size, [water, lawn], 0, 1000
        water.use = year(level, r.between(240, 520), r)
        return "Residential", size, [water], 0, 1350 if r.chance(60) else 1000
    if place.building == "apartment":
        water = new_meter(r, '3/4"', "Water", taken)
        water.use = year(min(level, 9000) * 6 // 10 + 400, 0, r)
        return "Residential", '3/4"', [water], 0, 450
    if place.building == "complex":
        dwellings = r.between(4, 60)
        size = '4"' if dwellings > 40 else '2"'
        water = new_meter(r, size, "Water", taken)
        water.use = year(dwellings * r.between(2500, 4200), 120, r, 100)
        return "Multi-family", size, [water], dwellings, dwellings * 450
    if place.building == "open land":
        if golf:
            pump = new_meter(r, '6"', "Raw water", taken)
            pump.multiplier = 1000
            pump.use = [22_840_000, 17_310_000, 0, 0, 0, 2_260_000, 8_930_000, 15_470_000, 21_050_000, 24_390_000, 23_975_000, 15_310_000, 9_120_000]
            return "Golf course", '6"', [pump], 0, 0
        lawn = new_meter(r, '2"', "Irrigation", taken)
        lawn.use = year(r.between(30_000, 180_000), 1000, r, 100)
        return "Irrigation", '2"', [lawn], 0, 0
    size = r.choice(('3/4"', '1"', '1-1/2"', '2"'))
    water = new_meter(r, size, "Water", taken)
    water.use = year(level * r.between(1, 8), 80, r, water.multiplier if water.multiplier > 10 else 10)
    meters = [water]
    if r.chance(250):
        second = new_meter(r, '2"', "Water", taken)
        second.use = year(level * r.between(2, 9), 40, r, 100)
        lawn = new_meter(r, '3/4"', "Irrigation", taken)
        lawn.use = year(level * r.between(1, 3), 1000, r)
        meters += [second, lawn] if r.chance(600) else [lawn]
    return "Commercial", size, meters, 0, r.between(15, 90) * 100


def build(count, pairs, seed):
    """So many accounts, the last `pairs` of them moved in where another moved out this month."""
    places = premises(count - pairs, Dice(seed, "places"))
    held = households(places, seed)
    r, taken = Dice(seed, "meters"), set()
    level_of = levels([place.building == "house" for place in places], Dice(seed, "use"))
    golf, made = True, []
    for n, (place, (holder, owner, tenant, copy, group)) in enumerate(zip(places, held)):
        schedule, size, meters, dwellings, eru = equipment(place, level_of[n], r, taken, golf)
        golf = golf and schedule != "Golf course"
        main = [sum(use) for use in zip(*(m.use for m in meters if m.service == "Water"))]
        cart = r.choice((32, 64, 64, 64, 96)) if place.building == "house" and not r.chance(30) else 32 if place.building == "apartment" else 0
        made.append(Account(n + 1, f"{place.number:06d}-{r.between(1, 4 if owner is holder else 9):03d}", place, holder, owner, tenant, copy, schedule, size, meters,
                            winter_average(main) if main else 0, cart, eru, dwellings, group=group))
    return made


def successor(account, index, day, seed):
    """The account of whoever moves in when an account is closed."""
    r = Dice(seed, f"moved-in/{index}")
    place, language = account.premise, "es" if r.chance(200) else "en"
    holder = people.at_premise(people.Party(people.person(r, language), language=language, phone=people.phone(r)), place)
    old = account.meters[0]
    meter = Meter(old.id, old.size, old.service, old.multiplier, old.digits, radio=old.radio, register=old.register)
    return Account(index, f"{place.number:06d}-{int(account.number[-3:]) + 1:03d}", place, holder, account.owner if account.owner is not account.holder else holder,
                   None, "", account.schedule, account.size, [meter], TOWN_WINTER, account.cart or 32, account.eru, start=NOW, opened=day)
