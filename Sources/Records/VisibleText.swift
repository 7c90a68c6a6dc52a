/// What of a text can be seen. Texts without anything to see are missing; a text that tells one document from another holds
/// nothing that cannot be seen, or that looks like something else.
enum VisibleText {
    /// Some character of a UTF-8 text can be seen. Nearly every text begins with one.
    static func isVisible(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.contains(where: { (0x21...0x7E).contains($0) }) { return true }
        return String(decoding: text, as: UTF8.self).unicodeScalars.contains { !isBlank($0) }
    }

    /// Why a text cannot tell one from another; nil where it can.
    static func identityProblem(_ text: ArraySlice<UInt8>) -> IdentityProblem? {
        var previous: UInt8 = 0x20
        var isPlain = true
        for byte in text {
            guard (0x21...0x7E).contains(byte) || byte == 0x20 && previous != 0x20 else {
                isPlain = false
                break
            }
            previous = byte
        }
        if isPlain, previous != 0x20 || text.isEmpty { return nil }
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        for (index, scalar) in scalars.enumerated() where scalar.value != 0x20 {
            if isBlank(scalar) || scalar.properties.isDefaultIgnorableCodePoint {
                return .invisible(at: index + 1, name(scalar))
            }
            if scalar.isASCII || (0xC0...0x24F).contains(scalar.value) { continue }
            if scalar.properties.numericType != nil { return .otherDigit(at: index + 1, name(scalar)) }
            return .lookalike(isLetter: scalar.properties.isAlphabetic, at: index + 1, name(scalar))
        }
        if scalars.first?.value == 0x20 || scalars.last?.value == 0x20 { return .outerSpace }
        return scalars.isEmpty || !String(decoding: text, as: UTF8.self).contains("  ") ? nil : .doubleSpace
    }

    /// White space, controls, and characters that only direct how others are set.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned, .surrogate: return true
        // A blank of the braille patterns, and marks that stand on nothing.
        case .nonspacingMark, .enclosingMark, .spacingMark: return true
        default: return scalar.value == 0x2800
        }
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        return scalar.properties.name.map { "\(code) (\($0))" } ?? code
    }
}

/// Why a text cannot tell one document from another. Places count characters from 1.
package enum IdentityProblem: Hashable, Sendable {
    case invisible(at: Int, String)
    case otherDigit(at: Int, String)
    case lookalike(isLetter: Bool, at: Int, String)
    case outerSpace, doubleSpace

    var wanted: String {
        switch self {
        case .invisible(let place, let name): "no character that cannot be seen; character \(place) is \(name)"
        case .otherDigit(let place, let name): "the digits 0 to 9; character \(place) is \(name)"
        case .lookalike(let isLetter, let place, let name):
            "\(isLetter ? "Latin letters" : "characters of a keyboard"); character \(place) is \(name), which looks like another"
        case .outerSpace: "no space at its start or end"
        case .doubleSpace: "no two spaces in a row"
        }
    }
}
