"""Bills: one for each account, copies for owners and tenants, the bills that take another's place, and those in large print."""

from .. import bills

BY_ACCOUNT = {}


def records(town):
    BY_ACCOUNT.clear()
    for a in town.accounts:
        made = BY_ACCOUNT[a.number] = bills.record(a, town.serial())
        yield made


def copies(town):
    for a in town.accounts:
        if a.copy:
            yield bills.record(a, town.serial(), to=a.owner if a.copy == "owner" else a.tenant, copy_for=a.copy)


def corrected(town):
    for a in town.accounts:
        if a.index in town.events.corrected:
            day, statement = town.events.corrected[a.index]
            yield bills.record(a, town.serial(), statement=statement, corrected=(day, statement.number))


def large_print(town):
    """The same records as the bills: the same bill, in another size of type."""
    for a in town.accounts:
        if a.large_print:
            yield BY_ACCOUNT[a.number]
