#!/usr/bin/env python3
"""Write the samples of the kind adjustment, priced by the town's books. Usage: adjustment.py"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from cedar_bluff import *

SAMPLES = SCHEMA.parent.parent / "adjustment" / "samples"


def compared(before, after):
    """The lines of two priced lists of services that differ."""
    keys, sides = [], []
    for services in (before, after):
        found = {}
        for s in services:
            for c in s["charges"]:
                key = (s["name"], c["description"])
                found[key] = c
                if key not in keys:
                    keys.append(key)
        sides.append(found)
    order = {name: place for place, name in enumerate(dict.fromkeys(k[0] for k in keys))}
    lines = []
    for key in sorted(keys, key=lambda k: order[k[0]]):
        old, new = (side.get(key) for side in sides)
        was, now = (cents(c["amount"]) if c else 0 for c in (old, new))
        if was == now:
            continue
        line = {"service": key[0], "description": key[1]}
        priced_one = old if old and "rate" in old else new
        if "rate" in priced_one:
            line |= {"unit": priced_one["unit"], "rate": priced_one["rate"],
                     "original_quantity": old["quantity"] if old else 0, "corrected_quantity": new["quantity"] if new else 0}
        lines.append(line | {"original": money(was), "corrected": money(now), "difference": money(now - was)})
    return lines


def flat_line(service, description, was, now):
    return {"service": service, "description": description, "original": money(was), "corrected": money(now), "difference": money(now - was)}


def read(meter, service, previous, used, right, multiplier=10):
    return {"meter": meter, "service": service, "unit": "gal", "multiplier": multiplier, "previous": previous,
            "original_present": previous + used // multiplier, "corrected_present": previous + right // multiplier,
            "original_use": used, "corrected_use": right, "difference": right - used}


def letter(account, holder, address, lines, number, bill, code, kind, charges, before, reads=(), note=None, leak=None, due=None, language=None,
           imb=None, by="Utility Billing Coordinator", period=("2026-10-14", "2026-11-13"), billed="2026-11-20"):
    original, corrected = (sum(cents(c[side]) for c in charges) for side in ("original", "corrected"))
    record = {
        "account": {"number": account, "holder": holder, "service_address": address},
        "mail": {"lines": lines} | ({"imb": imb} if imb else {}) | ({"language": language} if language else {}),
        "date": "2026-12-02", "number": number,
        "bill": {"number": bill, "date": billed, "period_start": period[0], "period_end": period[1]},
        "reason": {"code": code, "kind": kind} | ({"note": note} if note else {}),
        "reads": list(reads), "charges": charges,
        "totals": {"original": money(original), "corrected": money(corrected), "difference": money(corrected - original)}}
    if leak:
        record["leak"] = leak
    record["approval"] = {"by": by, "date": "2026-12-01"}
    record["balance"] = {"before": money(before), "after": money(before + corrected - original)}
    if due:
        record["balance"]["due_date"] = due
    if language == "es":
        for c in record["charges"]:
            for key in ("service", "description", "unit"):
                if key in c:
                    c[key] = spanish(c[key])
        for r in record["reads"]:
            r["service"] = spanish(r["service"])
    return record


def home(gallons, winter=5020):
    return [water("Residential", '3/4"', gallons), sewer(winter, gallons), stormwater(), trash(64)]


def leak_credit():
    used, usual = 31_400, 9_150
    cost = [sum(cents(c["amount"]) for c in tier_lines("WT", "Residential", g)) for g in (used, usual)]
    excess_cost = cost[0] - cost[1]
    credit = (excess_cost + 1) // 2
    return letter("109127-001", "Björn Müller", "235 Larkspur Lane", ["BJÖRN MÜLLER", "235 LARKSPUR LN", "CEDAR BLUFF CO 80599-0235"],
                  "ADJ-2026-0412", "2611-009127", "LK50", "leak", [flat_line("Water", "Leak credit, half of the lost water's price", 0, -credit)],
                  38_612, leak={"used": used, "usual": usual, "excess": used - usual, "excess_cost": money(excess_cost), "share_percent": 50,
                                "repaired": "2026-11-22"}, due="2026-12-15", imb="0027012345600041720180599023535",
                  note="The line to your sprinklers had broken below the drive. Thank you for sending us the plumber's receipt.")


def forty_lines():
    old, new = [], []
    for place in range(1, 23):
        gallons = 3_120 + place * 410
        for services, g in ((old, gallons), (new, gallons - 270)):
            services.append(service(f"Building {place}", "Multi-family", tier_lines("WT", "Multi-family", g)))
    return letter("150060-002", "Bluff View Commons Homeowners Association", "2200–2296 Bluff View Court",
                  ["BLUFF VIEW COMMONS HOA", "ATTN ACCOUNTS PAYABLE", "PO BOX 2200", "CEDAR BLUFF CO 80599-2200"],
                  "ADJ-2026-0418", "2611-050060", "MT02", "meter", compared(old, new), 1_152_453, due="2026-12-15",
                  by="Finance Director and Utility Billing Coordinator",
                  note="The 22 submeters of the commons ran fast by 270 gallons each since the repair of October 16.")


ALL = {
    "leak-credit": leak_credit(),
    "misread": letter("104981-001", "Wei Park", "29 Stone Mountain Drive", ["WEI PARK", "29 STONE MOUNTAIN DR", "CEDAR BLUFF CO 80599-0029"],
                      "ADJ-2026-0409", "2611-004981", "RD01", "misread", compared(home(17_060), home(7_060)), 20_698,
                      [read("71840911", "Water", 51_806, 17_060, 7_060)], due="2026-12-15"),
    "spanish": letter("107351-002", "María Guadalupe Hernández Villaseñor", "1422 Walnut Street",
                      ["MARÍA GUADALUPE HERNÁNDEZ VILLASEÑOR", "1422 WALNUT ST", "CEDAR BLUFF CO 80599-1422"],
                      "ADJ-2026-0410", "2611-007351", "RD01", "misread", compared(home(24_240, 5610), home(8_240, 5610)), 0,
                      [read("71102277", "Water", 41_950, 24_240, 8_240)], language="es", by="Coordinadora de Facturación",
                      note="El lector confundió un 5 con un 7. Usted ya había pagado la factura, así que ahora tiene saldo a favor."),
    "estimate-too-low": letter("108830-001", "Hector Castillo", "77 Bluff View Court", ["HECTOR CASTILLO", "77 BLUFF VIEW CT", "CEDAR BLUFF CO 80599-2077"],
                               "ADJ-2026-0411", "2611-008830", "ES03", "estimate", compared(home(6_210, 5100), home(9_840, 5100)), 0,
                               [read("70993415", "Water", 122_904, 6_210, 9_840)], due="2026-12-31"),
    "estimate-too-high": letter("106612-003", "Ingrid Solberg", "402 Cottonwood Street", ["INGRID SOLBERG", "402 COTTONWOOD ST", "CEDAR BLUFF CO 80599-0402"],
                                "ADJ-2026-0419", "2611-006612", "ES03", "estimate", compared([water("Residential", '3/4"', 6_210)], [water("Residential", '3/4"', -2_140)]), 14_862,
                                [read("70662518", "Water", 88_410, 6_210, -2_140)], due="2026-12-31",
                                note="Our estimate of October was already above what your meter shows, so this month's use is below zero."),
    "wrong-rate": letter("111277-001", "Theodore & Nora Fairweather", "3318 Larkspur Lane",
                         ["THEODORE & NORA FAIRWEATHER", "3318 LARKSPUR LN", "CEDAR BLUFF CO 80599-3318"],
                         "ADJ-2026-0413", "2611-011277", "RT05", "rate",
                         compared([water("Residential, dual system", '3/4"', 11_240)], [water("Residential", '3/4"', 11_240)]), 21_181, due="2026-12-15",
                         note="Your yard has had no dual system since September 30."),
    "fee": letter("105204-004", "Benjamin Hughes", "519 Grand Avenue", ["BENJAMIN HUGHES", "519 GRAND AVE", "CEDAR BLUFF CO 80599-0519"],
                  "ADJ-2026-0414", "2611-005204", "FE01", "fee", [flat_line("Account", "Fee for the returned payment", 2_500, 0), flat_line("Account", "Late fee", 1_500, 0)],
                  4_000, note="The bank has told us that the mistake was its own."),
    "service-never-billed": letter("103390-004", "Karen Brown", "15 Cornerstone Drive", ["KAREN BROWN", "15 CORNERSTONE DR", "CEDAR BLUFF CO 80599-0015"],
                                   "ADJ-2026-0415", "2611-003390", "SV02", "service",
                                   [flat_line("Trash and recycling", "Trash, 32-gallon cart, weekly", 1_240, 0),
                                    flat_line("Trash and recycling", "Trash, 96-gallon cart, weekly", 0, 2_130)], 0),
    "many-lines": forty_lines(),
    "longest-name": letter("199940-127", "Maximiliana-Alexandra Konstantinopoulos-Featherstonehaugh",
                           "12847 North Whispering Cedar Meadows Parkway, Building 14, Apartment 2208",
                           ["MAXIMILIANA-ALEXANDRA", "KONSTANTINOPOULOS-FEATHERSTONEHAUGH", "C/O NORTHERN COLORADO PROPERTY MGMT LLC",
                            "BUILDING 14, APARTMENT 2208", "12847 N WHISPERING CEDAR MEADOWS PARKWAY", "CEDAR BLUFF CO 80599-2208"],
                           "ADJ-2026-0416", "2611-099940", "MT01", "meter",
                           compared([water("Residential, dual system", '1-1/2"', 14_380), nonpotable(9_860)],
                                    [water("Residential, dual system", '1-1/2"', 12_110), nonpotable(8_700)]), 29_912,
                           [read("AMI-70044128-B", "Water", 884_102, 14_380, 12_110), read("AMI-70044129-C", "Irrigation", 120_044, 9_860, 8_700)], due="2026-12-15",
                           note="Both meters ran fast: on the bench they showed 1,187 and 1,133 gallons for 1,000. We replaced them on November 24 at no cost to you."),
}

for name, record in ALL.items():
    (SAMPLES / f"{name}.json").write_text(text_of(record, pretty=True), encoding="utf-8")
