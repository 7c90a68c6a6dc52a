"""Statements of lien, releases of those that were paid, and the list for the county treasurer."""

import cedar_bluff as book

from ..story import INTENT_OF, RECORDING_FEE

OFFICER = {"name": "Imogen Castellano-Reyes", "title": "Finance Director"}
CONTACT = {"name": "Marta Lindqvist", "phone": "970-555-0134"}
COUNTY = "Larkspur"
SERVICE = {"water": "water", "irrigation": "water", "sewer": "sewer", "stormwater": "stormwater", "waste": "trash", "recycling": "trash"}
PERCENT = 10


def property_of(a):
    return {"address": f"{a.premise.address}, Cedar Bluff, Colorado 80599", "county": COUNTY, "parcel": a.premise.parcel, "legal": a.premise.legal}


def owners_of(a):
    return [name.strip() for name in a.owner.name.replace(" y ", " & ").split(" & ")] if not a.owner.business else [a.owner.name]


def charges_of(lien):
    """One row for each bill and service, the two parts of trash and recycling as one."""
    rows = {}
    for kind, i, cents in lien.charges:
        rows[i, SERVICE[kind]] = rows.get((i, SERVICE[kind]), 0) + cents
    for (i, service), cents in rows.items():
        start, end = lien.account.ledger.statements[i].period
        yield service, start, end, cents


def ordered(town):
    return sorted(town.events.liens, key=lambda x: x.number)


def notices(town):
    for lien in ordered(town):
        a = lien.account
        yield {"account": {"number": a.number},
               "lien": {"number": lien.number, "statement_date": lien.date.isoformat(), "amount": book.money(lien.amount), "ledger_balance": book.money(lien.amount),
                        "intent_mailed": INTENT_OF[a.habit].isoformat()},
               "owners": owners_of(a), "property": property_of(a),
               "charges": [{"service": service, "from": start.isoformat(), "to": end.isoformat(), "amount": book.money(cents)} for service, start, end, cents in charges_of(lien)],
               "costs": [{"kind": kind, "amount": book.money(cents)} for kind, cents in lien.costs.items()], "officer": OFFICER, "policy": {"intent_days": 30}}


def releases(town):
    for n, lien in enumerate((x for x in ordered(town) if x.released), 1):
        a = lien.account
        yield {"account": {"number": a.number}, "release": {"number": f"RL26-{n:03d}", "date": lien.released.isoformat(), "added": book.money(RECORDING_FEE)},
               "original": {"number": lien.number, "reception_number": lien.reception, "recorded": lien.recorded.isoformat(), "amount": book.money(lien.amount)},
               "owners": owners_of(a), "property": property_of(a), "payments": [{"date": lien.payment.date.isoformat(), "amount": book.money(lien.payment.amount)}], "officer": OFFICER}


def certification(town):
    """One list of all liens that are not released."""
    parcels, sums = [], {"charges": 0, "added": 0, "amount": 0}
    for lien in sorted((x for x in ordered(town) if not x.released), key=lambda x: x.account.premise.parcel):
        a, cents = lien.account, lien.amount
        added = (cents * PERCENT * 2 + 100) // 200
        added += (cents + added) % 2
        rows = list(charges_of(lien))
        for key, value in (("charges", cents), ("added", added), ("amount", cents + added)):
            sums[key] += value
        lines = a.owner.one_line.split(", ", 1)
        parcels.append({"schedule": a.premise.parcel, "parcel": f"0957-{int(a.premise.route):02d}-3-{a.premise.sequence // 10 % 100:02d}-{a.index % 1000:03d}",
                        "owner": " and ".join(owners_of(a)), "mailing": lines, "situs": a.premise.address, "legal": a.premise.legal,
                        "type": "water_sewer" if a.water else "stormwater", "from": min(row[1] for row in rows).isoformat(), "to": max(row[2] for row in rows).isoformat(),
                        "charges": book.money(cents), "added": book.money(added), "amount": book.money(cents + added)})
    if parcels:
        yield {"list": {"number": "TC26-1", "date": "2026-12-09", "county": COUNTY, "tax_year": 2026, "ordinance": "Ordinance No. 2026-31", "adopted": "2026-11-23", "count": len(parcels)}
                       | {key: book.money(value) for key, value in sums.items()},
               "contact": CONTACT, "officer": OFFICER, "policy": {"even_cents": True, "accepted_from": "2026-12-01", "accepted_to": "2026-12-18", "added_percent": PERCENT}, "parcels": parcels}
