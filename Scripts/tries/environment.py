"""What the machine does to a run: full disks, folders that cannot be written, a store that somebody else holds, workers that vanish."""

import os
import re
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import contextmanager

from .desk import RUN, Desk, children, hit, hit_group, town, until


def run(asked, folder, checks):
    tries = Environment(asked, folder, checks)
    groups = [tries.full_disk, tries.full_output, tries.read_only, tries.locked, tries.expiry, tries.frozen, tries.kills_of_one_document, tries.two_releasers]
    quick = [tries.full_disk_quick, tries.locked_quick, tries.expiry_quick]
    for group in quick if asked.quick else groups:
        if asked.only and asked.only not in group.__name__:
            continue
        try:
            group()
        except Exception as error:
            checks(f"{group.__name__} to its end", f"{type(error).__name__}: {error}")
        finally:
            tries.unmount()


class Environment:
    def __init__(self, asked, folder, checks):
        self.program, self.folder, self.checks, self.count, self.mounts = asked.program, folder, checks, 0, []
        self.extract = town(folder / "town", asked.accounts or (200 if asked.quick else 600), asked.seed, 0)
        self.can_mount = self.tries_mount()
        alone = self.fresh()
        self.through(alone)
        self.sums = alone.sums()

    def fresh(self, home=None, out=None):
        self.count += 1
        return Desk(self.program, self.folder / f"try-{self.count}", home=home, out=out)

    def through(self, desk, steps="submit work approve release"):
        for step in steps.split():
            said = desk.submit(self.extract) if step == "submit" else getattr(desk, step)()
            if said.code:
                raise RuntimeError(f"{step}: {said}")

    def finish(self, name, desk):
        """Goes on to the end; the files must be the undisturbed ones, and nothing left."""
        state = (self.runs(desk) or ["none"])[0]
        steps = {"none": "submit work approve release", "composing": "work approve release", "composed": "approve release", "approved": "release", "printing": "release", "released": ""}[state]
        try:
            self.through(desk, steps)
        except RuntimeError as error:
            return self.checks(name, str(error))
        wrong = None
        if desk.sums() != self.sums:
            wrong = "released files are other than undisturbed ones"
        elif desk.beside():
            wrong = f"left beside the output set: {', '.join(desk.beside())}"
        elif desk.rows("SELECT count(*) FROM documents WHERE state = 'quarantined'")[0][0]:
            wrong = "innocent documents are set aside"
        else:
            for words in (["audit", "verify"], ["archive", "verify"]):
                said = desk.do(*words)
                if said.code:
                    wrong = str(said)
        self.checks(name, wrong)

    @staticmethod
    def runs(desk):
        """The states of the runs; none where the store has no tables yet."""
        try:
            return [row[0] for row in desk.rows("SELECT state FROM run")]
        except sqlite3.OperationalError:
            return []

    def refused(self, name, said, words, codes=(5,)):
        self.checks(name, f"was not refused: {said}" if said.code == 0 else None if said.code in codes and re.search(words, said.text) else f"status {codes} and {words!r} were wanted: {said}")

    def again(self, name, desk):
        """\"Begin the release again to go on\", it says: so it must, at once."""
        if desk.out.exists():
            return
        said = desk.release()
        if said.code == 0:
            return self.checks(f"{name}: begun again, it goes on")
        tries = 1
        while tries < 8 and said.code:
            time.sleep(1)
            said = desk.release()
            tries += 1
        wrong = f"{tries} times begun again, the last said {said}" if said.code else f"only the {tries}th time"
        if said.code:
            desk.do("run", "retry", RUN)
        self.checks(f"{name}: begun again, it goes on", wrong)

    # Mounts, as root.

    def tries_mount(self):
        if os.geteuid() != 0:
            return False
        path = self.folder / "mount"
        path.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", path], capture_output=True)
        if done.returncode == 0:
            subprocess.run(["umount", path], check=True)
        return done.returncode == 0

    def mount(self, megabytes):
        self.count += 1
        path = self.folder / f"mount-{self.count}"
        path.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", path], check=True)
        self.mounts.append(path)
        return path

    def unmount(self):
        while self.mounts:
            path = self.mounts.pop()
            subprocess.run(["umount", "-l", path], check=False)

    @staticmethod
    def fill(path, leave=0):
        """Writes until nothing is left but so many bytes; answers the file."""
        filler = path / "filler"
        with open(filler, "ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    pass
            if leave:
                file.truncate(max(0, file.tell() - leave))
        return filler

    # Full disks.

    def full_disk_quick(self):
        self.full_disk(leaves=(0,), steps=("release",))

    def full_disk(self, leaves=(0, 8 << 10, 64 << 10, 300 << 10), steps=("submit", "work", "release")):
        if not self.can_mount:
            return self.checks.skip("full disk", "only root can mount a small file system")
        for leave in leaves if "submit" in steps else ():
            disk = self.mount(24)
            desk = self.fresh(home=disk / "home")
            filler = self.fill(disk, leave)
            name = f"disk full but for {leave >> 10} kB"
            said = desk.submit(self.extract)
            self.refused(f"{name} at submit: refused", said, "disk is full|No space")
            self.checks(f"{name} at submit: no run is there", f"{self.runs(desk)}" if self.runs(desk) else None)
            filler.unlink()
            self.finish(f"{name} at submit, then freed: completes", desk)
            self.unmount()
        for leave in leaves if "work" in steps else ():
            name = f"disk full but for {leave >> 10} kB"
            disk = self.mount(24)
            desk = self.fresh(home=disk / "home")
            self.through(desk, "submit")
            filler = self.fill(disk, leave)
            process = desk.start("work", "--drain", "--workers", "2", "--lease", "2")
            time.sleep(1.2)
            early = process.poll()
            filler.unlink()
            try:
                code = process.wait(90)
                self.checks(f"{name} at work, freed while it goes on: {'ends with status 5 before' if early is not None else 'goes on'}", None if code in (0, 5) else f"status {code}")
            except subprocess.TimeoutExpired:
                hit_group(process, signal.SIGKILL)
                process.wait()
                self.checks(f"{name} at work, freed while it goes on", "did not end within 90 s after room was made")
            self.finish(f"{name} at work, then freed: completes", desk)
            self.unmount()
        for leave in leaves:
            name = f"disk full but for {leave >> 10} kB"
            disk = self.mount(24)
            desk = self.fresh(home=disk / "home")
            self.through(desk, "submit work approve")
            filler = self.fill(disk, leave)
            said = desk.release(timeout=90)
            if said.code == 0 and desk.sums() == self.sums:
                self.checks(f"{name} at release: there was room enough")
            else:
                self.refused(f"{name} at release: refused, and said", said, "disk is full|No space")
                self.checks(f"{name} at release: no output set", "there is one" if desk.out.exists() else None)
            filler.unlink()
            self.again(f"{name} at release, then freed", desk)
            self.finish(f"{name} at release, then freed: completes", desk)
            left = [path.name for path in desk.aside()]
            self.checks(f"{name} at release: nothing is left aside", f"{left}" if left else None)
            self.unmount()

    def full_output(self):
        if not self.can_mount:
            return self.checks.skip("full disk of the output", "only root can mount a small file system")
        for leave in (0, 100 << 10, 600 << 10):
            disk = self.mount(4)
            desk = self.fresh(out=disk / "sets" / "set")
            self.through(desk, "submit work approve")
            filler = self.fill(disk, leave)
            self.refused(f"output's disk full but for {leave >> 10} kB: refused", desk.release(), "No space")
            self.checks(f"output's disk full but for {leave >> 10} kB: nothing is left there", f"{desk.beside()}" if desk.beside() or desk.out.exists() else None)
            filler.unlink()
            self.finish(f"output's disk full but for {leave >> 10} kB, then freed: completes", desk)
            self.unmount()

    # Folders that cannot be written.

    @contextmanager
    def read_only_folder(self, path):
        subprocess.run(["mount", "--bind", path, path], check=True)
        self.mounts.append(path)
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", path], check=True)
            yield
        finally:
            subprocess.run(["umount", path], check=True)
            self.mounts.remove(path)

    def read_only(self):
        if not self.can_mount:
            return self.checks.skip("read-only archive", "only root can mount")
        desk = self.fresh()
        (desk.home / "archive").mkdir(parents=True)
        with self.read_only_folder(desk.home / "archive"):
            self.refused("read-only archive at submit: refused", desk.submit(self.extract), "Read-only")
        self.checks("read-only archive at submit: no run is there", f"{self.runs(desk)}" if self.runs(desk) else None)
        self.finish("archive read-only at submit, then writable: completes", desk)
        desk = self.fresh()
        self.through(desk, "submit")
        with self.read_only_folder(desk.home / "archive"):
            said = desk.work()
            self.checks("read-only archive at work: it only reads", None if said.code == 0 else str(said))
            said = desk.approve()
            self.checks("read-only archive at approval: it only reads", None if said.code == 0 else str(said))
            self.refused("read-only archive at release: refused", desk.release(timeout=90), "Read-only")
            self.checks("read-only archive at release: no output set", "there is one" if desk.out.exists() else None)
        self.again("archive read-only at release, then writable", desk)
        self.finish("archive read-only at release, then writable: completes", desk)
        for name in ("home", "out"):
            desk = self.fresh()
            self.through(desk, "submit work approve")
            path = desk.home if name == "home" else desk.out.parent
            path.mkdir(parents=True, exist_ok=True)
            with self.read_only_folder(path):
                said = desk.release(timeout=90)
                self.refused(f"read-only {'home' if name == 'home' else 'folder of the output'} at release: refused", said, "Read-only|cannot be written|cannot")
            self.finish(f"{'home' if name == 'home' else 'folder of the output'} read-only at release, then writable: completes", desk)

    # A store that somebody else holds.

    @contextmanager
    def lock(self, desk, how, seconds):
        db = sqlite3.connect(desk.store, timeout=60, isolation_level=None, check_same_thread=False)
        db.execute(f"BEGIN {how}")
        timer = threading.Timer(seconds, lambda: db.execute("ROLLBACK"))
        timer.start()
        try:
            yield
        finally:
            timer.join()
            db.close()

    def locked_quick(self):
        self.locked(ways=("IMMEDIATE",), seconds=1)

    def locked(self, ways=("IMMEDIATE", "EXCLUSIVE"), seconds=4):
        for how in ways:
            desk = self.fresh()
            self.through(desk, "submit")
            with self.lock(desk, how, seconds):
                said = desk.work("--lease", "1", timeout=60)
                self.checks(f"store locked for {seconds} s ({how}) at work: it waits", None if said.code == 0 and said.seconds >= seconds - 1 else str(said))
            with self.lock(desk, how, seconds):
                said = desk.approve()
                self.checks(f"store locked for {seconds} s ({how}) at approval: it waits", None if said.code == 0 else str(said))
            with self.lock(desk, how, seconds):
                said = desk.release()
                self.checks(f"store locked for {seconds} s ({how}) at release: it waits", None if said.code == 0 else str(said))
            self.finish(f"store locked for {seconds} s ({how}): byte for byte", desk)
        if len(ways) < 2:
            return
        # A worker that waits for the store must not be taken for one that hangs at a document.
        desk = self.fresh()
        self.through(desk, "submit")
        process = desk.start("work", "--drain", "--workers", "1", "--lease", "1", "--patience", "1")
        for _ in range(6):
            until(lambda: process.poll() is not None or desk.rows("SELECT 1 FROM job WHERE state = 'running'"), 10)
            if process.poll() is not None or desk.rows("SELECT state FROM run")[0][0] != "composing":
                break
            time.sleep(0.15)
            with self.lock(desk, "IMMEDIATE", 3):
                pass
        process.wait(60)
        found = desk.rows("SELECT seq, weight, how FROM suspect")
        self.checks("workers that wait for a locked store longer than --patience: no document is suspected of it", f"suspected: {found}" if found else None)
        self.finish("workers that wait for a locked store longer than --patience: byte for byte", desk)

    # Workers that vanish.

    def expiry_quick(self):
        self.expiry(steps=("work",))

    def expiry(self, steps=("work", "release")):
        for step in steps:
            desk = self.fresh()
            self.through(desk, "submit" if step == "work" else "submit work approve")
            words = ["work", "--drain", "--workers", "2", "--lease", "2"] if step == "work" else ["run", "release", RUN, "-o", desk.out, "--workers", "2"]
            for _ in range(20):
                process = desk.start(*words)
                until(lambda: process.poll() is not None or desk.rows("SELECT 1 FROM job WHERE state = 'running'"), 20, 0.0005)
                hit_group(process, signal.SIGKILL)
                process.wait()
                leased = desk.rows("SELECT count(*) FROM job WHERE state = 'running'")[0][0]
                if leased or process.returncode == 0:
                    break
            if not leased:
                self.checks(f"all killed at {step} with a lease held", "no lease was held: the try came too late")
                continue
            began = time.monotonic()
            said = desk.work("--lease", "2") if step == "work" else desk.release(timeout=90)
            took = time.monotonic() - began
            limit = 8 if step == "work" else 40
            self.checks(f"all killed at {step} with a lease held: gone on with after {took:.1f} s", None if said.code == 0 and took < limit else f"took more than {limit} s: {said}")
            self.finish(f"all killed at {step} with a lease held: byte for byte", desk)

    def frozen(self):
        """The machine stands still for longer than the patience (Control-Z, a virtual machine that is paused)."""
        desk = self.fresh()
        self.through(desk, "submit")
        process = desk.start("work", "--drain", "--workers", "2", "--lease", "1", "--patience", "1")
        for _ in range(4):
            until(lambda: process.poll() is not None or desk.rows("SELECT 1 FROM job WHERE state = 'running'"), 10)
            time.sleep(0.05)
            if process.poll() is not None:
                break
            hit_group(process, signal.SIGSTOP)
            time.sleep(2)
            hit_group(process, signal.SIGCONT)
        process.wait(60)
        found = desk.rows("SELECT seq, weight, how FROM suspect")
        self.checks("supervisor and workers frozen longer than --patience: no document is suspected of it", f"suspected: {found}" if found else None)
        self.finish("supervisor and workers frozen longer than --patience: byte for byte", desk)

    def kills_of_one_document(self):
        """Somebody kills workers as soon as they begin, six times: the first document of the chunk is innocent."""
        desk = self.fresh()
        self.through(desk, "submit")
        process = desk.start("work", "--drain", "--workers", "1", "--lease", "1")
        for _ in range(6):
            until(lambda: process.poll() is not None or desk.rows("SELECT 1 FROM job WHERE state = 'running'"), 10, 0.0005)
            time.sleep(0.12)
            for pid in children(process.pid):
                hit(pid, signal.SIGKILL)
            until(lambda: process.poll() is not None or not desk.rows("SELECT 1 FROM job WHERE state = 'running'"), 3, 0.0005)
        process.wait(60)
        self.checks(f"workers killed six times at once after they began: nothing is convicted (suspected {desk.rows('SELECT seq, weight FROM suspect')})", None if not desk.rows("SELECT 1 FROM documents WHERE state = 'quarantined'") else "innocent documents are set aside")
        self.finish("workers killed six times at once after they began: byte for byte", desk)

    def two_releasers(self):
        desk = self.fresh()
        self.through(desk, "submit work approve")
        processes = [desk.start("run", "release", RUN, "-o", desk.out, "--workers", "2") for _ in range(3)]
        codes = [process.wait(90) for process in processes]
        self.checks("three releasers at once: one at least says that it is done", None if 0 in codes else f"statuses {codes}")
        self.finish("three releasers at once: one set, byte for byte", desk)
