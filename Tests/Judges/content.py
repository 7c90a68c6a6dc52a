"""Reads what a PDF holds as bytes: content streams (ISO 32000-1, 7.8.2), ToUnicode maps (9.10.3), TrueType and ICC.

A reading of our own, so that the writer's mistakes are not shared with a library's leniency.
"""

import re
import struct
import zlib

TOKEN = re.compile(
    rb"[\0\t\n\f\r ]+|%[^\r\n]*"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|$))"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|\((?P<string>(?:[^()\\]|\\.)*)\)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


class Fault(Exception):
    """What is read cannot be."""


class Name(str):
    """A name, without its solidus."""


class Operator(str):
    """A word that is no operand."""


def unescape(text):
    if b"\r" in text:
        text = re.sub(rb"(?<!\\)\r\n?", b"\n", text)
    if b"\\" not in text:
        return text

    def value(match):
        escaped = match[1]
        if escaped[:1] in b"01234567":
            return bytes([int(escaped, 8) & 255])
        return ESCAPES.get(escaped, escaped)

    return ESCAPE.sub(value, text)


def nested_string(data, start):
    """The end of a string with balanced parentheses in it."""
    depth = 0
    at = start
    while at < len(data):
        byte = data[at]
        if byte == 0x5C:
            at += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    raise Fault("a string does not end")


def tokens(data, at=0):
    """The objects and operators of content, with where the next one begins: (token, end)."""
    stack = []
    while at < len(data):
        match = TOKEN.match(data, at)
        if match is None:
            if data[at : at + 1] != b"(":
                raise Fault(f"byte {at} of the content begins no token")
            end = nested_string(data, at)
            token = unescape(data[at + 1 : end - 1])
        else:
            end = match.end()
            kind = match.lastgroup
            if kind is None:
                at = end
                continue
            text = match[kind]
            if kind == "number":
                token = float(text) if b"." in text else int(text)
            elif kind == "string":
                token = unescape(text)
            elif kind == "hex":
                text = b"".join(text.split())
                token = bytes.fromhex((text + b"0" * (len(text) % 2)).decode())
            elif kind == "name":
                if b"#" in text:
                    text = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), text)
                token = Name(text.decode("latin-1"))
            elif kind == "open":
                stack.append((text, []))
                at = end
                continue
            elif kind == "close":
                if not stack or (stack[-1][0] == b"[") != (text == b"]"):
                    raise Fault(f"byte {at} of the content closes what is not open")
                token = stack.pop()[1]
                if text == b">>":
                    token = dict(zip(token[::2], token[1::2]))
            else:
                word = text.decode("latin-1")
                token = {"true": True, "false": False}.get(word, Operator(word))
        at = end
        if stack:
            stack[-1][1].append(token)
        else:
            at = (yield token, end) or at
    if stack:
        raise Fault("an array or a dictionary of the content does not end")


def image_end(data, start, image):
    """Where the data of an inline image ends (ISO 32000-1, 8.9.7), before its EI."""
    filters = image.get("F", image.get("Filter"))
    if filters in (None, []):
        if image.get("IM", image.get("ImageMask")) is True:
            bits = 1
        else:
            space = image.get("CS", image.get("ColorSpace"))
            parts = {"G": 1, "DeviceGray": 1, "RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4}.get(space, 1)
            bits = parts * image.get("BPC", image.get("BitsPerComponent"))
        width, height = image.get("W", image.get("Width")), image.get("H", image.get("Height"))
        end = start + (width * bits + 7) // 8 * height
    elif filters in ("Fl", "FlateDecode", ["Fl"], ["FlateDecode"]):
        inflate = zlib.decompressobj()
        inflate.decompress(data[start:])
        if not inflate.eof:
            raise Fault("the data of an inline image do not inflate")
        end = len(data) - len(inflate.unused_data)
    else:
        found = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)").search(data, start)
        if found is None:
            raise Fault("an inline image does not end")
        end = found.start()
    return end


def instructions(data):
    """The operators of a content stream, with their operands: (operator, operands). An inline image is `BI`.

    Its operands are its dictionary and its data, with the white space before them.
    """
    reader = tokens(data)
    operands = []
    resume = None
    while True:
        try:
            token, end = reader.send(resume)
        except StopIteration:
            break
        resume = None
        if not isinstance(token, Operator):
            operands.append(token)
        elif token == "BI":
            operands = []
        elif token == "ID":
            image = dict(zip(operands[::2], operands[1::2]))
            stop = image_end(data, end + 1, image)
            ending = re.compile(rb"[\0\t\n\f\r ]*EI(?=[\0\t\n\f\r ]|$)").match(data, stop)
            if ending is None:
                raise Fault("an inline image is not followed by EI")
            yield "BI", [image, data[end : ending.start()]]
            operands = []
            resume = ending.end()
        else:
            yield token, operands
            operands = []
    if operands:
        raise Fault("the content ends in operands")


def unicode_map(data):
    """What a ToUnicode map makes of each code: {code: text}, read as ISO 32000-1, 9.10.3 has it."""
    mapped = {}
    operands = []
    ranged = False
    for token, _ in tokens(data):
        if not isinstance(token, Operator):
            operands.append(token)
            continue
        if token in ("begincidrange", "begincidchar"):
            raise Fault(f"the ToUnicode map has {token}")
        if token == "endcodespacerange":
            ranged = True
            if any(not isinstance(code, bytes) or len(code) != 2 for code in operands):
                raise Fault("the codes of the ToUnicode map are not of two bytes")
        elif token == "endbfchar":
            for code, text in zip(operands[::2], operands[1::2]):
                mapped[int.from_bytes(code, "big")] = text
        elif token == "endbfrange":
            for first, last, text in zip(operands[::3], operands[1::3], operands[2::3]):
                first, last = int.from_bytes(first, "big"), int.from_bytes(last, "big")
                if not 0 <= last - first <= 0xFFFF or first >> 8 != last >> 8:
                    raise Fault(f"the ToUnicode map has a range from {first:04X} to {last:04X}")
                for code in range(first, last + 1):
                    if isinstance(text, list):
                        if code - first < len(text):
                            mapped[code] = text[code - first]
                    else:
                        unit = int.from_bytes(text[-2:], "big") + code - first
                        mapped[code] = text[:-2] + (unit & 0xFFFF).to_bytes(2, "big")
        if token.startswith("begin") or token.startswith("end"):
            operands = []
    if not ranged:
        raise Fault("the ToUnicode map has no code space")
    texts = {}
    for code, text in mapped.items():
        try:
            texts[code] = text.decode("utf-16-be")
        except UnicodeDecodeError:
            raise Fault(f"the ToUnicode map gives {code:04X} what is no UTF-16") from None
    return texts


class Program:
    """An embedded TrueType program: as much as widths ask for, and whether its glyphs are there."""

    def __init__(self, data):
        if data[:4] not in (b"\0\1\0\0", b"true"):
            raise Fault("the font program is not TrueType")
        self.tables = {}
        for index in range(struct.unpack(">H", data[4:6])[0]):
            tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
            if offset + length > len(data):
                raise Fault(f"the table {tag.decode('latin-1')} of the font program ends after its file")
            self.tables[tag] = data[offset : offset + length]
        for tag in (b"head", b"hhea", b"hmtx", b"maxp", b"loca", b"glyf"):
            if tag not in self.tables:
                raise Fault(f"the font program has no table {tag.decode()}")
        self.units = struct.unpack_from(">H", self.tables[b"head"], 18)[0]
        self.long = struct.unpack_from(">h", self.tables[b"head"], 50)[0]
        self.glyphs = struct.unpack_from(">H", self.tables[b"maxp"], 4)[0]
        measured = struct.unpack_from(">H", self.tables[b"hhea"], 34)[0]
        if not self.units or not 0 < measured <= self.glyphs:
            raise Fault("the font program has no units, or no widths")
        if len(self.tables[b"hmtx"]) < 4 * measured + 2 * (self.glyphs - measured):
            raise Fault("the table hmtx of the font program is too short")
        self.advances = struct.unpack_from(">" + "Hh" * measured, self.tables[b"hmtx"])[::2]
        loca = self.tables[b"loca"]
        count = self.glyphs + 1
        if len(loca) < count * (4 if self.long else 2):
            raise Fault("the table loca of the font program is too short")
        places = list(struct.unpack_from(f">{count}L" if self.long else f">{count}H", loca))
        if places != sorted(places) or places[-1] * (1 if self.long else 2) > len(self.tables[b"glyf"]):
            raise Fault("the table loca of the font program points outside its glyphs")

    def width(self, glyph):
        return self.advances[min(glyph, len(self.advances) - 1)] * 1000 / self.units


def profile_faults(data):
    """What is wrong with an ICC profile of a screen's RGB (ICC.1, 7.2 and 7.3)."""
    if len(data) < 132:
        yield "is too short"
        return
    if int.from_bytes(data[:4], "big") != len(data):
        yield f"is {len(data)} bytes and says {int.from_bytes(data[:4], 'big')}"
    if data[8] not in (2, 4):
        yield f"is of version {data[8]}"
    if data[36:40] != b"acsp":
        yield "has no signature acsp"
    if data[16:20] != b"RGB ":
        yield "is not of RGB"
    if data[12:16] not in (b"mntr", b"prtr", b"scnr", b"spac"):
        yield "is of no class that an output intent may have"
    if data[20:24] not in (b"XYZ ", b"Lab "):
        yield "connects neither by XYZ nor by Lab"
    count = int.from_bytes(data[128:132], "big")
    if not 0 < count <= 100 or 132 + 12 * count > len(data):
        yield f"has a table of {count} tags"
        return
    found = set()
    for index in range(count):
        tag, offset, length = struct.unpack_from(">4sLL", data, 132 + 12 * index)
        label = tag.decode("latin-1")
        if tag in found:
            yield f"has the tag {label} twice"
        found.add(tag)
        if offset < 132 + 12 * count or length < 8 or offset + length > len(data):
            yield f"has the tag {label} outside its data"
        elif not re.fullmatch(rb"[A-Za-z0-9 ]{4}", data[offset : offset + 4]):
            yield f"has the tag {label} of no type"
    needed = {b"desc", b"cprt", b"wtpt"}
    if b"A2B0" not in found:
        needed |= {b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"}
    for tag in sorted(needed - found):
        yield f"has no tag {tag.decode()}"
