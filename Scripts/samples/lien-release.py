#!/usr/bin/env python3
"""Write the sample releases of liens. Usage: lien-release.py. They release the liens of lien-notice's samples."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from cedar_bluff import cents, money  # noqa: E402

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "Templates"
FOLDER = TEMPLATES / "lien-release" / "samples"


def release(of, number, reception, added="0.00", parts=1, **more):
    """One record: the lien of a sample, paid in so many parts."""
    lien = json.loads((TEMPLATES / "lien-notice" / "samples" / f"{of}.json").read_text(encoding="utf-8"))
    owed = cents(lien["lien"]["amount"]) + cents(added)
    shares = [owed // parts] * (parts - 1)
    shares.append(owed - sum(shares))
    return {
        "account": lien["account"],
        "release": {"number": number, "date": "2027-03-15", "added": added},
        "original": {"number": lien["lien"]["number"], "reception_number": reception, "recorded": "2026-11-18"} | more | {"amount": lien["lien"]["amount"]},
        "owners": lien["owners"],
        "property": lien["property"],
        "payments": [{"date": f"2027-03-{15 - 2 * (parts - 1 - n):02d}", "amount": money(share)} for n, share in enumerate(shares)],
        "officer": lien["officer"],
    }


SAMPLES = {
    "one-owner": release("one-owner", "L26-014-R", "4571208", added="22.55"),
    "several-owners": release("several-owners", "L26-015-R", "4571209", added="56.08", parts=3),
    "book-and-page": release("small-amount", "L26-018-R", "20260045712", book_page="Book 2214, Page 87"),
    "longest-description": release("longest-description", "L26-017-R", "4571211", added="3471.56"),
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, record in SAMPLES.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
