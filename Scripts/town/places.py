"""The premises of the town: streets and buildings on forty routes, in the order in which a meter reader walks."""

from dataclasses import dataclass

PER_ROUTE = 50
KINDS = [("Street", "ST"), ("Lane", "LN"), ("Court", "CT"), ("Drive", "DR"), ("Avenue", "AVE"), ("Road", "RD"), ("Way", "WAY"), ("Circle", "CIR"), ("Place", "PL"), ("Trail", "TRL")]
NAMES = ["Juniper", "Walnut", "Elm", "Aspen", "Larkspur", "Quarry", "Bluff View", "Cottonwood", "Chokecherry", "Sagebrush", "Box Elder", "Sandstone", "Chimney Park", "Spruce", "Mill",
         "Poudre River", "Eastman Park", "Stone Mountain", "Cañon", "Grand", "Main", "Kestrel", "Meadowlark", "Prairie Gate", "Whispering Cedar", "Longs View", "Harvest", "Windmill",
         "Cattail", "Bluebell", "Pronghorn", "Yarrow", "Ponderosa", "Mesa Verde", "Sunrise", "Red Hawk", "Homestead", "Columbine", "Foxglove", "Big Thompson"]
PLACES = ["Front left, plastic lid", "Front right, iron lid", "Front center, concrete lid", "Side yard, north", "Alley, behind the fence", "In the driveway, steel lid",
          "Front left, 4 ft from the walk", "Front right, under the spruce", "Side yard behind the gate, iron lid", "Parkway strip, between the two elms"]
SHARED_PLACES = ["Meter room, basement, key box at the north door", "Vault at the alley, second box from the north", "Utility closet by the stairs, ground floor"]
CAUTIONS = ["Dog in the yard", "Wasps in the box", "Ice on the walk", "Blind corner", "Low branch at eye height", "Lid is cracked"]
TRACTS = ["Cottonwood Terrace", "Bluff View Commons", "Larkspur Meadows", "Poudre River Estates", "Eastman Park", "Prairie Gate"]


@dataclass
class Premise:
    """A place with service."""
    number: int  # six digits: the account number's first part
    route: str
    sequence: int
    cycle: str
    street: str
    house: int
    address: str
    caps: str
    plus4: int
    building: str  # house, apartment, shop, complex, open land
    location: str
    caution: str
    parcel: str
    legal: str


def street_names(r):
    """All streets of the town, shuffled: long ones and numbered ones among them."""
    streets = [(f"{name} {kind}", f"{name} {short}".upper()) for n, name in enumerate(NAMES) for k, (kind, short) in enumerate(KINDS) if (n * 7 + k * 3) % 10 < 4]
    streets += [("North Whispering Cedar Meadows Parkway", "N WHISPERING CEDAR MEADOWS PKWY"), ("County Road 17", "COUNTY ROAD 17"), ("Northwest Frontage Road", "NW FRONTAGE RD"),
                ("Martin Luther King Jr. Boulevard", "MARTIN LUTHER KING JR BLVD"), ("Avenida de los Álamos", "AVENIDA DE LOS ÁLAMOS")]
    streets += [(f"{n}th Street", f"{n}TH ST") for n in range(4, 21)]
    r.shuffle(streets)
    return streets


def premises(count, r):
    """So many premises, in the order of routes and walks."""
    made, streets = [], street_names(r)
    routes = max(3, -(-count // PER_ROUTE))
    on_street = 0
    for n in range(routes):
        upto, route, walk = count * (n + 1) // routes, f"{n + 1:03d}", 0
        while len(made) < upto:
            name, caps = streets[on_street % len(streets)]
            house = (1 + on_street // len(streets) * 40 + r.randrange(30)) * 100 + r.randrange(1, 30)
            on_street += 1
            for _ in range(r.between(9, 20)):
                roll, units = r.randrange(1000), 1
                building = "apartment" if roll < 14 else "complex" if roll < 38 else "shop" if roll < 96 else "open land" if roll < 102 else "house"
                if building == "apartment":
                    units = r.between(6, 18)
                block, lot = r.between(1, 12), r.between(1, 48)
                for unit in range(1, units + 1):
                    if len(made) == upto:
                        break
                    k, walk = len(made), walk + 10
                    address, capital = f"{house} {name}", f"{house} {caps}"
                    if building == "apartment":
                        door = f"{(unit - 1) // 6 + 1}{(unit - 1) % 6 + 1:02d}" if units > 9 else str(unit)
                        address, capital = f"{address}, Apartment {door}", f"{capital} APT {door}"
                    elif building == "house" and roll > 965:
                        letter = r.choice("AB")
                        address, capital = f"{address}, Unit {letter}", f"{capital} UNIT {letter}"
                    made.append(Premise(
                        number=100_000 + (k + 41) * 104_729 % 900_000, route=route, sequence=walk, cycle=f"{n % 3 + 1:02d}", street=name, house=house, address=address, caps=capital,
                        plus4=1001 + (on_street * 61 + house // 100 * 7) % 8900, building=building,
                        location=r.choice(SHARED_PLACES if building in ("apartment", "complex") else PLACES), caution=r.choice(CAUTIONS) if r.chance(90) else "",
                        parcel=f"R{400_000 + k * 13:07d}",
                        legal=f"Lot {lot}, Block {block}, {r.choice(TRACTS)} Subdivision, according to the plat recorded at Reception No. {2_200_000 + n * 1913}, "
                              "Town of Cedar Bluff, County of Larkspur, State of Colorado."))
                house += r.between(1, 4) * 2
                if len(made) == upto:
                    break
    return made
