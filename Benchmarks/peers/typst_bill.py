import json, pathlib, time
import typst
from common import *

def main():
    o = args(); bs = bills(o.bills, o.n)
    for b in bs: b["qr_svg"] = svg(b)
    t0 = time.perf_counter()
    how = {"pdf_tags": not o.no_tags, **({"pdf_standards": o.standards.split(",")} if o.standards else {})}
    src = str(pathlib.Path(__file__).with_name("typst_bill.typ"))
    if o.each:
        pathlib.Path(o.out).mkdir(parents=True, exist_ok=True)
        c = typst.Compiler(src, font_paths=[str(FONTS)], ignore_system_fonts=True)
        for b in bs:
            c.compile(src, output=f"{o.out}/{b['bill']['number']}.pdf", sys_inputs={"bills": json.dumps([b])}, **how)
    else:
        typst.compile(src, output=o.out, font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"bills": json.dumps(bs)}, **how)
    clock("typst", len(bs), t0)
if __name__ == "__main__": main()
