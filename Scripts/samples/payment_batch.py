"""Writes the samples of the kind `payment-batch`: small, large, over and short against the control totals.

Amounts are integer cents from a fixed seed; an amount is the sum of its parts, never the other way round.
"""

import json
import random
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "Templates" / "payment-batch" / "samples"
TENDERS = ["cash", "check", "money_order", "card", "ach"]
PARTS = ["water", "sewer", "storm", "waste", "fees", "other"]


def money(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def lines(dice, count, weights, first, opened, minutes):
    made = []
    for place in range(count):
        tender = dice.choices(TENDERS, weights)[0]
        parts = [dice.randrange(2187, 9800), dice.randrange(1894, 5400), 745 if dice.random() < 0.9 else 2980,
                 dice.choice([0, 1240, 1685, 2130]), dice.choice([0, 0, 0, 1500, 6500]), dice.choice([0] * 9 + [5000])]
        if dice.random() < 0.03:
            parts[0] *= 40
        clock = opened + place * minutes // count
        line = {"line": place + 1, "receipt": f"R-2026-{first + place:06d}",
                "time": f"{(clock // 60 - 1) % 12 + 1}:{clock % 60:02d} {'AM' if clock < 720 else 'PM'}",
                "account": f"{dice.randrange(100_000, 121_000)}-{dice.randrange(1, 7):03d}", "tender": tender}
        if tender in ("check", "money_order"):
            line["number"] = str(dice.randrange(101, 9999) if tender == "check" else dice.randrange(10 ** 10, 10 ** 11))
        if tender == "card":
            line["brand"] = dice.choice(["Visa", "Visa", "Mastercard", "Discover", "American Express"])
        if tender in ("card", "ach"):
            line["last4"] = f"{dice.randrange(10_000):04d}"
        made.append(line | {"amount": money(sum(parts))} | {name: money(part) for name, part in zip(PARTS, parts)})
    return made


def batch(number, source, date, opened, closed, operator, station, made, off=0, missing=0, posted=None, note=None):
    def cents(rows):
        return sum(int(row["amount"].replace(".", "")) for row in rows)

    head = {"number": number, "source": source, "date": date, "opened": opened, "closed": closed, "operator": operator,
            "station": station, "control_count": len(made) + missing, "control_total": money(cents(made) - off),
            "count": len(made), "total": money(cents(made))}
    head |= ({"posted": posted} if posted else {}) | ({"note": note} if note else {})
    own = {tender: [row for row in made if row["tender"] == tender] for tender in TENDERS}
    return {"batch": head, "lines": made,
            "tenders": [{"type": tender, "count": len(rows), "amount": money(cents(rows))} for tender, rows in own.items() if rows]}


SAMPLES = {
    "small": batch("261203-2", "counter", "2026-12-03", "8:00 AM", "4:58 PM", "D. Whitfield", "Counter 2, drawer 2",
                   lines(random.Random(3), 14, [4, 4, 1, 4, 0], 18344, 495, 440), posted="2026-12-03"),
    "over": batch("261207-D", "drop_box", "2026-12-07", "8:10 AM", "9:02 AM", "J. Ruiz", "Back office",
                  lines(random.Random(7), 9, [0, 9, 1, 0, 0], 18502, 490, 45), off=2700,
                  note="A check for $173.00 may have been keyed as $200.00. Line by line check to follow before posting."),
    "short": batch("261208-1", "counter", "2026-12-08", "8:00 AM", "5:01 PM", "L. Vásquez-Moreno", "Counter 1, drawer 1",
                   lines(random.Random(8), 11, [4, 4, 1, 4, 0], 18527, 485, 500), off=-8815, missing=1),
    "large": batch("261221-L", "lockbox", "2026-12-21", "5:30 AM", "5:41 AM", "Lockbox file", "Import, file LB261221.01",
                   lines(random.Random(21), 138, [0, 9, 1, 3, 4], 24170, 330, 11), posted="2026-12-21"),
}

FOLDER.mkdir(parents=True, exist_ok=True)
for name, record in SAMPLES.items():
    (FOLDER / f"{name}.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
