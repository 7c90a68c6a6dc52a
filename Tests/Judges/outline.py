#!/usr/bin/python3
"""Prints the structure of an accessible PDF as its readers meet it: an element a line, indented, with the text that it
holds itself, and for figures and links the words that stand for them.

    outline.py FILE.pdf

An LBody, a Span and a document's Part say nothing of their own: what stands in them stands in the element around. A figure
without content on the page is followed by `(nothing)`.
"""

import sys

import pikepdf

from content import Name, instructions, unicode_map

THROUGH = {"Document", "Part", "LBody", "Span"}


def texts(page):
    """What each marked-content sequence of a page says, by its number; one that draws without text says nothing."""
    fonts = {}
    for key, font in page.Resources.get("/Font", {}).items():
        fonts[key[1:]] = unicode_map(font.ToUnicode.read_bytes())
    data = b"\n".join(
        part.read_bytes() for part in (page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents])
    )
    said = {}
    open_marks = []
    font = {}

    def say(text):
        if open_marks and not any(mark == "actual" for mark in open_marks):
            numbers = [mark for mark in open_marks if isinstance(mark, int)]
            if numbers:
                said[numbers[-1]] += text

    for operator, operands in instructions(data):
        if operator == "Tf":
            font = fonts[operands[0]]
        elif operator in ("Tj", "TJ"):
            pieces = operands[-1] if operator == "TJ" else [operands[-1]]
            for piece in pieces:
                if isinstance(piece, bytes):
                    for at in range(0, len(piece), 2):
                        say(font[int.from_bytes(piece[at : at + 2], "big")])
        elif operator == "BMC":
            open_marks.append("none")
        elif operator == "BDC":
            held = operands[-1]
            held = dict(zip(held[::2], held[1::2])) if isinstance(held, list) else held
            if isinstance(held, dict) and "ActualText" in held:
                say(held["ActualText"][2:].decode("utf-16-be"))
                open_marks.append("actual")
            elif isinstance(held, dict) and "MCID" in held:
                number = int(held["MCID"])
                said[number] = ""
                open_marks.append(number)
            else:
                open_marks.append("none")
        elif operator == "EMC":
            open_marks.pop()
    return said


def main():
    pdf = pikepdf.open(sys.argv[1])
    pages = {page.obj.objgen: texts(page) for page in pdf.pages}

    def kids(element):
        held = element.get("/K", pikepdf.Array())
        return held if isinstance(held, pikepdf.Array) else [held]

    def walk(element, depth, page):
        """The text and the lines within an element."""
        page = element.Pg.objgen if "/Pg" in element else page
        text, lines, count = "", [], 0
        for kid in kids(element):
            if isinstance(kid, int):
                text += pages[page][kid]
                count += 1
            elif kid.get("/Type") == "/MCR":
                text += pages[kid.Pg.objgen if "/Pg" in kid else page][int(kid.MCID)]
                count += 1
            elif kid.get("/Type") == "/OBJR":
                lines.append("  " * (depth + 1) + f"({kid.Obj.A.URI})")
            elif str(kid.S)[1:] in THROUGH:
                more, inner, number = walk(kid, depth, page)
                text += more
                lines += inner
                count += number
            else:
                more, inner, number = walk(kid, depth + 1, page)
                kind = str(kid.S)[1:]
                said = more.strip()
                if kind == "Figure":
                    said = str(kid.Alt) + ("" if number else " (nothing)")
                lines.append("  " * (depth + 1) + kind + (f" {said}" if said else ""))
                lines += inner if kind != "Figure" else []
        return text, lines, count

    print("\n".join(walk(pdf.Root.StructTreeRoot, -1, None)[1]))


main()
