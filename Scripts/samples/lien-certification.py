#!/usr/bin/env python3
"""Write the sample certification lists, seeded. Usage: lien-certification.py. People and places are invented."""

import importlib.util
import json
import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from cedar_bluff import cents, money  # noqa: E402

spec = importlib.util.spec_from_file_location("lien_notice", HERE / "lien-notice.py")
lien_notice = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lien_notice)

FOLDER = HERE.parent.parent / "Templates" / "lien-certification" / "samples"
FAMILIES = ["Abernathy", "Baptiste", "Castillo", "Dubois", "Eriksen", "Fitzgerald", "Grünwald", "Hernández", "Ibáñez", "Jaramillo", "Kowalski", "Lindqvist", "Müller", "Núñez"]
GIVEN = ["Gideon", "Mireille", "Hector", "Andrea", "Søren", "Tom", "Lukas", "María José", "Begoña", "Efraín", "Ruth", "Marta", "Jürgen", "Inés"]
STREETS = ["Juniper Street", "Elm Street", "Bluff View Court", "Cottonwood Lane", "Aspen Way", "Mill Street", "Sage Court", "Larkspur Drive"]
PERCENT = 10


def parcel(schedule, owner, mailing, situs, legal, kind, charges, even=True, first="2026-01-14", last="2026-09-14"):
    whole = cents(charges)
    added = (whole * PERCENT * 2 + 100) // 200
    added += (whole + added) % 2 if even else 0
    return {"schedule": schedule, "parcel": f"0957-{int(schedule[1:]) % 100:02d}-3-{int(schedule[1:]) % 97:02d}-{int(schedule[1:]) % 1000:03d}", "owner": owner, "mailing": mailing,
            "situs": situs, "legal": legal, "type": kind, "from": first, "to": last, "charges": charges, "added": money(added), "amount": money(whole + added)}


def listing(number, parcels, even=True, **policy):
    def total(field):
        return money(sum(cents(p[field]) for p in parcels))
    return {
        "list": {"number": number, "date": "2026-12-09", "county": "Larkspur", "tax_year": 2026, "ordinance": "Ordinance No. 2026-31", "adopted": "2026-11-10",
                 "count": len(parcels), "charges": total("charges"), "added": total("added"), "amount": total("amount")},
        "contact": {"name": "Marta Lindqvist", "phone": "970-555-0134"},
        "officer": lien_notice.OFFICER,
        "policy": {"even_cents": even, "accepted_from": "2026-12-01", "accepted_to": "2026-12-18", "added_percent": PERCENT} | policy,
        "parcels": parcels,
    }


def sixty():
    dice = random.Random(60)
    parcels = []
    for n in range(60):
        family, given, street, house = dice.choice(FAMILIES), dice.choice(GIVEN), dice.choice(STREETS), dice.randrange(2, 1990)
        home = [f"{house} {street}", "Cedar Bluff, CO 80599"]
        mailing = home if n % 4 else [f"c/o {dice.choice(FAMILIES)} Property Management", f"PO Box {dice.randrange(20, 990)}", "Greeley Junction, CO 80598"]
        legal = f"Lot {dice.randrange(1, 40)}, Block {dice.randrange(1, 12)}, {street.split()[0]} Subdivision, {dice.choice(['First', 'Second', 'Third'])} Filing, Town of Cedar Bluff, County of Larkspur"
        kind = dice.choice(["water_sewer", "water_sewer", "water_sewer", "sewer", "stormwater", "trash"])
        most = {"water_sewer": 1900, "sewer": 700, "stormwater": 90, "trash": 260}[kind]
        parcels.append(parcel(f"R{410000 + 317 * n:07d}", f"{given} {family}" + (f" and {dice.choice(GIVEN)} {family}" if n % 3 == 0 else ""), mailing, f"{house} {street}", legal,
                              kind, f"{dice.randrange(58, most)}.{dice.randrange(100):02d}"))
    return parcels


def three(even=True):
    lot = "Lot 14, Block 3, Cottonwood Terrace Subdivision, Second Filing, Town of Cedar Bluff, County of Larkspur"
    return [
        parcel("R0418814", "Gideon T. Abernathy", ["212 Cottonwood Terrace", "Cedar Bluff, CO 80599"], "212 Cottonwood Terrace", lot, "water_sewer", "708.52", even),
        parcel("R0420077", "Prairie Gate Holdings LLC", ["PO Box 1170", "Greeley Junction, CO 80598"], "88 Mill Street, Units 1 through 4", lot.replace("Lot 14", "Lots 2, 3 and the West 25 feet of Lot 4"), "water_sewer", "1617.49", even),
        parcel("R0433310", "Wei Liu", ["2 Sage Court", "Cedar Bluff, CO 80599"], "2 Sage Court", lot.replace("Lot 14", "Lot 1"), "stormwater", "0.95", even, first="2026-08-14"),
    ]


SAMPLES = {
    "three-parcels": listing("CERT-2026", three()),
    "sixty-parcels": listing("CERT-2026-2", sixty(), minimum="50.00"),
    "odd-cents": listing("CERT-2026-3", three(even=False), even=False),
    "longest-description": listing("CERT-2026-4", three()[:1] + [parcel(
        "R0500001", "The Board of Trustees of the Saint Bartholomew & Saint Æthelburga Housing Cooperative Association",
        ["c/o Northern Front Range Property Management", "Attention Accounts Payable, Mail Stop 4410", "12450 North Upper Cottonwood Creek Ranch Road, Suite 1900", "Cedar Bluff, CO 80599"],
        "12450 North Upper Cottonwood Creek Ranch Road, Buildings A through F", lien_notice.metes_and_bounds(4000), "water_sewer", "115575.85")] + three()[2:]),
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, record in SAMPLES.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
