#!/usr/bin/env python3
"""Write N bills of the fictional Town of Cedar Bluff as JSON lines, the same for the same seed.

Usage: make_bills.py N [--seed S] [-o FILE] [--check]

The first bills of a longer file are the bills of a shorter one. Every bill is proven by cedar_bluff.py; --check holds it
against the contract as well (needs the Python package jsonschema; slow). The mix is that of a town's month: 85 % normal,
the rest autopay, past due, estimated, credit, no meter, first, final, several meters, corrected, budget plan. Names
and streets are invented."""

import argparse
import contextlib
import random
import sys
from datetime import date, timedelta

from cedar_bluff import *

BILLED, DUE, DRAFT, SHUTOFF = date(2026, 11, 20), date(2026, 12, 15), date(2026, 12, 10), date(2026, 12, 9)
CYCLES = {"01": (date(2026, 10, 13), date(2026, 11, 12)), "02": (date(2026, 10, 14), date(2026, 11, 13)), "03": (date(2026, 10, 15), date(2026, 11, 16))}
STATES = {"normal": 850, "autopay": 50, "past-due": 35, "estimated": 20, "credit": 10, "no-meter": 10, "first": 7,
          "final": 7, "several-meters": 7, "corrected": 2, "budget": 2}
SEASON = [100, 78, 74, 72, 76, 84, 124, 168, 192, 180, 142, 108]  # Nov to Oct, percent of this month

QUANTILES = [0, 2200, 2900, 3400, 3800, 4200, 4600, 5000, 5400, 5800, 6200, 6600, 7100, 7700, 8300, 9000, 9900, 11_100, 13_000, 17_000, 34_000]

ENGLISH = ("Amy Ruth Tom Karen Paul Linda Grace Henry Walter Joan Mark Emily Samuel Nora Charlotte Benjamin Olivia Wyatt Hannah Theodore".split(),
           "Baker Young Smith Brown Johnson O'Brien Fitzgerald Lee Park Whitaker McAllister Harrison Cunningham Ross Day Hughes Kowalski Montgomery-Ellis Fairweather Abernathy".split())
SPANISH = ("Ana José María Héctor Inés Luis Sofía Andrés Lucía Raúl Guadalupe Concepción".split(),
           "García Peña Martínez Álvarez Castillo Ibáñez Núñez Hernández Muñoz Gutiérrez-Ortega Villaseñor Domínguez".split())
VIETNAMESE = (["Nguyễn Thị", "Trần Văn", "Lê Thị", "Phạm Quốc", "Hoàng Thị", "Vũ Đức", "Đặng Ngọc", "Bùi Thị"],
              ["Phượng", "Hùng", "Mỹ Duyên", "Bảo", "Tuyết Nhung", "Thắng", "Ánh", "Khuê"])
SCANDINAVIAN = ("Zoë Søren Björn Ingrid Åse Lars Øyvind Freja Märta Jørgen".split(),
                "Ødegård Lindström Sørensen Åkerblom Bjørnstad Hägglund-Nyström Dahl Østby Sjöberg Kjærgaard".split())
BUSINESSES = ["Bluff Street Laundry LLC", "Quarry Road Auto & Tire", "Chloé's Table Restaurant & Bakery LLC", "Peña Hermanos Landscaping Inc.", "Cedar Bluff Dental Group PC",
              "Front Range Community Credit Union", "Main Street Hardware", "Phở Ánh Dương", "First Lutheran Church of Cedar Bluff", "Larkspur Early Learning Center"]
STREETS = [("Main Street", "MAIN ST"), ("Walnut Street", "WALNUT ST"), ("Elm Street", "ELM ST"), ("Juniper Street", "JUNIPER ST"), ("County Road 17", "COUNTY ROAD 17"),
           ("Eastman Park Drive", "EASTMAN PARK DR"), ("Poudre River Road", "POUDRE RIVER RD"), ("Chimney Park Drive", "CHIMNEY PARK DR"), ("Larkspur Lane", "LARKSPUR LN"),
           ("Stone Mountain Drive", "STONE MOUNTAIN DR"), ("Bluff View Court", "BLUFF VIEW CT"), ("North Whispering Cedar Lane", "N WHISPERING CEDAR LN"), ("Cañon Drive", "CAÑON DR"), ("Grand Avenue", "GRAND AVE")]

MESSAGES = [
    {"title": "Before the first hard freeze", "text": "Take hoses off outdoor taps and cover the taps. A hose left on is the most common cause of winter leaks."},
    {"title": "Leaf drop-off", "text": "Bring leaves to the yard at 480 Quarry Road on Saturdays through December 12, 8 a.m. to 2 p.m. No bags, please."},
    {"text": "The utility office is closed on November 26 and 27 for Thanksgiving. For an emergency, call 970-555-0134 at any hour."},
    {"title": "Pay without a stamp", "text": "Scan the code on this bill, or sign up for autopay at www.cedarbluff.example/utilities."},
]
OF_STATE = {
    "estimated": {"title": "Why this read is estimated", "text": "We could not reach your meter this month. The next actual read sets it right by itself."},
    "past-due": {"title": "If you cannot pay it all", "text": "Call us before December 9. We can set up a payment plan, and the Neighbors Fund may help with a part of your bill."},
    "credit": {"title": "You have a credit", "text": "We take the credit off your next bills. If you want it back, call us and we will mail a check."},
    "no-meter": {"text": "You get this bill for stormwater only. Your water and sewer come from another district, which bills you itself."},
    "first": {"title": "Welcome to Cedar Bluff", "text": "This is your first bill. It starts on the day you moved in."},
    "final": {"title": "Your account is closed", "text": "This is your final bill. The base charge is for a part of the month, and your deposit is taken off."},
    "corrected": {"title": "This bill is corrected", "text": "An earlier bill used a wrong meter reading. Please throw it away and pay this one. We are sorry for the trouble."},
    "several-meters": {"title": "New meter", "text": "We replaced one of your meters. The reads of the old and the new meter add up to your use."},
}


def person(r):
    roll = r.random()
    given, family = ENGLISH if roll < 0.66 else SPANISH if roll < 0.88 else VIETNAMESE if roll < 0.94 else SCANDINAVIAN
    name = f"{r.choice(given)} {r.choice(family)}"
    if r.random() < 0.12:
        name += f" & {r.choice(given)} {r.choice(family)}"
    return name


def gallons_of(r):
    """Skewed like a town's: most homes use 3,000 to 9,000 gallons a month, a few many times that. By table and whole
    numbers, so that every machine draws the same."""
    step = r.randrange(len(QUANTILES) - 1)
    return r.randrange(QUANTILES[step], QUANTILES[step + 1]) // 10 * 10


def history_before(r, gallons, count=12):
    level = max(gallons, 900)
    return [level * season * r.randrange(82, 119) // 100_000 * 10 for season in SEASON][12 - count:]


def family_services(r, schedule, gallons, share=None):
    winter = max(1500, gallons * r.randrange(62, 96) // 1000 * 10)
    cart = r.choice((32, 64, 64, 64, 96))
    return [water(schedule, '3/4"' if r.random() < 0.93 else '1"', gallons, share=share), sewer(winter, gallons), stormwater(), trash(cart)]


def bill(i, state, r):
    premise = 100_000 + i * 104_729 % 900_000
    number_ = f"{premise:06d}-{1 + i // 900_000 * 10 + r.randrange(9):03d}"
    cycle = r.choice(("01", "02", "03"))
    start, end = CYCLES[cycle]
    house, (street, street_caps), unit = r.randrange(10, 9999), r.choice(STREETS), r.randrange(1, 240) if r.random() < 0.14 else None
    roll = r.random()
    schedule = "Residential" if roll < 0.93 else "Residential, dual system" if roll < 0.96 else "Commercial" if roll < 0.985 else "Multi-family"
    if state in ("no-meter", "first", "final", "budget", "estimated"):
        schedule = "Residential"
    if state == "several-meters":
        schedule = "Commercial"
    business = schedule in ("Commercial", "Multi-family")
    holder = r.choice(BUSINESSES) if business else person(r)

    lines = [holder.upper()] if len(holder) <= 38 else [part.strip().upper() for part in holder.replace("& ", "&|").split("|")]
    if business:
        lines.append("ATTN ACCOUNTS PAYABLE")
    if r.random() < 0.06:
        lines += [f"PO BOX {r.randrange(10, 4000)}"]
    else:
        lines += [f"{house} {street_caps}" + (f" APT {unit}" if unit else "")]
    plus4 = r.randrange(1, 9999)
    mail = {"lines": [*lines, f"CEDAR BLUFF CO 80599-{plus4:04d}"], "imb": f"00270123456{i % 1_000_000_000:09d}80599{plus4:04d}{house % 100:02d}"}
    account = {"number": number_, "customer_class": "Stormwater only" if state == "no-meter" else schedule, "cycle": cycle,
               "route": f"{1 + premise % 60:03d}", "sequence": premise // 60 * 10,
               "service_address": f"{house} {street}" + (f", Apartment {unit}" if unit else ""), "holder": holder,
               "autopay": state == "autopay"}

    facts, adjustments, late_fee = {}, [], 0
    meter_id = f"7{r.randrange(10**7):07d}"
    reading = r.randrange(2_000, 900_000)
    gallons = gallons_of(r)
    before = history_before(r, gallons)
    if state == "no-meter":
        services, meters, before = [stormwater()], [], []
    elif state == "several-meters":
        swap = end - timedelta(days=r.randrange(8, 21))
        parts = [r.randrange(40, 600) * 100 for _ in range(4)]
        domestic = sum(parts[:3])
        before = history_before(r, sum(parts))
        services = [service("Water", 'Commercial, 1" and 2" meters', [base_line("WB", '1"'), base_line("WB", '2"'), *tier_lines("WT", "Commercial", domestic)]),
                    irrigation(['3/4"'], parts[3]), business_sewer(domestic), stormwater(r.randrange(15, 90) * 100, "Commercial")]
        shown = f"{swap:%m/%d/%Y}"
        meters = [meter(meter_id, '1"', "Water", reading, parts[0], (start, swap), "final", multiplier=100, note=f"Taken out {shown}"),
                  meter(f"8{meter_id[1:]}", '1"', "Water", 0, parts[1], (swap, end), "set", multiplier=100, note=f"Set {shown}"),
                  meter(f"5{meter_id[1:]}", '2"', "Water", r.randrange(2_000, 90_000), parts[2], (start, end), multiplier=100),
                  meter(f"6{meter_id[1:]}", '3/4"', "Irrigation", r.randrange(2_000, 90_000), parts[3], (start, end), multiplier=100)]
    elif schedule == "Commercial":
        gallons, size = gallons * r.randrange(1, 9), r.choice(('3/4"', '1"', '1-1/2"', '2"'))
        before = history_before(r, gallons)
        services = [water(schedule, size, gallons), business_sewer(gallons), stormwater(r.randrange(15, 90) * 100, "Commercial")]
        meters = [meter(meter_id, size, "Water", reading, gallons, (start, end))]
    elif schedule == "Multi-family":
        dwellings = r.randrange(4, 60)
        gallons = dwellings * r.randrange(250, 420) * 10
        before = history_before(r, gallons)
        services = [water(schedule, '2"', gallons, dwellings=dwellings), business_sewer(gallons, "Multi-family"), stormwater(dwellings * 450, "Multi-family")]
        meters = [meter(meter_id, '2"', "Water", reading, gallons, (start, end))]
    else:
        share, read_type, note = None, "actual", None
        if state == "first":
            start += timedelta(days=r.randrange(4, 20))
            share, gallons, before = ((end - start).days, 30), gallons // 20 * 10, []
        elif state == "final":
            end -= timedelta(days=r.randrange(4, 20))
            share, gallons, read_type, note = ((end - start).days, 30), gallons // 20 * 10, "final", "Final read at move-out"
        elif state == "estimated":
            read_type, note = "estimated", r.choice(("Estimated: snow over the meter pit", "Estimated: gate locked", "Estimated: no signal"))
        services = family_services(r, schedule, gallons, share)
        size = services[0]["schedule"].split(", ")[-1].removesuffix(" meter")
        meters = [meter(meter_id, size, "Water", reading, gallons, (start, end), read_type, note=note)]
        if schedule == "Residential, dual system":
            outside = gallons * r.randrange(5, 60) // 1000 * 10
            services.insert(1, nonpotable(outside))
            meters.append(meter(f"6{meter_id[1:]}", '3/4"', "Irrigation", r.randrange(2_000, 90_000), outside, (start, end)))

    current = sum(cents(s["subtotal"]) for s in services)
    if state == "first":
        services.append(service("Account", "One time", [flat("NS", "New account set up", START_FEE)]))
    previous = 0 if state == "first" else max(745, current * r.randrange(80, 131) // 100)
    paid = BILLED - timedelta(days=r.randrange(3, 22))
    payments = [(paid, -previous)] if previous else []
    if state == "past-due":
        kept = previous if r.random() < 0.6 else previous * r.randrange(20, 80) // 100
        payments = [(paid, kept - previous)] if kept < previous else []
        late_fee, facts["shutoff"] = LATE_FEE, SHUTOFF
    elif state == "credit":
        payments.append((paid + timedelta(days=1), -current - r.randrange(100, 60_000)))
    elif state == "autopay":
        facts["draft"] = DRAFT
    elif state == "final":
        facts["kind"] = "final"
        adjustments.append((end, "Deposit returned to your account", -5000))
    elif state == "first":
        facts["kind"] = "first"
    elif state == "corrected":
        payments, number_was = [], f"2610-{i:07d}"
        facts |= {"kind": "corrected", "replaces": number_was}
        adjustments.append((BILLED, f"Bill {number_was} taken back", -previous))
    elif state == "budget":
        billed = (current // 500 + r.randrange(-6, 7)) * 500
        services.append(plan_line(billed, current))
        facts["budget"] = {"billed": money(billed), "actual": money(current), "balance": money(r.randrange(-9_000, 9_000) + current - billed)}
    if state == "normal" and r.random() < 0.004:
        facts["leak"] = {"since": (end - timedelta(days=r.randrange(3, 25))).isoformat(), "per_hour": r.randrange(2, 60), "unit": "gal"}

    messages = [OF_STATE[state]] if state in OF_STATE else []
    messages += r.sample(MESSAGES, r.choice((1, 1, 2)))
    return assemble(account=account, mail=mail, number=f"2611-{i:07d}", dates=(BILLED, DUE, start, end), services=services,
                    meters=meters, before=before, previous=previous, payments=payments, adjustments=adjustments,
                    late_fee=late_fee, messages=messages, **facts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", metavar="N", type=int)
    parser.add_argument("--seed", type=int, default=2611)
    parser.add_argument("-o", dest="file", help="file to write instead of standard output")
    parser.add_argument("--check", action="store_true", help="hold each bill against the contract too")
    asked = parser.parse_args()
    broken = contract_checker() if asked.check else None
    if asked.check and broken is None:
        sys.exit("make_bills: --check needs the Python package jsonschema")

    r = random.Random(asked.seed)
    names, weights = list(STATES), list(STATES.values())
    with contextlib.ExitStack() as stack:
        out = sys.stdout if not asked.file else stack.enter_context(open(asked.file, "w", encoding="utf-8", newline="\n"))
        for i in range(1, asked.count + 1):
            record = verify(bill(i, r.choices(names, weights)[0], r))
            if broken and (problems := broken(record)):
                sys.exit(f"make_bills: bill {i}: {problems[0]}")
            out.write(text_of(record) + "\n")


if __name__ == "__main__":
    main()
