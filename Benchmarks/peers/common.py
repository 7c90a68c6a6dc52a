"""What every peer shares: reading bills, the QR matrix, dates, and the command line."""
import argparse, itertools, json, pathlib, time

FONTS = pathlib.Path(__file__).resolve().parent.parent / "fonts"
FONT = str(FONTS / "LiberationSans-%s.ttf")
MONO = str(FONTS / "LiberationMono-Regular.ttf")
NOTE = "PLEASE DETACH AND RETURN THIS PORTION WITH YOUR PAYMENT"

def args():
    p = argparse.ArgumentParser()
    p.add_argument("bills"); p.add_argument("out"); p.add_argument("-n", type=int, default=100)
    p.add_argument("--each", action="store_true", help="one PDF per account instead of one merged file")
    p.add_argument("--no-tags", action="store_true", help="typst: leave the structure tree out")
    p.add_argument("--standards", default="", help="typst: what the file is held to, such as a-2a,ua-1")
    return p.parse_args()

def bills(path, n):
    """The first n bills. Those that with_qr.py has not seen get their QR here, on the peer's own time."""
    with open(path, encoding="utf-8") as f:
        bs = [json.loads(l) for l in itertools.islice(f, n)]
    for b in bs:
        if "qr" not in b: b["qr"], b["qr_side"] = qr(b["pay_url"])
    return bs

def qr(text):
    """Runs of dark modules as (x, y, length), and the side in modules."""
    import segno
    m = [bytearray(r) for r in segno.make(text, error="m", micro=False).matrix]
    runs = []
    for y, row in enumerate(m):
        x = 0
        while x < len(row):
            if row[x]:
                s = x
                while x < len(row) and row[x]: x += 1
                runs.append((s, y, x - s))
            else: x += 1
    return runs, len(m)

def svg(b):
    runs, n = b["qr"], b["qr_side"]
    d = "".join(f"M{x} {y}h{w}v1h-{w}z" for x, y, w in runs)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n} {n}" width="{n}" height="{n}"><path d="{d}"/></svg>'

def us(d):
    return f"{d[5:7]}/{d[8:10]}/{d[:4]}"

def usd(s):
    neg = s.startswith("-"); a, b = s.lstrip("-").split(".")
    return ("-$" if neg else "$") + f"{int(a):,}.{b}"

def clock(label, n, t0):
    dt = time.perf_counter() - t0
    print(f"{label}: {n} bills in {dt:.3f} s = {n/dt:.1f} bills/s")
