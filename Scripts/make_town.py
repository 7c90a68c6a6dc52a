#!/usr/bin/env python3
"""Write one invented town: 2,000 accounts and all their documents' data, one file of JSON lines for each kind.

Usage: make_town.py [-o DIR] [--seed N] [--accounts 2000] [--bad N] [--check]

The same seed gives the same bytes. All files tell one story: what a bill says was paid is on a receipt, a receipt is in a batch, a batch in the
day's cash report; who does not pay is reminded, gets a notice, a tag on the door, a lien. --check reads the files again and proves that
their totals tie, and holds every record against its contract (with the Python package jsonschema). --bad puts so many bad records among the
bills and tells them in bad.json. Everybody in it is invented."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from town import files, ties, town  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-o", dest="folder", type=Path, default=Path("out/town"), help="folder to write to (default out/town)")
    parser.add_argument("--seed", type=int, default=2611)
    parser.add_argument("--accounts", type=int, default=2000)
    parser.add_argument("--bad", type=int, default=0, help="so many bad records among the bills, told in bad.json")
    parser.add_argument("--check", action="store_true", help="prove the ties of the written files, and their contracts")
    asked = parser.parse_args()
    if not 200 <= asked.accounts <= 20_000:
        sys.exit("make_town: --accounts is from 200 to 20000")
    asked.folder.mkdir(parents=True, exist_ok=True)
    counts = files.write(town.build(asked.accounts, asked.seed), asked.folder, asked.bad)
    print(f"{sum(counts.values())} records in {len(counts)} files in {asked.folder}")
    if asked.check:
        sys.exit(0 if ties.prove(asked.folder) else 1)


if __name__ == "__main__":
    main()
