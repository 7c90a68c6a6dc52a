/// The parts of a TrueType file that we read ourselves: its table directory, checked against the file's length, and the
/// measures that PDF asks for (OpenType 1.9: head, hhea, OS/2, post).
struct FontFile {
    private let bytes: [UInt8]
    private let name: String
    private var tables: [UInt32: Range<Int>] = [:]

    let weight: Int
    let isItalic: Bool
    let isFixedPitch: Bool
    let italicAngle: Int
    let capHeight: Int
    let xHeight: Int
    let ascent: Int
    let descent: Int
    let bounds: (left: Int, bottom: Int, right: Int, top: Int)

    init(bytes: [UInt8], name: String) throws(FontError) {
        func refuse(_ message: String) -> FontError { FontError(font: name, message: message) }
        guard bytes.count >= 12 else { throw refuse("the file is cut short: \(bytes.count) bytes") }
        switch FontFile.u32(bytes, 0) {
        case 0x0001_0000, 0x7472_7565: break
        case 0x4F54_544F: throw refuse("its outlines are CFF; a TrueType build (.ttf with glyf outlines) is needed")
        case 0x7474_6366: throw refuse("it is a collection (.ttc); take one face out of it")
        default: throw refuse("it is not a TrueType font")
        }
        let count = FontFile.u16(bytes, 4)
        guard bytes.count >= 12 + 16 * count else { throw refuse("the file is cut short within its table directory") }
        var tables: [UInt32: Range<Int>] = [:]
        for index in 0..<count {
            let entry = 12 + 16 * index
            let start = Int(FontFile.u32(bytes, entry + 8))
            let length = Int(FontFile.u32(bytes, entry + 12))
            guard start <= bytes.count, length <= bytes.count - start else {
                throw refuse(
                    "the file is cut short: table \(FontFile.tag(bytes, entry)) ends at byte \(start + length) of \(bytes.count)")
            }
            tables[FontFile.u32(bytes, entry)] = start..<(start + length)
        }
        for (tag, least) in [("glyf", 0), ("loca", 2), ("cmap", 4), ("head", 54), ("hhea", 36), ("hmtx", 4), ("maxp", 6)] {
            guard let range = tables[FontFile.tag(tag)], range.count >= least else {
                throw refuse("its \(tag) table is missing or cut short")
            }
        }
        if tables[FontFile.tag("fvar")] != nil { throw refuse("it is a variable font; take a static instance") }

        let head = tables[FontFile.tag("head")]!.lowerBound
        let hhea = tables[FontFile.tag("hhea")]!.lowerBound
        bounds = (
            FontFile.i16(bytes, head + 36), FontFile.i16(bytes, head + 38), FontFile.i16(bytes, head + 40),
            FontFile.i16(bytes, head + 42)
        )
        var ascent = FontFile.i16(bytes, hhea + 4)
        var descent = FontFile.i16(bytes, hhea + 6)
        var weight = 400
        var italic = FontFile.u16(bytes, head + 44) & 2 != 0
        var caps = ascent * 7 / 10
        var lower = ascent / 2
        if let os2 = tables[FontFile.tag("OS/2")], os2.count >= 78 {
            let at = os2.lowerBound
            weight = FontFile.u16(bytes, at + 4)
            let embedding = FontFile.u16(bytes, at + 8)
            if embedding & 0x0302 != 0 { throw refuse("its licence bits (fsType \(embedding)) forbid embedding or subsetting") }
            italic = italic || FontFile.u16(bytes, at + 62) & 1 != 0
            ascent = FontFile.i16(bytes, at + 68)
            descent = FontFile.i16(bytes, at + 70)
            if FontFile.u16(bytes, at) >= 2, os2.count >= 90 {
                lower = FontFile.i16(bytes, at + 86)
                caps = FontFile.i16(bytes, at + 88)
            }
        }
        var angle = 0
        var fixed = false
        if let post = tables[FontFile.tag("post")], post.count >= 16 {
            angle = FontFile.i16(bytes, post.lowerBound + 4)
            fixed = FontFile.u32(bytes, post.lowerBound + 12) != 0
        }
        guard ascent > 0, descent <= 0 else { throw refuse("its ascent and descent are out of order") }
        let glyphs = FontFile.u16(bytes, tables[FontFile.tag("maxp")]!.lowerBound + 4)
        if let fault = FontFile.glyphFault(
            bytes, count: glyphs, isLong: FontFile.i16(bytes, head + 50) != 0, metrics: FontFile.u16(bytes, hhea + 34),
            loca: tables[FontFile.tag("loca")]!, glyf: tables[FontFile.tag("glyf")]!, hmtx: tables[FontFile.tag("hmtx")]!)
        {
            throw refuse("\(fault); take the font's file anew from where it came from")
        }
        self.weight = weight
        isItalic = italic
        self.ascent = ascent
        self.descent = descent
        capHeight = caps > 0 ? caps : ascent * 7 / 10
        xHeight = lower > 0 ? lower : ascent / 2
        italicAngle = angle
        isFixedPitch = fixed
        self.bytes = bytes
        self.name = name
        self.tables = tables
    }

    /// What is wrong between the tables that hold something for each glyph: the number in maxp, the outlines that loca
    /// points to, and the widths of hmtx (OpenType 1.9).
    private static func glyphFault(
        _ bytes: [UInt8], count: Int, isLong: Bool, metrics: Int, loca: Range<Int>, glyf: Range<Int>, hmtx: Range<Int>
    ) -> String? {
        guard count > 0 else { return "its maxp table says that it has no glyphs" }
        guard loca.count >= (count + 1) * (isLong ? 4 : 2) else {
            return "its loca table is too short for the \(count) glyphs of its maxp table"
        }
        guard (1...count).contains(metrics), hmtx.count >= metrics * 4 + (count - metrics) * 2 else {
            return "its hmtx table does not fit the \(count) glyphs of its maxp table and the \(metrics) widths of its hhea table"
        }
        var before = 0
        for index in 0...count {
            let start =
                isLong
                ? Int(u32(bytes, loca.lowerBound + 4 * index)) : u16(bytes, loca.lowerBound + 2 * index) * 2
            guard start >= before, start <= glyf.count else {
                return "its loca table places glyph \(min(index, count - 1)) outside of its glyf table"
            }
            before = start
        }
        return nil
    }

    static func tag(_ name: String) -> UInt32 { name.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
    private static func tag(_ bytes: [UInt8], _ at: Int) -> String { String(decoding: bytes[at..<at + 4], as: UTF8.self) }
    private static func u16(_ bytes: [UInt8], _ at: Int) -> Int { Int(bytes[at]) << 8 | Int(bytes[at + 1]) }
    private static func i16(_ bytes: [UInt8], _ at: Int) -> Int { Int(Int16(truncatingIfNeeded: u16(bytes, at))) }
    private static func u32(_ bytes: [UInt8], _ at: Int) -> UInt32 { UInt32(u16(bytes, at)) << 16 | UInt32(u16(bytes, at + 2)) }
}
