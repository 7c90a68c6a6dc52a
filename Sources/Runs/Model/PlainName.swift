import Foundation

/// A number, key or barcode as it tells one document from another: what cannot be seen, and how its letters and figures are
/// written, makes it no other.
enum PlainName {
    /// What stands between the parts of a key.
    static let separator = "\u{1F}"

    static func of(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) || $0 == 0x1F }) { return text.uppercased() }
        // Figures and letters of full width are those of any other width.
        let seen = text.precomposedStringWithCompatibilityMapping.unicodeScalars.filter { !isHidden($0) }
        return String(String.UnicodeScalarView(seen)).uppercased()
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint { return true }
        switch scalar.properties.generalCategory {
        case .control, .format: return scalar.value != 0x1F
        default: return false
        }
    }
}
