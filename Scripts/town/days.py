"""The town's calendar: holidays, and the days on which it reads, bills, reminds, posts and shuts off.

Months are counted 0 to 12, from November 2025 to November 2026; NOW is the month whose bills are printed.
"""

from datetime import date, timedelta
from functools import cache

HOLIDAYS = sorted(date.fromisoformat(d) for d in (
    "2025-11-11", "2025-11-27", "2025-11-28", "2025-12-24", "2025-12-25", "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19",
    "2026-07-03", "2026-09-07", "2026-11-11", "2026-11-26", "2026-11-27", "2026-12-24", "2026-12-25", "2027-01-01", "2027-01-18"))
NOW = 12
DAY = timedelta(days=1)
NOTICE_DAYS = 12  # business days from mailing a shut-off notice to the shut-off
MONTH_WORDS = {"en": "January February March April May June July August September October November December".split(),
               "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()}


def is_workday(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def workday(day):
    """The day itself, or the first workday after it."""
    while not is_workday(day):
        day += DAY
    return day


def workday_before(day):
    day -= DAY
    while not is_workday(day):
        day -= DAY
    return day


def workdays(first, last):
    """The workdays from first to last, both counted."""
    return [first + DAY * n for n in range((last - first).days + 1) if is_workday(first + DAY * n)]


def month(i):
    """Year and month of month i; i may reach outside of 0 to 12."""
    return divmod(2025 * 12 + 10 + i, 12)[0], (10 + i) % 12 + 1


@cache
def read_day(i, cycle):
    return workday(date(*month(i), 11 + int(cycle)))


@cache
def bill_day(i):
    return workday(date(*month(i), 20))


@cache
def due_day(i):
    return workday(date(*month(i + 1), 15))


@cache
def draft_day(i):
    """The day on which autopay draws bill i."""
    return workday(date(*month(i + 1), 10))


@cache
def letter_day(i):
    """The day on which reminders go out: the workday after the bills."""
    return workday(bill_day(i) + DAY)


@cache
def shutoff_day(i):
    """The shut-off day of notices mailed with the bills of month i: a Thursday, twelve business days later or more, neither on a
    holiday nor on the day before one."""
    day, counted = bill_day(i), 0
    while counted < NOTICE_DAYS or day.weekday() != 3 or day + DAY in HOLIDAYS:
        day += DAY
        counted += is_workday(day)
    return day


def tag_day(i):
    """The day on which door tags are hung: three days before the shut-off."""
    return workday(shutoff_day(i) - DAY * 3)


def holidays_from(day):
    return [d.isoformat() for d in HOLIDAYS if d >= day]


def month_word(i, language):
    return MONTH_WORDS[language][month(i)[1] - 1]


def said(day, language="en"):
    """A day in words, as in a sentence."""
    word = MONTH_WORDS[language][day.month - 1]
    return f"{word} {day.day}" if language == "en" else f"{day.day} de {word}"
