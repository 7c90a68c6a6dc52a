"""Bad records among the bills, for a run that has to set them aside: each is told by its line and by what is wrong with it."""

import json

from .dice import Dice


def missing(r, bill, other):
    del bill["bill"]["due_date"]
    return "bill.due_date is missing"


def wrong_total(r, bill, other):
    was = bill["bill"]["current_charges"]
    bill["bill"]["current_charges"] = f"{float(was) + 10:.2f}"
    return f"bill.current_charges is {bill['bill']['current_charges']}; the services make {was}"


def impossible_date(r, bill, other):
    bill["bill"]["due_date"] = "2026-02-30"
    return "bill.due_date is February 30"


def long_name(r, bill, other):
    bill["mail"]["lines"][0] = "THE MOST REVEREND AND HONORABLE BOARD OF TRUSTEES OF THE CONGREGATION"
    return f"mail.lines/0 has {len(bill['mail']['lines'][0])} characters; 48 are the most"


def no_glyph(r, bill, other):
    bill["account"]["holder"] = "Amina \U00012000\U00012001 Baker"
    return "account.holder has U+12000, which no font has"


def duplicate(r, bill, other):
    bill["account"]["number"] = other["account"]["number"]
    return f"account.number is that of the bill before, {other['account']['number']}"


WAYS = [missing, wrong_total, impossible_date, long_name, no_glyph, duplicate]


def among(lines, count, seed):
    """(lines with so many bad ones put in between, what is bad): each is a copy of a good record with numbers of its own, made bad in one way."""
    r, made, found = Dice(seed, "bad"), list(lines), []
    taken = {json.loads(line)["account"]["number"][:6] for line in lines}
    unused = (number for number in range(990_001, 1_000_000) if str(number) not in taken)
    places = sorted(r.sample(range(1, len(lines)), min(count, len(lines) - 1)))
    for n, place in enumerate(places):
        record, other = json.loads(lines[place]), json.loads(lines[place - 1])
        record["bill"]["number"] = f"2611-9{n + 1:05d}"
        record["account"]["number"] = f"{next(unused)}-001"
        way = WAYS[n % len(WAYS)]
        what = way(r, record, other)
        at = place + n
        made.insert(at, json.dumps(record, ensure_ascii=False, separators=(",", ":")))
        found.append({"line": at + 1, "kind": way.__name__, "what": what, "bill": record["bill"]["number"]})
    return made, found
