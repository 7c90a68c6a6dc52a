"""What the programs of this folder share: running a process and reading what it cost, and saying it in Markdown."""
import dataclasses, os, pathlib, re, shutil, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Stop(Exception):
    """What ends the bench, said in one line."""


# ---- Running one process ------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Reading:
    """What one run cost, from the kernel's account of the process and of all that it waited for."""
    cpu: float     # seconds, user and system
    wall: float    # seconds
    peak: float    # MB resident
    size: int = 0  # bytes written
    claim: str = ""  # what the file says that it is


def run(command, log):
    """Runs one command to its end. A command that fails stops the bench with its last lines."""
    with open(log, "wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        last = "\n  ".join(log.read_text(errors="replace").splitlines()[-8:])
        raise Stop(f"{command[0]} ended with {process.returncode}:\n  {' '.join(map(str, command))}\n  {last}")
    return Reading(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def size_of(out):
    return sum(f.stat().st_size for f in out.iterdir()) if out.is_dir() else sum(f.stat().st_size for f in parts(out))


def pages_of(pdf):
    """The page count as another program reads it, or None where none is installed."""
    if shutil.which("qpdf"):
        done = subprocess.run(["qpdf", "--show-npages", pdf], capture_output=True, text=True)
        return int(done.stdout) if done.stdout.strip().isdigit() else 0
    if shutil.which("pdfinfo"):
        done = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True)
        found = re.search(r"^Pages:\s+(\d+)", done.stdout, re.M)
        return int(found[1]) if found else 0
    return None


def parts(out):
    """A long print goes on in out-2.pdf, out-3.pdf, …"""
    more = [(re.fullmatch(rf"{re.escape(out.stem)}-(\d+)", f.stem), f) for f in out.parent.glob(f"{out.stem}-[0-9]*{out.suffix}")]
    return [out, *(f for found, f in sorted(((m, f) for m, f in more if m), key=lambda pair: int(pair[0][1])))]


def claim_of(pdf):
    """What a file says that it is, as poppler reads it: its PDF/A and PDF/UA level, and whether it is tagged."""
    if not shutil.which("pdfinfo"):
        return "?"
    asked = lambda *flags: subprocess.run(["pdfinfo", *flags, pdf], capture_output=True, text=True, errors="replace").stdout
    meta = asked("-meta")
    # As an element or as an attribute: <pdfaid:part>2</…> or pdfaid:part="2".
    value = lambda name: (re.search(rf"{name}(?:>|=[\"'])\s*(\w+)", meta) or [None, None])[1]
    a, ua = value("pdfaid:part"), value("pdfuaid:part")
    said = [f"PDF/A-{a}{(value('pdfaid:conformance') or '').lower()}"] if a else []
    if ua: said.append(f"PDF/UA-{ua}")
    return " ".join([*said, "tagged" if re.search(r"^Tagged:\s+yes", asked(), re.M) else "untagged"])


# ---- Saying it ------------------------------------------------------------------------------------------------------

def note(text):
    """What is under way, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def rate(x):
    return f"{x:,.0f}" if x >= 10 else f"{x:.1f}"


def table(head, rows, left=1):
    """A Markdown table whose columns also line up as plain text."""
    if not rows:
        return []
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    cells = lambda line: [c.ljust(w) if i < left else c.rjust(w) for i, (c, w) in enumerate(zip(line, widths))]
    rule = ["-" * w if i < left else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    return ["| " + " | ".join(line) + " |" for line in (cells(head), rule, *map(cells, rows))]


def machine():
    with open("/proc/cpuinfo") as f:
        model = re.search(r"model name\s*: (.*)", f.read())
    return f"{model[1] if model else os.uname().machine}, {os.cpu_count()} cores, {os.uname().sysname}."


def write(file, parts, by="bench"):
    """Puts each part between its two marker comments; a part that the file does not have yet goes to its end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text() if file.exists() else "# Benchmarks\n"
    for name, lines in parts.items():
        begin, end = f"<!-- bench {name}: written by Benchmarks/{by} -->", f"<!-- end of bench {name} -->"
        body = "\n".join([begin, *lines, "", machine(), end])
        if begin in text and end in text:
            head, rest = text.split(begin, 1)
            text = head + body + rest.split(end, 1)[1]
        else:
            text = text.rstrip("\n") + "\n\n" + body + "\n"
    file.write_text(text)
