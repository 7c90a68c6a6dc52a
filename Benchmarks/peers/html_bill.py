"""WeasyPrint, or with --chromium or --wkhtmltopdf one of those, from one HTML page made by Jinja2."""
import pathlib, subprocess, sys, time
import jinja2
from common import *

def main():
    engine = "chromium" if "--chromium" in sys.argv else "wkhtmltopdf" if "--wkhtmltopdf" in sys.argv else "weasyprint"
    sys.argv = [x for x in sys.argv if x not in ("--chromium", "--wkhtmltopdf")]
    o = args(); bs = bills(o.bills, o.n)
    for b in bs: b["qr_svg"] = svg(b).replace("<svg ", '<svg style="width:72pt;height:72pt" ')
    here = pathlib.Path(__file__).parent
    t = jinja2.Environment(loader=jinja2.FileSystemLoader(here)).get_template("bill.html.j2")
    t0 = time.perf_counter()
    def pdf(bs, out):
        html = t.render(bills=bs, us=us, usd=usd)
        if engine == "weasyprint":
            import weasyprint; weasyprint.HTML(string=html).write_pdf(out)
        else:
            p = pathlib.Path(out + ".html"); p.write_text(html)
            cmd = (["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={out}", f"file://{p}"] if engine == "chromium" else ["wkhtmltopdf", "-q", "-s", "Letter", "-T", "0", "-B", "0", "-L", "0", "-R", "0", str(p), out])
            subprocess.run(cmd, check=True, stderr=subprocess.DEVNULL); p.unlink()
    if o.each:
        pathlib.Path(o.out).mkdir(parents=True, exist_ok=True)
        for b in bs: pdf([b], f"{o.out}/{b['bill']['number']}.pdf")
    else: pdf(bs, o.out)
    clock(engine, len(bs), t0)
main()
