#!/usr/bin/env python3
"""Write the samples of the kind welcome, at the town's rates. Usage: welcome.py"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from cedar_bluff import *

SAMPLES = SCHEMA.parent.parent / "welcome" / "samples"


def price(service, description, rate, unit):
    return {"service": service, "description": description, "price": number(rate_e4(rate), 10_000), "unit": unit}


def rates(schedule, size, cart=64, dual=False):
    tiers, rows, floor = WATER_TIERS[schedule], [price("Water", f"Base charge, {size} meter", WATER_BASE[size], "month")], 0
    for top, rate in tiers:
        words = ("Water used" if len(tiers) == 1 else f"Over {floor:,} gal" if top is None else
                 f"First {top:,} gal" if floor == 0 else f"{floor + 1:,} to {top:,} gal")
        rows.append(price("Water", words, rate, "1,000 gal"))
        floor = top
    if dual:
        rows += [price("Irrigation", "Base charge, non-potable line", NONPOTABLE_BASE, "month"),
                 price("Irrigation", "Non-potable water used", NONPOTABLE, "1,000 gal")]
    if schedule == "Commercial":
        rows += [price("Sewer", "Base charge", SEWER_BUSINESS_BASE, "month"), price("Sewer", "Water used indoors", SEWER_BUSINESS, "1,000 gal")]
    else:
        rows += [price("Sewer", "Base charge", SEWER_BASE, "month"),
                 price("Sewer", "Winter average use, December to February", SEWER_WINTER, "1,000 gal")]
    rows.append(price("Stormwater", "Hard surface", STORMWATER, "ERU"))
    if cart:
        rows += [price("Trash and recycling", f"Trash, {cart}-gallon cart, weekly", CARTS[cart], "month"),
                 price("Trash and recycling", "Recycling, every other week", RECYCLING, "month")]
    return rows


def letter(number, holder, address, lines, people, meters, prices, customer_class="Residential", cycle="02", autopay=False, paperless=False,
           deposit=None, language=None, imb=None, start="2026-10-26", start_fee="20.00"):
    record = {
        "account": {"number": number, "holder": holder, "service_address": address, "customer_class": customer_class, "cycle": cycle,
                    "autopay": autopay, "paperless": paperless},
        "mail": {"lines": lines} | ({"imb": imb} if imb else {}) | ({"language": language} if language else {}),
        "date": "2026-10-28", "start_date": start, "first_read": "2026-11-13", "first_bill": "2026-11-20", "first_due": "2026-12-15",
        "late_fee": money(LATE_FEE)}
    if start_fee:
        record["start_fee"] = start_fee
    record["people"] = [{"name": n, "role": r, "gets": g} for n, r, g in people]
    if deposit:
        record["deposit"] = deposit
    record["meters"] = [{"id": i, "size": s, "service": v, "reading": r} for i, s, v, r in meters]
    record |= {"rate_table": dict(RATE_TABLE), "rates": prices}
    if language == "es":
        record["account"]["customer_class"] = spanish(customer_class)
        for m in record["meters"]:
            m["service"] = spanish(m["service"])
        for r in record["rates"]:
            r |= {key: spanish(r[key]) for key in ("service", "description", "unit")}
    return record


HOUSE = rates("Residential", '3/4"')
ALL = {
    "owner": letter("107745-005", "Noor Álvarez", "860 Chimney Park Drive", ["NOOR ÁLVAREZ", "860 CHIMNEY PARK DR", "CEDAR BLUFF CO 80599-0860"],
                    [("Noor Álvarez", "owner", "bill")], [("70440121", '3/4"', "Water", 155_020)], HOUSE, imb="0027012345600041710180599086060"),
    "tenant-deposit": letter("102277-007", "Walter Day", "311 Elm Street, Unit B", ["WALTER DAY", "311 ELM ST UNIT B", "CEDAR BLUFF CO 80599-1311"],
                             [("Walter Day", "tenant", "bill"), ("Elm Street Homes LLC", "owner", "notices")],
                             [("70551187", '3/4"', "Water", 202_387)], rates("Residential", '3/4"', 32),
                             deposit={"amount": "200.00", "paid": "2026-10-23", "months": 12}),
    "spanish": letter("107351-003", "María Guadalupe Hernández Villaseñor", "1422 Walnut Street, Apartment 3",
                      ["MARÍA GUADALUPE HERNÁNDEZ VILLASEÑOR", "1422 WALNUT ST APT 3", "CEDAR BLUFF CO 80599-1422"],
                      [("María Guadalupe Hernández Villaseñor", "tenant", "bill"), ("Juniper Street Rentals LLC", "owner", "copy"),
                       ("Poudre Property Management", "manager", "notices")],
                      [("71102277", '3/4"', "Water", 42_774)], rates("Residential", '3/4"'), language="es", deposit={"amount": "200.00", "months": 12}),
    "autopay-paperless": letter("108017-001", "Gwendolyn Cunningham", "77 Aspen Ridge Way",
                                ["GWENDOLYN CUNNINGHAM", "77 ASPEN RIDGE WAY", "CEDAR BLUFF CO 80599-0077"],
                                [("Gwendolyn Cunningham", "owner", "bill")],
                                [("71440912", '3/4"', "Water", 52_108), ("72440912", '3/4"', "Irrigation", 31_406)],
                                rates("Residential, dual system", '3/4"', 96, dual=True), customer_class="Residential, dual system",
                                autopay=True, paperless=True, start_fee=None),
    "autopay-only": letter("109904-003", "Hannah Abernathy", "1187 Sandstone Loop", ["HANNAH ABERNATHY", "1187 SANDSTONE LOOP", "CEDAR BLUFF CO 80599-1187"],
                           [("Hannah Abernathy", "owner", "bill")], [("71904415", '3/4"', "Water", 60_512)], HOUSE, autopay=True),
    "business-managed": letter("120077-002", "Chloé's Table Restaurant & Bakery LLC", "100 Main Street",
                               ["CHLOÉ'S TABLE RESTAURANT & BAKERY LLC", "ATTN BOOKKEEPING", "100 MAIN ST STE 1", "CEDAR BLUFF CO 80599-0100"],
                               [("Main Street Holdings of Northern Colorado LLC", "owner", "copy"), ("Poudre Property Management", "manager", "notices"),
                                ("Chloé's Table Restaurant & Bakery LLC", "tenant", "bill")],
                               [("30471121", '2"', "Water", 140_512), ("30998034", '2"', "Water", 308), ("30471122", '3/4"', "Irrigation", 50_847)],
                               rates("Commercial", '2"', None) + [price("Irrigation", 'Base charge, 3/4" meter', WATER_BASE['3/4"'], "month"),
                                                                  price("Irrigation", "First 50,000 gal", "8.92", "1,000 gal"),
                                                                  price("Irrigation", "Over 50,000 gal", "12.06", "1,000 gal")],
                               customer_class="Commercial", deposit={"amount": "1450.00", "months": 24}),
    "no-meter": letter("130415-002", "Ingrid Lindström", "9040 County Road 17", ["INGRID LINDSTRÖM", "9040 COUNTY ROAD 17", "CEDAR BLUFF CO 80599-9040"],
                       [("Ingrid Lindström", "owner", "bill")], [], [price("Stormwater", "Hard surface", STORMWATER, "ERU")],
                       customer_class="Stormwater only", start_fee=None),
    "longest-name": letter("199940-128", "Maximiliana-Alexandra Konstantinopoulos-Featherstonehaugh",
                           "12847 North Whispering Cedar Meadows Parkway, Building 14, Apartment 2208",
                           ["MAXIMILIANA-ALEXANDRA", "KONSTANTINOPOULOS-FEATHERSTONEHAUGH", "C/O NORTHERN COLORADO PROPERTY MGMT LLC",
                            "BUILDING 14, APARTMENT 2208", "12847 N WHISPERING CEDAR MEADOWS PARKWAY", "CEDAR BLUFF CO 80599-2208"],
                           [("Maximiliana-Alexandra Konstantinopoulos-Featherstonehaugh", "owner", "bill"),
                            ("Northern Colorado Property Management LLC, Building 14", "manager", "copy")],
                           [("AMI-70044128-B", '1-1/2"', "Water", 885_540), ("AMI-70044129-C", '1"', "Irrigation", 121_030)],
                           rates("Residential, dual system", '1-1/2"', 96, dual=True), customer_class="Residential, dual system",
                           imb="0027012345600041710880599220847", deposit={"amount": "350.00", "paid": "2026-10-27", "months": 18}),
}

for name, record in ALL.items():
    (SAMPLES / f"{name}.json").write_text(text_of(record, pretty=True), encoding="utf-8")
