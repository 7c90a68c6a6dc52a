/// The ICC profile of sRGB (IEC 61966-2-1), made here: the meaning of all colours of a file (ISO 19005-2, 6.2.3).
///
/// ICC.1:2010 (version 4.3 of the format), a display profile of three primaries and a parametric curve.
enum ColorProfile {
    static let sRGB: [UInt8] = {
        let curve = parametric([0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B])
        let tags: [(name: String, data: [UInt8])] = [
            ("desc", text("sRGB")), ("cprt", text("CC0")), ("wtpt", xyz(0xF6D6, 0x1_0000, 0xD32D)),
            // From D65, the white of sRGB, to D50, that of profiles (Bradford).
            (
                "chad",
                type("sf32")
                    + [0x1_0C42, 0x05DE, -0x0CDB, 0x0793, 0xFD90, -0x045F, -0x025E, 0x03DC, 0xC06E].flatMap { number($0) }
            ),
            ("rXYZ", xyz(0x6FA2, 0x38F5, 0x0390)), ("gXYZ", xyz(0x6299, 0xB785, 0x18DA)),
            ("bXYZ", xyz(0x24A0, 0x0F84, 0xB6CF)), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ]
        var table = number(tags.count)
        var data: [UInt8] = []
        let start = 128 + 4 + 12 * tags.count
        var curveAt: Int?
        for (name, bytes) in tags {
            // One curve serves all three channels.
            let isCurve = name.hasSuffix("TRC")
            let at = isCurve ? curveAt ?? data.count : data.count
            table += Array(name.utf8) + number(start + at) + number(bytes.count)
            if isCurve, curveAt != nil { continue }
            if isCurve { curveAt = at }
            data += bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
        }
        return header(size: start + data.count) + table + data
    }()

    static let deflated = Deflater(level: 12).deflate(sRGB)

    /// ICC.1:2010, 7.2.
    private static func header(size: Int) -> [UInt8] {
        var out = number(size) + number(0) + number(0x0430_0000) + Array("mntrRGB XYZ ".utf8)
        // A date that never changes.
        out += [2016, 1, 1, 0, 0, 0].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        out += Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
        out += number(0xF6D6) + number(0x1_0000) + number(0xD32D)
        return out + [UInt8](repeating: 0, count: 128 - out.count)
    }

    private static func type(_ name: String) -> [UInt8] { Array(name.utf8) + number(0) }

    private static func xyz(_ x: Int, _ y: Int, _ z: Int) -> [UInt8] { type("XYZ ") + [x, y, z].flatMap { number($0) } }

    /// Y = (aX + b)^g from d on, cX below: 10.16, function 3, with g, a, b, c, d.
    private static func parametric(_ values: [Int]) -> [UInt8] {
        type("para") + [0, 3, 0, 0] + values.flatMap { number($0) }
    }

    /// 10.13, one record in English.
    private static func text(_ words: String) -> [UInt8] {
        let units = words.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return type("mluc") + number(1) + number(12) + Array("enUS".utf8) + number(units.count) + number(28) + units
    }

    private static func number(_ value: Int) -> [UInt8] {
        let bits = UInt32(bitPattern: Int32(truncatingIfNeeded: value))
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> UInt32($0)) }
    }
}
