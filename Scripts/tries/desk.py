"""One home of runs, asked through the command line; and what is needed to disturb it."""

import csv
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-24"
RUN = "tried"

# What the store has of each document of a run, as one table that is only there for whoever asks.
DOCUMENTS = """
    CREATE TEMP VIEW documents AS
    SELECT d.run, d.seq, CASE d.detail WHEN 1 THEN -1 ELSE d.copy END AS copy, d.line, d.account, d.number, d.cents,
        CASE WHEN w.seq IS NOT NULL THEN 'waived' WHEN d.reasons IS NOT NULL THEN 'quarantined' ELSE coalesce(c.state, 'waiting') END AS state,
        coalesce(d.reasons, c.reasons) AS reasons, c.stated, c.digest, c.pages, s.seq IS NOT NULL AS stopped, p.piece, p.file, p.first_page
    FROM document AS d JOIN run ON run.id = d.run
    LEFT JOIN composed AS c ON c.run = d.run AND c.round = run.round AND c.chunk = d.chunk AND c.seq = d.seq
    LEFT JOIN waiver AS w ON w.run = d.run AND w.seq = d.seq
    LEFT JOIN stop AS s ON s.run = d.run AND s.seq = d.seq
    LEFT JOIN piece AS p ON p.run = d.run AND p.seq = d.seq
"""


# Whoever owns the file can take away what keeps the trail.
FREE = ("DROP TRIGGER IF EXISTS audit_stays", "DROP TRIGGER IF EXISTS audit_is_kept")


class Said:
    """What a command answered."""

    def __init__(self, code, out, err, seconds=0.0):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds
        self.text = (err + out).strip()

    def __str__(self):
        return f"status {self.code}, {self.text[-300:]!r}"


class Checks:
    """Prints a line for each thing that was tried, and counts."""

    def __init__(self):
        self.held, self.failed, self.lock = 0, [], threading.Lock()

    def __call__(self, name, why=None):
        """`why` tells what is wrong; None or "" where the check holds."""
        with self.lock:
            if why:
                self.failed.append((name, why))
                print(f"FAILS  {name}: {why}", flush=True)
            else:
                self.held += 1
                print(f"holds  {name}", flush=True)

    def note(self, text):
        with self.lock:
            print(f"       {text}", flush=True)

    def skip(self, name, why):
        with self.lock:
            print(f"skips  {name}: {why}", flush=True)

    def end(self):
        print(f"{self.held} hold, {len(self.failed)} fail", flush=True)
        sys.exit(1 if self.failed else 0)


class Desk:
    """A home, its program, and the folder that it releases to."""

    def __init__(self, program, folder, templates="Templates", home=None, out=None):
        self.program, self.folder, self.templates = str(program), Path(folder), str(templates)
        self.home = Path(home or self.folder / "home")
        self.out = Path(out or self.folder / "out" / "set")
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def store(self):
        return self.home / "billpress.sqlite"

    def words(self, *words):
        words = [str(word) for word in words]
        extra = ["--home", str(self.home)]
        if words[0] == "reissue" or words[:2] in (["run", "submit"], ["run", "release"], ["run", "recompose"]):
            extra += ["--templates", self.templates]
        return [self.program] + words + extra

    def do(self, *words, timeout=120, stdin=None):
        began = time.monotonic()
        try:
            done = subprocess.run(self.words(*words), cwd=ROOT, capture_output=True, timeout=timeout, input=stdin)
        except subprocess.TimeoutExpired as late:
            return Said(-1, "", f"did not end within {timeout} s: {(late.stderr or b'').decode(errors='replace')}", timeout)
        return Said(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), time.monotonic() - began)

    def start(self, *words):
        """A process that leads a group of its own, so that all of it can be ended."""
        return subprocess.Popen(self.words(*words), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    # The steps of a run, as a person goes through them.

    def submit(self, extract, kind="bill", *more):
        return self.do("run", "submit", kind, extract, "--name", RUN, "--as-of", DAY, *more)

    def work(self, *more, timeout=120):
        return self.do("work", "--drain", "--workers", "1", *more, timeout=timeout)

    def waive_all(self):
        # What was made of a record for others is waived with it.
        while row := self.rows("SELECT seq FROM documents WHERE state = 'quarantined' ORDER BY seq LIMIT 1"):
            said = self.do("run", "waive", RUN, row[0][0], "--by", "Ann", "--why", "tried")
            if said.code:
                return said
        return None

    def approve(self, who="Ann"):
        return self.do("run", "approve", RUN, "--by", who)

    def release(self, *more, timeout=120):
        return self.do("run", "release", RUN, "-o", self.out, *more, timeout=timeout)

    def show(self):
        said = self.do("run", "show", RUN, "--json")
        return json.loads(said.out) if said.code == 0 else None

    # The store and the archive, as somebody finds them who goes past the program.

    def rows(self, sql, *values):
        # Not read-only: who reads first after a kill rolls the journal back. It makes no store where there is none.
        db = sqlite3.connect(f"file:{self.store}?mode=rw", uri=True, timeout=60)
        try:
            if "documents" in sql:
                db.execute(DOCUMENTS)
            return db.execute(sql, values).fetchall()
        finally:
            db.close()

    def change(self, *statements):
        db = sqlite3.connect(self.store, timeout=60)
        try:
            with db:
                # Triggers that are dropped for it stand again afterwards: another layout of the store is refused as such.
                triggers = [row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
                counts = [db.execute(sql).rowcount for sql in statements]
                for sql in triggers:
                    db.execute(sql.replace("CREATE TRIGGER ", "CREATE TRIGGER IF NOT EXISTS ", 1))
                return counts[-1]
        finally:
            db.close()

    def take_back(self, act, *statements):
        """As if what was written down last had not come to the store: the last lines of the trail, and what they are of."""
        last = self.rows("SELECT act FROM audit ORDER BY id DESC LIMIT 1")
        if not last or last[0][0] != act:
            raise RuntimeError(f"the last line of the trail is no {act}: {last}")
        self.change(*FREE, f"DELETE FROM audit WHERE id > (SELECT max(id) FROM audit WHERE act <> '{act}')", *statements)

    def blob(self, digest):
        name = digest.hex() if isinstance(digest, bytes) else digest
        return self.home / "archive" / name[:2] / name[2:4] / name

    def chunk(self, number=0):
        return self.blob(self.rows("SELECT blob FROM chunk WHERE number = ?", number)[0][0])

    def template(self, path):
        return self.blob(self.rows("SELECT blob FROM bundle_file WHERE path LIKE ?", f"%{path}")[0][0])

    def printed(self):
        return self.blob(self.rows("SELECT blob FROM file WHERE is_printed = 1 ORDER BY number")[0][0])

    # What was released.

    def sums(self):
        return sums(self.out)

    def manifest(self):
        with open(self.out / "manifest.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def beside(self):
        """What stands beside the output set that nobody asked for."""
        parent = self.out.parent
        return sorted(p.name for p in parent.iterdir() if p != self.out) if parent.is_dir() else []

    def aside(self):
        folder = self.home / "aside"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def copy(self, folder):
        """The same home again, to be spoilt in another way."""
        other = Desk(self.program, folder, self.templates)
        shutil.copytree(self.home, other.home)
        return other


def sums(folder):
    """SHA-256 of each file under a folder, by name."""
    folder = Path(folder)
    if not folder.is_dir():
        return {}
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(path, change=None):
    """Changes bytes of a file of the archive, which is read-only; `change` is a function or the new bytes. Answers the old ones."""
    path = Path(path)
    old = path.read_bytes()
    if change is None:
        new = bytearray(old)
        new[len(new) // 2] ^= 1
    else:
        new = change(old) if callable(change) else change
    path.chmod(0o600)
    path.write_bytes(bytes(new))
    path.chmod(0o400)
    return old


def town(folder, accounts, seed, bad):
    """The town's bills; answers their file."""
    asked = [sys.executable, ROOT / "Scripts/make_town.py", "-o", folder, "--accounts", max(200, accounts), "--bad", bad, "--seed", seed]
    subprocess.run([str(word) for word in asked], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    bills = Path(folder) / "bill.jsonl"
    if accounts < 200:
        # A smaller town there is not.
        bills.write_text("".join(bills.read_text(encoding="utf-8").splitlines(keepends=True)[:accounts]), encoding="utf-8")
    return bills


def children(pid):
    """The processes that a process has started."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    if int(file.read().rpartition(")")[2].split()[1]) == pid:
                        found.append(int(name))
            except (OSError, IndexError, ValueError):
                pass
    return sorted(found)


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def hit(pid, number):
    """A signal to a process that we, or a process of ours, started."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def hit_group(process, number):
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        pass


def until(condition, seconds, step=0.001):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(step)
    return False
