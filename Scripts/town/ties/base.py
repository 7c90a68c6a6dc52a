"""What ties share: the written records, sums of them, and the list of ties."""

import json

import cedar_bluff as book

from ..files import FILES

TIES = []


def tie(function):
    """A tie tells in a sentence what holds, or raises what does not."""
    TIES.append(function)
    return function


def hold(true, what):
    if not true:
        raise AssertionError(what)


def cents(text):
    return book.cents(text) if not text.startswith("-") else -book.cents(text[1:])


def total(rows, *path):
    """Sum of a field over records, in cents."""
    amount = 0
    for row in rows:
        for key in path:
            row = row[key]
        amount += cents(row)
    return amount


def usd(amount):
    return f"${amount // 100:,}.{amount % 100:02d}"


def own(rows):
    """The holders' own letters, without copies."""
    return [x for x in rows if "copy_for" not in x["account"]]


class Files:
    """The records of each file; bad ones among the bills are left out."""

    def __init__(self, folder):
        bad = {x["line"] for x in json.loads((folder / "bad.json").read_text(encoding="utf-8"))}
        self.of = {}
        for file in FILES:
            with open(folder / f"{file.name}.jsonl", encoding="utf-8") as lines:
                self.of[file.name] = [json.loads(line) for n, line in enumerate(lines, 1) if file.name != "bill" or n not in bad]
        self.bills = {x["account"]["number"]: x for x in self.of["bill"]}
        self.valid = [x for x in self.of["receipt"] if "void" not in x]

    def __getitem__(self, name):
        return self.of[name]
