"""Rounds of one run under attack, each held against the same run left alone."""

import random
import shutil
import signal
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from .desk import RUN, Desk, children, hit, hit_group, is_alive, town, until

PAGES = 150  # pages in a print file: several files, so that a kill falls between two
SOON = 5.0  # seconds within which who is asked to end must have ended


class Wrong(Exception):
    """A round that cannot go on; what was wrong."""


def run(asked, folder, checks):
    rounds = asked.rounds or (2 if asked.quick else 20)
    accounts = asked.accounts or (200 if asked.quick else 600)
    extract = town(folder / "town", accounts, asked.seed, 7)
    alone = undisturbed(asked.program, folder / "alone", extract)
    checks(f"undisturbed run of {accounts} accounts: {len(alone['manifest'])} documents in {len(alone['sums'])} files, {len(alone['bad'])} set aside")
    tally = Tally()
    with ThreadPoolExecutor(max(1, asked.jobs)) as pool:
        list(pool.map(lambda number: one(asked, folder, checks, extract, alone, number, tally), range(asked.first, asked.first + rounds)))
    tally.tell(checks)


class Tally:
    """What was done in all rounds, and how long what must be soon has taken."""

    def __init__(self):
        self.lock, self.acts, self.worst, self.faults, self.left = threading.Lock(), Counter(), {}, Counter(), Counter()

    def act(self, name):
        with self.lock:
            self.acts[name] += 1

    def took(self, name, seconds):
        with self.lock:
            self.worst[name] = max(self.worst.get(name, 0), seconds)

    def tell(self, checks):
        checks.note("done: " + ", ".join(f"{count} x {name}" for name, count in sorted(self.acts.items())))
        checks.note("slowest: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in sorted(self.worst.items())))
        checks.note("left behind (and by nothing cleaned): " + (", ".join(f"{count} {name}" for name, count in sorted(self.left.items())) or "nothing"))
        for fault, count in self.faults.most_common():
            checks.note(f"failed in {count} rounds: {fault}")


def undisturbed(program, folder, extract):
    desk = Desk(program, folder)
    times, began = {}, time.monotonic()

    def step(name, said, wanted):
        nonlocal began
        if said.code != wanted:
            raise SystemExit(f"the undisturbed run: {name}: {said}")
        times[name] = time.monotonic() - began
        began = time.monotonic()

    step("submit", desk.submit(extract), 3)
    step("work", desk.work(), 0)
    bad = set_aside(desk)
    desk.waive_all()
    began = time.monotonic()
    step("approve", desk.approve(), 0)
    step("release", desk.release("--pages-per-file", PAGES), 0)
    return {
        "sums": desk.sums(), "manifest": desk.manifest(), "bad": bad, "times": times,
        "documents": desk.rows("SELECT count(*) FROM document")[0][0], "chunks": desk.rows("SELECT count(*) FROM chunk")[0][0],
    }


def set_aside(desk):
    return desk.rows("SELECT seq, copy, line, reasons FROM documents WHERE state IN ('quarantined', 'waived') ORDER BY seq")


def one(asked, folder, checks, extract, alone, number, tally):
    home = folder / f"round-{number}"
    attack = Attack(Desk(asked.program, home), extract, alone, random.Random(f"{asked.seed} {number}"), tally, asked.quick)
    try:
        wrong = attack.go()
    except Wrong as fault:
        wrong = [*attack.wrong, str(fault)]
    except Exception as error:
        wrong = [*attack.wrong, f"the round broke off: {type(error).__name__}: {error}"]
    finally:
        attack.clear()
    for fault in wrong:
        with tally.lock:
            tally.faults[fault.split(":")[0]] += 1
    checks(f"round {number} ({', '.join(attack.done)})", "; ".join(wrong))
    if not wrong or not asked.keep:
        shutil.rmtree(home, ignore_errors=True)


class Attack:
    def __init__(self, desk, extract, alone, dice, tally, is_quick):
        self.is_quick = is_quick
        self.desk, self.extract, self.alone, self.dice, self.tally = desk, extract, alone, dice, tally
        self.done, self.wrong, self.processes, self.stopped = [], [], [], {}

    def go(self):
        self.submit()
        self.work()
        said = self.desk.waive_all()
        if said:
            raise Wrong(f"waive: {said}")
        said = self.desk.approve()
        if said.code:
            raise Wrong(f"approve: {said}")
        self.release()
        self.judge()
        return self.wrong

    def clear(self):
        self.wake()
        for process in self.processes:
            hit_group(process, signal.SIGCONT)
            hit_group(process, signal.SIGKILL)
            process.wait()

    def start(self, *words):
        process = self.desk.start(*words)
        self.processes.append(process)
        return process

    def act(self, name):
        self.done.append(name)
        self.tally.act(name)

    # The submitter.

    def submit(self):
        dice, took = self.dice, self.alone["times"]["submit"]
        for _ in range(dice.choice([0, 1, 1, 2, 4])):
            process = self.start("run", "submit", "bill", self.extract, "--name", RUN, "--as-of", "2026-11-24")
            wait = dice.uniform(0, took * 1.2) if dice.random() < 0.6 else took * dice.uniform(0.7, 1.05)
            try:
                process.wait(wait)
            except Exception:
                process.kill()
                process.wait()
                self.act("submitter killed")
            self.whole_or_none()
        said = self.desk.submit(self.extract)
        if said.code != 3 and not (said.code == 1 and "taken in before" in said.text):
            raise Wrong(f"submit: {said}")
        self.whole_or_none(must=True)

    def whole_or_none(self, must=False):
        try:
            runs = self.desk.rows("SELECT id, records FROM run")
            counts = [self.desk.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("document", "chunk")]
        except sqlite3.OperationalError:
            # No store, or one without tables yet.
            runs, counts = [], [0, 0]
        whole = [self.alone["documents"], self.alone["chunks"]]
        if not (len(runs) == 1 and counts == whole or not must and not runs and counts == [0, 0]):
            raise Wrong(f"the submitted run is half: {runs}, {counts} of {whole} documents and chunks")

    # Workers and supervisors.

    def supervisor(self, drain=True):
        lease, workers = self.dice.choice([1, 1, 2]), self.dice.choice([1, 2, 4])
        words = ["work"] + (["--drain"] if drain else []) + ["--workers", workers, "--lease", lease]
        process = self.start(*words)
        process.lease = lease
        return process

    def work(self):
        dice = self.dice
        count = dice.choice([1, 1, 2])
        supervisors = [self.supervisor() for _ in range(count)]
        self.act(f"{count} supervisor{'s' if count > 1 else ''}")
        for _ in range(dice.choice([0, 2, 4, 6, 9])):
            # A worker needs a tenth of a second before it lays anything out.
            time.sleep(dice.choice([dice.uniform(0, 0.05), dice.uniform(0.05, 0.3), dice.uniform(0.1, 0.6)]))
            supervisors = [process for process in supervisors if process.poll() is None]
            while len(supervisors) < count:
                supervisors.append(self.supervisor())
            self.strike(dice.choice(supervisors))
            if self.is_composed():
                break
        self.wake()
        if self.done[-1].startswith("all killed") and dice.random() < 0.5:
            # Leases must run out.
            time.sleep(dice.uniform(0, 1))
        # Nobody helps those that were attacked: they must come to their own end, or be begun again.
        for process in supervisors:
            try:
                process.wait(60)
            except Exception:
                raise Wrong("work: a supervisor that drains did not end within 60 s")
        began = time.monotonic()
        said = self.desk.do("work", "--drain", "--workers", dice.choice([1, 2, 4]), "--lease", 2, timeout=60)
        self.tally.took("the last drain", time.monotonic() - began)
        if said.code or not self.is_composed():
            raise Wrong(f"work: {said}; {self.desk.rows('SELECT id, kind, state, attempt, error FROM job')}")

    def is_composed(self):
        return self.desk.rows("SELECT state FROM run")[0][0] != "composing"

    def strike(self, process):
        dice = self.dice
        way = dice.choice(["worker", "worker", "worker", "workers", "supervisor", "all", "stop", "stop", "end", "end all"])
        workers = children(process.pid)
        if way in ("worker", "workers", "stop") and not workers:
            return
        if way == "worker":
            hit(dice.choice(workers), signal.SIGKILL)
            self.act("worker killed")
        elif way == "workers":
            for pid in workers:
                hit(pid, signal.SIGKILL)
            self.act("all workers killed")
        elif way == "supervisor":
            process.kill()
            process.wait()
            self.act("supervisor killed")
            began = time.monotonic()
            if not until(lambda: not any(is_alive(pid) for pid in workers if pid not in self.stopped), SOON, 0.01):
                self.wrong.append(f"workers go on after their supervisor was killed: {SOON} s later")
            self.tally.took("workers end after their supervisor", time.monotonic() - began)
        elif way == "all":
            hit_group(process, signal.SIGKILL)
            process.wait()
            self.act("all killed")
        elif way == "stop":
            pid = dice.choice(workers)
            hit(pid, signal.SIGSTOP)
            self.act("worker stopped beyond its lease")
            # Woken by the clock, whatever else goes on: it may hold the lock of the store, and everybody waits for it.
            timer = threading.Timer(process.lease + dice.uniform(0.2, 0.8), hit, (pid, signal.SIGCONT))
            timer.start()
            self.stopped[pid] = timer
            if dice.random() < 0.6:
                self.wake()
        else:
            # Who is asked to end cannot while he is stopped.
            self.wake()
            began = time.monotonic()
            if way == "end":
                hit(process.pid, signal.SIGTERM)
            else:
                hit_group(process, signal.SIGINT)
            try:
                process.wait(20)
            except Exception:
                self.wrong.append("a supervisor that was asked to end did not: within 20 s")
                hit_group(process, signal.SIGKILL)
                process.wait()
            took = time.monotonic() - began
            name = "SIGTERM" if way == "end" else "SIGINT to all"
            self.tally.took(f"end after {name}", took)
            self.act(name)
            if took > SOON:
                self.wrong.append(f"ended late after {name}: {took:.1f} s")
            leased = self.desk.rows("SELECT count(*) FROM job WHERE state = 'running' AND owner IN (%s)" % ",".join(f"'worker {pid}'" for pid in workers or [0]))[0][0]
            if leased:
                self.tally.act(f"lease not given back after {name}")

    def wake(self):
        """Waits until everybody who was stopped goes on."""
        for pid, timer in list(self.stopped.items()):
            timer.join()
            del self.stopped[pid]

    # The releaser.

    def release(self):
        dice, desk, took = self.dice, self.desk, self.alone["times"]["release"]
        helper = None
        if dice.random() < 0.25:
            helper = self.supervisor(drain=False)
            self.act("workers beside the release")
        for _ in range(dice.choice([0, 1, 2, 3, 5])):
            words = ["run", "release", RUN, "-o", desk.out, "--pages-per-file", PAGES, "--workers", dice.choice([1, 2, 4])]
            process = self.start(*words)
            other = self.start(*words) if dice.random() < 0.1 else None
            if other:
                self.act("two releasers")
            moment = dice.choice(["any", "any", "printing", "assembling", "assembling", "sums", "placed", "placed", "end"])
            if moment in ("any", "end"):
                until(lambda: process.poll() is not None, dice.uniform(0, took * 1.1) if moment == "any" else took * dice.uniform(0.75, 1.1))
            elif moment == "printing":
                self.watch(process, lambda: desk.rows("SELECT 1 FROM job WHERE kind = 'print' AND state IN ('running', 'completed')"))
                time.sleep(dice.uniform(0, took / 2))
            elif moment == "assembling":
                self.watch(process, lambda: any(desk.beside()))
                time.sleep(dice.uniform(0, 0.03))
            elif moment == "sums":
                self.watch(process, lambda: any((desk.out.parent / name / "SHA256SUMS").exists() for name in desk.beside()))
                time.sleep(dice.choice([0, 0, dice.uniform(0, 0.004)]))
            else:
                self.watch(process, desk.out.is_dir)
                time.sleep(dice.choice([0, 0, dice.uniform(0, 0.004)]))
            # A releaser's workers have leases of 30 s, which whoever goes on after them must wait for.
            way = dice.choice(["releaser", "releaser", "releaser", "end"] + ([] if self.is_quick else ["its workers", "all"]))
            self.fell(process, way, moment)
            if other:
                try:
                    other.wait(70)
                except Exception:
                    raise Wrong("release: the second releaser did not end within 70 s")
            self.nothing_half()
        if helper and dice.random() < 0.5:
            hit_group(helper, signal.SIGKILL)
            helper.wait()
            helper = None
        began = time.monotonic()
        said = desk.release("--pages-per-file", PAGES, "--workers", dice.choice([1, 2, 4]), timeout=100)
        self.tally.took("the last release", time.monotonic() - began)
        if said.code and not (said.code == 1 and "is released already" in said.text):
            raise Wrong(f"release: {said}; {desk.rows('SELECT id, kind, state, attempt, error FROM job')}")
        if helper:
            began = time.monotonic()
            hit(helper.pid, signal.SIGTERM)
            helper.wait(20)
            self.tally.took("end after SIGTERM", time.monotonic() - began)

    @staticmethod
    def watch(process, condition):
        until(lambda: process.poll() is not None or condition(), 60, 0.0002)

    def fell(self, process, way, moment):
        if process.poll() is not None:
            return
        if way == "its workers":
            workers = children(process.pid)
            for pid in workers:
                hit(pid, signal.SIGKILL)
            if workers:
                self.act("release's workers killed")
            try:
                process.wait(70)
            except Exception:
                raise Wrong("release: did not end within 70 s after its workers were killed")
            return
        if way == "end":
            began = time.monotonic()
            hit(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except Exception:
                self.wrong.append("a releaser that was asked to end did not: within 20 s")
                hit_group(process, signal.SIGKILL)
                process.wait()
            self.tally.took("releaser ends after SIGTERM", time.monotonic() - began)
        elif way == "all":
            hit_group(process, signal.SIGKILL)
            process.wait()
        else:
            process.kill()
            process.wait()
        self.act(f"{'releaser' if way != 'all' else 'releaser and workers'} {'asked to end' if way == 'end' else 'killed'} ({moment})")

    def nothing_half(self):
        """The set is there as a whole, or not."""
        sums = self.desk.sums()
        if self.desk.out.exists() and sums != self.alone["sums"]:
            raise Wrong(f"the output set is half or other: {different(sums, self.alone['sums'])}")

    # The end.

    def judge(self):
        desk, alone, wrong = self.desk, self.alone, self.wrong
        show = desk.show()
        if not show or show["state"] != "released" or not show["balanced"] or show["output"] != str(desk.out):
            wrong.append(f"the run is not released and balanced: {show}")
        if desk.sums() != alone["sums"]:
            wrong.append(f"released files are other: {different(desk.sums(), alone['sums'])}")
        manifest = desk.manifest()
        if [row["sequence"] for row in manifest] != [str(n + 1) for n in range(len(manifest))]:
            wrong.append("the manifest's sequence has gaps")
        documents = [row["document"] for row in manifest]
        if len(set(documents)) != len(documents) or set(documents) != {row["document"] for row in alone["manifest"]}:
            wrong.append("documents are not each there once")
        if set_aside(desk) != alone["bad"]:
            wrong.append(f"other documents were set aside: {[row for row in set_aside(desk) if row not in alone['bad']]}")
        for words in (["audit", "verify"], ["archive", "verify"]):
            said = desk.do(*words)
            if said.code:
                wrong.append(f"{' '.join(words)}: {said}")
        if desk.rows("PRAGMA integrity_check")[0][0] != "ok":
            wrong.append("the store is damaged: PRAGMA integrity_check")
        left = desk.beside()
        if left:
            wrong.append(f"left beside the output set: {', '.join(left)}")
        for path in desk.aside():
            self.tally.left["files in aside"] += 1
            self.tally.left["bytes in aside"] += path.stat().st_size
        kept = {row[0].hex() for table in ("chunk", "bundle_file", "file", "own_file") for row in desk.rows(f"SELECT blob FROM {table} WHERE blob IS NOT NULL")}
        strays = [path for path in (desk.home / "archive").rglob("*") if path.is_file() and path.name not in kept]
        self.tally.left["files of the archive that nothing refers to"] += len(strays)


def different(found, wanted):
    names = [name for name in sorted(set(found) | set(wanted)) if found.get(name) != wanted.get(name)]
    return ", ".join(f"{name} ({'is missing' if name not in found else 'is new' if name not in wanted else 'has other bytes'})" for name in names[:6])
