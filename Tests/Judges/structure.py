#!/usr/bin/python3
"""Walks an accessible PDF, or with --untagged one to archive, and says what does not hold: `FILE: what, where`.

    structure.py [--untagged] [--count] FILE.pdf [...]

Exit 0 and silence (a line a file with --count) when all holds, 1 when it does not, 2 when it is called wrongly.

What is checked, and by what:
- catalog and metadata: ISO 14289-1, 7.1 and 5 (Matterhorn 06, 07, 11-006), ISO 19005-2, 6.6; Info equal to XMP;
- pages and the parent tree: ISO 32000-1, 14.7.4.4 and 7.9.7; both ways between content and tree;
- content: all of it tagged or an artifact, ISO 14289-1, 7.1 (Matterhorn 01-003 to 01-005, 30-002), and marks that nest
  with text objects, ISO 32000-1, 14.6.1;
- annotations: ISO 14289-1, 7.18 (Matterhorn 28), ISO 19005-2, 6.3;
- structure elements: ISO 32000-1, 14.7.2 and 14.8.4, ISO 14289-1, 7.1 to 7.7 (Matterhorn 02, 09, 13 to 17, 28-018);
- fonts: ISO 19005-2, 6.2.11 (embedded; widths as in the program; ToUnicode; no .notdef), ISO 14289-1, 7.21;
- tables: regular, ISO 32000-1, 14.8.4.3.4; TH with Scope, ISO 14289-1, 7.5 (Matterhorn 15-003);
- output intents: ISO 19005-2, 6.2.3; attachments: ISO 19005-3, 6.8 and annex E;
- bookmarks and destinations: ISO 32000-1, 12.3.

--untagged checks metadata, fonts, output intents, attachments and bookmarks alone.
"""

import argparse
import collections
import datetime
import re
import struct
import sys
import xml.etree.ElementTree as ElementTree

import pikepdf

from content import Fault, Program, instructions, profile_faults, unicode_map

STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6"
    " L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot"
    " Ruby RB RT RP Warichu WT WP"
    " Figure Formula Form".split()
)
GROUPS = {"Document", "Part", "Art", "Sect", "Div"}
# Where a type may stand, and what it may hold: ISO 32000-1, tables 336 and 337.
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI", "TOCI", "Note"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
CHILDREN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "BI", "Do"}
SHOWING = {"Tj", "TJ", "'", '"'}
OTHERS = set(
    "w J j M d ri i gs cm m l c v y h re n W W* Tc Tw Tz TL Tr Ts Td TD Tm T* CS cs SC SCN sc scn G g RG rg K k"
    " d0 d1 MP DP BX EX".split()
)
OPERANDS = {"Tf": 2, "Tj": 1, "TJ": 1, "'": 1, '"': 3, "Do": 1, "BMC": 1, "BDC": 2}
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"
# What XMP must say as Info does. ISO 19005-1, 6.7.3 asks for it; parts 2 and 3 ignore Info, and readers show it still.
BOTH = {
    "Title": DC + "title",
    "Producer": PDF + "Producer",
    "Author": DC + "creator",
    "Subject": DC + "description",
    "Keywords": PDF + "Keywords",
    "Creator": XMP + "CreatorTool",
    "CreationDate": XMP + "CreateDate",
    "ModDate": XMP + "ModifyDate",
}


def is_dictionary(value):
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))


def get(value, key, kind=None):
    """The value of a key in what may be no dictionary, if it is of that kind."""
    found = value.get(key) if is_dictionary(value) else None
    return found if kind is None or isinstance(found, kind) else None


def name(value):
    return str(value)[1:] if isinstance(value, pikepdf.Name) else None


def text(value):
    return str(value) if isinstance(value, pikepdf.String) else None


def filled(value):
    return bool((text(value) or "").strip())


def identity(value):
    """The number of an indirect object, or None."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return value.objgen
    return None


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def moment(date):
    """The moment that a date of PDF or of XMP names, in universal time."""
    day, time = r"(\d{4})-?(\d\d)?-?(\d\d)?", r"(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?"
    parts = re.fullmatch(f"(?:D:)?{day}T?{time}(Z|[+-]\\d\\d(?:[:']?\\d\\d)?'?)?", date.strip())
    if parts is None:
        raise ValueError
    numbers = [int(part or least) for part, least in zip(parts.groups()[:6], (0, 1, 1, 0, 0, 0))]
    zone = re.sub("[:']", "", parts[7] or "Z")
    minutes = 0 if zone == "Z" else int(zone[0] + "1") * (int(zone[1:3]) * 60 + int(zone[3:5] or 0))
    return datetime.datetime(*numbers) - datetime.timedelta(minutes=minutes)


class Element:
    """A structure element, as far as later checks ask."""

    __slots__ = ("object", "id", "kind", "parent", "children", "items", "annotations", "page", "attributes")

    def __init__(self, value, number, kind, parent):
        self.object, self.id, self.kind, self.parent = value, number, kind, parent
        self.children, self.items, self.annotations, self.attributes = [], [], [], []

    def __str__(self):
        return f"{self.kind} {self.id[0]} {self.id[1]}" if self.id else self.kind

    def attribute(self, owner, key):
        for attributes in self.attributes:
            if name(attributes.get("/O")) == owner and key in attributes:
                return attributes.get(key)
        return None


class Font:
    """A font in use: what of it was shown."""

    def __init__(self, value, label):
        self.object, self.label = value, label
        self.shown = {}  # code: whether it stands outside every ActualText


class Judge:
    def __init__(self, file, pdf, tagged):
        self.file, self.pdf, self.tagged = file, pdf, tagged
        self.root = pdf.Root
        self.faults = []
        self.fonts = {}
        self.forms = {}
        self.elements = {}  # number: Element
        self.order = []
        self.named = {}  # (page, MCID): number of its element
        self.used = []  # of each page: how often each MCID
        self.referred = collections.defaultdict(list)  # number of an annotation: elements
        self.pages = [page.obj for page in pdf.pages]
        self.numbers = {page.objgen: index for index, page in enumerate(self.pages)}

    def fault(self, what, where):
        self.faults.append(f"{self.file}: {what}, {where}")

    def judge(self):
        self.metadata()
        self.intents()
        self.attachments()
        if self.tagged:
            self.catalog()
            self.tree()
        for index, page in enumerate(self.pages):
            self.page(index, page)
        for font in self.fonts.values():
            self.font(font)
        if self.tagged:
            self.parents()
            self.annotations()
            for element in self.order:
                self.element(element)
            self.headings()
        self.bookmarks()

    # The catalog and metadata

    def catalog(self):
        where = "catalog"
        if not LANGUAGE.fullmatch(text(self.root.get("/Lang")) or ""):
            self.fault("/Lang names no language", where)
        marks = self.root.get("/MarkInfo")
        if get(marks, "/Marked") is not True:
            self.fault("/MarkInfo does not say /Marked true", where)
        if get(marks, "/Suspects") is True:
            self.fault("/MarkInfo says /Suspects true", where)
        if get(self.root.get("/ViewerPreferences"), "/DisplayDocTitle") is not True:
            self.fault("/ViewerPreferences does not say /DisplayDocTitle true", where)

    def metadata(self):
        where = "metadata"
        if self.pdf.is_encrypted:
            self.fault("the file is encrypted", "trailer")
        if not isinstance(self.pdf.trailer.get("/ID"), pikepdf.Array):
            self.fault("there is no /ID", "trailer")
        stream = self.root.get("/Metadata")
        if not isinstance(stream, pikepdf.Stream):
            self.fault("there is no XMP", "catalog")
            return
        if "/Filter" in stream:
            self.fault("XMP is compressed", where)
        if name(stream.get("/Type")) != "Metadata" or name(stream.get("/Subtype")) != "XML":
            self.fault("XMP is not /Type/Metadata/Subtype/XML", where)
        data = stream.read_bytes()
        if b"<?xpacket begin=" not in data or b"<?xpacket end=" not in data:
            self.fault("XMP is in no packet", where)
        try:
            document = ElementTree.fromstring(data.decode("utf-8").strip("\ufeff\0\n\r\t "))
        except (ElementTree.ParseError, UnicodeDecodeError) as error:
            self.fault(f"XMP is no XML of UTF-8 ({error})", where)
            return
        properties = {}
        for description in document.iter(RDF + "Description"):
            if description.get(RDF + "parseType") == "Resource":
                continue
            for key, value in description.attrib.items():
                properties.setdefault(key, []).append(value)
            for child in description:
                items = [item.text or "" for item in child.iter(RDF + "li")]
                properties.setdefault(child.tag, []).extend(items or [child.text or ""])
        part = (properties.get(PDFAID + "part") or [""])[0].strip()
        level = (properties.get(PDFAID + "conformance") or [""])[0].strip()
        attached = get(get(self.root, "/Names"), "/EmbeddedFiles") is not None
        if part not in ("2", "3"):
            self.fault(f"pdfaid:part is {part!r}", where)
        elif attached and part != "3":
            self.fault("there is an attachment, and pdfaid:part is not 3", where)
        if level not in (("A",) if self.tagged else ("U", "B")):
            self.fault(f"pdfaid:conformance is {level!r}", where)
        universal = [value.strip() for value in properties.get(PDFUAID + "part", [])]
        if self.tagged and universal != ["1"]:
            self.fault(f"pdfuaid:part is {universal}", where)
        if not self.tagged and universal:
            self.fault("pdfuaid:part stands in an untagged file", where)
        info = self.pdf.trailer.get("/Info")
        for key, tag in BOTH.items():
            mine = text(get(info, "/" + key))
            others = properties.get(tag)
            if mine is None or others is None:
                if key in ("Title", "Producer"):
                    self.fault(f"{key} is missing in {'Info' if mine is None else 'XMP'}", where)
                elif mine is not None:
                    self.fault(f"{key} stands in Info and not in XMP", where)
                continue
            if key.endswith("Date"):
                try:
                    same = moment(mine) == moment(others[0])
                except ValueError:
                    same = False
            else:
                same = mine == (", ".join(others) if key == "Author" and mine != others[0] else others[0])
            if not same:
                self.fault(f"{key} is {mine!r} in Info and {others[0]!r} in XMP", where)
            elif key == "Title" and not mine.strip():
                self.fault("Title is empty", where)

    def intents(self):
        intents = self.root.get("/OutputIntents")
        if not isinstance(intents, pikepdf.Array) or len(intents) == 0:
            self.fault("there are no output intents", "catalog")
            return
        profiles = set()
        for index, intent in enumerate(intents):
            where = f"output intent {index + 1}"
            if name(get(intent, "/S")) != "GTS_PDFA1":
                self.fault("/S is not GTS_PDFA1", where)
            if not filled(get(intent, "/OutputConditionIdentifier")):
                self.fault("there is no /OutputConditionIdentifier", where)
            stream = get(intent, "/DestOutputProfile")
            if not isinstance(stream, pikepdf.Stream):
                self.fault("there is no /DestOutputProfile", where)
                continue
            profiles.add(identity(stream))
            if stream.get("/N") != 3:
                self.fault("/N of the profile is not 3", where)
            for what in profile_faults(stream.read_bytes()):
                self.fault("the profile " + what, where)
        if len(profiles) > 1:
            self.fault("output intents have different profiles", "catalog")

    def attachments(self):
        names = get(get(self.root, "/Names"), "/EmbeddedFiles")
        if names is None:
            return
        associated = {identity(file) for file in get(self.root, "/AF", pikepdf.Array) or []}
        for key, file in self.leaves(names, "/Names", "the tree of attachments"):
            where = f"attachment {key.decode('latin-1')}"
            if not filled(get(file, "/F")) or not filled(get(file, "/UF")):
                self.fault("there is no /F or no /UF", where)
            if name(get(file, "/AFRelationship")) not in ("Source", "Data", "Alternative", "Supplement", "Unspecified"):
                self.fault("/AFRelationship says none of the relations", where)
            if identity(file) not in associated or identity(file) is None:
                self.fault("it is not in /AF of the catalog", where)
            stream = get(get(file, "/EF"), "/F")
            if not isinstance(stream, pikepdf.Stream):
                self.fault("there is no stream", where)
                continue
            if "/" not in (name(stream.get("/Subtype")) or ""):
                self.fault("/Subtype is no MIME type", where)
            parameters = stream.get("/Params")
            if text(get(parameters, "/ModDate")) is None:
                self.fault("/Params has no /ModDate", where)
            size = get(parameters, "/Size")
            if size is not None and size != len(stream.read_bytes()):
                self.fault("/Size is not that of the data", where)

    def leaves(self, root, entries, where):
        """The keys and values of a name tree or a number tree (ISO 32000-1, 7.9.6 and 7.9.7), in their order."""
        found = []
        visited = set()

        def walk(node, is_root):
            number = identity(node)
            if number in visited or not is_dictionary(node):
                self.fault("a node stands twice or is none", where)
                return
            if number:
                visited.add(number)
            pairs, kids, limits = node.get(entries), node.get("/Kids"), node.get("/Limits")
            first = len(found)
            if (pairs is None) == (kids is None):
                self.fault(f"a node has not just one of /Kids and {entries}", where)
            for kid in kids if isinstance(kids, pikepdf.Array) else []:
                walk(kid, False)
            if isinstance(pairs, pikepdf.Array):
                if len(pairs) % 2:
                    self.fault("a key has no value", where)
                pairs = list(pairs)
                keys = (bytes(key) if isinstance(key, pikepdf.String) else key for key in pairs[::2])
                found.extend(zip(keys, pairs[1::2]))
            if is_root:
                if limits is not None:
                    self.fault("the root has /Limits", where)
                return
            if isinstance(limits, pikepdf.Array):
                limits = [bytes(limit) if isinstance(limit, pikepdf.String) else limit for limit in limits]
            if first == len(found):
                self.fault("a node is empty", where)
            elif limits != [found[first][0], found[-1][0]]:
                self.fault(f"/Limits {limits} are not {[found[first][0], found[-1][0]]}", where)

        walk(root, True)
        kind = int if entries == "/Nums" else bytes
        strays = [key for key, _ in found if not isinstance(key, kind)]
        if strays:
            self.fault(f"{len(strays)} keys are none of its kind", where)
        found = [pair for pair in found if isinstance(pair[0], kind)]
        for (one, _), (other, _) in zip(found, found[1:]):
            if not one < other:
                self.fault(f"the key {other} does not come after {one}", where)
        return found

    # Pages and their content

    def page(self, index, page):
        where = f"page {index + 1}"
        contents = page.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
        used = collections.Counter()
        self.used.append(used)
        self.content(b"\n".join(stream.read_bytes() for stream in streams), self.resources(page), where, used)
        if not self.tagged:
            return
        if name(page.get("/Tabs")) != "S":
            self.fault("/Tabs is not S", where)
        for mcid, count in sorted(used.items()):
            if count > 1:
                self.fault(f"MCID {mcid} is used {count} times", where)
            if (page.objgen, mcid) not in self.named:
                self.fault(f"no structure element has MCID {mcid}", where)
        if used and sorted(used) != list(range(len(used))):
            self.fault(f"{len(used)} MCIDs are not 0 to {len(used) - 1}", where)

    def resources(self, page):
        for _ in range(50):
            if page is None or "/Resources" in page:
                break
            page = page.get("/Parent")
        return get(page, "/Resources")

    def content(self, data, resources, where, used):
        """Reads content, and says whether there are artifacts in it. A form has `used` None, and may be unmarked."""
        marks = []  # BT, or of marked content: (its part: artifact, tagged or other; whether ActualText is in it)
        states = []
        font = None
        fonts, objects, properties = (get(resources, key) for key in ("/Font", "/XObject", "/Properties"))
        known = {}
        form = used is None
        artifacts = False
        unmarked = collections.Counter()
        try:
            for operator, operands in instructions(data):
                if len(operands) < OPERANDS.get(operator, 0):
                    self.fault(f"{operator} has too few operands", where)
                elif operator in SHOWING:
                    if not ("BT", False) in marks:
                        self.fault("text is shown outside a text object", where)
                    self.show(operands[-1], font, not any(actual for _, actual in marks), where)
                    if not form and not any(part in ("artifact", "tagged") for part, _ in marks):
                        unmarked[operator] += 1
                elif operator == "Tf":
                    if operands[0] not in known:
                        known[operands[0]] = self.known(get(fonts, "/" + operands[0]), operands[0], where)
                    font = known[operands[0]]
                elif operator in PAINTING:
                    if not form and not any(part in ("artifact", "tagged") for part, _ in marks):
                        unmarked[operator] += 1
                    if operator == "BI" and re.search(rb"[\0\t\n\f\r ]EI[\0\t\n\f\r ]", operands[1]):
                        self.fault("the data of an inline image hold EI, where other readers end it", where)
                    if operator == "Do":
                        artifacts = self.object(get(objects, "/" + operands[0]), operands[0], marks, where) or artifacts
                elif operator in ("BMC", "BDC"):
                    held = operands[1] if operator == "BDC" else {}
                    if isinstance(held, str):
                        held = get(properties, "/" + held)
                        if held is None:
                            self.fault(f"/Properties has no {operands[1]}", where)
                        held = {key[1:]: held.get(key) for key in held.keys()} if held is not None else {}
                    part = "artifact" if operands[0] == "Artifact" else "tagged" if "MCID" in held else "other"
                    if part == "tagged" and not is_integer(held["MCID"]):
                        self.fault(f"an MCID is {held['MCID']}", where)
                        part = "other"
                    artifacts = artifacts or part == "artifact"
                    if self.tagged:
                        self.mark(part, held, marks, used, where)
                    marks.append((part, "ActualText" in held))
                elif operator == "EMC":
                    if not marks or marks[-1][0] == "BT":
                        self.fault("EMC ends nothing, or what began outside its text object", where)
                    else:
                        marks.pop()
                elif operator == "BT":
                    if ("BT", False) in marks:
                        self.fault("a text object stands in another", where)
                    marks.append(("BT", False))
                elif operator == "ET":
                    if not marks or marks[-1][0] != "BT":
                        self.fault("ET comes before the EMC of what began in its text object", where)
                        if ("BT", False) in marks:
                            marks.remove(("BT", False))
                    else:
                        marks.pop()
                elif operator == "q":
                    states.append(font)
                elif operator == "Q":
                    if states:
                        font = states.pop()
                    else:
                        self.fault("Q has no q", where)
                elif operator not in OTHERS and operator != "Tf":
                    self.fault(f"{operator} is no operator", where)
        except (Fault, KeyError, TypeError, ValueError) as error:
            self.fault(f"content cannot be read ({error})", where)
        if marks:
            self.fault(f"{len(marks)} of BT, BMC and BDC do not end", where)
        if states:
            self.fault(f"{len(states)} of q have no Q", where)
        if self.tagged:
            for operator, count in sorted(unmarked.items()):
                self.fault(f"content is neither tagged nor an artifact ({operator}, {count} times)", where)
        return artifacts

    def mark(self, part, held, marks, used, where):
        around = [part for part, _ in marks]
        if part == "artifact" and "tagged" in around:
            self.fault("an artifact stands in tagged content", where)
        if part == "tagged":
            if used is None:
                self.fault(f"MCID {held['MCID']} stands in a form", where)
                return
            used[held["MCID"]] += 1
            for other in ("artifact", "tagged"):
                if other in around:
                    outer = "an artifact" if other == "artifact" else "tagged content"
                    self.fault(f"MCID {held['MCID']} stands in {outer}", where)

    def object(self, value, label, marks, where):
        """Reads a form once, however often it is drawn, and says whether there are artifacts in it."""
        if not isinstance(value, pikepdf.Stream):
            self.fault(f"/XObject has no {label}", where)
            return False
        if name(value.get("/Subtype")) != "Form":
            return False
        number = identity(value)
        here = f"form {number[0]} {number[1]}"
        if number not in self.forms:
            self.forms[number] = False  # also of a form that draws itself
            self.forms[number] = self.content(value.read_bytes(), value.get("/Resources"), here, None)
            if self.tagged and ("/StructParents" in value or "/StructParent" in value):
                self.fault("a form has a key of the parent tree", here)
        if self.tagged and self.forms[number] and "tagged" in [part for part, _ in marks]:
            self.fault(f"{here} with an artifact is drawn in tagged content", where)
        return self.forms[number]

    def known(self, value, label, where):
        if value is None:
            self.fault(f"/Font has no {label}", where)
            return None
        number = identity(value) or (where, label)
        if number not in self.fonts:
            place = f" {number[0]} {number[1]}" if identity(value) else ""
            self.fonts[number] = Font(value, f"font {name(value.get('/BaseFont')) or label}{place}")
        return self.fonts[number]

    def show(self, strings, font, plain, where):
        if font is None:
            self.fault("text is shown in no font", where)
            return
        shown = font.shown
        for string in strings if isinstance(strings, list) else [strings]:
            if not isinstance(string, bytes):
                continue
            if len(string) % 2:
                self.fault("text has an odd number of bytes", where)
            for code in {high << 8 | low for high, low in zip(string[::2], string[1::2])}:
                shown[code] = shown.get(code, False) or plain

    # Fonts

    def font(self, font):
        value, where = font.object, font.label
        if not font.shown:
            return
        if name(value.get("/Subtype")) != "Type0":
            self.fault("it is not Type0", where)
            return
        if name(value.get("/Encoding")) != "Identity-H":
            self.fault("/Encoding is not Identity-H", where)
        self.unicodes(font)
        descendants = value.get("/DescendantFonts")
        inner = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) == 1 else None
        descriptor = get(inner, "/FontDescriptor")
        if name(get(inner, "/Subtype")) != "CIDFontType2" or not is_dictionary(descriptor):
            self.fault("it has not one CIDFontType2 with its descriptor", where)
            return
        if not name(value.get("/BaseFont")) == name(inner.get("/BaseFont")) == name(descriptor.get("/FontName")):
            self.fault("/BaseFont and /FontName differ", where)
        for key in ("/Ascent", "/Descent", "/CapHeight", "/Flags", "/FontBBox", "/ItalicAngle", "/StemV"):
            if key not in descriptor:
                self.fault(f"the descriptor has no {key}", where)
        stream = descriptor.get("/FontFile2")
        if not isinstance(stream, pikepdf.Stream):
            self.fault("it is not embedded", where)
            return
        data = stream.read_bytes()
        if stream.get("/Length1") != len(data):
            self.fault("/Length1 is not that of the program", where)
        try:
            program = Program(data)
            glyphs = self.glyphs(inner)
            widths = self.widths(inner)
        except (Fault, IndexError, TypeError, ValueError, struct.error) as error:
            self.fault(f"it cannot be read ({error})", where)
            return
        usual = inner.get("/DW", 1000)
        wrong = []
        for code in sorted(font.shown):
            glyph = code if glyphs is None else glyphs[code] if code < len(glyphs) else 0
            if code == 0 or glyph == 0:
                self.fault(f"CID {code} shows .notdef", where)
            elif glyph >= program.glyphs:
                self.fault(f"CID {code} is glyph {glyph} of {program.glyphs}", where)
            elif abs(float(widths.get(code, usual)) - program.width(glyph)) > 1:
                width = f"{program.width(glyph):.1f}"
                wrong.append(f"CID {code} is {widths.get(code, usual)} wide and {width} in the program")
        if wrong:
            self.fault(wrong[0] + (f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""), where)

    def glyphs(self, inner):
        """CIDToGIDMap: the glyph of each CID, or None for the CID itself."""
        mapped = inner.get("/CIDToGIDMap")
        if isinstance(mapped, pikepdf.Stream):
            data = mapped.read_bytes()
            return [high << 8 | low for high, low in zip(data[::2], data[1::2])]
        if name(mapped) != "Identity":
            raise Fault("there is no /CIDToGIDMap")
        return None

    def widths(self, inner):
        """W of a CIDFont (ISO 32000-1, 9.7.4.3)."""
        widths = {}
        parts = list(inner.get("/W", []))
        at = 0
        while at < len(parts):
            if isinstance(parts[at + 1], pikepdf.Array):
                for offset, width in enumerate(parts[at + 1]):
                    widths[parts[at] + offset] = width
                at += 2
            else:
                widths.update(dict.fromkeys(range(parts[at], parts[at + 1] + 1), parts[at + 2]))
                at += 3
        return widths

    def unicodes(self, font):
        stream, where = font.object.get("/ToUnicode"), font.label
        if not isinstance(stream, pikepdf.Stream):
            self.fault("there is no /ToUnicode", where)
            return
        try:
            texts = unicode_map(stream.read_bytes())
        except (Fault, TypeError) as error:
            self.fault(f"/ToUnicode cannot be read ({error})", where)
            return
        for code, plain in sorted(font.shown.items()):
            if code not in texts:
                self.fault(f"/ToUnicode has no CID {code}", where)
            elif plain:
                found = texts[code]
                if not found or any(letter in "\0\ufeff\ufffe" for letter in found):
                    self.fault(f"/ToUnicode gives CID {code} the text {found!a}", where)
                elif self.tagged and any("\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000" for letter in found):
                    self.fault(f"/ToUnicode gives CID {code} private text {found!a}, without ActualText", where)

    # The structure tree

    def tree(self):
        root = self.root.get("/StructTreeRoot")
        if not is_dictionary(root):
            self.fault("there is no /StructTreeRoot", "catalog")
            return
        roles = get(root, "/RoleMap", pikepdf.Dictionary)
        roles = {key[1:]: name(value) for key, value in roles.items()} if roles is not None else {}
        for role in roles:
            if role in STANDARD:
                self.fault(f"/RoleMap maps the standard type {role}", "structure tree")
        classes = root.get("/ClassMap")
        identifiers = set()
        kinds = {}
        top = Element(root, identity(root), "StructTreeRoot", None)
        waiting = [(kid, top) for kid in reversed(self.kids(root))]
        while waiting:
            value, parent = waiting.pop()
            number = identity(value)
            if number is None:
                self.fault("a structure element is not an indirect object", f"{parent}")
            elif number in self.elements:
                self.fault("a structure element stands twice in the tree", f"{self.elements[number]}")
                continue
            kind = name(value.get("/S"))
            if kind not in kinds:
                standard, steps = kind, 0
                while standard in roles and standard not in STANDARD and steps < 50:
                    standard, steps = roles[standard], steps + 1
                kinds[kind] = standard
                if standard not in STANDARD:
                    where = f"object {number[0] if number else '?'}"
                    self.fault(f"/S {kind} is no standard type, nor mapped to one", where)
            element = Element(value, number, kinds[kind] or "?", parent)
            if number:
                self.elements[number] = element
            self.order.append(element)
            parent.children.append(element)
            if identity(value.get("/P")) != parent.id:
                self.fault(f"/P is not its parent {parent}", f"{element}")
            if "/ID" in value:
                if bytes(value.get("/ID")) in identifiers:
                    self.fault("/ID stands twice", f"{element}")
                identifiers.add(bytes(value.get("/ID")))
            element.page = identity(value.get("/Pg"))
            if element.page is not None and element.page not in self.numbers:
                self.fault("/Pg is no page", f"{element}")
            element.attributes = self.attributes(value, classes)
            kids = []
            for kid in self.kids(value):
                if is_integer(kid):
                    self.item(element, element.page, kid)
                elif not is_dictionary(kid):
                    self.fault("/K holds what is no kid", f"{element}")
                elif name(kid.get("/Type")) == "MCR":
                    if "/Stm" in kid:
                        self.fault("/K refers to content in a form", f"{element}")
                    self.item(element, identity(kid.get("/Pg")) or element.page, kid.get("/MCID"))
                elif name(kid.get("/Type")) == "OBJR":
                    element.annotations.append(identity(kid.get("/Obj")))
                    self.referred[identity(kid.get("/Obj"))].append(element)
                    if (identity(kid.get("/Pg")) or element.page) not in self.numbers:
                        self.fault("an OBJR is of no page", f"{element}")
                else:
                    kids.append((kid, element))
            waiting.extend(reversed(kids))
        if not top.children:
            self.fault("the structure tree is empty", "structure tree")
        for element in top.children:
            if element.kind not in GROUPS:
                self.fault(f"{element} is not in a Document", "structure tree")

    def kids(self, value):
        kids = value.get("/K")
        return list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]

    def attributes(self, value, classes):
        found = []
        own = value.get("/A")
        for attributes in list(own) if isinstance(own, pikepdf.Array) else [own]:
            if is_dictionary(attributes):
                found.append(attributes)
        named = value.get("/C")
        for label in list(named) if isinstance(named, pikepdf.Array) else [named]:
            if isinstance(label, pikepdf.Name):
                held = get(classes, str(label))
                held = list(held) if isinstance(held, pikepdf.Array) else [held]
                found.extend(part for part in held if is_dictionary(part))
        return found

    def item(self, element, page, mcid):
        if page is None or not is_integer(mcid):
            self.fault(f"MCID {mcid} is of no page", f"{element}")
            return
        element.items.append((page, mcid))
        if (page, mcid) in self.named:
            where = self.numbers.get(page, -1) + 1
            self.fault(f"MCID {mcid} of page {where} is in two structure elements", f"{element}")
        self.named[page, mcid] = element.id

    def parents(self):
        where = "parent tree"
        root = self.root.get("/StructTreeRoot")
        tree = get(root, "/ParentTree")
        if not is_dictionary(tree):
            self.fault("there is no parent tree", "structure tree")
            return
        entries = self.leaves(tree, "/Nums", where)
        keys = dict(entries)
        next_key = root.get("/ParentTreeNextKey")
        if keys and (not is_integer(next_key) or next_key <= max(keys)):
            self.fault(f"/ParentTreeNextKey {next_key} is not greater than {max(keys)}", where)
        claimed = {}
        for index, page in enumerate(self.pages):
            here = f"page {index + 1}"
            key = page.get("/StructParents")
            used = self.used[index]
            if not is_integer(key):
                self.fault("there is no /StructParents", here)
                continue
            if key in claimed:
                self.fault(f"the key {key} is also that of {claimed[key]}", here)
            claimed[key] = here
            array = keys.get(key)
            if not isinstance(array, pikepdf.Array):
                self.fault(f"the parent tree has no array for the key {key}", here)
                continue
            if len(array) != len(used):
                self.fault(f"the parent tree has {len(array)} entries for {len(used)} MCIDs", here)
            for mcid, entry in enumerate(array):
                number = identity(entry)
                if number not in self.elements:
                    self.fault(f"the parent tree has no structure element for MCID {mcid}", here)
                elif self.named.get((page.objgen, mcid)) != number:
                    other = self.elements[number]
                    self.fault(f"the parent tree gives MCID {mcid} to {other}, which does not hold it", here)
        for (page, mcid), number in self.named.items():
            if page in self.numbers and mcid not in self.used[self.numbers[page]]:
                here = f"page {self.numbers[page] + 1}, {self.elements.get(number)}"
                self.fault(f"the content has no MCID {mcid}", here)
        self.keys, self.claimed = keys, claimed

    def annotations(self):
        keys, claimed = getattr(self, "keys", {}), getattr(self, "claimed", {})
        seen = set()
        for index, page in enumerate(self.pages):
            for place, annotation in enumerate(get(page, "/Annots", pikepdf.Array) or []):
                kind = name(get(annotation, "/Subtype"))
                number = identity(annotation)
                where = f"page {index + 1}, annotation {place + 1} ({kind})"
                seen.add(number)
                if kind == "Popup":
                    continue
                flags = annotation.get("/F", 0)
                if not flags & 4 or flags & (1 | 2 | 32 | 256):
                    self.fault(f"/F {flags} does not print, or hides", where)
                if kind != "Widget" and not filled(annotation.get("/Contents")):
                    self.fault("/Contents is empty", where)
                key = annotation.get("/StructParent")
                if not is_integer(key):
                    self.fault("there is no /StructParent", where)
                    continue
                if key in claimed:
                    self.fault(f"the key {key} is also that of {claimed[key]}", where)
                claimed[key] = where
                element = self.elements.get(identity(keys.get(key)))
                wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
                if element is None:
                    self.fault(f"the parent tree has no structure element for the key {key}", where)
                elif element.kind != wanted:
                    self.fault(f"its structure element is {element} and no {wanted}", where)
                elif number is None or number not in element.annotations:
                    self.fault(f"{element} has no OBJR to it", where)
                elif len(self.referred[number]) > 1:
                    self.fault("two structure elements have an OBJR to it", where)
                if kind == "Link":
                    action = annotation.get("/A")
                    target = annotation.get("/Dest")
                    if target is None and action is None:
                        self.fault("it leads nowhere", where)
                    elif name(get(action, "/S")) == "GoTo":
                        target = action.get("/D")
                    elif action is not None and name(get(action, "/S")) not in ("URI", "GoToR", "Named"):
                        self.fault(f"its action is {name(get(action, '/S'))}", where)
                    elif name(get(action, "/S")) == "URI" and not filled(action.get("/URI")):
                        self.fault("its /URI is empty", where)
                    if target is not None and not self.is_destination(target):
                        self.fault("its destination does not exist", where)
        for number, elements in self.referred.items():
            if number not in seen:
                self.fault("an OBJR is to no annotation of a page", f"{elements[0]}")
        for key in keys:
            if key not in claimed:
                self.fault(f"the key {key} is of no page and no annotation", "parent tree")

    def element(self, element):
        kind, value, where = element.kind, element.object, f"{element}"
        above = element.parent.kind
        if kind in PARENTS and above not in PARENTS[kind]:
            self.fault(f"it stands in {element.parent}", where)
        for child in element.children:
            if kind in CHILDREN and child.kind not in CHILDREN[kind]:
                self.fault(f"it holds {child}", where)
        if kind in CHILDREN and element.items:
            self.fault("it holds content itself", where)
        if not element.children and not element.items and not element.annotations and kind not in ("TD", "TH"):
            self.fault("it is empty", where)
        if "/Lang" in value and not LANGUAGE.fullmatch(text(value.get("/Lang")) or ""):
            self.fault("/Lang names no language", where)
        for key in ("/Alt", "/E"):
            if key in value and not filled(value.get(key)):
                self.fault(f"{key} is empty", where)
        if kind in ("Figure", "Formula") and not filled(value.get("/Alt")):
            self.fault("there is no /Alt", where)
        if kind == "Figure":
            self.box(element)
        if kind == "TH" and name(element.attribute("Table", "/Scope")) not in ("Row", "Column", "Both"):
            self.fault("there is no /Scope", where)
        if kind == "Table":
            self.table(element)
        if kind == "Link" and not element.annotations:
            self.fault("it has no OBJR", where)
        if kind == "Form" and not element.annotations:
            if name(element.attribute("PrintField", "/Role")) not in ("rb", "cb", "pb", "tv"):
                self.fault("/O/PrintField has no /Role", where)
            if not filled(element.attribute("PrintField", "/Desc")):
                self.fault("/O/PrintField has no /Desc", where)
        if kind == "Note" and "/ID" not in value:
            self.fault("there is no /ID", where)
        if kind == "L" and any(part.kind == "Lbl" for item in element.children for part in item.children):
            if name(element.attribute("List", "/ListNumbering")) in (None, "None"):
                self.fault("it has labels and no /ListNumbering", where)
        if kind in ("L", "TOC", "Table"):
            captions = [place for place, child in enumerate(element.children) if child.kind == "Caption"]
            if len(captions) > 1 or captions and captions[0] not in (0, len(element.children) - 1):
                self.fault("its Caption is neither first nor last, or not one", where)

    def box(self, element):
        box = element.attribute("Layout", "/BBox")
        pages = {page for page, _ in self.held(element)}
        if len(pages) > 1:
            return
        try:
            left, bottom, right, top = (float(side) for side in box)
        except (TypeError, ValueError):
            self.fault("there is no /BBox", f"{element}")
            return
        if not (left < right and bottom < top):
            self.fault("/BBox is empty", f"{element}")
        for number in pages & self.numbers.keys():
            page = self.pdf.pages[self.numbers[number]].mediabox
            x, y, width, height = (float(side) for side in page)
            if left < x - 1 or bottom < y - 1 or right > width + 1 or top > height + 1:
                self.fault("/BBox is not on its page", f"{element}")

    def held(self, element):
        items = list(element.items)
        waiting = list(element.children)
        while waiting:
            inner = waiting.pop()
            items.extend(inner.items)
            waiting.extend(inner.children)
        return items

    def table(self, table):
        """Rows of the same number of columns, counting spans: ISO 32000-1, 14.8.4.3.4 and table 349."""
        where = f"{table}"
        groups = [child.kind for child in table.children if child.kind != "Caption"]
        order = {"THead": 0, "TR": 1, "TBody": 1, "TFoot": 2}
        ranks = [order[kind] for kind in groups if kind in order]
        if ranks != sorted(ranks) or groups.count("THead") > 1 or groups.count("TFoot") > 1:
            self.fault("THead, rows and TFoot are not in this order, once", where)
        if "TR" in groups and "TBody" in groups:
            self.fault("it has rows inside and outside TBody", where)
        rows = []
        for child in table.children:
            rows.extend([child] if child.kind == "TR" else [row for row in child.children if row.kind == "TR"])
        if not rows:
            self.fault("it has no rows", where)
        columns = None
        spanning = []  # of each column: how many more rows the cell above reaches into
        for place, row in enumerate(rows):
            reach = [max(left - 1, 0) for left in spanning]
            taken = [left > 0 for left in spanning]
            column = 0
            for cell in row.children:
                if cell.kind not in ("TH", "TD"):
                    continue
                wide, high = cell.attribute("Table", "/ColSpan"), cell.attribute("Table", "/RowSpan")
                wide, high = 1 if wide is None else wide, 1 if high is None else high
                if not is_integer(wide) or not is_integer(high) or not 1 <= wide <= 1000 or high < 1:
                    self.fault(f"/ColSpan {wide} or /RowSpan {high} is no span", f"{cell}")
                    wide, high = 1, 1
                while column < len(taken) and taken[column]:
                    column += 1
                for _ in range(wide):
                    if column == len(taken):
                        taken.append(False)
                        reach.append(0)
                    if taken[column]:
                        self.fault("it overlaps a cell of a row above", f"{cell}")
                    taken[column] = True
                    reach[column] = high - 1
                    column += 1
            if columns is None:
                columns = len(taken)
            if len(taken) != columns or not all(taken):
                self.fault(f"row {place + 1} has {sum(taken)} columns and not {columns}", f"{where}, {row}")
                reach = (reach + [0] * columns)[:columns]
            spanning = reach
        if any(spanning):
            self.fault("a /RowSpan reaches below the last row", where)

    def headings(self):
        """Levels begin at 1 and none is skipped, in each Document and Part: ISO 14289-1, 7.4 (Matterhorn 14)."""
        levels = {}
        within = {}
        plain = set()
        for element in self.order:
            # In the order of the tree a parent comes before its children.
            number = id(element)
            within[number] = number if element.kind in ("Document", "Part") else within.get(id(element.parent), 0)
            if element.kind == "H":
                plain.add(True)
            if not re.fullmatch("H[1-6]", element.kind):
                continue
            plain.add(False)
            level, last = int(element.kind[1]), levels.get(within[number], 0)
            if level > last + 1:
                before = f"one of level {last}" if last else "none"
                self.fault(f"a heading of level {level} follows {before}", f"{element}")
            levels[within[number]] = level
        if len(plain) > 1:
            self.fault("there are headings with and without a level", "structure tree")

    # Bookmarks

    def destinations(self):
        if not hasattr(self, "destined"):
            found = {}
            tree = get(self.root.get("/Names"), "/Dests")
            if tree is not None:
                found.update(self.leaves(tree, "/Names", "the tree of destinations"))
            old = self.root.get("/Dests")
            if is_dictionary(old):
                found.update((key[1:].encode(), value) for key, value in old.items())
            self.destined = found
        return self.destined

    def is_destination(self, target):
        if isinstance(target, pikepdf.Name):
            target = self.destinations().get(str(target)[1:].encode())
        elif isinstance(target, pikepdf.String):
            target = self.destinations().get(bytes(target))
        if is_dictionary(target):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or len(target) < 2:
            return False
        needs = {"XYZ": 3, "Fit": 0, "FitH": 1, "FitV": 1, "FitR": 4, "FitB": 0, "FitBH": 1, "FitBV": 1}
        return identity(target[0]) in self.numbers and needs.get(name(target[1])) == len(target) - 2

    def bookmarks(self):
        outline = self.root.get("/Outlines")
        if outline is None:
            return
        visited = set()

        def below(parent, depth):
            """How many items are in the list, and how many are to be seen in it."""
            count = seen = 0
            previous, item = None, parent.get("/First")
            while item is not None:
                number = identity(item)
                where = f"bookmark {text(item.get('/Title'))!r}"
                if number is None or number in visited or depth > 50:
                    self.fault("it is not an indirect object, or stands twice", where)
                    return count, seen
                visited.add(number)
                if not filled(item.get("/Title")):
                    self.fault("there is no /Title", f"bookmark {number[0]} {number[1]}")
                if identity(item.get("/Parent")) != identity(parent):
                    self.fault("/Parent is not its parent", where)
                if identity(item.get("/Prev")) != previous:
                    self.fault("/Prev is not the one before", where)
                target = item.get("/Dest")
                if target is None and name(get(item.get("/A"), "/S")) == "GoTo":
                    target = item.get("/A").get("/D")
                if (target is not None or "/A" not in item) and not self.is_destination(target):
                    self.fault("its destination does not exist", where)
                if self.tagged and "/SE" in item and identity(item.get("/SE")) not in self.elements:
                    self.fault("/SE is no structure element", where)
                inner, visible = below(item, depth + 1)
                said = item.get("/Count", 0)
                if abs(said) != visible:
                    self.fault(f"/Count {said} is not {visible}, or less it", where)
                count += 1
                seen += 1 + (visible if said > 0 else 0)
                previous, item = number, item.get("/Next")
            if identity(parent.get("/Last")) != previous:
                self.fault("/Last is not the last one", "bookmarks")
            return count, seen

        _, visible = below(outline, 0)
        if outline.get("/Count", 0) != visible:
            self.fault(f"/Count {outline.get('/Count', 0)} is not {visible}", "bookmarks")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--untagged", action="store_true", help="a file to archive: no structure is asked for")
    arguments.add_argument("--count", action="store_true", help="say of a good file what was read")
    arguments.add_argument("files", nargs="+", metavar="FILE.pdf")
    arguments = arguments.parse_args()
    good = True
    for file in arguments.files:
        try:
            with pikepdf.open(file) as pdf:
                judge = Judge(file, pdf, not arguments.untagged)
                judge.judge()
                faults = judge.faults
        except Exception as error:  # whatever a broken file leads to is that file's fault
            faults = [f"{file}: it cannot be read ({type(error).__name__}: {error}), file"]
        if faults:
            good = False
            print("\n".join(dict.fromkeys(faults)))
        elif arguments.count:
            items = sum(sum(used.values()) for used in judge.used)
            pages, elements, fonts = len(judge.pages), len(judge.order), len(judge.fonts)
            print(f"{file}: {pages} pages, {elements} elements, {items} MCIDs, {fonts} fonts")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
