"""Ties of what follows when a bill is not paid: reminders, notices, tags, crews, liens."""

import re
from collections import defaultdict

from .base import cents, hold, own, tie, total, usd


@tie
def past_due_is_told(f):
    owing = {n: x for n, x in f.bills.items() if cents(x["bill"]["past_due"]) > 0}
    day = {x["notice"]["date"] for x in f["reminder"]}
    newest, mailed = max(day), max(x["notice"]["mail_date"] for x in f["shut-off-notice"])
    reminded = {x["account"]["number"]: x for x in own(f["reminder"]) if x["notice"]["date"] == newest}
    for n, x in reminded.items():
        b = owing[n]["bill"]
        hold(cents(x["notice"]["total"]) == cents(b["past_due"]) + cents(b["late_fee"]), f"reminder of {n}")
    noticed = {x["account"]["number"]: x for x in own(f["shut-off-notice"]) if x["notice"]["mail_date"] == mailed}
    for n, x in noticed.items():
        b = owing[n]["bill"]
        hold(cents(x["notice"]["balance"]) == cents(b["total_due"]) and cents(x["notice"]["past_due"]) == cents(b["past_due"]) + cents(b["late_fee"]), f"notice of {n}")
        hold("medical_hold" in x or owing[n]["bill"].get("shutoff_date") == x["notice"]["shutoff_date"], f"shut-off day of {n}")
    dated = {n for n, x in owing.items() if "shutoff_date" in x["bill"]}
    hold(dated <= noticed.keys(), "a bill threatens without a notice")
    off = {x["account"]["number"] for x in f["door-tag"] if x["tag"]["stage"] == "off"} | {x["account"]["number"] for x in f["lien-notice"]}
    rest = owing.keys() - reminded.keys() - noticed.keys() - off
    hold(all(x["bill"].get("no_demand") or n in {r["account"]["number"] for r in f["reminder"]} for n, x in owing.items() if n in rest), f"nobody told {sorted(rest)[:2]}")
    return (f"{len(owing)} bills are past due: {len(reminded)} reminders and {len(noticed)} shut-off notices of this month agree with them, "
            f"{len(owing.keys() & off)} are shut off or under lien, {len(rest)} held")


@tie
def steps_follow_each_other(f):
    reminded, noticed, hung, shut = defaultdict(set), defaultdict(set), defaultdict(set), defaultdict(set)
    for x in own(f["reminder"]):
        reminded[x["account"]["number"]].add(x["notice"]["date"])
    for x in own(f["shut-off-notice"]):
        n = x["account"]["number"]
        noticed[n].add(x["notice"]["shutoff_date"])
        hold(reminded[n] and min(reminded[n]) < x["notice"]["mail_date"], f"notice of {n} without a reminder")
    for x in f["door-tag"]:
        n, t = x["account"]["number"], x["tag"]
        if t["stage"] == "notice":
            hold(t["day"] in noticed[n], f"tag of {n} without a notice")
            hung[n].add(t["day"])
        elif t["stage"] == "off":
            hold(t["day"] in hung[n], f"shut-off of {n} without a tag")
            shut[n].add(t["day"])
    for x in f["lien-notice"]:
        n = x["account"]["number"]
        hold(shut[n] or (reminded[n] and not f.bills[n]["meters"]), f"lien of {n} without a shut-off")
        hold(min(reminded[n]) < x["lien"]["intent_mailed"] < x["lien"]["statement_date"], f"days of {n}")
    shuts, tags, notices = (sum(map(len, days.values())) for days in (shut, hung, noticed))
    return f"{len(f['lien-notice'])} liens follow shut-offs, {shuts} shut-offs follow tags, {tags} tags follow notices, {notices} notices follow reminders"


@tie
def tags_ask_what_notices_asked(f):
    asked = {(x["account"]["number"], x["notice"]["shutoff_date"]): cents(x["notice"]["past_due"]) for x in own(f["shut-off-notice"])}
    for x in f["door-tag"]:
        t = x["tag"]
        if t["stage"] != "courtesy":
            hold(cents(t["amount"]) == asked[x["account"]["number"], t["day"]] + (5000 if t["stage"] == "off" else 0), f"amount of {x['work']['item']}")
    return "door tags ask for what their shut-off notice asked, and $50.00 more when the water is off"


@tie
def stops_are_tags(f):
    hold(f["door-tag"] == f["door-tag-small"], "the two sizes differ")
    facts = lambda at: (at["action"], at["meter"], at["last_read"], at["expected"])
    tags = {(x["tag"]["posted"], x["work"]["route"], x["work"]["sequence"]): (x["premise"]["address"], x["tag"]["amount"], facts(x["work"])) for x in f["door-tag"]}
    stops = {(x["route"]["date"], x["route"]["number"], s["sequence"]): (s["address"], s["amount"], facts(s)) for x in f["route-sheet"] for s in x["stops"]}
    hold(tags == stops and len(tags) == len(f["door-tag"]), "a stop and a tag differ")
    hold(total(f["door-tag"], "tag", "amount") == total(f["route-sheet"], "route", "amount"), "the amounts differ")
    return f"{len(stops)} stops of {len(f['route-sheet'])} route sheets are the door tags: {usd(total(f['door-tag'], 'tag', 'amount'))}"


@tie
def orders_have_reasons(f):
    locks = {(x["account"]["number"], x["tag"]["posted"], x["work"]["item"]) for x in f["door-tag"] if x["work"]["action"] == "lock"}
    receipts = {x["receipt"]["number"]: x for x in f.valid}
    liens = {x["account"]["number"] for x in f["lien-notice"]}
    shut = turned = 0
    for x in f["work-order"]:
        o, n = x["order"], x["account"]["number"]
        if o["type"] == "shut_off" and o["priority"] == "normal":
            hold((n, o["date"], o["item"]) in locks, f"order {o['number']} without a stop")
            shut += 1
        elif o["type"] == "turn_on":
            asked = [t["tag"]["amount"] for t in f["door-tag"] if t["tag"]["stage"] == "off" and t["account"]["number"] == n]
            hold(n in liens or f"${asked[0]} " in x["conditions"][0].replace(",", " "), f"order {o['number']}: paid is not what the tag asked")
            number, = re.findall(r"R-2026-[0-9]{6}", x["conditions"][0])
            paid = any(a["number"] == n and f"${a['paid']}" in x["conditions"][0] for a in receipts[number]["accounts"])
            hold(paid and receipts[number]["receipt"]["date"] == o["date"], f"order {o['number']} without a receipt")
            turned += 1
    return f"{shut} shut-off orders are stops of the route sheets; {turned} turn-on orders name the receipt that paid what the tag or the lien asked"


@tie
def list_is_liens(f):
    released = {x["original"]["number"]: x for x in f["lien-release"]}
    standing = [x for x in f["lien-notice"] if x["lien"]["number"] not in released]
    listed = f["lien-certification"][0]
    hold(cents(listed["list"]["charges"]) == total(standing, "lien", "amount") and listed["list"]["count"] == len(standing), "the list and the liens differ")
    hold({p["schedule"]: p["charges"] for p in listed["parcels"]} == {x["property"]["parcel"]: x["lien"]["amount"] for x in standing}, "a parcel and its lien differ")
    return f"the treasurer's list is the {len(standing)} liens not released: {usd(total(standing, 'lien', 'amount'))}, with 10 % {usd(cents(listed['list']['amount']))}"


@tie
def releases_are_paid(f):
    liens = {x["lien"]["number"]: x for x in f["lien-notice"]}
    paid = {(a["number"], x["receipt"]["date"], a["paid"]) for x in f.valid for a in x["accounts"]}
    for x in f["lien-release"]:
        lien = liens[x["original"]["number"]]
        hold(x["original"]["amount"] == lien["lien"]["amount"] and x["account"] == lien["account"] and x["property"] == lien["property"], "a release and its lien differ")
        hold(all((x["account"]["number"], p["date"], p["amount"]) in paid for p in x["payments"]), "a release without a receipt")
    return f"{len(f['lien-release'])} releases are of recorded liens, and their payments are on receipts"
