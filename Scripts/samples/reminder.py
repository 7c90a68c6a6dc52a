#!/usr/bin/env python3
"""Write the sample reminders, one for each state. Usage: reminder.py. People and places are invented."""

import json
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from cedar_bluff import cents, money, pay_url  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent.parent / "Templates" / "reminder" / "samples"
MAILED, THROUGH, PAY_BY = date(2026, 11, 23), date(2026, 11, 20), date(2026, 12, 15)


def reminder(account, holder, address, lines, number, bills, fee="0.00", copy_for=None, language=None, **more):
    """One record. bills: (number, day due, what is open of it)."""
    total = sum(cents(amount) for _, _, amount in bills) + cents(fee)
    record = {
        "account": {"number": account, "holder": holder, "service_address": address} | ({"copy_for": copy_for} if copy_for else {}),
        "mail": {"lines": list(lines)} | ({"language": language} if language else {}),
        "notice": {"number": number, "date": MAILED.isoformat(), "pay_by": PAY_BY.isoformat(), "payments_through": THROUGH.isoformat(),
                   "late_fee": fee, "total": money(total)},
        "open": [{"bill": bill, "due": due, "amount": amount} for bill, due, amount in bills],
    } | more
    record["pay_url"] = pay_url(number)
    return record


SAMPLES = {
    "one-bill": reminder("104217-003", "Ruth Kowalski", "418 Juniper Street", ["RUTH KOWALSKI", "418 JUNIPER ST", "CEDAR BLUFF CO 80599-1418"],
                         "R26-1104", [("2610-004217", "2026-11-16", "128.44")]),
    "late-fee": reminder("102277-006", "Tom Fitzgerald", "311 Elm Street, Unit B", ["TOM FITZGERALD", "311 ELM ST UNIT B", "CEDAR BLUFF CO 80599-1311"],
                         "R26-1108", [("2609-002277", "2026-10-15", "72.18"), ("2610-002277", "2026-11-16", "114.24")], fee="15.00"),
    "four-bills": reminder("101960-002", "Nguyễn Thị Hằng", "9 Cottonwood Lane", ["NGUYỄN THỊ HẰNG", "9 COTTONWOOD LN", "CEDAR BLUFF CO 80599-1009"],
                           "R26-1110", [("2607-001960", "2026-08-17", "38.06"), ("2608-001960", "2026-09-15", "141.92"), ("2609-001960", "2026-10-15", "126.70"),
                                        ("2610-001960", "2026-11-16", "97.33")], fee="45.00"),
    "part-paid": reminder("108830-001", "Hector Castillo", "77 Bluff View Court", ["HECTOR CASTILLO", "77 BLUFF VIEW CT", "CEDAR BLUFF CO 80599-2077"],
                          "R26-1113", [("2610-008830", "2026-11-16", "41.17")], received={"date": "2026-11-12", "amount": "80.00"}),
    "returned-payment": reminder("107415-004", "Siobhán O’Rourke-Delacroix", "1204 West Quarry Road, Apartment 16",
                                 ["SIOBHAN OROURKE-DELACROIX", "1204 W QUARRY RD APT 16", "CEDAR BLUFF CO 80599-1216"], "R26-1117",
                                 [("2610-007415", "2026-11-16", "103.58")], fee="20.00", returned={"date": "2026-11-18", "amount": "103.58"}),
    "small-amount": reminder("103301-001", "Wei Liu", "2 Sage Court", ["WEI LIU", "2 SAGE CT", "CEDAR BLUFF CO 80599-1002"],
                             "R26-1119", [("2610-003301", "2026-11-16", "0.87")]),
    "spanish": reminder("106642-003", "María José Hernández de la Cruz", "560 Cottonwood Lane, Lote 12",
                        ["MARIA JOSE HERNANDEZ DE LA CRUZ", "560 COTTONWOOD LN LOT 12", "CEDAR BLUFF CO 80599-1560"], "R26-1122",
                        [("2609-006642", "2026-10-15", "96.31"), ("2610-006642", "2026-11-16", "108.75")], fee="15.00", language="es"),
    "spanish-returned": reminder("106718-001", "Begoña Núñez Ibáñez", "31 Aspen Way", ["BEGONA NUNEZ IBANEZ", "31 ASPEN WAY", "CEDAR BLUFF CO 80599-1031"],
                                 "R26-1123", [("2610-006718", "2026-11-16", "84.02")], language="es", returned={"date": "2026-11-19", "amount": "84.02"}),
    "tenant-copy": reminder("105120-002", "Prairie Gate Holdings LLC", "88 Mill Street, Unit 4", ["ANDREA DUBOIS", "88 MILL ST UNIT 4", "CEDAR BLUFF CO 80599-1088"],
                            "R26-1125", [("2610-005120", "2026-11-16", "76.90")], copy_for="tenant"),
    "copies": reminder("105121-001", "Prairie Gate Holdings LLC", "88 Mill Street, Unit 5", ["PRAIRIE GATE HOLDINGS LLC", "PO BOX 1170", "GREELEY JUNCTION CO 80598-1170"],
                       "R26-1126", [("2610-005121", "2026-11-16", "69.45")],
                       copies=[{"for": "tenant", "mail": {"lines": ["LUCIA ORTEGA", "88 MILL ST UNIT 5", "CEDAR BLUFF CO 80599-1088"], "language": "es"}},
                               {"for": "manager", "mail": {"lines": ["POUDRE PROPERTY MANAGEMENT", "1 MAIN ST STE 200", "CEDAR BLUFF CO 80599-0001"]}}]),
    "longest-name": reminder(
        "109999-001", "The Board of Trustees of the Saint Bartholomew & Saint Æthelburga Housing Cooperative Association",
        "12450 North Upper Cottonwood Creek Ranch Road, Buildings A through F, Lower Level Mechanical Room",
        ["BOARD OF TRUSTEES ST BARTHOLOMEW HOUSING COOP", "C/O NORTHERN FRONT RANGE PROPERTY MANAGEMENT", "ATTN ACCOUNTS PAYABLE MAIL STOP 4410",
         "12450 N UPPER COTTONWOOD CREEK RANCH RD", "SUITE 1900", "CEDAR BLUFF CO 80599-9999"],
        "R26-1190", [("2609-009999", "2026-10-15", "10482.16"), ("2610-009999", "2026-11-16", "11906.44")], fee="335.83"),
    "foreign": reminder("104900-007", "Lukas Grünwald", "1450 Ridge Road", ["LUKAS GRUNWALD", "HAUPTSTRASSE 14", "79098 FREIBURG", "GERMANY"],
                        "R26-1131", [("2610-004900", "2026-11-16", "31.40")]),
    "two-pages": reminder("100047-001", "Cedar Bluff Orchard & Nursery", "2900 County Line Road", ["CEDAR BLUFF ORCHARD & NURSERY", "2900 COUNTY LINE RD", "CEDAR BLUFF CO 80599-2900"],
                          "R26-1140", [(f"{year % 100}{month:02d}-{100047 + meter}", f"{year}-{month + 1:02d}-15", f"{31 + 17 * meter + month}.{(37 * month + 11 * meter) % 100:02d}")
                                       for year, month in [(2026, m) for m in range(3, 10)] for meter in range(4)], fee="105.00"),
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, record in SAMPLES.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
