#!/usr/bin/python3
"""Seeds one fault in a good accessible PDF, so that what should find it can be tried.

    spoil.py FILE.pdf FAULT OUT.pdf
    spoil.py --list

Exit 0 when OUT.pdf is written, 2 when the fault is not known or FILE.pdf has nothing to spoil so. The fault `nothing`
writes the file anew as it is: judges must still find nothing in it. What is spoiled is always the first of its kind, in
the order of the structure tree, of the pages or of the fonts.
"""

import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, String

FAULTS = {}
MARK = rb"/(\w+)\s*<<[^<>]*?/MCID\s+(\d+)[^<>]*>>\s*BDC"


class Nothing(Exception):
    """There is nothing to spoil so."""


def fault(function):
    """Its docstring says what it does."""
    FAULTS[function.__name__.rstrip("_")] = function
    return function


def first(found, what):
    for one in found:
        return one
    raise Nothing(f"there is no {what}")


def kids(element):
    found = element.get("/K")
    found = list(found) if isinstance(found, Array) else [found]
    return [kid for kid in found if isinstance(kid, Dictionary) and "/S" in kid]


def elements(pdf, *kinds):
    """The structure elements of these types (of every type, when none is named), in the order of the tree."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        waiting.extend(reversed(kids(element)))
        if "/S" in element and (not kinds or str(element.S)[1:] in kinds):
            yield element


def attributes(element):
    found = element.get("/A")
    return [one for one in (found if isinstance(found, Array) else [found]) if isinstance(one, Dictionary)]


def drop_attribute(element, key):
    dropped = False
    for held in attributes(element):
        if key in held:
            del held[key]
            dropped = True
    return dropped


def links(pdf):
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == Name.Link:
                yield annotation


def named(resources, kind):
    """The resources of a kind, in the order of their names."""
    held = resources.get(kind, Dictionary())
    return [held[key] for key in sorted(held.keys())]


def fonts(pdf):
    """The composite fonts of the pages and of the forms that they draw."""
    seen = set()
    for page in pdf.pages:
        waiting = [page.resources]
        while waiting:
            resources = waiting.pop()
            for font in named(resources, "/Font"):
                if font.objgen not in seen and "/DescendantFonts" in font:
                    seen.add(font.objgen)
                    yield font
            for form in named(resources, "/XObject"):
                if form.objgen not in seen and "/Resources" in form:
                    seen.add(form.objgen)
                    waiting.append(form.Resources)


def read(page):
    contents = page.obj.Contents
    return b"\n".join(part.read_bytes() for part in contents) if isinstance(contents, Array) else contents.read_bytes()


def write(pdf, page, data):
    page.obj.Contents = pdf.make_indirect(pikepdf.Stream(pdf, data))


def change(pdf, pattern, to, what, accept=lambda page, match: True):
    """Puts something else in place of what the first page that has it says."""
    for page in pdf.pages:
        data = read(page)
        for match in re.finditer(pattern, data, re.DOTALL):
            if accept(page, match):
                write(pdf, page, data[: match.start()] + match.expand(to) + data[match.end() :])
                return
    raise Nothing(f"no content has {what}")


def number_leaf(pdf):
    """A node of the parent tree with the numbers of pages in it, and the place of the first array in it."""
    waiting = [pdf.Root.StructTreeRoot.ParentTree]
    while waiting:
        node = waiting.pop()
        waiting.extend(reversed(list(node.get("/Kids", []))))
        numbers = node.get("/Nums", [])
        for place in range(1, len(numbers), 2):
            if isinstance(numbers[place], Array) and len(numbers[place]) > 1:
                yield numbers, place


@fault
def nothing(pdf):
    """the file anew, with no fault"""


@fault
def lang(pdf):
    """the catalog names no language"""
    del pdf.Root["/Lang"]


@fault
def marked(pdf):
    """the catalog does not say that the file is tagged"""
    del pdf.Root["/MarkInfo"]


@fault
def window(pdf):
    """the title is not asked to be shown"""
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@fault
def title(pdf):
    """Title differs between Info and XMP"""
    pdf.trailer.Info.Title = String(str(pdf.trailer.Info.Title) + "s")


@fault
def identifier(pdf):
    """XMP does not say that it is PDF/UA"""
    data = pdf.Root.Metadata.read_bytes()
    spoiled = re.sub(rb"<pdfuaid:part>1</pdfuaid:part>|(?<=\s)pdfuaid:part=[\"']1[\"']", b"", data)
    if spoiled == data:
        raise Nothing("XMP has no pdfuaid:part")
    pdf.Root.Metadata.write(spoiled)


@fault
def alt(pdf):
    """a Figure has no Alt"""
    del first((one for one in elements(pdf, "Figure") if "/Alt" in one), "Figure with Alt")["/Alt"]


@fault
def box(pdf):
    """a Figure has no BBox"""
    first((one for one in elements(pdf, "Figure") if drop_attribute(one, "/BBox")), "Figure with BBox")


@fault
def scope(pdf):
    """a TH has no Scope"""
    first((one for one in elements(pdf, "TH") if drop_attribute(one, "/Scope")), "TH with Scope")


@fault
def cell(pdf):
    """a row lacks a TD: its content went to the cell beside it"""
    for row in elements(pdf, "TR"):
        for place, kid in enumerate(row.K):
            if kid.get("/S") == Name.TD and isinstance(kid.get("/K"), (int, Array)) and not kids(kid) and "/Pg" in kid:
                held = kid.K if isinstance(kid.K, int) else kid.K[0]
                if not isinstance(held, int):
                    continue
                del row.K[place]
                # The MCID goes to another cell of the row, so that nothing but the column is missing.
                other = first((one for one in row.K if one.get("/Pg") == kid.Pg), "other cell")
                taken = list(other.K) if isinstance(other.get("/K"), Array) else [other.K]
                other.K = Array(taken + [held])
                page = first((one for one in pdf.pages if one.obj.objgen == kid.Pg.objgen), "page of the cell")
                for numbers, at in number_leaf(pdf):
                    if numbers[at - 1] == page.obj.StructParents:
                        numbers[at][held] = other
                return
    raise Nothing("there is no TD with content")


@fault
def heading(pdf):
    """a level of headings is skipped"""
    first(elements(pdf, "H2"), "H2").S = Name.H3


@fault
def role(pdf):
    """a structure element is of no standard type"""
    first(elements(pdf, "P"), "P").S = Name.Paragraph


@fault
def empty(pdf):
    """an empty paragraph stands in the tree"""
    root = first(elements(pdf), "structure element")
    root.K = Array(list(root.K) + [pdf.make_indirect(Dictionary(S=Name.P, P=root))])


@fault
def parent(pdf):
    """/P of a structure element is not its parent"""
    one = first(elements(pdf, "P"), "P")
    one.P = first((other for other in elements(pdf) if other.objgen not in (one.objgen, one.P.objgen)), "other element")


@fault
def parenttree(pdf):
    """the parent tree is empty"""
    tree = pdf.Root.StructTreeRoot.ParentTree
    for key in ("/Nums", "/Kids", "/Limits"):
        if key in tree:
            del tree[key]
    tree.Nums = Array()


@fault
def swapped(pdf):
    """two entries of the parent tree stand in each other's place"""
    for numbers, place in number_leaf(pdf):
        array = numbers[place]
        for index in range(len(array) - 1):
            if array[index].objgen != array[index + 1].objgen:
                array[index], array[index + 1] = array[index + 1], array[index]
                return
    raise Nothing("the parent tree has no two entries")


@fault
def limits(pdf):
    """/Limits of the parent tree are wrong, or are in its root"""
    tree = pdf.Root.StructTreeRoot.ParentTree
    node = tree.Kids[0] if "/Kids" in tree else tree
    node.Limits = Array([7000, 8000])


@fault
def nextkey(pdf):
    """/ParentTreeNextKey is a key that is in use"""
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 0


@fault
def pagekey(pdf):
    """a page has no /StructParents"""
    del pdf.pages[0].obj["/StructParents"]


@fault
def tabs(pdf):
    """a page does not say that its tabs follow the structure"""
    del pdf.pages[0].obj["/Tabs"]


@fault
def mcid(pdf):
    """content has no MCID any more: its BDC is one of a Span without"""
    change(pdf, MARK, rb"/Span<</Lang(en)>>BDC", "an MCID")


@fault
def twice(pdf):
    """an MCID is used twice"""
    change(pdf, MARK, rb"/\1<</MCID 0>>BDC", "another MCID than 0", lambda page, match: int(match[2]) > 0)


@fault
def artifact(pdf):
    """a paragraph is an artifact, while the tree has it still"""
    paragraphs = set()
    for one in elements(pdf, "P"):
        held = one.get("/K")
        for kid in held if isinstance(held, Array) else [held]:
            if isinstance(kid, int) and "/Pg" in one:
                paragraphs.add((one.Pg.objgen, kid))

    def is_paragraph(page, match):
        return (page.obj.objgen, int(match[2])) in paragraphs

    change(pdf, MARK, b"/Artifact BMC", "a paragraph", is_paragraph)


@fault
def buried(pdf):
    """an artifact stands in tagged content"""
    change(pdf, b"(" + MARK + b")", rb"\1 /Artifact BMC EMC", "an MCID")


@fault
def unmarked(pdf):
    """a rectangle is neither tagged nor an artifact"""
    page = pdf.pages[-1]
    write(pdf, page, read(page) + b"\nq 20 20 30 10 re f Q\n")


@fault
def open_(pdf):
    """marked content does not end"""
    page = pdf.pages[0]
    write(pdf, page, read(page) + b"\n/Artifact BMC\n")


@fault
def crossed(pdf):
    """marked content begins in a text object and ends after it"""
    page = pdf.pages[0]
    write(pdf, page, read(page) + b"\nBT /Artifact BMC ET EMC\n")


@fault
def form(pdf):
    """an MCID stands in a form"""
    for page in pdf.pages:
        for one in named(page.resources, "/XObject"):
            if one.get("/Subtype") == Name.Form:
                one.write(b"/P<</MCID 0>>BDC\n" + one.read_bytes() + b"\nEMC")
                return
    raise Nothing("there is no form")


@fault
def contents(pdf):
    """a link has no Contents"""
    del first((one for one in links(pdf) if "/Contents" in one), "link with Contents")["/Contents"]


@fault
def print_(pdf):
    """a link does not print"""
    first(links(pdf), "link").F = 0


@fault
def linkkey(pdf):
    """a link has no /StructParent"""
    del first((one for one in links(pdf) if "/StructParent" in one), "link with a key")["/StructParent"]


@fault
def reference(pdf):
    """the Link element does not refer to its annotation"""
    for one in elements(pdf, "Link"):
        if isinstance(one.get("/K"), Array):
            kept = [kid for kid in one.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)]
            if 0 < len(kept) < len(one.K):
                one.K = Array(kept)
                return
    raise Nothing("there is no Link with content and an OBJR")


@fault
def tounicode(pdf):
    """a font has no ToUnicode"""
    del first((one for one in fonts(pdf) if "/ToUnicode" in one), "font with ToUnicode")["/ToUnicode"]


def map_entry(pdf, to):
    stream = first((one for one in fonts(pdf) if "/ToUnicode" in one), "font with ToUnicode").ToUnicode
    data = stream.read_bytes()
    found = re.search(rb"beginbfchar\s*(<[0-9A-Fa-f]{4}>)(\s*)(<[0-9A-Fa-f]+>)", data)
    if found is None:
        raise Nothing("ToUnicode has no bfchar")
    stream.write(data[: found.start(1)] + found.expand(to) + data[found.end() :])


@fault
def unmapped(pdf):
    """ToUnicode lacks a character"""
    map_entry(pdf, rb"<FFF0>\2\3")


@fault
def zero(pdf):
    """ToUnicode makes a character U+0000"""
    map_entry(pdf, rb"\1\2<0000>")


@fault
def widths(pdf):
    """all widths of a font are 40 more than in its program"""
    inner = first(fonts(pdf), "font").DescendantFonts[0]
    inner.DW = int(inner.get("/DW", 1000)) + 40
    places = list(inner.get("/W", []))
    at = 0
    while at < len(places):
        if isinstance(places[at + 1], Array):
            places[at + 1] = Array([width + 40 for width in places[at + 1]])
            at += 2
        else:
            places[at + 2] = places[at + 2] + 40
            at += 3
    inner.W = Array(places)


@fault
def embedded(pdf):
    """a font is not embedded"""
    descriptor = first(fonts(pdf), "font").DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


@fault
def notdef(pdf):
    """a character is shown by the glyph .notdef"""
    for one in fonts(pdf):
        inner = one.DescendantFonts[0]
        mapped = inner.get("/CIDToGIDMap")
        if isinstance(mapped, pikepdf.Stream):
            mapped.write(bytes(len(mapped.read_bytes())))
            return
    raise Nothing("no font has a stream for CIDToGIDMap")


@fault
def profile(pdf):
    """the ICC profile of the output intent is cut short"""
    stream = pdf.Root.OutputIntents[0].DestOutputProfile
    stream.write(stream.read_bytes()[:-20])


@fault
def intent(pdf):
    """there is no output intent"""
    del pdf.Root["/OutputIntents"]


@fault
def bookmark(pdf):
    """the outline counts another number of bookmarks"""
    if "/Outlines" not in pdf.Root:
        raise Nothing("there is no outline")
    pdf.Root.Outlines.Count = int(pdf.Root.Outlines.get("/Count", 0)) + 1


@fault
def destination(pdf):
    """a bookmark leads to a page that is not there"""
    if "/Outlines" not in pdf.Root:
        raise Nothing("there is no outline")
    item = pdf.Root.Outlines.First
    for key in ("/A", "/Dest"):
        if key in item:
            del item[key]
    item.Dest = Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


@fault
def relation(pdf):
    """an attachment has no relation to the document"""
    if "/AF" not in pdf.Root:
        raise Nothing("there is no attachment")
    file = pdf.Root.AF[0]
    del file["/AFRelationship"]
    del pdf.Root["/AF"]


def main():
    if sys.argv[1:] == ["--list"]:
        for label, function in FAULTS.items():
            print(f"{label}\t{function.__doc__}")
        return
    if len(sys.argv) != 4 or sys.argv[2] not in FAULTS:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    _, file, label, out = sys.argv
    with pikepdf.open(file) as pdf:
        try:
            FAULTS[label](pdf)
        except (Nothing, AttributeError, KeyError) as error:
            print(f"{file}: {label}: {error}", file=sys.stderr)
            sys.exit(2)
        # As ISO 19005-2 asks: a line end before endstream, and XMP as it is.
        pdf.save(
            out,
            preserve_pdfa=True,
            fix_metadata_version=False,
            static_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        )


if __name__ == "__main__":
    main()
