"""Writes the samples of the kinds `receipt` and `receipt-roll`: one contract, so the same records.

Amounts are integer cents, and every record is proven before it is written: tenders less change make the total, the
accounts' parts make the total, allocations make the part of their account, and the balance after is the balance before
less what was paid. People, numbers and addresses are invented.
"""

import json
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "Templates"
FUNDS = {"water": "601", "irrigation": "601", "late_fee": "601", "shutoff_fee": "601", "returned_fee": "601",
         "sewer": "602", "stormwater": "603", "waste": "604", "recycling": "604", "plan": "601", "deposit": "690"}


def money(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def line(service, cents, note=None):
    made = {"service": service}
    if note:
        made["note"] = note
    if service in FUNDS:
        made["fund"] = FUNDS[service]
    return made | {"amount": cents}


def account(number, address, before, *lines):
    paid = sum(one["amount"] for one in lines)
    return {"number": number, "service_address": address, "balance_before": money(before), "paid": money(paid),
            "balance_after": money(before - paid), "allocations": [one | {"amount": money(one["amount"])} for one in lines]}


def tender(kind, cents, **more):
    return {"type": kind, "amount": cents} | more


def receipt(number, payer, tenders, accounts, *, change=0, date="2026-12-03", time="10:42 AM", cashier="D. Whitfield", drawer="2",
            station="Counter 2", language=None, effective=None, memo=None, void=None):
    def cents(text):
        return int(text.replace(".", ""))

    total = sum(one["amount"] for one in tenders) - change
    assert total == sum(cents(one["paid"]) for one in accounts), (number, total)
    head = {"number": number, "account": accounts[0]["number"], "date": date, "time": time, "zone": "MST"}
    if effective:
        head["effective"] = effective
    head |= {"cashier": cashier, "drawer": drawer, "batch": f"{date.replace('-', '')[2:]}-{drawer}", "station": station,
             "total": money(total), "change": money(change)}
    if memo:
        head["memo"] = memo
    record = {"receipt": head, "payer": {"name": payer} | ({"language": language} if language else {}),
              "tenders": [one | {"amount": money(one["amount"])} for one in tenders], "accounts": accounts}
    return record | ({"void": void} if void else {})


SAMPLES = {
    "cash-change": receipt("R-2026-018344", "Ruth Kowalski", [tender("cash", 14000)], [
        account("104233-001", "17 Juniper Lane", 13765, line("water", 6347), line("sewer", 4288), line("stormwater", 745),
                line("waste", 1950), line("recycling", 435))], change=235),
    "check": receipt("R-2026-018345", "Theodore Nakamura", [tender("check", 9412, number="1042")], [
        account("100871-003", "2210 Larkspur Court", 9412, line("water", 5097), line("sewer", 3570), line("stormwater", 745))],
        time="10:51 AM"),
    "card": receipt("R-2026-018346", "Imani Okafor", [tender("card", 6000, brand="Visa", last4="4417", approval="09132C")], [
        account("107519-002", "905 Spruce Street, Unit B", 11820, line("late_fee", 1500), line("water", 3100), line("sewer", 1400))],
        time="11:07 AM", memo="You asked for a payment plan. Two payments of $29.10 remain, due December 18 and January 4."),
    "split-tender": receipt("R-2026-018347", "Marguerite Delacroix-Beaumont", [
        tender("cash", 10000), tender("check", 7550, number="20817"),
        tender("card", 5000, brand="Mastercard", last4="0926", approval="T7719A")], [
        account("112004-001", "48 Quarry Road", 21247, line("late_fee", 1500), line("shutoff_fee", 5000),
                line("water", 8214, "October"), line("water", 2371, "November"), line("sewer", 4162))],
        change=1303, time="11:32 AM"),
    "several-accounts": receipt("R-2026-018348", "Bluff Street Properties LLC", [tender("check", 58237, number="5561")], [
        account("103310-001", "300 Bluff Street, Unit 1", 13765, line("water", 6347), line("sewer", 4288), line("stormwater", 745),
                line("waste", 1950), line("recycling", 435)),
        account("103311-001", "300 Bluff Street, Unit 2", 10362, line("water", 5097), line("sewer", 3570),
                line("stormwater", 745), line("waste", 950)),
        account("103312-004", "300 Bluff Street, Unit 3", 24110, line("late_fee", 1500), line("water", 12010),
                line("sewer", 7905), line("stormwater", 745), line("waste", 1950)),
        account("103399-001", "300 Bluff Street, landscape meter", 9500, line("irrigation", 10000))],
        time="1:15 PM", cashier="J. Ruiz", drawer="1", station="Counter 1"),
    "void": receipt("R-2026-018349", "Walter Ostrowski", [tender("check", 18820, number="778")], [
        account("109920-002", "61 Cottonwood Drive", 18280, line("water", 10532), line("sewer", 6258), line("stormwater", 745),
                line("waste", 1285))], time="1:40 PM",
        void={"number": "V-2026-000212", "date": "2026-12-03", "time": "1:44 PM", "by": "K. Lindqvist",
              "reason": "The amount was keyed wrong: the check is for $182.80.", "replaced_by": "R-2026-018350"}),
    "money-order": receipt("R-2026-018351", "Bao Nguyen", [tender("money_order", 5000, number="29114730662")], [
        account("105018-006", "12 Aspen Way, Lot 40", 4362, line("water", 3617), line("stormwater", 745), line("credit", 638))],
        time="2:05 PM"),
    "ach": receipt("R-2026-018402", "Prairie View Dental Group, P.C.",
                   [tender("ach", 128450, last4="8830", approval="091000019004417")], [
        account("120045-001", "1180 Commerce Boulevard", 128450, line("water", 71220), line("sewer", 38840),
                line("irrigation", 11740), line("stormwater", 6650))], date="2026-12-04", time="6:00 AM", cashier="Autopay",
        drawer="E", station="ACH file", memo="Paid from your bank account by autopay. You do not need to do anything."),
    "drop-box": receipt("R-2026-018409", "Séamus Ó Briain", [tender("check", 7725, number="311")], [
        account("101777-001", "7 Sagebrush Circle", 7725, line("water", 4210), line("sewer", 2770), line("stormwater", 745))],
        date="2026-12-28", time="8:20 AM", effective="2026-12-24",
        memo="Your check was in the drop box on Thursday, December 24. The office was closed until today."),
    "long-names": receipt("R-2026-018355", "María Guadalupe Fernández-Villanueva de la Torre y Montgomery-Featherstonehaugh", [
        tender("card", 1234567, brand="American Express", last4="1008", approval="884120")], [
        account("118888-012", "14250 Northwest Frontage Road, Building 12, Suite 400-B, Cedar Bluff Industrial Park North Campus",
                1234567, line("returned_fee", 3000, "check of November 12, 2026"), line("plan", 250000, "installment 4 of 12, 2026-27"),
                line("water", 612342), line("sewer", 298765), line("stormwater", 70460))], time="3:59 PM"),
    "spanish": receipt("R-2026-018352", "Lucía Hernández Peña", [tender("cash", 6000), tender("money_order", 10000, number="77120458")], [
        account("106240-002", "233 Box Elder Street, Apt. 4", 21247, line("late_fee", 1500), line("shutoff_fee", 5000),
                line("water", 6347), line("sewer", 2153, "octubre"), line("stormwater", 745))],
        change=255, time="2:31 PM", language="es", memo="Su próximo pago del plan vence el 18 de diciembre."),
    "spanish-void": receipt("R-2026-018353", "José Ángel Ibáñez", [
        tender("card", 4362, brand="Visa", last4="5521", approval="11873B")], [
        account("105022-001", "12 Aspen Way, Lot 44", 4362, line("water", 3617), line("stormwater", 745))], time="2:48 PM",
        language="es", void={"number": "V-2026-000213", "date": "2026-12-03", "time": "2:52 PM", "by": "K. Lindqvist",
                             "reason": "Se cobró dos veces la misma tarjeta."}),
}

for kind in ("receipt", "receipt-roll"):
    folder = TEMPLATES / kind / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    for name, record in SAMPLES.items():
        (folder / f"{name}.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
