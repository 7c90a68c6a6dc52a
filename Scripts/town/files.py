"""Which files the town is written to: one of JSON lines for each kind, and the kinds' own emitters."""

import json
from dataclasses import dataclass

import cedar_bluff as book

from .bad import among
from .kinds import bill, cash, field, letters, liens, notices


@dataclass
class File:
    """One file of records of one kind; most are named as their kind."""
    name: str
    kind: str
    records: object
    title: str


FILES = [
    File("bill", "bill", bill.records, "bills of November"),
    File("bill-copies", "bill", bill.copies, "copies for owners and tenants"),
    File("bill-corrected", "bill", bill.corrected, "corrected bills"),
    File("bill-large-print", "bill-large-print", bill.large_print, "bills in large print"),
    File("reminder", "reminder", notices.reminders, "reminders, March to November"),
    File("shut-off-notice", "shut-off-notice", notices.shut_off_notices, "shut-off notices and copies"),
    File("door-tag", "door-tag", field.door_tags, "door tags"),
    File("door-tag-small", "door-tag-small", field.door_tags, "door tags, small"),
    File("route-sheet", "route-sheet", field.route_sheets, "route sheets"),
    File("work-order", "work-order", field.work_orders, "work orders"),
    File("lien-notice", "lien-notice", liens.notices, "statements of lien"),
    File("lien-release", "lien-release", liens.releases, "releases of lien"),
    File("lien-certification", "lien-certification", liens.certification, "list for the treasurer"),
    File("receipt", "receipt", cash.receipts, "receipts, voids too"),
    File("receipt-roll", "receipt-roll", cash.rolls, "receipts of the counters"),
    File("payment-batch", "payment-batch", cash.batches, "payment batches"),
    File("cash-report", "cash-report", cash.cash_reports, "daily cash reports"),
    File("welcome", "welcome", letters.welcomes, "welcome letters"),
    File("adjustment", "adjustment", letters.adjustments, "adjustment letters"),
    File("tier-explanation", "tier-explanation", letters.explanations, "explanations of steps"),
]


def write(town, folder, bad=0):
    """Writes all files, and a list of them in files.json; returns their counts by name. bad: how many bad records to put among the bills."""
    counts, dump = {}, json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for file in FILES:
        records = list(file.records(town))
        counts[file.name] = len(records)
        if file.kind == "bill":
            for record in records:
                book.verify(record)
        lines = [dump(record) for record in records]
        if file.name == "bill":
            found = []
            if bad:
                lines, found = among(lines, bad, town.seed)
            (folder / "bad.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        (folder / f"{file.name}.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    listed = [{"file": f"{x.name}.jsonl", "kind": x.kind, "title": x.title, "records": counts[x.name]} for x in FILES]
    (folder / "files.json").write_text(json.dumps(listed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return counts
