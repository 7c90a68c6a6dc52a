import io, pathlib, time
from reportlab.pdfgen import canvas
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.lib.utils import simpleSplit
from common import *

def draw(c, b):
    a, k = b["account"], b["bill"]
    H = 792
    def t(x, y, s, size=9, font="R", align="l"):
        c.setFont(font, size)
        (c.drawString if align == "l" else c.drawRightString)(x, H - y, s)
    c.setFillColorRGB(.06, .3, .5); c.rect(36, H-72, 540, 36, stroke=0, fill=1)
    c.setFillColorRGB(1, 1, 1); t(46, 59, "Town Utility Billing", 16, "B"); t(566, 59, "UTILITY BILL", 12, "B", "r")
    c.setFillColorRGB(0, 0, 0)
    for i, s in enumerate(a["mailing"]): t(64, 150 + 12*i, s, 10)
    rows = [("Account number", a["number"]), ("Service address", a["service_address"]), ("Bill date", us(k["date"])),
            ("Service period", us(k["period_start"]) + " - " + us(k["period_end"])), ("Due date", us(k["due_date"])), ("Bill number", k["number"])]
    for i, (l, v) in enumerate(rows): t(330, 96+14*i, l, 9, "B"); t(566, 96+14*i, v, 9, "R", "r")
    y = 210
    for l, v in (("Previous balance", k["previous_balance"]), ("Payments received", k["payments"]), ("Late fee", k["late_fee"]), ("Current charges", k["current_charges"]), ("Total due", k["total_due"])):
        t(36, y, l, 9, "B" if l == "Total due" else "R"); t(280, y, usd(v), 9, "B" if l == "Total due" else "R", "r"); c.setLineWidth(.3); c.line(36, H-y-3, 280, H-y-3); y += 15
    if k["past_due"]:
        c.setFillColorRGB(.75, .1, .1); c.rect(330, H-232, 246, 22, stroke=0, fill=1); c.setFillColorRGB(1, 1, 1); t(340, 225, "PAST DUE: pay now to avoid shut-off", 10, "B"); c.setFillColorRGB(0, 0, 0)
    y = 300
    for x, s, al in ((36, "Meter", "l"), (150, "Previous", "r"), (220, "Present", "r"), (280, "Usage", "r"), (320, "Read", "r")): t(x, y, s, 8, "B", al)
    for m in b["meters"]:
        y += 12
        for x, s, al in ((36, m["id"], "l"), (150, f'{m["previous"]:,}', "r"), (220, f'{m["present"]:,}', "r"), (280, f'{m["usage"]} {m["unit"]}', "r"), (320, "Actual" if m["read"] == "A" else "Estimated", "r")): t(x, y, s, 8, "R", al)
    y = 340
    for x, s, al in ((36, "Service", "l"), (140, "Description", "l"), (400, "Quantity", "r"), (480, "Rate", "r"), (576, "Amount", "r")): t(x, y, s, 9, "B", al)
    c.line(36, H-y-3, 576, H-y-3)
    for g in b["charges"]:
        y += 13
        for x, s, al in ((36, g["service"], "l"), (140, g["description"], "l"), (400, g["quantity"], "r"), (480, g["rate"], "r"), (576, usd(g["amount"]), "r")):
            if s: t(x, y, s, 9, "R", al)
        c.line(36, H-y-3, 576, H-y-3)
    top = max(h["usage"] for h in b["history"]) or 1
    t(330, 246, "Usage, kgal", 8, "B")
    for i, h in enumerate(b["history"]):
        hh = 60*h["usage"]/top
        c.setFillColorRGB(.2, .5, .75); c.rect(330+18*i, H-320, 12, hh, stroke=0, fill=1); c.setFillColorRGB(0, 0, 0); t(330+18*i, 329, h["month"], 6)
    y = 520
    for line in simpleSplit(b["message"], "R", 9, 540): t(36, y, line); y += 12
    c.setDash(3, 3); c.line(36, H-580, 576, H-580); c.setDash(); t(180, 576, NOTE, 7)
    t(36, 610, "Account number", 9, "B"); t(280, 610, a["number"], 9, "R", "r"); t(36, 626, "Due date", 9, "B"); t(280, 626, us(k["due_date"]), 9, "R", "r")
    t(36, 642, "Total due", 11, "B"); t(280, 642, usd(k["total_due"]), 11, "B", "r"); c.rect(180, H-672, 100, 20, stroke=1, fill=0); t(36, 666, "Amount enclosed", 9, "B")
    for i, s in enumerate(a["mailing"]): t(36, 700 + 12*i, s, 10)
    u = 72/b["qr_side"]
    for x, yy, w in b["qr"]: c.rect(500+x*u, H-600-(yy+1)*u, w*u, u, stroke=0, fill=1)
    t(566, 760, b["ocr_line"], 10, "M", "r"); c.showPage()

def main():
    o = args(); t0 = time.perf_counter()
    for n, f in (("R", FONT % "Regular"), ("B", FONT % "Bold"), ("M", MONO)): pdfmetrics.registerFont(TTFont(n, f))
    bs = bills(o.bills, o.n)
    if o.each:
        pathlib.Path(o.out).mkdir(parents=True, exist_ok=True)
        for b in bs:
            c = canvas.Canvas(f"{o.out}/{b['bill']['number']}.pdf", pagesize=(612, 792), pageCompression=1); draw(c, b); c.save()
    else:
        c = canvas.Canvas(o.out, pagesize=(612, 792), pageCompression=1)
        for b in bs: draw(c, b)
        c.save()
    clock("reportlab", len(bs), t0)
main()
