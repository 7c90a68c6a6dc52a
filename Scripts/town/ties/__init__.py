"""Proves a written town: reads the files again, adds by other paths, and says of each tie in one line whether it holds."""

import cedar_bluff as book

from ..files import FILES
from . import accounts, money, late  # noqa: F401  they name their ties
from .base import TIES, Files


def contracts(f, templates):
    """One line for each file: its records against the contract of their kind."""
    for file in FILES:
        schema = templates / file.kind / "data.schema.json"
        if not schema.exists():
            yield None, f"{file.name}: its kind has no contract here"
            continue
        broken = book.contract_checker(schema)
        if broken is None:
            yield None, "contracts: the Python package jsonschema is not here"
            return
        problems = ((n, found) for n, x in enumerate(f[file.name], 1) if (found := broken(x)))
        first = next(problems, None)
        yield first is None, f"{file.name}: {len(f[file.name]):,} records keep the contract of {file.kind}" if first is None else f"{file.name}, record {first[0]}: {first[1][0]}"


def prove(folder, templates=None):
    """Prints a line for each tie and contract; true when none fails."""
    f, good = Files(folder), True
    for true, text in [*map(lambda test: tried(test, f), TIES), *contracts(f, templates or book.SCHEMA.parent.parent)]:
        good = good and true is not False
        print({True: "holds ", False: "FAILS ", None: "not looked at "}[true], text)
    return good


def tried(test, f):
    try:
        return True, test(f)
    except (AssertionError, KeyError, IndexError) as problem:
        return False, f"{test.__name__.replace('_', ' ')}: {problem}"
