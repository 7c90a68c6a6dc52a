"""What is spoilt, on purpose or by accident, before, during and after a run: each is refused or set aside, and said."""

import json
import re
import shutil
import signal
import sqlite3
import time
from pathlib import Path

from .desk import FREE, ROOT, RUN, Desk, edit, hit_group, town, until

CHANGED = "is not what was kept"


def run(asked, folder, checks):
    faults = Faults(asked, folder, checks)
    groups = [faults.bad_records, faults.taken_in_twice, faults.picture, faults.archive, faults.templates, faults.swapped_data, faults.rows,
              faults.approvals, faults.people, faults.audit, faults.totals, faults.folders, faults.stop_list, faults.corrections, faults.other_program, faults.fences, faults.half_ended]
    quick = [faults.bad_records, faults.archive_quick, faults.rows_quick, faults.folders]
    for group in quick if asked.quick else groups:
        if not asked.only or asked.only in group.__name__:
            try:
                group()
            except Exception as error:
                checks(f"{group.__name__} to its end", f"{type(error).__name__}: {error}")


class Faults:
    def __init__(self, asked, folder, checks):
        self.program, self.folder, self.checks, self.count, self.stages = asked.program, folder, checks, 0, {}
        self.extract = town(folder / "town", asked.accounts or 60, asked.seed, 0)
        self.bills = [json.loads(line) for line in self.extract.read_text(encoding="utf-8").splitlines()]
        self.sums = self.stage("released", copy=False).sums()
        self.whole = self.stage("released", copy=False).manifest()

    # Homes at each stage of a good run, made once and copied.

    def fresh(self):
        self.count += 1
        return Desk(self.program, self.folder / f"try-{self.count}")

    def stage(self, name, copy=True):
        if name not in self.stages:
            before = {"submitted": None, "composed": "submitted", "approved": "composed", "printing": "approved", "released": "approved"}[name]
            desk = self.stage(before) if before else self.fresh()
            if name == "submitted":
                self.must(desk.submit(self.extract))
            elif name == "composed":
                self.must(desk.work())
            elif name == "approved":
                self.must(desk.approve())
            elif name == "released":
                self.must(desk.release())
            else:
                self.print_only(desk)
            self.stages[name] = desk
        desk = self.stages[name]
        if not copy:
            return desk
        self.count += 1
        other = desk.copy(self.folder / f"try-{self.count}")
        if name == "printing":
            # The release goes on to where it was begun for: a link, which leads to the folder of the home at hand.
            other.out = desk.out
            self.lead(other)
            (other.folder / "out").mkdir()
        return other

    def lead(self, desk):
        desk.out.parent.unlink(missing_ok=True)
        desk.out.parent.symlink_to(desk.folder / "out")

    def print_only(self, desk):
        """All print files are written, and then the folder of the output set cannot be made: a file is in its place."""
        desk.out = self.folder / "printed" / "set"
        self.lead(desk)
        (desk.folder / "out").write_text("in the way")
        said = desk.release()
        (desk.folder / "out").unlink()
        if said.code == 0 or desk.rows("SELECT count(*) FROM job WHERE kind = 'print' AND state <> 'completed'")[0][0]:
            raise RuntimeError(f"the release was not held before its last steps: {said}")

    @staticmethod
    def must(said, *codes):
        if said.code not in (codes or (0,)):
            raise RuntimeError(f"a step that is good: {said}")
        return said

    def write(self, bills, name="extract.jsonl"):
        self.count += 1
        path = self.folder / f"{self.count}-{name}"
        path.write_text("".join((bill if isinstance(bill, str) else json.dumps(bill, ensure_ascii=False)) + "\n" for bill in bills), encoding="utf-8")
        return path

    # Judging.

    def refused(self, name, said, words, desk=None):
        wrong = None
        if said.code in (0, -1):
            wrong = f"was not refused: {said}"
        elif not re.search(words, said.text):
            wrong = f"does not say {words!r}: {said}"
        elif desk and desk.out.exists():
            wrong = "was refused, and an output set is there"
        elif desk and desk.beside():
            wrong = f"left beside the output set: {', '.join(desk.beside())}"
        self.checks(name, wrong)

    def nothing_wrong(self, name, desk, words=None):
        """Goes on to the end as a person would who believes what is said; whatever is released must be right, or it is refused."""
        said = []
        for step in (desk.work, desk.approve, desk.release):
            done = step()
            said.append(done.text)
            if step == desk.work and done.code == -1:
                return self.checks(name, str(done))
        text = " | ".join(said)
        if desk.out.exists():
            self.checks(name, "was released" + (" with other bytes" if desk.sums() != self.sums else ", the same files") + f": {text[-300:]}")
        elif words and not re.search(words, text):
            self.checks(name, f"does not say {words!r}: {text[-400:]}")
        else:
            self.checks(name)

    def same(self, name, desk, said):
        if said.code:
            return self.checks(name, str(said))
        self.checks(name, None if desk.sums() == self.sums else "released files are other than undisturbed ones")

    # Bad records.

    def bad_records(self):
        bills = json.loads(json.dumps(self.bills))
        paper = [n for n, bill in enumerate(bills) if "delivery" not in bill["mail"] and bill["services"] and "copies" not in bill]
        taken, bad = iter(paper[2:]), {}

        def spoil(name, words, change):
            number = next(taken)
            new = change(bills[number])
            bad[number] = (name, words)
            if new is not None:
                bills[number] = new

        def cent(text):
            cents = round(float(text) * 100) + 1
            return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"

        def put(where, key, value):
            where[key] = value(where[key]) if callable(value) else value

        spoil("missing field", "/bill/due_date: the field is missing", lambda b: b["bill"].pop("due_date") and None)
        spoil("charge line one cent off", "add up to", lambda b: put(b["services"][0]["charges"][0], "amount", cent))
        spoil("subtotal one cent off", "add up to", lambda b: put(b["services"][0], "subtotal", cent))
        spoil("stated total one cent off", "not total_due", lambda b: put(b["bill"], "total_due", cent))
        spoil("address line beyond the contract", "/mail/lines/0", lambda b: put(b["mail"]["lines"], 0, "THE MOST REVEREND BOARD OF TRUSTEES OF THE CONGREGATION OF CEDAR BLUFF"))
        spoil("address line wider than its window", "mail|address|window|wide|fit", lambda b: put(b["mail"]["lines"], 0, "W" * 48))
        spoil("address of more lines than its window", "/mail/lines|lines|fit", lambda b: b["mail"].update(lines=[f"LINE {n}" for n in range(9)]))
        spoil("missing glyph (cuneiform)", r"U\+12000", lambda b: put(b["account"], "holder", "Amina \U00012000 Baker"))
        spoil("missing glyph (emoji)", r"U\+1F9A9", lambda b: put(b["account"], "service_address", "12 Elm Street \U0001F9A9"))
        spoil("unknown field", "surprise", lambda b: put(b["bill"], "surprise", "1") if "surprise" in b["bill"] else b["bill"].update(surprise="1"))
        spoil("amount of three decimals", "/bill/total_due", lambda b: put(b["bill"], "total_due", lambda text: text + "1"))
        spoil("amount beyond all amounts", "/bill/total_due|total_due", lambda b: put(b["bill"], "total_due", "99999999999999999999.00"))
        spoil("amount that overflows a sum", "total_due|large|not", lambda b: put(b["bill"], "total_due", "92233720368547758.07"))
        spoil("record cut off", "line", lambda b: json.dumps(b)[: 400])
        twin, other = next(taken), next(taken)
        bills[twin]["account"]["number"] = bills[other]["account"]["number"]
        for number in (twin, other):
            bad[number] = ("account twice", "another record has the same account.number")
        desk = self.fresh()
        submitted = desk.submit(self.write(bills))
        worked = desk.work()
        open_rows = dict(desk.rows("SELECT line, reasons FROM documents WHERE state = 'quarantined'"))
        for number, (name, words) in bad.items():
            reasons = open_rows.get(number + 1)
            self.checks(f"{name}: set aside", None if reasons and re.search(words, reasons) else f"line {number + 1}: {reasons or 'is not set aside'} (submit {submitted.code}, work {worked.code})")
        others = sorted(set(open_rows) - {number + 1 for number in bad})
        self.checks("good records beside bad ones are not set aside", f"lines {others}: {[open_rows[line] for line in others]}" if others else None)
        self.refused("release of a run with open exceptions", desk.release(), "not approved")
        self.refused("approval of a run with open exceptions", desk.approve(), "set aside")
        desk.waive_all()
        said = desk.approve()
        if said.code == 0:
            said = desk.release()
        wrong = str(said) if said.code else None
        if not wrong:
            spoilt = {self.bills[number]["bill"]["number"] for number in bad}
            found = {row["number"] for row in desk.manifest()}
            if found & spoilt:
                wrong = f"bad documents were released: {sorted(found & spoilt)}"
            elif found != {row["number"] for row in self.whole} - spoilt:
                wrong = "good documents are missing, or there are others"
            elif not desk.show()["balanced"]:
                wrong = "the books do not balance"
        self.checks("after waivers all good documents and no bad one are released", wrong)

    def taken_in_twice(self):
        desk = self.stage("composed")
        self.refused("the same file a second time", desk.submit(self.extract), "taken in before")
        self.refused("the same file under another name and day", desk.do("run", "submit", "bill", self.extract, "--name", "other", "--as-of", "2026-11-25"), "taken in before")
        again = self.write([json.dumps(bill, ensure_ascii=True, indent=None, separators=(" ,", " : ")) for bill in self.bills])
        done = self.stage("released")
        said = done.do("run", "submit", "bill", again, "--name", "other", "--as-of", "2026-11-25")
        open_rows = done.rows("SELECT count(*) FROM documents JOIN run ON run.id = run WHERE name = 'other' AND documents.state <> 'quarantined' AND number IN (SELECT number FROM documents WHERE run = 1 AND piece IS NOT NULL)")
        self.checks("the same bills, written another way, after they were released: each is set aside", f"{said}" if said.code != 3 or open_rows[0][0] else None)
        # Both are taken in before either is released.
        desk = self.stage("approved")
        second = desk.folder / "out" / "second"
        steps = [desk.do("run", "submit", "bill", again, "--name", "other", "--as-of", "2026-11-25"), desk.work(), desk.release(), desk.do("run", "approve", "other", "--by", "Ann"),
                 desk.do("run", "release", "other", "-o", second)]
        self.checks("the same bills, written another way, in two runs at once: they are released once", f"bills were issued twice; what was said: {[str(s) for s in steps]}" if second.exists() else None)

    # Pictures, templates, data: files.

    def picture(self):
        templates = self.folder / "spoilt-templates"
        shutil.copytree(ROOT / "Templates", templates)
        seal = templates / "shared" / "seal.png"
        good = seal.read_bytes()
        for name, change in (("cut off", good[: len(good) // 2]), ("a bit of its data changed", good[: len(good) // 2] + bytes([good[len(good) // 2] ^ 1]) + good[len(good) // 2 + 1:]), ("empty", b""), ("not a picture", b"GIF89a" + b"\0" * 50)):
            seal.write_bytes(change)
            desk = self.fresh()
            desk.templates = str(templates)
            said = desk.submit(self.extract)
            if said.code in (0, 3):
                # What is only seen when it is drawn must stop there.
                self.nothing_wrong(f"picture of a template {name}, before submit", desk, "seal")
            else:
                self.refused(f"picture of a template {name}, before submit", said, "seal", desk)
        desk = self.stage("submitted")
        edit(desk.template("shared/seal.png"))
        self.nothing_wrong("picture in the archive edited after submit", desk, CHANGED)

    def archive_quick(self):
        self.spoil_blob("chunk", "submitted")
        self.spoil_blob("print file", "printing")
        self.spoil_released("print file")

    def archive(self):
        for what in ("chunk", "template", "picture"):
            for stage in ("submitted", "composed", "approved"):
                self.spoil_blob(what, stage)
        for what in ("print file", "template"):
            self.spoil_blob(what, "printing")
        for what in ("chunk", "template", "print file"):
            self.spoil_released(what)
        desk = self.stage("submitted")
        desk.chunk().unlink()
        self.nothing_wrong("data chunk removed from the archive after submit", desk, "has lost")
        # The same bytes are kept once: a run to come must not lean on a file that is spoilt.
        desk = self.stage("released")
        edit(desk.template("bill/bill.xml"))
        said = desk.do("run", "submit", "bill", self.write(self.month()), "--name", "next", "--as-of", "2026-12-24")
        self.checks("next month's submit after a template in the archive was edited: mends it or says so", None if said.code == 5 or desk.do("work", "--drain", "--workers", "1").code == 0 else f"submit takes it in ({said.code}); its work stops, and nothing but a hand in the archive mends it")

    def path(self, desk, what):
        return {"chunk": desk.chunk, "template": lambda: desk.template("bill/bill.xml"), "picture": lambda: desk.template("shared/seal.png"), "print file": desk.printed}[what]()

    def spoil_blob(self, what, stage):
        desk = self.stage(stage)
        path = self.path(desk, what)
        old = edit(path)
        self.nothing_wrong(f"{what} in the archive edited when {stage}", desk, CHANGED)
        # Mended by hand, the run goes on where it was.
        edit(path, old)
        desk.do("run", "retry", RUN)
        for step in (desk.work, desk.approve, desk.release):
            said = step()
        self.same(f"{what} edited when {stage}, then mended: the run is released, byte for byte", desk, said)

    def spoil_released(self, what):
        desk = self.stage("released")
        document = self.whole[3]["document"]
        before, after = desk.folder / "before.pdf", desk.folder / "after.pdf"
        self.must(desk.do("reissue", document, "-o", before))
        edit(self.path(desk, what))
        self.refused(f"{what} edited after release: archive verify", desk.do("archive", "verify"), CHANGED)
        said = desk.do("reissue", document, "-o", after)
        if what == "print file":
            self.refused(f"{what} edited after release: reissue", said, CHANGED)
            self.checks(f"{what} edited after release: reissue leaves no file", "there is one" if after.exists() else None)
            self.refused(f"{what} edited after release: reprint", desk.do("run", "reprint", RUN, "--range", "1-3", "-o", after), CHANGED)
        else:
            self.checks(f"{what} edited after release: reissue gives the same bytes", None if said.code == 0 and after.read_bytes() == before.read_bytes() else str(said))

    def templates(self):
        for name, file, change in (
            ("layout", "bill/bill.xml", lambda text: text + "\n<!-- other -->\n"),
            ("words", None, lambda text: text.replace("Total", "Totals", 1)),
            ("shared part", "shared/letterhead.xml", lambda text: text + "\n<!-- other -->\n"),
            ("control report", "control-report/control-report.xml", lambda text: text + "\n<!-- other -->\n"),
        ):
            templates = self.folder / f"templates-{name.replace(' ', '-')}"
            shutil.copytree(ROOT / "Templates", templates)
            path = templates / file if file else sorted((templates / "bill").glob("*words*"), key=str)[0] if list((templates / "bill").glob("*words*")) else templates / "bill" / "data.schema.json"
            path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
            if path.read_bytes() == (ROOT / "Templates" / path.relative_to(templates)).read_bytes():
                path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            desk = self.stage("approved")
            desk.templates = str(templates)
            self.refused(f"{name} edited in the folder after approval: release", desk.release(), "changed since it was laid out", desk)
            self.same(f"{name} edited in the folder after approval: --as-approved gives what was approved", desk, desk.release("--as-approved"))
        # A release that was begun before the edit.
        desk = self.stage("printing")
        desk.templates = str(templates)
        self.same("templates edited while a release is under way: it gives what was approved", desk, desk.release())
        desk = self.stage("approved")
        desk.templates = str(templates)
        self.must(desk.do("run", "recompose", RUN))
        self.refused("recompose voids the approval: release before work", desk.release(), "not laid out yet")
        self.must(desk.work())
        self.refused("recompose voids the approval: release after work", desk.release(), "not approved", desk)

    def month(self):
        """The same accounts and amounts in another month, each record as long as before."""
        lines = self.extract.read_text(encoding="utf-8").splitlines()
        return [line.replace('"2611-', '"2612-').replace("2026-12-15", "2026-12-16") for line in lines]

    def swapped_data(self):
        other = self.write(self.month(), "other.jsonl")

        def both(stage):
            desk = self.stage(stage)
            self.must(desk.do("run", "submit", "bill", other, "--name", "other", "--as-of", "2026-12-24"))
            self.must(desk.do("run", "pause", "other"))
            return desk

        for stage in ("submitted", "approved", "printing"):
            desk = both(stage)
            theirs = desk.blob(desk.rows("SELECT blob FROM chunk WHERE run = 2")[0][0]).read_bytes()
            edit(desk.blob(desk.rows("SELECT blob FROM chunk WHERE run = 1")[0][0]), theirs)
            if stage == "printing":
                # Everything is printed already, and what is printed is right.
                said = desk.release()
                self.checks(f"another month's data in the file of a chunk when {stage}: what is released is right", None if not desk.out.exists() or desk.sums() == self.sums else f"other files are released: {said}")
            else:
                self.nothing_wrong(f"another month's data in the file of a chunk when {stage}", desk, CHANGED)
        for stage in ("submitted", "composed", "approved"):
            desk = both(stage)
            desk.change("UPDATE chunk SET blob = (SELECT blob FROM chunk WHERE run = 2 AND number = 0) WHERE run = 1 AND number = 0")
            self.nothing_wrong(f"another month's chunk named in the store when {stage}", desk)
        desk = both("released")
        desk.change("UPDATE chunk SET blob = (SELECT blob FROM chunk WHERE run = 2 AND number = 0) WHERE run = 1 AND number = 0")
        self.refused("another month's chunk named in the store after release: archive verify", desk.do("archive", "verify", RUN), "pages are others|not what")

    # Rows of the store.

    def rows_quick(self):
        self.spoil_rows("one cent on the stated amount", "UPDATE composed SET stated = stated + 1 WHERE seq = 5")

    def rows(self):
        paper = [int(row["document"].split("-")[1]) for row in self.whole]
        first, second = paper[4], paper[5]
        self.spoil_rows("one cent on the stated amount", f"UPDATE composed SET stated = stated + 1 WHERE seq = {first}")
        self.spoil_rows("one cent on the record's amount", f"UPDATE document SET cents = cents + 1 WHERE seq = {first}")
        self.spoil_rows("a cent moved from one document to another", f"UPDATE composed SET stated = stated + (CASE seq WHEN {first} THEN 1 ELSE -1 END) WHERE seq IN ({first}, {second})")
        self.spoil_rows("a document's row deleted", f"DELETE FROM document WHERE seq = {first}")
        self.spoil_rows("a document suppressed", f"UPDATE document SET delivery = 'paperless' WHERE seq = {first}", f"UPDATE composed SET state = 'suppressed' WHERE seq = {first}")
        self.spoil_rows("a document's number changed", f"UPDATE document SET number = '2611-999999' WHERE seq = {first}")
        self.spoil_rows("a document's account changed", f"UPDATE document SET account = '000000-001' WHERE seq = {first}")
        self.spoil_rows("a document's barcode changed", f"UPDATE document SET barcode = '0027012345600041700180599109799' WHERE seq = {first}")
        self.spoil_rows("a document's page digest changed", f"UPDATE composed SET digest = (SELECT digest FROM composed WHERE seq = {second}) WHERE seq = {first}")
        self.spoil_rows("what became of a document deleted", f"DELETE FROM composed WHERE seq = {first}")
        self.spoil_rows("a document waived by nobody", f"INSERT INTO waiver VALUES (1, {first}, 'Mallory', 'forged')")
        self.spoil_rows("a document stopped by no list", f"INSERT INTO stop VALUES (1, {first})")
        self.spoil_rows("a file of its own for a document", f"INSERT INTO own_file SELECT 1, {first}, blob FROM chunk LIMIT 1")
        self.spoil_rows("a cent more in the totals of a chunk", "UPDATE chunk_total SET cents = cents + 1")
        self.spoil_rows("a cent more in the totals of the input", "UPDATE input_group SET cents = cents + 1 WHERE records > 0")
        self.spoil_rows("a row of the templates' list deleted", "DELETE FROM bundle_file WHERE path LIKE '%bill.xml'")
        self.spoil_rows("the run's day changed", "UPDATE run SET as_of = as_of + 400")
        self.spoil_rows("the number of approvals changed", "UPDATE run SET approvals_needed = 0")
        printed = ("printing",)
        self.spoil_rows("the pages of two documents exchanged", f"UPDATE piece SET first_page = (SELECT sum(first_page) FROM piece WHERE seq IN ({first}, {second})) - first_page WHERE seq IN ({first}, {second})", stages=printed)
        self.spoil_rows("a document's place in the print files deleted", f"DELETE FROM piece WHERE seq = {first}", stages=printed)
        self.spoil_rows("a cent more in a print file", "UPDATE file SET cents = cents + 1 WHERE number = 1", stages=printed)
        self.spoil_rows("an issued number deleted", f"DELETE FROM issued WHERE seq = {first}", stages=printed)
        for name, words in (("reissue", ["reissue", f"r1-{first:06d}"]), ("reprint", ["run", "reprint", RUN, "--range", "5-6"])):
            desk = self.stage("released")
            desk.change(f"UPDATE piece SET first_page = (SELECT sum(first_page) FROM piece WHERE seq IN ({first}, {second})) - first_page WHERE seq IN ({first}, {second})")
            self.refused(f"the pages of two documents exchanged in the store: {name}", desk.do(*words, "-o", desk.folder / "again.pdf"), "which pages are whose")
            self.checks(f"the pages of two documents exchanged in the store: {name} leaves no file", "there is one" if (desk.folder / "again.pdf").exists() else None)

    def spoil_rows(self, name, *sql, stages=("composed", "approved", "printing")):
        for stage in stages:
            desk = self.stage(stage)
            if desk.change(*sql) < 1:
                self.checks(f"{name}, when {stage}", "nothing was changed: the try is wrong")
                continue
            said = []
            for step in ([desk.approve] if stage == "composed" else []) + [desk.release]:
                said.append(step())
            self.checks(f"{name} in the store, when {stage}: refused", f"was released{self.other(desk)}" if desk.out.exists() else None if said[-1].code in (1, 2, 4, 5) else str(said[-1]))
        desk = self.stage("released")
        desk.change(*sql)
        said = desk.do("archive", "verify")
        self.checks(f"{name} in the store, when released: archive verify tells it", None if said.code == 5 else f"whole, it says: {said}")

    def other(self, desk):
        names = [name for name in sorted(set(desk.sums()) | set(self.sums)) if desk.sums().get(name) != self.sums.get(name)]
        return f"; other than undisturbed: {', '.join(names)}" if names else ", the same files"

    # People.

    def approvals(self):
        desk = self.stage("approved")
        templates = self.folder / "templates-for-approvals"
        shutil.copytree(ROOT / "Templates", templates)
        letterhead = templates / "shared" / "letterhead.xml"
        letterhead.write_text(letterhead.read_text(encoding="utf-8") + "\n<!-- other -->\n", encoding="utf-8")
        desk.templates = str(templates)
        old = desk.rows("SELECT hex(ledger) FROM approval")[0][0]
        self.must(desk.do("run", "recompose", RUN))
        self.must(desk.work())
        desk.change(f"INSERT INTO approval VALUES (1, 'Ann', {20000}, X'{old}')", "UPDATE run SET state = 'approved' WHERE id = 1")
        self.refused("an approval forged for an older ledger", desk.release(), "not what the trail says", desk)
        desk = self.stage("composed")
        desk.change("UPDATE run SET state = 'approved' WHERE id = 1")
        self.refused("a run said to be approved, without an approval", desk.release(), "not what the trail says", desk)
        desk = self.stage("composed")
        desk.change("UPDATE run SET state = 'printing', output = '%s' WHERE id = 1" % desk.out)
        self.refused("a run said to be printing, without an approval", desk.release(), "not what the trail says", desk)
        desk = self.stage("approved")
        ledger = desk.rows("SELECT hex(ledger) FROM approval")[0][0]
        desk = self.stage("composed")
        desk.change(f"INSERT INTO approval VALUES (1, 'Mallory', {20000}, X'{ledger}')", "UPDATE run SET state = 'approved' WHERE id = 1")
        self.refused("an approval forged for this very ledger, that the audit trail does not know", desk.release(), "not what the trail says", desk)
        desk = self.fresh()
        total = sum(round(float(bill["bill"]["total_due"]) * 100) for bill in self.bills)
        self.must(desk.submit(self.extract, "bill", "--expect-total", f"{total / 100:.2f}"))
        self.must(desk.work())
        self.must(desk.approve())
        self.must(desk.do("run", "waive", RUN, "totals", "--by", "Bob", "--why", "tried"))
        self.refused("a waiver after the approval makes it void", desk.release(), "not approved", desk)

    def people(self):
        desk = self.fresh()
        data = self.extract.parent / "door-tag.jsonl"
        self.must(desk.submit(data, "door-tag"), 0, 3)
        self.must(desk.work())
        desk.waive_all()
        self.refused("two-person kind without an approval: release", desk.release(), "not approved", desk)
        self.must(desk.approve("José Ann Lee"))
        for name, who in (("the same", "José Ann Lee"), ("in other letters", "josé ANN lee"), ("with spaces around", "  José Ann Lee "), ("capitals with accents", "JOSÉ ANN LEE"),
                          ("with two spaces inside", "José  Ann Lee"), ("with a combining accent", "Jose\u0301 Ann Lee"), ("with a no-break space", "José\u00a0Ann Lee"), ("with a line end", "José Ann Lee\n")):
            before = desk.rows("SELECT count(*) FROM approval")[0][0]
            said = desk.approve(who)
            after = desk.rows("SELECT count(*) FROM approval")[0][0]
            self.checks(f"the second approval by one person ({name})", None if said.code and after == before else f"counted as another person: {said}")
            if after != before:
                desk.change("DELETE FROM approval WHERE who <> 'José Ann Lee'", "UPDATE run SET state = 'composed'")
        self.refused("two-person kind with one approval: release", desk.release(), "not approved", desk)
        self.refused("an approval by nobody", desk.approve("  "), "by a name of")
        self.must(desk.approve("Bob"))
        said = desk.release()
        self.checks("two-person kind with two approvals: release", None if said.code == 0 else str(said))

    # The trail.

    def audit(self):
        base = self.stage("released")
        head = self.must(base.do("audit", "verify")).out.split("head ")[1].strip()
        for name, sql in (("edited", "UPDATE audit SET who = 'Bob' WHERE id = 2"), ("deleted", "DELETE FROM audit WHERE id = 2")):
            try:
                base.change(sql)
                self.checks(f"audit line {name} as it stands", "the store lets it")
            except sqlite3.IntegrityError:
                self.checks(f"audit line {name} as it stands: the store refuses")
        for name, sql, more in (
            ("name edited", "UPDATE audit SET who = 'Bob' WHERE id = 2", []), ("text edited", "UPDATE audit SET text = text || '.' WHERE id = 1", []),
            ("time edited", "UPDATE audit SET at = '2026-01-01T00:00:00Z' WHERE id = 3", []), ("run edited", "UPDATE audit SET run = 7 WHERE id = 3", []),
            ("middle line deleted", "DELETE FROM audit WHERE id = 2", []), ("first line deleted", "DELETE FROM audit WHERE id = 1", []),
            ("last line deleted", "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)", ["--head", head]),
            ("all lines deleted", "DELETE FROM audit", ["--head", head]),
            ("line added by hand", "INSERT INTO audit (id, format, at, who, person, way, machine, act, run, document, text, previous, hash) SELECT max(id) + 1, format, at, 'Bob', person, way, machine, act, run, document, text, hash, hash FROM audit", []),
            ("two lines exchanged", "UPDATE audit SET text = (SELECT text FROM audit AS other WHERE other.id = 5 - audit.id), who = (SELECT who FROM audit AS other WHERE other.id = 5 - audit.id), act = (SELECT act FROM audit AS other WHERE other.id = 5 - audit.id) WHERE id IN (2, 3)", []),
        ):
            desk = self.stage("released")
            desk.change(*FREE, sql)
            self.refused(f"audit trail, triggers removed, {name}: audit verify", desk.do("audit", "verify", *more), "audit trail")

    # Totals.

    def totals(self):
        count = len(self.bills)
        cents = sum(round(float(bill["bill"]["total_due"]) * 100) for bill in self.bills)

        def money(cents):
            return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"

        def trailer(records, total):
            return self.write([*self.bills, {"trailer": {"records": records, "total": money(total)}}])

        for name, file, more, words in (
            ("trailer with one record more", trailer(count + 1, cents), [], "trailer"),
            ("trailer with one cent less", trailer(count, cents - 1), [], "trailer.* apart"),
            ("--expect-count one more", self.extract, ["--expect-count", count + 1], "command line says"),
            ("--expect-total one cent more", self.extract, ["--expect-total", money(cents + 1)], r"command line says.*\$0\.01 apart"),
            ("right trailer, wrong --expect-total", trailer(count, cents), ["--expect-total", money(cents + 1)], "command line says"),
            ("wrong trailer, right --expect-count and --expect-total", trailer(count + 1, cents), ["--expect-count", count, "--expect-total", money(cents)], "trailer"),
        ):
            desk = self.fresh()
            self.must(desk.submit(file, "bill", *more), 0, 3, 1)
            if not desk.rows("SELECT count(*) FROM run")[0][0]:
                self.checks(f"{name}: refused at submit")
                continue
            self.must(desk.work())
            self.refused(f"{name}: approve", desk.approve(), words, desk)
            self.refused(f"{name}: release", desk.release(), words, desk)
        desk = self.fresh()
        self.must(desk.submit(trailer(count, cents), "bill"))
        self.must(desk.work())
        said = desk.approve()
        self.checks("right trailer: approved", None if said.code == 0 else str(said))
        desk = self.fresh()
        said = desk.submit(self.write([*self.bills, {"trailer": {"records": count}}, self.bills[0]]), "bill")
        said = said if said.code == 1 else (desk.work(), desk.approve())[1]
        self.checks("a record behind the trailer: set aside or refused", None if said.code else "it is approved without a word")

    # Folders and lists.

    def folders(self):
        for name, make in (("with a file in it", lambda p: (p.mkdir(parents=True), (p / "old.txt").write_text("old"))), ("that is empty", lambda p: p.mkdir(parents=True)),
                           ("that is a file", lambda p: (p.parent.mkdir(parents=True), p.write_text("old"))), ("that is a link to nothing", lambda p: (p.parent.mkdir(parents=True), p.symlink_to("nowhere")))):
            desk = self.stage("approved")
            make(desk.out)
            before = sorted(str(p) for p in desk.out.parent.rglob("*"))
            said = desk.release()
            after = sorted(str(p) for p in desk.out.parent.rglob("*"))
            self.checks(f"release to a folder {name}", f"was not refused: {said}" if said.code != 1 or "there already" not in said.text else None if before == after else f"it left {set(after) - set(before)}")
        self.refused("release of a run that is not approved", (desk := self.stage("composed")).release(), "not approved", desk)
        self.refused("release of a run that is not laid out", (desk := self.stage("submitted")).release(), "not laid out", desk)
        desk = self.stage("released")
        self.refused("release of a released run", desk.release(), "released already", None)
        desk = self.stage("approved")
        self.must(desk.do("run", "cancel", RUN))
        self.refused("release of a cancelled run", desk.do("run", "release", "1", "-o", desk.out), "cancelled", desk)
        desk = self.stage("printing")
        self.refused("release that goes on to another folder", desk.do("run", "release", RUN, "-o", desk.folder / "out" / "elsewhere"), "go on with that")
        desk = self.stage("printing")
        self.must(desk.do("run", "cancel", RUN))
        self.refused("release of a run cancelled while it is printed", desk.do("run", "release", "1", "-o", desk.out), "cancelled", desk)

    def stop_list(self):
        number = self.whole[2]["number"]
        account = next(bill["account"]["number"] for bill in self.bills if bill["bill"]["number"] == number)
        for name, listed in (("an account", account), ("a bill's number", number)):
            desk = self.stage("approved")
            listing = desk.folder / "stop.csv"
            listing.write_text(f"name\n{listed}\n")
            said = self.must(desk.release("--stop", listing))
            rows = desk.manifest()
            wrong = None
            if number in [row["number"] for row in rows] or len(rows) != len(self.whole) - 1:
                wrong = "it is released all the same, or others are missing"
            elif [row["sequence"] for row in rows] != [str(n + 1) for n in range(len(rows))]:
                wrong = "the sequence has a gap"
            elif not desk.show()["balanced"] or desk.do("archive", "verify").code:
                wrong = f"not balanced, or not whole: {desk.do('archive', 'verify')}"
            elif "stop list" not in (desk.out / "exceptions.csv").read_text():
                wrong = "the exceptions do not tell it"
            self.checks(f"stop list naming {name}", wrong)
        desk = self.stage("approved")
        listing = desk.folder / "stop.csv"
        listing.write_text("name\n999999-999\n")
        said = desk.release("--stop", listing)
        self.checks("stop list with a name that nobody has: it is told", None if re.search("stop|999999-999", said.text) else f"not a word: {said}")
        desk = self.stage("approved")
        self.refused("stop list that is not there", desk.release("--stop", desk.folder / "none.csv"), "none.csv", desk)
        desk = self.stage("printing")
        listing = desk.folder / "stop.csv"
        listing.write_text(f"name\n{account}\n")
        self.refused("stop list when the release goes on", desk.release("--stop", listing), "no stop list", desk)

    def corrections(self):
        desk = self.stage("composed")
        self.refused("waiver of a good document", desk.do("run", "waive", RUN, "5", "--by", "Ann", "--why", "tried"), "not set aside")
        self.refused("waiver of a document that is not there", desk.do("run", "waive", RUN, "5000", "--by", "Ann", "--why", "tried"), "not set aside")
        bills = json.loads(json.dumps(self.bills))
        del bills[6]["bill"]["due_date"]
        desk = self.fresh()
        self.must(desk.submit(self.write(bills)), 3)
        self.must(desk.work())
        self.refused("waiver without a reason", desk.do("run", "waive", RUN, desk.rows("SELECT seq FROM documents WHERE state = 'quarantined'")[0][0], "--by", "Ann", "--why", " "), "reason")
        into = lambda *records: desk.do("run", "submit", "bill", self.write(records, "corrected.jsonl"), "--into", RUN)
        self.refused("correction of a document that is good", into(self.bills[9]), "set aside")
        self.must(into(bills[6]), 3)
        self.refused("a correction that is bad itself: approve", desk.approve(), "set aside|laid out")
        self.must(into(self.bills[6]))
        self.refused("a corrected run that is not laid out: approve", desk.approve(), "composing")
        self.must(desk.work())
        self.must(desk.approve())
        self.refused("correction after approval", into(self.bills[6]), "set aside")
        self.must(desk.release())
        self.checks("a corrected run releases each document once", None if sorted(row["number"] for row in desk.manifest()) == sorted(row["number"] for row in self.whole) else "it does not")
        # A record that could not be read takes any record for its own.
        broken = [json.dumps(bill) for bill in self.bills]
        broken[6] = broken[6][:20]
        desk = self.fresh()
        self.must(desk.submit(self.write(broken)), 3)
        self.must(desk.work())
        said = into(self.bills[9])
        for step in (desk.work, desk.approve, desk.release):
            last = step()
        numbers = [row["number"] for row in desk.manifest()] if desk.out.exists() else []
        self.checks.note(f"a correction that is an account of the run already: {said.code}, then {last}")
        self.checks("a correction that is an account of the run already: refused or set aside", f"the bill {self.bills[9]['bill']['number']} is released {numbers.count(self.bills[9]['bill']['number'])} times ({said})" if len(set(numbers)) != len(numbers) else None)
        # The correction is a bill that an earlier run has issued.
        desk = self.stage("released")
        later = [line for line in self.month()]
        later[6] = later[6][:20]
        self.must(desk.do("run", "submit", "bill", self.write(later), "--name", "later", "--as-of", "2026-12-24"), 3)
        said = desk.do("run", "submit", "bill", self.write([self.bills[6]]), "--into", "later")
        self.checks("a correction that was issued by an earlier run: refused or set aside", None if said.code in (1, 3) else f"it is taken in: {said}")

    # Another program.

    def other_program(self):
        """A run belongs to the program that laid it out; another may break a line elsewhere."""
        newer = self.folder / "newer"
        shutil.copy(self.program, newer)
        with open(newer, "ab") as file:
            file.write(b"newer")
        words = "another version|was laid out by|was begun by"
        for stage, steps in (("submitted", ["work", "approve", "release"]), ("composed", ["approve", "release"]), ("approved", ["release"])):
            desk = self.stage(stage)
            desk.program = str(newer)
            for step in steps:
                said = getattr(desk, step)()
                self.refused(f"another program when {stage}: {step}", said, words if step != "approve" or stage != "submitted" else "composing", desk)
                if stage == "submitted":
                    break
        # Planned by one program, and begun again with another.
        desk = self.stage("printing")
        self.unprint(desk)
        desk.program = str(newer)
        self.refused("another program when printing: release", desk.release(timeout=20), words, desk)
        self.must(desk.do("run", "recompose", RUN))
        self.must(desk.work())
        self.must(desk.approve())
        said = desk.release()
        self.checks("another program when printing: after recompose and approval the run is released", None if said.code == 0 else str(said))

    @staticmethod
    def unprint(desk):
        """As if no print file had come to the store."""
        desk.take_back("printed", "UPDATE job SET state = 'available' WHERE kind = 'print'", "UPDATE file SET blob = NULL, bytes = 0")

    # Whoever comes late.

    def fences(self):
        """A releaser stands still while the run is laid out again by other templates, approved and released again; then it wakes."""
        extract = town(self.folder / "larger-town", 600, 1, 0)
        templates = self.folder / "templates-for-fences"
        shutil.copytree(ROOT / "Templates", templates)
        letterhead = templates / "shared" / "letterhead.xml"
        letterhead.write_text(letterhead.read_text(encoding="utf-8").replace('w="52pt"', 'w="50pt"'), encoding="utf-8")

        def prints(templates):
            alone = self.fresh()
            alone.templates = str(templates)
            for step in (lambda: alone.submit(extract), alone.work, alone.approve, alone.release):
                self.must(step())
            return {name: digest for name, digest in alone.sums().items() if name.endswith(".pdf") and "report" not in name}

        before, wanted = prints("Templates"), prints(templates)

        desk = self.fresh()
        for step in (lambda: desk.submit(extract), desk.work, desk.approve):
            self.must(step())
        late = desk.start("run", "release", RUN, "-o", desk.out, "--workers", "1")
        try:
            self.stand_still(desk, late)
            desk.templates = str(templates)
            self.must(desk.do("run", "recompose", RUN))
            self.must(desk.work())
            self.must(desk.approve())
            self.refused("a second release while the first stands still", desk.release(), "being released by another process", desk)
            hit_group(late, signal.SIGCONT)
            late.wait(60)
        finally:
            hit_group(late, signal.SIGKILL)
            late.wait()
        self.checks("a releaser wakes after its run was laid out again: it releases nothing", None if not Path(desk.out).exists() else "it did")
        self.must(desk.release())
        found = {name: digest for name, digest in desk.sums().items() if name in wanted}
        self.checks("what was approved last is released", None if found == wanted else "something is by the templates before, whose approval was void")

    @staticmethod
    def stand_still(desk, process):
        if not until(lambda: process.poll() is not None or desk.rows("SELECT 1 FROM job WHERE kind = 'print' AND state = 'running'"), 30, 0.0005) or process.poll() is not None:
            raise RuntimeError("the release did not come to print")
        time.sleep(0.1)
        hit_group(process, signal.SIGSTOP)
        if not desk.rows("SELECT 1 FROM job WHERE kind = 'print' AND state = 'running' AND number = 1"):
            raise RuntimeError("the release was stopped too late")

    def half_ended(self):
        """The set is in place, and whoever put it there was killed before the store knew: nobody gives the run up now."""
        for name, words in (("cancel", ["run", "cancel", RUN]), ("recompose", ["run", "recompose", RUN])):
            desk = self.stage("released")
            desk.take_back("release", "UPDATE run SET state = 'printing'")
            said = desk.do(*words)
            self.checks(f"{name} of a run whose output set is in place", None if said.code else f"it is done, and the set stays where it is: {said}")
        desk = self.stage("printing")
        self.unprint(desk)
        self.must(desk.do("run", "pause", RUN))
        self.refused("release of a paused run", desk.release(timeout=15), "paused", desk)
