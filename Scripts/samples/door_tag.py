"""Writes the samples of the kinds `door-tag` and `door-tag-small`: one contract, so the same records.

Invented addresses; item numbers are opaque and say nothing by themselves.
"""

import json
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "Templates"
HOLIDAYS = ["2026-12-24", "2026-12-25", "2027-01-01"]


def tag(account, address, stage, posted, day, amount, item, sequence, action, location, meter, read, expected, *, size='3/4"',
        pay_by=None, caution=None, route="0012", read_on="2026-11-18"):
    face = {"stage": stage, "posted": posted, "day": day} | ({"pay_by": pay_by} if pay_by else {}) | {"amount": amount}
    work = {"item": item, "route": route, "sequence": sequence, "action": action, "location": location}
    if caution:
        work["caution"] = caution
    work |= {"meter": {"number": meter, "size": size}, "last_read": {"reading": read, "date": read_on},
             "expected": {"low": expected[0], "high": expected[1]}}
    return {"account": {"number": account}, "premise": {"address": address}, "tag": face, "work": work, "holidays": HOLIDAYS}


SAMPLES = {
    "courtesy": tag("104233-001", "17 Juniper Lane", "courtesy", "2026-12-01", "2026-12-10", "92.47", "K7QX2M9D4A", 7, "tag",
                    "Front left, 4 ft from the walk, plastic lid", "48211907", 412870, (416000, 423000)),
    "notice": tag("112004-001", "48 Quarry Road", "notice", "2026-12-14", "2026-12-17", "212.47", "P3VN8T6R1C", 12, "tag",
                  "Side yard behind the gate, iron lid", "48210033", 98110, (99500, 106000), pay_by="2026-12-16",
                  caution="Dog in the yard"),
    "water-off": tag("106240-002", "233 Box Elder Street, Apt. 4", "off", "2026-12-17", "2026-12-17", "262.47", "W5HB7J2L9E", 3,
                     "lock", "Vault at the alley, second box from the north", "50077214", 221904, (224000, 229500),
                     caution="Confined space"),
    "recheck": tag("100871-003", "2210 Larkspur Court", "off", "2026-12-21", "2026-12-17", "144.12", "D8MC4Y6Z3F", 1, "check",
                   "Front right, under the spruce", "47730261", 604412, (604412, 604412), read_on="2026-12-17"),
    "longest": tag("118888-012", "14250 Northwest Frontage Road, Building 12, Suite 400-B", "notice", "2026-09-14", "2026-09-30",
                   "12345.67", "ZQ9W8E7R6T5Y4U3P", 1204, "tag",
                   "Meter room, north dock, ask at the guard's desk for the key to cage 7", "UM-2026-0004417", 9999874210,
                   (9999990000, 110000), size='1-1/2"', pay_by="2026-09-29", caution="Forklifts, no parking at dock",
                   route="00124410", read_on="2026-08-19"),
    "stop-60": tag("109920-002", "61 Cottonwood Drive", "notice", "2026-12-14", "2026-12-21", "78.20", "B2FK6S8N4G", 60, "tag",
                   "Front center, concrete lid", "48219550", 5120, (5900, 7400), pay_by="2026-12-18"),
}

for kind in ("door-tag", "door-tag-small"):
    folder = TEMPLATES / kind / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    for name, record in SAMPLES.items():
        (folder / f"{name}.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
