"""The people and businesses of the town, all invented, and the address blocks that mail to them has."""

from dataclasses import dataclass, field

ENGLISH = ("Amy Ruth Tom Karen Paul Linda Grace Henry Walter Joan Mark Emily Samuel Nora Charlotte Benjamin Olivia Wyatt Hannah Theodore Dale Marjorie Priscilla "
           "Gordon Imani Marcus Denise Clifford Eleanor Jasper Beatrix Lloyd Harriet Quentin Rosalind Byron Adelaide Desmond Winifred Lamar".split(" "),
           "Baker Young Smith Brown Johnson O'Brien Fitzgerald Lee Park Whitaker McAllister Harrison Cunningham Ross Day Hughes Kowalski Montgomery-Ellis "
           "Fairweather Abernathy Okafor Nakamura Ostrowski Delacroix Pettibone Larrabee Thistlewood Van\u00a0Houten Blackwood Sundquist D'Souza Al-Rashid "
           "Featherstonehaugh Oyelaran Marchetti Brandvold St.\u00a0Clair Haverford Tanaka Petrov".split(" "))
SPANISH = ("Ana José María Héctor Inés Luis Sofía Andrés Lucía Raúl Guadalupe Concepción Begoña Joaquín Rocío Matías Ximena Ángel Verónica Íñigo".split(" "),
           "García Peña Martínez Álvarez Castillo Ibáñez Núñez Hernández Muñoz Gutiérrez-Ortega Villaseñor Domínguez Zúñiga Quiñones de\u00a0la\u00a0Cruz "
           "Avendaño Güereca Treviño Cárdenas Bolaños".split(" "))
VIETNAMESE = (["Nguyễn Thị", "Trần Văn", "Lê Thị", "Phạm Quốc", "Hoàng Thị", "Vũ Đức", "Đặng Ngọc", "Bùi Thị"],
              ["Phượng", "Hùng", "Mỹ Duyên", "Bảo", "Tuyết Nhung", "Thắng", "Ánh", "Khuê"])
NORDIC = ("Zoë Søren Björn Ingrid Åse Lars Øyvind Freja Märta Jørgen Sigríður Þórdís".split(" "),
          "Ødegård Lindström Sørensen Åkerblom Bjørnstad Hägglund-Nyström Dahl Østby Sjöberg Kjærgaard".split(" "))
SLAVIC = ("Agnieszka Łukasz Zdeněk Božena Krzysztof Jiří Małgorzata Željko".split(" "), "Dvořák Wiśniewski Černý Żukowska Šimůnek Kovačević Błaszczyk".split(" "))

TRADES = ["Laundry", "Auto & Tire", "Dental Group PC", "Hardware", "Veterinary Clinic", "Coffee Roasters", "Bakery", "Nursery & Garden", "Family Medicine PLLC", "Self Storage",
          "Machine Works Inc.", "Early Learning Center", "Brewing Company", "Hair Studio", "Physical Therapy", "Feed & Supply", "Fitness", "Print Shop", "Floral Design", "Bicycles"]
WORDS = ["Cedar Bluff", "Front Range", "Poudre River", "Larkspur", "Quarry Road", "Bluff Street", "Prairie Gate", "High Plains", "Main Street", "Cottonwood", "Chimney Park",
         "Sandstone", "Long's View", "Peña Hermanos", "Chloé's Table", "Whispering Cedar", "Eastman", "Two Brothers", "Ødegård & Sons", "Kowalski's", "North Fork", "Sagebrush"]
LARGEST = ["Saint Bartholomew & Saint Æthelburga Housing Cooperative Assn.", "Northern Colorado Regional Emergency & Specialty Animal Care",
           "Front Range Community Credit Union and Financial Services Inc", "First Evangelical Lutheran Church of Cedar Bluff & Parish Hall",
           "Phở Ánh Dương Vietnamese Noodle House and Catering Company LLC", "Larkspur County Farmers' Cooperative Grain and Elevator Company",
           "Cedar Bluff Golf Club", "Town of Cedar Bluff Parks and Open Space Division"]
LANDLORDS = ["Rentals LLC", "Property Mgmt LLC", "Holdings LP", "Homes Inc.", "Apartments LLC", "Investments LLLP"]
CARE_OF = ["C/O NORTHERN COLORADO PROPERTY MGMT LLC", "C/O ESTATE ADMINISTRATOR", "C/O PRAIRIE GATE HOLDINGS", "C/O FRONT RANGE BOOKKEEPING"]
AWAY = [("FORT COLLINS CO", "80521"), ("PUEBLO CO", "81005"), ("MESA AZ", "85212"), ("LINCOLN NE", "68510"), ("CHEYENNE WY", "82001"), ("SIOUX FALLS SD", "57105")]
AWAY_STREETS = ["N HARBOR ST", "SANDSTONE LOOP", "E DESERT WILLOW DR", "OLD MILL RD", "COUNTRY CLUB PKWY", "W 14TH AVE"]
ABROAD = [("NO", ["STRANDGATEN 44 B, LEIL 302", "5013 BERGEN", "NORWAY"]), ("DE", ["HAUPTSTRASSE 14", "79098 FREIBURG", "GERMANY"]),
          ("MX", ["CALLE REFORMA 218, COL. CENTRO", "44100 GUADALAJARA, JAL.", "MEXICO"]), ("CA", ["1180 RUE SAINT-DENIS APP 6", "MONTRÉAL QC  H2X 3J5", "CANADA"]),
          ("JP", ["2-14-7 SAKURA-CHO", "NERIMA-KU, TOKYO 176-0003", "JAPAN"]), ("FR", ["27 ALLÉE DES MARRONNIERS", "69006 LYON", "FRANCE"]),
          ("AU", ["8/315 ORMOND ESPLANADE", "ELWOOD VIC 3184", "AUSTRALIA"])]


@dataclass
class Party:
    """A person or business, and where mail to it goes."""
    name: str
    lines: list = field(default_factory=list)  # the whole block in capitals
    routing: str = ""  # eleven digits of the Intelligent Mail barcode; empty abroad and where the post has no match
    one_line: str = ""  # the address on one line, as people write it
    language: str = "en"
    country: str = ""
    phone: str = ""
    business: bool = False


def single(r, pool):
    given, family = pool
    return f"{r.choice(given)} {r.choice(family)}".replace("\u00a0", " ")


def pool_of(r, language):
    if language == "es":
        return SPANISH if r.randrange(20) else ENGLISH
    return r.choices((ENGLISH, SPANISH, VIETNAMESE, NORDIC, SLAVIC), (72, 10, 6, 7, 5))[0]


def person(r, language="en"):
    pool = pool_of(r, language)
    name = single(r, pool)
    if pool is SPANISH and r.chance(250):
        name += " " + r.choice(SPANISH[1]).replace("\u00a0", " ")
    if r.chance(120):
        other = single(r, pool)
        name += (" & " if language != "es" else " e " if other[0] in "IÍ" else " y ") + other
    return name


def business(r, taken):
    """A business name that nobody has yet."""
    while True:
        name = f"{r.choice(WORDS)} {r.choice(TRADES)}"
        if name in taken:
            name = f"{r.choice(WORDS)} {name}"
        if name not in taken and len(name) <= 46:
            taken.add(name)
            return name


def landlord(r, taken, words):
    for ending in LANDLORDS:
        name = f"{words} {ending}"
        if name not in taken:
            taken.add(name)
            return name
    return f"{words} {r.between(2, 99)} LLC"


def name_lines(name):
    """A name in capitals, on two lines where it is long."""
    caps = name.upper()
    if len(caps) <= 38:
        return [caps]
    places = [n for n, c in enumerate(caps) if c == " "]
    cut = min(places, key=lambda n: abs(n - len(caps) // 2))
    return [caps[:cut], caps[cut + 1:]]


def phone(r):
    return f"970-555-01{r.randrange(100):02d}"


def at_premise(party, premise, extra=()):
    """Mail goes to the premise."""
    party.lines = [*name_lines(party.name), *extra, premise.caps, f"CEDAR BLUFF CO 80599-{premise.plus4:04d}"]
    party.routing = f"80599{premise.plus4:04d}{premise.house % 100:02d}"
    party.one_line = f"{premise.address}, Cedar Bluff, CO 80599"
    return party


def at_box(party, r, extra=()):
    """Mail goes to a box at the town's post office."""
    box = r.between(10, 3999)
    party.lines = [*name_lines(party.name), *extra, f"PO BOX {box}", f"CEDAR BLUFF CO 80599-{box:04d}"]
    party.routing = f"80599{box:04d}{box % 100:02d}"
    party.one_line = f"PO Box {box}, Cedar Bluff, CO 80599"
    return party


def elsewhere(party, r, extra=()):
    """Mail goes to another town."""
    (city, zip_code), house, street, plus4 = r.choice(AWAY), r.between(100, 9899), r.choice(AWAY_STREETS), r.between(1001, 9899)
    party.lines = [*name_lines(party.name), *extra, f"{house} {street}", f"{city} {zip_code}-{plus4}"]
    party.routing = f"{zip_code}{plus4}{house % 100:02d}"
    party.one_line = f"{house} {street.title()}, {city[:-3].title()}, {city[-2:]} {zip_code}"
    return party


def abroad(party, r):
    party.country, lines = r.choice(ABROAD)
    party.lines = [*name_lines(party.name), *lines]
    party.routing = ""
    party.one_line = ", ".join(line.title() for line in lines)
    return party
