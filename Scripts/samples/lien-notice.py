#!/usr/bin/env python3
"""Write the sample statements of lien, one for each state. Usage: lien-notice.py. People and places are invented."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from cedar_bluff import cents, money  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent.parent / "Templates" / "lien-notice" / "samples"
OFFICER = {"name": "Imogen Castellano-Reyes", "title": "Finance Director"}
MONTHS = [("2026-05-14", "2026-06-12"), ("2026-06-13", "2026-07-14"), ("2026-07-15", "2026-08-13"), ("2026-08-14", "2026-09-14")]
LOT = "Lot 14, Block 3, Cottonwood Terrace Subdivision, Second Filing, according to the plat recorded at Reception No. 2219045, Town of Cedar Bluff."


def metes_and_bounds(length):
    """A legal description of just so many characters, where they are 3000 or more; about so many where they are fewer."""
    text = ("A parcel of land located in the Southeast Quarter of Section 21, Township 6 North, Range 67 West of the 6th Principal Meridian, "
            "being more particularly described as follows: Commencing at the South Quarter Corner of said Section 21 and considering the South "
            "line of said Southeast Quarter to bear North 89°41'12\" East with all bearings herein relative thereto; thence North 00°18'48\" West, "
            "30.00 feet to the Point of Beginning; ")
    end = ("thence to the Point of Beginning, containing 38.114 acres, more or less, less the right-of-way of County Road 17, and "
           "subject to easements, reservations and rights-of-way of record.")
    for step in range(1, 1000):
        course = (f"thence {('North', 'South')[step % 2]} {(step * 37) % 90:02d}°{(step * 13) % 60:02d}'{(step * 29) % 60:02d}\" {('East', 'West')[step // 2 % 2]}, "
                  f"{100 + (step * 7919) % 900}.{(step * 31) % 100:02d} feet to a found No. 5 rebar; ")
        if len(text + course + end) > length:
            break
        text += course
    text = (text + end).replace("No. 5", "number 5", (length - len(text + end)) // 3)
    return text.replace("38.114", "38.114" + "27"[:length - len(text)])


def lien(number, account, owners, address, parcel, legal, charges, costs, county="Larkspur"):
    """One record. charges: (service, first day, last day, amount); costs: (kind, amount)."""
    amount = sum(cents(row[-1]) for row in charges) + sum(cents(row[-1]) for row in costs)
    return {
        "account": {"number": account},
        "lien": {"number": number, "statement_date": "2026-11-16", "amount": money(amount), "ledger_balance": money(amount), "intent_mailed": "2026-10-12"},
        "owners": owners,
        "property": {"address": address, "county": county, "parcel": parcel, "legal": legal},
        "charges": [{"service": service, "from": first, "to": last, "amount": amount} for service, first, last, amount in charges],
        "costs": [{"kind": kind, "amount": amount} for kind, amount in costs],
        "officer": OFFICER,
        "policy": {"intent_days": 30},
    }


SAMPLES = {
    "one-owner": lien("L26-014", "104877-002", ["Gideon T. Abernathy"], "212 Cottonwood Terrace, Cedar Bluff, Colorado 80599", "R0418814", LOT,
                      [("water", "2026-05-14", "2026-09-14", "312.64"), ("sewer", "2026-05-14", "2026-09-14", "206.08"), ("stormwater", "2026-05-14", "2026-09-14", "29.80")],
                      [("late_fees", "60.00"), ("lien_fee", "100.00"), ("recording_fee", "43.00")]),
    "several-owners": lien("L26-015", "105318-001", ["Mireille Kouassi-Thibodeaux and Ambroise Thibodeaux, as joint tenants", "The Thibodeaux Family Revocable Trust dated March 3, 2011",
                                                     "Prairie Gate Holdings LLC, a Colorado limited liability company"],
                           "88 Mill Street, Units 1 through 4, Cedar Bluff, Colorado 80599", "R0420077", LOT.replace("Lot 14", "Lots 2, 3 and the West 25 feet of Lot 4"),
                           [(service, first, last, amount) for first, last in MONTHS for service, amount in (("water", "188.07"), ("sewer", "131.52"), ("trash", "84.80"))],
                           [("late_fees", "60.00"), ("interest", "48.93"), ("lien_fee", "100.00"), ("recording_fee", "43.00")]),
    "sewer-only": lien("L26-016", "106029-001", ["Estate of Wilhelmina Ødegård"], "4410 County Road 17, Larkspur County, Colorado 80599", "R0099120",
                       LOT.replace("Lot 14, Block 3", "Tract B"), [("sewer", "2025-09-15", "2026-09-14", "601.80"), ("stormwater", "2025-09-15", "2026-09-14", "89.40")], []),
    "longest-description": lien("L26-017", "109999-001", ["The Board of Trustees of the Saint Bartholomew & Saint Æthelburga Housing Cooperative Association"],
                                "12450 North Upper Cottonwood Creek Ranch Road, Cedar Bluff, Colorado 80599", "R0500001", metes_and_bounds(4000),
                                [("water", "2026-05-14", "2026-09-14", "61204.77"), ("sewer", "2026-05-14", "2026-09-14", "48390.12"), ("stormwater", "2026-05-14", "2026-09-14", "1206.90")],
                                [("late_fees", "3629.75"), ("interest", "1144.31"), ("lien_fee", "100.00"), ("recording_fee", "43.00")]),
    "small-amount": lien("L26-018", "103301-001", ["Wei Liu"], "2 Sage Court, Cedar Bluff, Colorado 80599", "R0433310", LOT.replace("Lot 14", "Lot 1"),
                         [("stormwater", "2026-08-14", "2026-09-14", "7.45")], []),
    "many-charges": lien("L26-019", "100047-001", ["Cedar Bluff Orchard & Nursery, Inc."], "2900 County Line Road, Cedar Bluff, Colorado 80599", "R0377002", metes_and_bounds(900),
                         [(service, f"{2025 + (m + 5) // 12}-{(m + 5) % 12 + 1:02d}-14", f"{2025 + (m + 6) // 12}-{(m + 6) % 12 + 1:02d}-13", f"{91 + 7 * m + k}.{(13 * m + 31 * k) % 100:02d}")
                          for m in range(15) for k, service in enumerate(("water", "sewer", "stormwater"))],
                         [("late_fees", "225.00"), ("interest", "302.18"), ("lien_fee", "100.00"), ("recording_fee", "43.00")]),
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, record in SAMPLES.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
