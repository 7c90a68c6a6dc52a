#!/usr/bin/env python3
"""Write the sample shut-off notices, one for each state. Usage: shut-off-notice.py. People and places are invented."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from cedar_bluff import cents, money, pay_url  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent.parent / "Templates" / "shut-off-notice" / "samples"

# Days on which the Town's office is closed, November 2026 to January 2027.
HOLIDAYS = ["2026-11-11", "2026-11-26", "2026-11-27", "2026-12-24", "2026-12-25", "2027-01-01", "2027-01-18"]
DAYS = {"mail_date": "2026-11-20", "pay_by": "2026-12-09", "pay_by_time": "3:00 p.m.", "shutoff_date": "2026-12-10",
        "dispute_by": "2026-12-08", "dispute_by_time": "5:00 p.m."}


def notice(number, account, holder, address, billing, lines, bills, fees=(), minimum=None, current="0.00", reason="unpaid", copy_for=None,
           copies_to=(), services=("water", "sewer", "stormwater", "trash"), units=(), language=None, days=DAYS, **more):
    """One record. bills: (number, day due, what is open of it); fees: (kind, amount)."""
    past_due = sum(cents(amount) for _, _, amount in bills) + sum(cents(amount) for _, amount in fees)
    return {
        "account": {"number": account, "holder": holder, "service_address": address, "billing_address": billing}
                   | ({"units": list(units)} if units else {}) | {"services": list(services), "holds": []}
                   | ({"copy_for": copy_for} if copy_for else {}),
        "mail": {"lines": list(lines)} | ({"language": language} if language else {}),
        "copies_to": list(copies_to),
        "notice": {"number": number, "reason": reason} | days | {
            "past_due": money(past_due), "minimum": minimum or money(past_due), "current": current, "current_due": "2026-12-15",
            "balance": money(past_due + cents(current)), "restoration_fee": "50.00"},
        "open": [{"bill": bill, "due": due, "amount": amount} for bill, due, amount in bills],
        "fees": [{"kind": kind, "amount": amount} for kind, amount in fees],
        "contact": {"name": "Marta Lindqvist", "phone": "970-555-0134"},
        "policy": {"minimum_days": 12, "past_due_days": 31, "minimum_amount": "50.00", "holidays": HOLIDAYS, "medical_file_days": 5, "medical_hold_days": 30},
        "pay_url": pay_url(number),
    } | more


FITZGERALD = dict(
    account="102277-006", holder="Tom Fitzgerald", address="311 Elm Street, Unit B", billing="311 Elm Street, Unit B, Cedar Bluff, CO 80599",
    bills=[("2608-002277", "2026-09-15", "72.18"), ("2609-002277", "2026-10-15", "114.24")], fees=[("late", "30.00")], current="159.78")
RENTED = dict(
    account="105120-002", holder="Prairie Gate Holdings LLC", address="88 Mill Street, Unit 4", billing="PO Box 1170, Greeley Junction, CO 80598",
    bills=[("2608-005120", "2026-09-15", "76.90"), ("2609-005120", "2026-10-15", "81.35")], fees=[("late", "30.00"), ("notice", "15.00")], current="79.12")

SAMPLES = {
    "holder": notice("S26-0412", lines=["TOM FITZGERALD", "311 ELM ST UNIT B", "CEDAR BLUFF CO 80599-1311"], **FITZGERALD),
    "third-party-copy": notice("S26-0412-C", lines=["EILEEN FITZGERALD", "19 HARBOR LN", "CEDAR BLUFF CO 80599-1019"], copy_for="third_party",
                               copies_to=["holder"], **FITZGERALD),
    "owner": notice("S26-0415", lines=["PRAIRIE GATE HOLDINGS LLC", "PO BOX 1170", "GREELEY JUNCTION CO 80598-1170"], copies_to=["tenant"], **RENTED),
    "owner-copy": notice("S26-0418-C", "107733-002", "Andrés Quintana", "14 Larkspur Drive", "14 Larkspur Drive, Cedar Bluff, CO 80599",
                         ["ROSALIND AND HENRY OKONKWO", "2207 COUNTY ROAD 17", "CEDAR BLUFF CO 80599-2207"],
                         [("2609-007733", "2026-10-15", "133.61")], fees=[("late", "15.00")], copy_for="owner", copies_to=["holder", "third_party"]),
    # One record for three recipients: the holder, who has a medical certificate on file; in a run the owner and, in Spanish, a
    # person whom the holder asked to have told, and neither copy tells of the certificate.
    "copies": notice("S26-0416", "105121-003", "Lucía Ortega", "88 Mill Street, Unit 5", "88 Mill Street, Unit 5, Cedar Bluff, CO 80599",
                     ["LUCIA ORTEGA", "88 MILL ST UNIT 5", "CEDAR BLUFF CO 80599-1088"],
                     [("2608-005121", "2026-09-15", "70.15"), ("2609-005121", "2026-10-15", "72.60")], fees=[("late", "30.00")], current="69.45",
                     copies_to=["owner", "third_party"], medical_hold={"filed": "2026-11-03", "until": "2026-12-03"}, copies=[
                         {"for": "owner", "mail": {"lines": ["PRAIRIE GATE HOLDINGS LLC", "PO BOX 1170", "GREELEY JUNCTION CO 80598-1170"]},
                          "copies_to": ["holder", "third_party"]},
                         {"for": "third_party", "mail": {"lines": ["IGNACIO ORTEGA", "2200 CANYON RD", "GREELEY JUNCTION CO 80598-2200"], "language": "es"},
                          "copies_to": ["holder", "owner"]}]),
    "tenant-copy": notice("S26-0415-C", lines=["ANDREA DUBOIS", "88 MILL ST UNIT 4", "CEDAR BLUFF CO 80599-1088"], copy_for="tenant", copies_to=["holder"], **RENTED),
    "spanish": notice("S26-0421", "106642-003", "María José Hernández de la Cruz", "560 Cottonwood Lane, Lote 12", "560 Cottonwood Lane, Lot 12, Cedar Bluff, CO 80599",
                      ["MARIA JOSE HERNANDEZ DE LA CRUZ", "560 COTTONWOOD LN LOT 12", "CEDAR BLUFF CO 80599-1560"],
                      [("2608-006642", "2026-09-15", "96.31"), ("2609-006642", "2026-10-15", "108.75")], fees=[("late", "30.00")], current="104.26",
                      minimum="120.00", language="es"),
    "spanish-plan": notice("S26-0422", "106718-001", "Begoña Núñez Ibáñez", "31 Aspen Way", "31 Aspen Way, Cedar Bluff, CO 80599",
                           ["BEGONA NUNEZ IBANEZ", "31 ASPEN WAY", "CEDAR BLUFF CO 80599-1031"],
                           [("2607-006718", "2026-08-17", "84.02"), ("2608-006718", "2026-09-15", "91.77"), ("2609-006718", "2026-10-15", "88.40")],
                           fees=[("late", "45.00"), ("returned_payment", "20.00")], current="90.15", minimum="110.00", reason="broken_plan", language="es", copies_to=["owner"],
                           plan={"accept_by": "2026-12-08", "payments": [{"due": "2026-12-09", "amount": "110.00"}, {"due": "2027-01-08", "amount": "109.60"}, {"due": "2027-02-08", "amount": "109.59"}]}),
    "large-amount": notice("S26-0430", "109999-001", "The Board of Trustees of the Saint Bartholomew & Saint Æthelburga Housing Cooperative Association",
                           "12450 North Upper Cottonwood Creek Ranch Road, Buildings A through F, Lower Level Mechanical Room",
                           "Northern Front Range Property Management, 12450 North Upper Cottonwood Creek Ranch Road, Suite 1900, Cedar Bluff, CO 80599",
                           ["BOARD OF TRUSTEES ST BARTHOLOMEW HOUSING COOP", "C/O NORTHERN FRONT RANGE PROPERTY MANAGEMENT", "ATTN ACCOUNTS PAYABLE MAIL STOP 4410",
                            "12450 N UPPER COTTONWOOD CREEK RANCH RD", "SUITE 1900", "CEDAR BLUFF CO 80599-9999"],
                           [("2606-009999", "2026-07-15", "61204.77"), ("2607-009999", "2026-08-17", "58390.12"), ("2608-009999", "2026-09-15", "60482.16"), ("2609-009999", "2026-10-15", "61906.44")],
                           fees=[("late", "3629.75"), ("notice", "50.00"), ("returned_payment", "20.00")], current="59113.08", copies_to=["tenant", "third_party"]),
    "many-units": notice("S26-0433", "108402-001", "Juniper Court Apartments LP", "1500 Juniper Court", "PO Box 88, Cedar Bluff, CO 80599",
                         ["JUNIPER COURT APARTMENTS LP", "PO BOX 88", "CEDAR BLUFF CO 80599-0088"],
                         [("2608-008402", "2026-09-15", "2211.40"), ("2609-008402", "2026-10-15", "2304.96")], fees=[("late", "30.00")], current="2190.03",
                         units=[f"{floor}{door:02d}" for floor in (1, 2, 3) for door in range(1, 9)], copies_to=["tenant"]),
    "payment-plan": notice("S26-0436", "101960-002", "Nguyễn Thị Hằng", "9 Cottonwood Lane", "9 Cottonwood Lane, Cedar Bluff, CO 80599",
                           ["NGUYỄN THỊ HẰNG", "9 COTTONWOOD LN", "CEDAR BLUFF CO 80599-1009"],
                           [("2607-001960", "2026-08-17", "38.06"), ("2608-001960", "2026-09-15", "141.92"), ("2609-001960", "2026-10-15", "126.70")], fees=[("late", "45.00")],
                           current="97.33", minimum="87.92",
                           plan={"accept_by": "2026-12-09", "payments": [{"due": "2026-12-09", "amount": "87.92"}, {"due": "2027-01-11", "amount": "87.92"},
                                                                         {"due": "2027-02-10", "amount": "87.92"}, {"due": "2027-03-10", "amount": "87.92"}]}),
    "medical-hold": notice("S26-0440", "108830-001", "Hector Castillo", "77 Bluff View Court", "77 Bluff View Court, Cedar Bluff, CO 80599",
                           ["HECTOR CASTILLO", "77 BLUFF VIEW CT", "CEDAR BLUFF CO 80599-2077"],
                           [("2608-008830", "2026-09-15", "101.17"), ("2609-008830", "2026-10-15", "94.60")], fees=[("late", "30.00")], current="88.20",
                           days=DAYS | {"shutoff_date": "2027-01-05", "pay_by": "2027-01-04", "dispute_by": "2026-12-30"},
                           medical_hold={"filed": "2026-11-17", "until": "2026-12-17"}),
    "returned-payment": notice("S26-0444", "107415-004", "Siobhán O’Rourke-Delacroix", "1204 West Quarry Road, Apartment 16", "1204 West Quarry Road, Apartment 16, Cedar Bluff, CO 80599",
                               ["SIOBHAN OROURKE-DELACROIX", "1204 W QUARRY RD APT 16", "CEDAR BLUFF CO 80599-1216"],
                               [("2609-007415", "2026-10-15", "103.58")], fees=[("returned_payment", "20.00")], reason="returned_payment"),
    "many-bills": notice("S26-0450", "100047-001", "Cedar Bluff Orchard & Nursery", "2900 County Line Road", "2900 County Line Road, Cedar Bluff, CO 80599",
                         ["CEDAR BLUFF ORCHARD & NURSERY", "2900 COUNTY LINE RD", "CEDAR BLUFF CO 80599-2900"],
                         [(f"26{month:02d}-{100047 + meter}", f"2026-{month + 1:02d}-15", f"{31 + 17 * meter + month}.{(37 * month + 11 * meter) % 100:02d}") for month in range(3, 10) for meter in range(2)],
                         fees=[("late", "105.00")], current="212.44", services=("water",)),
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, record in SAMPLES.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
