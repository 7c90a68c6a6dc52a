import pathlib, subprocess, time
import jinja2
from common import *

CONF = f"""<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts><directory>{FONTS}</directory></fonts></renderer></renderers></fop>"""

def main():
    o = args(); bs = bills(o.bills, o.n)
    for b in bs: b["qr_svg"] = svg(b)
    t = jinja2.Environment(loader=jinja2.FileSystemLoader(pathlib.Path(__file__).parent)).get_template("bill.fo.j2")
    fo = pathlib.Path(o.out + ".fo"); fo.write_text(t.render(bills=bs, us=us, usd=usd)); conf = pathlib.Path(o.out + ".xconf"); conf.write_text(CONF)
    t0 = time.perf_counter()
    subprocess.run(["fop", "-q", "-c", str(conf), "-fo", str(fo), "-pdf", o.out], check=True, stderr=subprocess.DEVNULL)
    clock("fop", len(bs), t0)
if __name__ == "__main__": main()
