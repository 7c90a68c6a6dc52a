/// How money is written, compiled from a pattern such as `$#,##0.00` or `$#,##0.00;$#,##0.00 CR`.
package struct MoneyFormat: Sendable {
    private let positive: Affixes
    private let negative: Affixes
    private let body: Body

    /// The text before and after the digits; quoted with `'` where it holds `#`, `0`, `;` or `'` (doubled).
    private struct Affixes: Sendable {
        var prefix: [UInt8] = []
        var suffix: [UInt8] = []
    }

    private struct Body: Sendable, Equatable {
        var group: [UInt8] = []
        var point: [UInt8] = []
    }

    /// A part after `;` is for negative amounts; without it a minus sign (U+2212) stands before the positive form.
    package init(_ pattern: String) throws(FormatError) {
        let parts = try MoneyFormat.parts(of: pattern)
        guard parts.count <= 2 else { throw MoneyFormat.error(pattern, "has more than two parts; write positive;negative") }
        (positive, body) = try MoneyFormat.compile(parts[0], of: pattern)
        guard parts.count == 2 else {
            negative = Affixes(prefix: minusSign + positive.prefix, suffix: positive.suffix)
            return
        }
        let (affixes, other) = try MoneyFormat.compile(parts[1], of: pattern)
        guard other == body else {
            throw MoneyFormat.error(
                pattern, "writes the digits of its two parts in different ways; use the same #,##0.00 in both")
        }
        guard affixes.prefix != positive.prefix || affixes.suffix != positive.suffix else {
            throw MoneyFormat.error(pattern, "writes negative amounts like positive ones")
        }
        negative = affixes
    }

    package func append(_ money: Money, to out: inout [UInt8]) {
        let affixes = money.cents < 0 ? negative : positive
        let magnitude = money.cents.magnitude
        DigitWriter.write(to: &out, affixes: affixes.prefix.count + affixes.suffix.count) { writer in
            writer.prepend(affixes.suffix)
            writer.prepend(magnitude % 100, width: 2)
            writer.prepend(body.point)
            writer.prepend(magnitude / 100, group: body.group)
            writer.prepend(affixes.prefix)
        }
    }

    // MARK: Compiling

    /// One scalar of a pattern; a quoted one is always text.
    private typealias Sign = (scalar: Unicode.Scalar, isQuoted: Bool)

    private static func parts(of pattern: String) throws(FormatError) -> [[Sign]] {
        var parts: [[Sign]] = [[]]
        for sign in try PatternQuotes.unquote(pattern) {
            if sign.scalar == ";", !sign.isQuoted { parts.append([]) } else { parts[parts.count - 1].append(sign) }
        }
        return parts
    }

    private static func compile(_ part: [Sign], of pattern: String) throws(FormatError) -> (Affixes, Body) {
        guard let start = part.firstIndex(where: { isDigitSign($0) }) else {
            throw error(pattern, "has no digits; write them as #,##0.00 or 0.00")
        }
        var affixes = Affixes()
        for sign in part[..<start] { affixes.prefix.append(contentsOf: UTF8.encode(sign.scalar)!) }
        let rest = part[start...].map { $0.isQuoted ? "\u{0}" : $0.scalar }
        var body = Body()
        let length: Int
        if rest.count >= 8, rest[0] == "#", isSeparator(rest[1]), rest[2] == "#", rest[3] == "#", rest[4] == "0",
            isSeparator(rest[5]), rest[5] != rest[1], rest[6] == "0", rest[7] == "0"
        {
            body = Body(group: Array(UTF8.encode(rest[1])!), point: Array(UTF8.encode(rest[5])!))
            length = 8
        } else if rest.count >= 4, rest[0] == "0", isSeparator(rest[1]), rest[2] == "0", rest[3] == "0" {
            body = Body(point: Array(UTF8.encode(rest[1])!))
            length = 4
        } else {
            throw error(pattern, "must write its digits as #,##0.00 or 0.00 (money always shows its cents)")
        }
        for sign in part[(start + length)...] {
            guard !isDigitSign(sign) else { throw error(pattern, "has digits in two places; put literal # and 0 in quotes") }
            affixes.suffix.append(contentsOf: UTF8.encode(sign.scalar)!)
        }
        return (affixes, body)
    }

    private static func isDigitSign(_ sign: Sign) -> Bool { !sign.isQuoted && (sign.scalar == "#" || sign.scalar == "0") }

    /// Comma, point, space, no-break spaces, apostrophe.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        ",. \u{A0}\u{202F}\u{2009}\u{2019}".unicodeScalars.contains(scalar)
    }

    private static func error(_ pattern: String, _ what: String) -> FormatError {
        FormatError(message: "the money format \(pattern) \(what)")
    }
}

/// U+2212 as UTF-8: the minus sign of every number we write.
let minusSign: [UInt8] = [0xE2, 0x88, 0x92]
