"""Writes the samples of the kind `route-sheet`: a short day, and a long one of 60 stops from a fixed seed.

Streets, meters and amounts are invented. The totals are counted here and again by the checks of the template.
"""

import json
import random
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "Templates" / "route-sheet" / "samples"
ORDER = ["tag", "lock", "restore", "check", "read"]


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def stop(sequence, address, location, meter, size, reading, read_on, low, high, action, cents=None, caution=None):
    made = {"sequence": sequence, "address": address, "location": location} | ({"caution": caution} if caution else {})
    made |= {"meter": {"number": meter, "size": size}, "last_read": {"reading": reading, "date": read_on},
             "expected": {"low": low, "high": high}, "action": action}
    return made | ({"amount": money(cents)} if cents is not None else {})


def cents(one):
    return int(one.get("amount", "0.00").replace(".", ""))


def sheet(head, stops):
    totals = []
    for action in ORDER:
        own = [one for one in stops if one["action"] == action]
        if own:
            totals.append({"action": action, "stops": len(own), "amount": money(sum(map(cents, own)))})
    return {"route": head | {"stops": len(stops), "amount": money(sum(map(cents, stops)))}, "stops": stops, "totals": totals}


SHORT = sheet(
    {"run": "SO-261217-A", "number": "0012", "date": "2026-12-17", "start": "8:30 AM from the yard",
     "crew": "R. Castañeda and T. Oyelaran", "truck": "14"},
    [stop(1, "2210 Larkspur Court", "Front right, under the spruce", "47730261", '3/4"', 604412, "2026-12-10", 604412, 604412, "check"),
     stop(2, "48 Quarry Road", "Side yard behind the gate, iron lid", "48210033", '3/4"', 98110, "2026-11-18", 99500, 106000, "lock",
          26247, "Dog in the yard"),
     stop(3, "233 Box Elder Street, Apt. 4", "Vault at the alley, second box from the north", "50077214", '3/4"', 221904, "2026-11-18",
          224000, 229500, "lock", 21247),
     stop(4, "905 Spruce Street, Unit B", "Front left, 4 ft from the walk, plastic lid", "48211907", '3/4"', 412870, "2026-11-19",
          416000, 423000, "restore", 14412),
     stop(5, "14250 Northwest Frontage Road, Building 12, Suite 400-B", "Meter room, north dock, ask at the guard's desk for the key to cage 7",
          "UM-2026-0004417", '1-1/2"', 9999874210, "2026-11-19", 9999990000, 110000, "tag", 1234567, "Forklifts, no parking at dock")])

STREETS = ["Juniper Lane", "Larkspur Court", "Spruce Street", "Cottonwood Drive", "Aspen Way", "Sagebrush Circle", "Bluff Street",
           "Box Elder Street", "Chokecherry Road", "Quarry Road"]
PLACES = ["Front left, plastic lid", "Front right, iron lid", "Front center, concrete lid", "Side yard, north", "Alley, behind the fence",
          "In the driveway, steel lid", "Front left, 4 ft from the walk"]
CAUTIONS = ["Dog in the yard", "Wasps in the box", "Ice on the walk", "Blind corner"]


def long_day():
    dice = random.Random(1217)
    stops = []
    for sequence in range(1, 61):
        reading = dice.randrange(20_000, 900_000)
        low = reading + dice.randrange(1_500, 4_000)
        action = dice.choices(ORDER, [46, 8, 4, 2, 1])[0]
        asks = None if action in ("check", "read") else dice.randrange(5_200, 38_000)
        stops.append(stop(
            sequence, f"{(sequence * 7) % 90 * 10 + dice.randrange(1, 10)} {STREETS[(sequence - 1) // 6]}", dice.choice(PLACES),
            str(48_200_000 + dice.randrange(90_000)), '3/4"' if dice.random() < 0.9 else '1"', reading,
            f"2026-11-{dice.randrange(16, 20)}", low, low + dice.randrange(4_000, 9_000), action, asks,
            dice.choice(CAUTIONS) if dice.random() < 0.12 else None))
    return sheet(
        {"run": "TG-261214-B", "number": "0031", "date": "2026-12-14", "start": "8:00 AM from the yard",
         "crew": "R. Castañeda and T. Oyelaran", "truck": "14",
         "note": "Snow after 2 PM, low of 4 °F tonight: stop at 1 PM. No shut-offs December 23 to 25 (holiday) or on any Friday."}, stops)


FOLDER.mkdir(parents=True, exist_ok=True)
for name, record in {"stops-5": SHORT, "stops-60": long_day()}.items():
    (FOLDER / f"{name}.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
