import Layout
import Pages

/// Reads lengths, colours, strokes and column widths as authors write them; nil where the text is none.
enum Measures {
    /// `0.5in`, `9.5pt`, `3mm`, `1cm`, to the nearest hundredth of a point; at most 200 in.
    static func length(_ text: String) -> Length? {
        let units: [(String, Int, Int)] = [("in", 7200, 1), ("pt", 100, 1), ("mm", 720_000, 2540), ("cm", 720_000, 254)]
        guard let (unit, part, whole) = units.first(where: { text.hasSuffix($0.0) }) else { return text == "0" ? .zero : nil }
        var digits = text.dropLast(unit.count)
        let isNegative = digits.first == "-"
        if isNegative { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !(parts[0].isEmpty && parts.count == 1),
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            parts[0].count <= 5, parts.count == 1 || (!parts[1].isEmpty && parts[1].count <= 5)
        else { return nil }
        let whole_ = Int(parts[0].isEmpty ? "0" : String(parts[0])) ?? 0
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        let power = (0..<fraction.count).reduce(1) { value, _ in value * 10 }
        let scaled = whole_ * power + (Int(fraction) ?? 0)
        let hundredths = (scaled * part * 2 + power * whole) / (power * whole * 2)
        guard hundredths <= 1_440_000 else { return nil }
        return Length(hundredths: isNegative ? -hundredths : hundredths)
    }

    /// `#1B4F72`, `#555`, `black`, `white`.
    static func tint(_ text: String) -> Tint? {
        switch text {
        case "black": return .black
        case "white": return .white
        default: break
        }
        guard text.hasPrefix("#"), let value = UInt32(text.dropFirst(), radix: 16), !text.contains("+") else { return nil }
        if text.count == 7 { return Tint(rgb: value) }
        guard text.count == 4 else { return nil }
        let (r, g, b) = (value >> 8 & 15, value >> 4 & 15, value & 15)
        return Tint(rgb: r * 17 << 16 | g * 17 << 8 | b * 17)
    }

    /// `0.5pt #C8C8C8`
    static func stroke(_ text: String) -> Stroke? {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2, let width = length(parts[0]), width > .zero, let tint = tint(parts[1]) else { return nil }
        return Stroke(width: width, tint: tint)
    }

    /// One to four lengths, in the order of CSS: all; vertical, horizontal; top, horizontal, bottom; top, right, bottom, left.
    static func edges(_ text: String) -> Edges? {
        let lengths = text.split(separator: " ").map { length(String($0)) }
        guard lengths.allSatisfy({ $0 != nil && $0! >= .zero }) else { return nil }
        let l = lengths.map { $0! }
        switch l.count {
        case 1: return Edges(all: l[0])
        case 2: return Edges(top: l[0], right: l[1], bottom: l[0], left: l[1])
        case 3: return Edges(top: l[0], right: l[1], bottom: l[2], left: l[1])
        case 4: return Edges(top: l[0], right: l[1], bottom: l[2], left: l[3])
        default: return nil
        }
    }

    /// `3fr 1.5fr 80pt auto`
    static func tracks(_ text: String) -> [Track]? {
        let words = text.split(separator: " ").map(String.init)
        guard !words.isEmpty, words.count <= 50 else { return nil }
        var tracks: [Track] = []
        for word in words {
            if word == "auto" {
                tracks.append(.auto)
            } else if word.hasSuffix("fr") {
                let parts = word.dropLast(2).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
                guard (1...2).contains(parts.count), let whole = UInt(parts[0]), whole <= 1000,
                    parts.count == 1 || parts[1].count <= 3
                else { return nil }
                let part = parts.count == 2 ? UInt((parts[1] + "000").prefix(3)) : 0
                guard let part, whole * 1000 + part > 0 else { return nil }
                tracks.append(.share(Int(whole * 1000 + part)))
            } else if let length = length(word), length > .zero {
                tracks.append(.fixed(length))
            } else {
                return nil
            }
        }
        return tracks
    }

    /// `letter`, `legal`, `tabloid`, `4.25in 11in`, or `80mm auto` for a roll, whose height is endless.
    static func paper(_ text: String) -> Size? {
        if text.hasSuffix(" auto") {
            guard let width = length(text.dropLast(5).trimmed), width >= .points(36), width <= .points(14400) else { return nil }
            return Size(width: width, height: .endless)
        }
        switch text {
        case "letter": return .letter
        case "legal": return Size(width: .points(612), height: .points(1008))
        case "tabloid": return Size(width: .points(792), height: .points(1224))
        case "a4": return Size(width: Length(hundredths: 59528), height: Length(hundredths: 84189))
        default: return size(text)
        }
    }

    /// `4.25in 11in`: width and height, from half an inch to 200 in.
    static func size(_ text: String) -> Size? {
        let lengths = text.split(separator: " ").map { length(String($0)) }
        guard lengths.count == 2, let width = lengths[0], let height = lengths[1],
            [width, height].allSatisfy({ $0 >= .points(36) && $0 <= .points(14400) })
        else { return nil }
        return Size(width: width, height: height)
    }
}

extension Substring {
    /// Without the spaces at its ends.
    fileprivate var trimmed: String {
        var rest = self
        while rest.first == " " { rest = rest.dropFirst() }
        while rest.last == " " { rest = rest.dropLast() }
        return String(rest)
    }
}
