"""Ties of bills with themselves, with copies, and with letters about them."""

import re
from collections import Counter, defaultdict

import cedar_bluff as book

from .base import cents, hold, tie, total, usd


@tie
def bills_add_up(f):
    made = [x for name in ("bill", "bill-copies", "bill-corrected") for x in f[name]]
    for x in made:
        book.verify(x)
    return f"each of {len(made):,} bills adds up; {len(f['bill']):,} of November make {usd(total(f['bill'], 'bill', 'total_due'))}"


@tie
def numbers_are_used_once(f):
    for what, found in (("account", [x["account"]["number"] for x in f["bill"]]), ("bill", [x["bill"]["number"] for name in ("bill", "bill-corrected") for x in f[name]]),
                        ("receipt", [x["receipt"]["number"] for x in f["receipt"]]), ("reminder", [x["notice"]["number"] for x in f["reminder"]]),
                        ("shut-off notice", [x["notice"]["number"] for x in f["shut-off-notice"]]), ("work order", [x["order"]["number"] for x in f["work-order"]]),
                        ("work item", [x["work"]["item"] for x in f["door-tag"]])):
        twice = [n for n, times in Counter(found).items() if times > 1]
        hold(not twice, f"{what} {twice[:1]} twice")
    holders = defaultdict(set)
    for x in f["bill"]:
        for m in x["meters"]:
            holders[m["id"]].add(x["account"]["number"][:6])
    hold(all(len(places) == 1 for places in holders.values()), "a meter at two premises")
    return f"account, bill, receipt, notice, order and item numbers are used once; {len(holders):,} meters stand at one premise each"


@tie
def mail_digits(f):
    serials, counted = Counter(), 0
    for name in ("bill", "bill-copies", "bill-corrected", "welcome", "adjustment", "tier-explanation"):
        for x in f[name]:
            if "imb" in x["mail"]:
                digits, last = x["mail"]["imb"], x["mail"]["lines"][-1]
                zip_code, plus4 = re.fullmatch(r".* ([0-9]{5})-([0-9]{4})", last).groups()
                hold(re.fullmatch(r"00270[0-8][0-9]{5}[0-9]{9}[0-9]{11}", digits) and digits[20:29] == zip_code + plus4, f"{digits} and {last}")
                serials[digits[11:20]] += 1
                counted += 1
    hold(max(serials.values()) == 1, "a serial twice")
    return f"Intelligent Mail digits of {counted:,} pieces: valid in form, ZIP+4 as in the address, serials once"


@tie
def letters_agree_with_bills(f):
    given = Counter((n, cents(a["amount"])) for n, x in f.bills.items() for a in x["adjustments"])
    right = {x["bill"]["replaces"]: x for x in f["bill-corrected"]}
    for x in f["adjustment"]:
        n, off = x["account"]["number"], cents(x["totals"]["difference"])
        if x["bill"]["number"] in right:
            wrong, mended = f.bills[n]["bill"], right[x["bill"]["number"]]["bill"]
            hold((x["balance"]["before"], x["balance"]["after"]) == (wrong["total_due"], mended["total_due"]), f"adjustment {x['number']}")
        else:
            hold(given[n, off] > 0, f"adjustment {x['number']} is on no bill")
    for x in f["tier-explanation"]:
        b = f.bills[x["account"]["number"]]
        hold(b["bill"]["number"] == x["bill"]["number"] and b["services"][0]["subtotal"] == x["water_total"], "an explanation and its bill differ")
    new = {x["account"]["number"]: x for x in f["welcome"]}
    for n, x in f.bills.items():
        if x["bill"]["kind"] == "first":
            hold(new[n]["start_date"] == x["bill"]["period_start"] and new[n]["meters"][0]["reading"] == x["meters"][0]["previous_reading"], f"welcome of {n}")
    return f"{len(f['adjustment'])} adjustment letters, {len(f['tier-explanation'])} explanations and {len(new)} welcome letters agree with the bills"


@tie
def copies_agree(f):
    for x in f["bill-copies"]:
        mine = f.bills[x["account"]["number"]]
        hold(x["bill"]["number"] == mine["bill"]["number"] and x["bill"]["total_due"] == mine["bill"]["total_due"], "a copy differs")
    hold(all(f.bills[x["account"]["number"]] == x for x in f["bill-large-print"]), "a bill in large print differs")
    closed = {x["account"]["number"][:6]: x for x in f["bill"] if x["bill"]["kind"] == "final"}
    for x in f["bill"]:
        if x["bill"]["kind"] == "first":
            old = closed[x["account"]["number"][:6]]
            hold(old["bill"]["period_end"] == x["bill"]["period_start"] and old["meters"][0]["present_reading"] == x["meters"][0]["previous_reading"], "a final and a first bill differ")
    return f"{len(f['bill-copies'])} copies and {len(f['bill-large-print'])} bills in large print are as the holder's; {len(closed)} first bills begin where final ones end"


@tie
def shares(f):
    bills, count = f["bill"], len(f["bill"])
    homes = [x for x in bills if x["account"]["customer_class"] in ("Residential", "Residencial") and x["bill"]["kind"] == "normal" and len(x["history"]) == 13
             and any(c["code"] == "ST" and c["quantity"] >= 1 for s in x["services"] for c in s["charges"])]
    mean = sum(h["usage"] for x in homes for h in x["history"][1:]) / 12 / len(homes)
    due, spanish, guessed = (sum(test(x) for x in bills) * 1000 // count / 10 for test in
                             (lambda x: cents(x["bill"]["past_due"]) > 0, lambda x: x["mail"].get("language") == "es", lambda x: x["bill"]["estimated"]))
    hold(4 <= due <= 6 and 9 <= spanish <= 15 and 1 <= guessed <= 3, f"{due} % past due, {spanish} % Spanish, {guessed} % estimated")
    hold(6700 <= mean <= 7400, f"homes use {mean:.0f} gallons")
    return f"homes use {mean:,.0f} gal a month over the year; {due} % past due, {spanish} % in Spanish, {guessed} % estimated"
