#!/usr/bin/env python3
"""Write the samples of the kind tier-explanation, priced by the town's books. Usage: tier-explanation.py"""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from cedar_bluff import RATE_TABLE, SCHEMA, WATER_BASE, WATER_TIERS, cents, money, number, priced, rate_e4, text_of

SAMPLES = SCHEMA.parent.parent / "tier-explanation" / "samples"
SEVEN = [(5_000, "5.9800"), (7_000, "6.4300"), (10_000, "7.2500"), (15_000, "8.1375"), (20_000, "9.6100"), (25_000, "11.4500"), (None, "14.3300")]


def steps(tiers, used, less):
    rows, floor = [], 0
    for place, (top, rate) in enumerate(tiers, 1):
        scaled = rate_e4(rate)
        part = [max(0, (g if top is None else min(g, top)) - floor) for g in (used, less)]
        row = {"number": place, "from": floor + 1} | ({"to": top} if top else {}) | {"rate": number(scaled, 10_000)}
        rows.append(row | {"gallons": part[0], "amount": money(priced(part[0], scaled)),
                           "gallons_less": part[1], "amount_less": money(priced(part[1], scaled))})
        floor = top
    return rows


def sheet(account, holder, address, lines, bill_number, schedule, tiers, used, size='3/4"', last_year=None, language=None, imb=None,
          base=None, start=date(2026, 10, 14), end=date(2026, 11, 13), billed=date(2026, 11, 20), day=date(2026, 11, 24)):
    rows = steps(tiers, used, used - 1000 if used >= 1000 else used)
    use = sum(cents(r["amount"]) for r in rows)
    saved = use - sum(cents(r["amount_less"]) for r in rows)
    base = cents(base or WATER_BASE[size])
    record = {
        "account": {"number": account, "holder": holder, "service_address": address},
        "mail": {"lines": lines} | ({"imb": imb} if imb else {}) | ({"language": language} if language else {}),
        "date": day.isoformat(),
        "bill": {"number": bill_number, "date": billed.isoformat(), "period_start": start.isoformat(), "period_end": end.isoformat(),
                 "days": (end - start).days},
        "rate_table": dict(RATE_TABLE), "schedule": schedule, "base": money(base), "used": used}
    if last_year is not None:
        record["last_year"] = {"used": last_year}
    record |= {"tiers": rows, "use_total": money(use), "water_total": money(base + use)}
    if used >= 1000:
        record["saves"] = money(saved)
    return record


HOME, DUAL = WATER_TIERS["Residential"], WATER_TIERS["Residential, dual system"]
ALL = {
    "three-steps": sheet("105561-001", "Liam Baker", "2031 Poudre River Road", ["LIAM BAKER", "2031 POUDRE RIVER RD", "CEDAR BLUFF CO 80599-2031"],
                         "2611-005561", 'Residential, 3/4" meter', HOME, 23_140, last_year=21_230, imb="0027012345600041701080599203131"),
    "first-step-only": sheet("104217-003", "Ruth Kowalski", "418 Juniper Street", ["RUTH KOWALSKI", "418 JUNIPER ST", "CEDAR BLUFF CO 80599-1418"],
                             "2611-004217", 'Residential, 3/4" meter', HOME, 7_060, last_year=8_020),
    "across-a-step": sheet("111277-001", "Theodore & Nora Fairweather", "3318 Larkspur Lane",
                           ["THEODORE & NORA FAIRWEATHER", "3318 LARKSPUR LN", "CEDAR BLUFF CO 80599-3318"],
                           "2611-011277", 'Residential, dual system, 3/4" meter', DUAL, 10_150, last_year=10_150),
    "spanish": sheet("110162-001", "Concepción Gutiérrez-Ortega", "233 Poudre River Road, Unit 4",
                     ["CONCEPCIÓN GUTIÉRREZ-ORTEGA", "233 POUDRE RIVER RD UNIT 4", "CEDAR BLUFF CO 80599-0233"],
                     "2608-010162", 'Residencial, medidor de 3/4"', HOME, 31_400, last_year=22_180, language="es",
                     start=date(2026, 7, 15), end=date(2026, 8, 14), billed=date(2026, 8, 20), day=date(2026, 8, 26)),
    "one-price": sheet("120077-001", "Chloé's Table Restaurant & Bakery LLC", "100 Main Street",
                       ["CHLOÉ'S TABLE RESTAURANT & BAKERY LLC", "ATTN BOOKKEEPING", "100 MAIN ST STE 1", "CEDAR BLUFF CO 80599-0100"],
                       "2611-020077", 'Commercial, 2" meter', WATER_TIERS["Commercial"], 96_700, size='2"', last_year=91_300),
    "no-use": sheet("100819-003", "Olivia Harrison", "8 Fairway Lane", ["OLIVIA HARRISON", "2140 E DESERT WILLOW DR", "MESA AZ 85212-2140"],
                    "2611-000819", 'Residential, 3/4" meter', HOME, 0),
    "seven-steps": sheet("199940-127", "Maximiliana-Alexandra Konstantinopoulos-Featherstonehaugh",
                         "12847 North Whispering Cedar Meadows Parkway, Building 14, Apartment 2208",
                         ["MAXIMILIANA-ALEXANDRA", "KONSTANTINOPOULOS-FEATHERSTONEHAUGH", "C/O NORTHERN COLORADO PROPERTY MGMT LLC",
                          "BUILDING 14, APARTMENT 2208", "12847 N WHISPERING CEDAR MEADOWS PARKWAY", "CEDAR BLUFF CO 80599-2208"],
                         "2611-099940", 'Outside of town, 1-1/2" meter', SEVEN, 128_455, size='1-1/2"', last_year=140_900),
}

for name, record in ALL.items():
    (SAMPLES / f"{name}.json").write_text(text_of(record, pretty=True), encoding="utf-8")
