#!/usr/bin/python3
"""Says of each record whether it meets its contract, as Python's jsonschema sees it: a second reading of the same rules.

A line of standard input is `schema<TAB>JSON`, or `record<TAB>JSON`, which is judged by the schema last given. Each
record is answered by a line: `valid`, or `invalid` with the first reason.

Beyond JSON Schema 2020-12 it knows what Templates/README.md adds to it: the formats money, date and month; numbers are
written without an exponent, have at most nine decimals and fit 64 bits; a name stands once in an object.
"""

import datetime
import json
import re
import sys
from decimal import Decimal

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

LARGEST_AMOUNT = Decimal("10000000000000.00")
LARGEST_TOTAL = Decimal("40000000000000000")


class Number(Decimal):
    """A number that still knows how it was written."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number

    def is_plain(self):
        parts = re.fullmatch(r"(-?[0-9]+)(?:\.([0-9]+))?", self.text)
        if parts is None:
            return False
        decimals = (parts[2] or "").rstrip("0")
        return len(decimals) <= 9 and -(2**63) <= int(parts[1] + decimals) < 2**63


def once(pairs):
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a name stands twice")
    return members


def read(text):
    return json.loads(text, parse_int=Number, parse_float=Number, object_pairs_hook=once)


formats = FormatChecker(())


@formats.checks("money")
def is_money(value, largest=LARGEST_AMOUNT):
    if isinstance(value, Number):
        value = value.text
    return (
        not isinstance(value, str)
        or re.fullmatch(r"-?[0-9]+(\.[0-9]{1,2})?", value) is not None
        and abs(Decimal(value)) <= largest
    )


@formats.checks("money-total")
def is_total(value):
    return is_money(value, LARGEST_TOTAL)


@formats.checks("date", raises=ValueError)
def is_date(value):
    if not isinstance(value, str):
        return True
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value)
    return parts is not None and 1900 <= datetime.date(*map(int, parts.groups())).year <= 2999


@formats.checks("month")
def is_month(value):
    if not isinstance(value, str):
        return True
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})", value)
    return parts is not None and 1900 <= int(parts[1]) <= 2999 and 1 <= int(parts[2]) <= 12


# What ECMA-262 means by these, and Python does not.
SPACE = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
ECMA = {"^": r"\A", "$": r"\Z", ".": r"[^\n\r\u2028\u2029]", r"\s": f"[{SPACE}]", r"\S": f"[^{SPACE}]"}


def ecma(pattern):
    """A pattern of ECMA-262 for Python. Sets hold no \\S."""
    parts = re.findall(r"\[(?:\\.|[^\]\\])*\]|\\.|.", pattern, re.DOTALL)
    parts = [part.replace(r"\s", SPACE) if part[0] == "[" else ECMA.get(part, part) for part in parts]
    return re.compile("".join(parts), re.ASCII)


def pattern(validator, source, value, schema):
    if validator.is_type(value, "string") and not ecma(source).search(value):
        yield ValidationError(f"{value!r} does not match {source!r}")


def decimals(validator, most, value, schema):
    if isinstance(value, Number) and value.is_plain() and -value.normalize().as_tuple().exponent > most:
        yield ValidationError(f"{value} has more than {most} decimals")


types = Draft202012Validator.TYPE_CHECKER.redefine(
    "number", lambda _, value: isinstance(value, Number) and value.is_plain()
).redefine(
    "integer", lambda _, value: isinstance(value, Number) and value.is_plain() and value == value.to_integral_value()
)
Judge = extend(Draft202012Validator, {"pattern": pattern, "x-decimals": decimals}, type_checker=types)


def verdict(judge, text):
    try:
        error = next(judge.iter_errors(read(text)), None)
    except ValueError as error:
        return f"invalid {error}"
    if error is None:
        return "valid"
    return f"invalid /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]!a}"


def main():
    judge = None
    for line in sys.stdin.buffer:
        word, text = line.decode().rstrip("\n").split("\t", 1)
        if word == "schema":
            schema = read(text)
            Judge.check_schema(json.loads(text))
            judge = Judge(schema, format_checker=formats)
        else:
            print(verdict(judge, text))


main()
