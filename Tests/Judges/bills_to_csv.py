#!/usr/bin/env python3
"""Writes bills (JSON lines) as tables: bills.csv, services.csv and charges.csv. Usage: bills_to_csv.py FILE FOLDER."""

import csv
import json
import sys
from pathlib import Path


def flat(value, path, out):
    """Cells by their dotted paths; items of lists are numbered from 1."""
    if isinstance(value, dict):
        for name, inner in value.items():
            flat(inner, f"{path}.{name}" if path else name, out)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            flat(inner, f"{path}.{number}", out)
    else:
        out[path] = str(value).lower() if isinstance(value, bool) else value


def write(path, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, names)
        table.writeheader()
        table.writerows(rows)


def main():
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    bills, services, charges = [], [], []
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        bill = json.loads(line)
        key = {"account.number": bill["account"]["number"]}
        for number, service in enumerate(bill.pop("services"), 1):
            for charge in service.pop("charges"):
                charges.append(key | {"services": number} | charge)
            cells = {}
            flat(service, "", cells)
            services.append(key | cells)
        cells = {}
        flat(bill, "", cells)
        bills.append(cells)
    write(folder / "bills.csv", bills)
    write(folder / "services.csv", services)
    write(folder / "charges.csv", charges)


if __name__ == "__main__":
    main()
