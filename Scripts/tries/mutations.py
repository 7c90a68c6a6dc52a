"""Files changed by seeded numbers, and what the program says of them."""

import json
import random
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .desk import ROOT

TEMPLATES, FONTS = ROOT / "Templates", ROOT / "Fonts"
KINDS = ["bill", "receipt", "reminder", "shut-off-notice", "welcome", "door-tag"]
# What each part gets of all mutations; records are cheap, since one program reads hundreds of them.
SHARES = {
    "records": 0.74, "templates": 0.06, "contracts": 0.04, "words": 0.03, "mappings": 0.03, "fonts": 0.05, "pictures": 0.05,
}
RECORDS_AT_ONCE = 250
STATUSES = {0, 1, 2, 3, 4, 5}
ODD = [
    "", " ", "\u200b", "\u202e", "\x00", "\x1b[2J", "0", "-1", "1e400", "A" * 5000, "\U0001f4a7", "\ud83d", "é", "e\u0301", "٣",
    "2026-02-30", "1899-12-31", "12.345", "-0.00", "99999999999999999999", "'", '"', "\\", "<", "&", "{", "}", "\n", None, True,
    0, -1, 1.5, 10**18, 10**30, [], {}, [[]], {"a": 1},
]


class Round:
    """What one part found."""

    def __init__(self, asked, folder, checks, name, count):
        self.asked, self.folder, self.checks, self.name, self.count = asked, folder, checks, name, count
        self.noise = random.Random(f"{asked.seed} {name}")
        self.faults = []
        self.statuses = {}
        # In a hurry, a kind of one page.
        self.kinds = ["welcome"] if asked.quick else KINDS

    def program(self, *arguments, what):
        """Asks the program, and notes what must not be."""
        command = [str(self.asked.program), *map(str, arguments)]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=self.asked.bound)
        except subprocess.TimeoutExpired:
            self.faults.append(f"{what}: no end within {self.asked.bound:g} s")
            return None
        if done.returncode < 0:
            self.faults.append(f"{what}: ended by {signal.Signals(-done.returncode).name}")
        elif done.returncode not in STATUSES:
            self.faults.append(f"{what}: status {done.returncode}")
        elif done.returncode and not done.stderr and b"set_aside" not in done.stdout and b'"severity"' not in done.stdout:
            self.faults.append(f"{what}: status {done.returncode} without a word")
        self.statuses[done.returncode] = self.statuses.get(done.returncode, 0) + 1
        return done

    def end(self, more=""):
        said = ", ".join(f"{count} of status {status}" for status, count in sorted(self.statuses.items()))
        self.checks.note(f"{self.name}: {self.count} mutations{more}; {said}")
        self.checks(f"{self.name} of seed {self.asked.seed}", "; ".join(self.faults[:8]))


def mutated(noise, data):
    """Some bytes of a file changed, left out, doubled or put elsewhere."""
    data = bytearray(data)
    for _ in range(noise.choice([1, 1, 1, 2, 3, 8])):
        if not data:
            break
        at = noise.randrange(len(data))
        what = noise.randrange(6)
        if what == 0:
            data[at] ^= 1 << noise.randrange(8)
        elif what == 1:
            data[at] = noise.choice([0, 1, 0x1B, 0x22, 0x3C, 0x7F, 0x80, 0xC2, 0xFF])
        elif what == 2:
            del data[at : at + noise.choice([1, 2, 4, 60])]
        elif what == 3:
            piece = data[at : at + noise.choice([1, 4, 60])]
            data[at:at] = piece * noise.choice([1, 1, 3])
        elif what == 4:
            other = noise.randrange(len(data))
            data[at : at + 4], data[other : other + 4] = data[other : other + 4], data[at : at + 4]
        else:
            data = data[:at] if noise.randrange(8) == 0 else data
    return bytes(data)


def changed(noise, value):
    """A record with one or a few of its values or names changed."""
    value = json.loads(json.dumps(value))
    for _ in range(noise.choice([1, 1, 2, 3])):
        places = []

        def walk(node):
            for key in node if isinstance(node, dict) else range(len(node)):
                places.append((node, key))
                if isinstance(node[key], (dict, list)):
                    walk(node[key])

        walk(value)
        if not places:
            break
        node, key = noise.choice(places)
        what = noise.randrange(7)
        if what == 0:
            del node[key]
        elif what == 1 and isinstance(node, dict):
            node[noise.choice(["nmae", "x", "", "account", "\u200b"])] = noise.choice(ODD)
        elif what == 2 and isinstance(node, dict):
            node[key + noise.choice(["s", "_", "\u200b", " "])] = node.pop(key)
        elif what == 3 and isinstance(node[key], str) and node[key]:
            text = list(node[key])
            text[noise.randrange(len(text))] = noise.choice(["", "0", "9", "-", " ", "\u200b", "\xa0", "Z", ".", "٣", "\n"])
            node[key] = "".join(text)
        elif what == 4 and isinstance(node[key], list) and node[key]:
            node[key] = node[key] * noise.choice([0, 2, 40])
        else:
            node[key] = noise.choice(ODD)
    return value


# MARK: Records


def is_text(line):
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def records(round):
    kinds = round.kinds
    refused = taken = 0

    def batch(number, kind, lines, schema):
        file = round.folder / f"records-{number}.jsonl"
        # A good record first, so that all of them are read as lines.
        file.write_bytes(b"\n".join(lines) + b"\n")
        done = round.program(
            "render", kind, "--data", file, "-o", round.folder / f"records-{number}.pdf", "--json", "--threads", "1",
            "--templates", TEMPLATES, "--fonts", FONTS, what=f"{kind}, batch {number}",
        )
        if done is None:
            return 0, 0
        aside = set()
        for line in done.stdout.splitlines():
            said = json.loads(line)
            if "set_aside" in said and isinstance(said["set_aside"], dict):
                aside.add(said["set_aside"]["line"])
        # The text of each line that is text goes to the second reading; what is not UTF-8 must be refused.
        asked = [(place, line) for place, line in enumerate(lines, 1) if line.strip(b" \t\r") and is_text(line)]
        text = b"schema\t" + schema + b"\n" + b"".join(b"record\t" + line + b"\n" for _, line in asked)
        judge = subprocess.run(["/usr/bin/python3", ROOT / "Tests/Judges/agree.py"], input=text, capture_output=True)
        verdicts = judge.stdout.decode(errors="replace").splitlines()
        if judge.returncode or len(verdicts) != len(asked):
            round.faults.append(f"{kind}, batch {number}: the second reading ended: {judge.stderr[-300:].decode()}")
            return 0, 0
        invalid = {place: verdict for (place, _), verdict in zip(asked, verdicts) if verdict != "valid"}
        known = {place for place, _ in asked}
        invalid |= {place: "not UTF-8" for place, line in enumerate(lines, 1) if place not in known and line.strip(b" \t\r")}
        for place in sorted(set(invalid) - aside):
            round.faults.append(f"{kind}, batch {number}, line {place} is taken, and is {invalid[place]}")
        file.unlink()
        return len(invalid), len(lines) - len(aside)

    jobs = []
    for number in range((round.count + RECORDS_AT_ONCE - 1) // RECORDS_AT_ONCE):
        kind = kinds[number % len(kinds)]
        samples = [json.loads(path.read_text()) for path in sorted((TEMPLATES / kind / "samples").glob("*.json"))]
        lines = [json.dumps(samples[0]).encode()]
        for _ in range(min(RECORDS_AT_ONCE, round.count - number * RECORDS_AT_ONCE)):
            sample = round.noise.choice(samples)
            if round.noise.randrange(3):
                line = json.dumps(changed(round.noise, sample), ensure_ascii=round.noise.randrange(2) == 0)
                line = line.encode(errors="surrogatepass")
            else:
                line = mutated(round.noise, json.dumps(sample).encode())
            lines.append(line.replace(b"\n", b" ").replace(b"\r", b" "))
        schema = json.dumps(json.loads((TEMPLATES / kind / "data.schema.json").read_text())).encode()
        jobs.append((number, kind, lines, schema))
    with ThreadPoolExecutor(round.asked.jobs) as pool:
        for one, other in pool.map(lambda job: batch(*job), jobs):
            refused, taken = refused + one, taken + other
    if round.count >= 100 and not (refused and taken):
        round.faults.append(f"{refused} invalid, {taken} taken: the mutations try nothing")
    round.end(f", {refused} invalid for the second reading, {taken} taken")


# MARK: What a kind is made of


def checked(round, files, change):
    """Changes one file of a kind, in a copy of the folders for each program that runs at once, and checks the kind."""
    places = [round.folder / f"{round.name}-{index}" for index in range(round.asked.jobs)]
    for place in places:
        shutil.copytree(TEMPLATES, place / "templates")
        shutil.copytree(FONTS, place / "fonts")
    work = []
    for number in range(round.count):
        kind, file = files[round.noise.randrange(len(files))]
        work.append((number, kind, file, round.noise.randrange(1 << 60)))

    def share(index):
        place = places[index]
        for number, kind, file, seed in work[index :: len(places)]:
            target = place / file
            whole = target.read_bytes()
            target.write_bytes(change(random.Random(seed), whole))
            round.program(
                "check", kind, "--templates", place / "templates", "--fonts", place / "fonts",
                what=f"{file} changed by {seed}",
            )
            target.write_bytes(whole)

    with ThreadPoolExecutor(len(places)) as pool:
        list(pool.map(share, range(len(places))))
    round.end()


def of_kinds(pattern, kinds):
    return [
        (kind, path.relative_to(TEMPLATES.parent).as_posix().replace("Templates", "templates", 1))
        for kind in kinds
        for path in sorted((TEMPLATES / kind).glob(pattern))
    ]


def templates(round):
    shared = [(round.kinds[0], f"templates/shared/{path.name}") for path in (TEMPLATES / "shared").glob("*.xml")]
    files = of_kinds("*.xml", round.kinds) + ([] if round.asked.quick else shared)
    checked(round, sorted(files), mutated)


def contracts(round):
    def change(noise, whole):
        if noise.randrange(2):
            return mutated(noise, whole)
        return json.dumps(changed(noise, json.loads(whole))).encode()

    checked(round, of_kinds("data.schema.json", round.kinds), change)


def words(round):
    shared = [(round.kinds[0], "templates/shared/en.json")]
    files = of_kinds("en.json", round.kinds) + of_kinds("es.json", round.kinds) + shared
    checked(round, files, mutated)


def fonts(round):
    used = sorted(path.name for path in FONTS.glob("*.ttf"))

    def change(noise, whole):
        # Most changes are where tables begin: in the middle of outlines hardly anything looks.
        if noise.randrange(4) == 0:
            return mutated(noise, whole)
        data = bytearray(whole)
        count = int.from_bytes(data[4:6], "big")
        for _ in range(noise.choice([1, 1, 2, 6])):
            entry = 12 + 16 * noise.randrange(count)
            start = int.from_bytes(data[entry + 8 : entry + 12], "big")
            at = noise.choice([entry, start, start]) + noise.randrange(16 if noise.randrange(2) else 64)
            data[min(at, len(data) - 1)] = noise.choice([0, 1, 0x7F, 0x80, 0xFF, noise.randrange(256)])
        return bytes(data)

    checked(round, [(round.kinds[0], f"fonts/{name}") for name in used], change)


def pictures(round):
    checked(round, [(round.kinds[0], "templates/shared/seal.png")], mutated)


# MARK: Mappings


def mappings(round):
    extract = ROOT / "docs/extract"
    whole = {path.name: path.read_bytes() for path in extract.iterdir() if path.suffix in (".csv", ".json")}
    details = {"services": "services", "services.charges": "charges", "meters": "meters", "history": "history"}

    def one(number):
        noise = random.Random(f"{round.asked.seed} mapping {number}")
        place = round.folder / f"mapping-{number}"
        (place / "templates/bill").mkdir(parents=True)
        for kind in ["shared", "control-report"]:
            (place / "templates" / kind).symlink_to(TEMPLATES / kind)
        for part in (TEMPLATES / "bill").iterdir():
            (place / "templates/bill" / part.name).symlink_to(part)
        spoilt = noise.choice(["extract.json"] * 3 + sorted(whole))
        for name, data in whole.items():
            file = place / ("templates/bill" if name == "extract.json" else ".") / name
            file.write_bytes(mutated(noise, data) if name == spoilt else data)
        arguments = ["run", "submit", "bill", place / "bills.csv", "--home", place / "home", "--as-of", "2026-11-24"]
        for name, file in details.items():
            arguments += ["--detail", f"{name}={place / file}.csv"]
        round.program(*arguments, "--templates", place / "templates", "--fonts", FONTS, what=f"mapping {number}, {spoilt}")
        shutil.rmtree(place)

    with ThreadPoolExecutor(round.asked.jobs) as pool:
        list(pool.map(one, range(round.count)))
    round.end()


def run(asked, folder, checks):
    count = 200 if asked.quick else asked.count
    for name, share in SHARES.items():
        if asked.only and asked.only not in name:
            continue
        if asked.quick and name != "records":
            # A program for each is what takes its time.
            number = 4
        else:
            number = max(1, round(count * share))
        part = Round(asked, folder, checks, name, number)
        globals()[name](part)
