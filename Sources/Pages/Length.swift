/// A distance on paper, in hundredths of a point (1 pt = 1/72 in), so that layout never meets floating point.
package struct Length: Hashable, Comparable, Sendable, AdditiveArithmetic {
    package var hundredths: Int32

    @inlinable package init(hundredths: Int32) { self.hundredths = hundredths }
    @inlinable package init(hundredths: Int) { self.hundredths = Int32(clamping: hundredths) }

    /// Whole points.
    @inlinable package static func points(_ points: Int) -> Length { Length(hundredths: points * 100) }

    package static let zero = Length(hundredths: Int32(0))
    /// More room than any paper has; measuring "as tall as it wants to be" asks for this.
    package static let endless = Length(hundredths: Int32(100_000_000))

    @inlinable package static func < (a: Length, b: Length) -> Bool { a.hundredths < b.hundredths }
    @inlinable package static func + (a: Length, b: Length) -> Length { Length(hundredths: a.hundredths &+ b.hundredths) }
    @inlinable package static func - (a: Length, b: Length) -> Length { Length(hundredths: a.hundredths &- b.hundredths) }
    @inlinable package static func * (a: Length, n: Int) -> Length { Length(hundredths: Int(a.hundredths) * n) }
    @inlinable package static func / (a: Length, n: Int) -> Length { Length(hundredths: Int(a.hundredths) / n) }
    @inlinable package static prefix func - (a: Length) -> Length { Length(hundredths: 0 &- a.hundredths) }

    /// This length times `part / whole`, rounded half away from zero.
    @inlinable package func scaled(by part: Int, of whole: Int) -> Length {
        let product = Int(hundredths) * part
        let half = whole / 2
        return Length(hundredths: (product >= 0 ? product + half : product - half) / whole)
    }
}

extension Length: CustomStringConvertible {
    /// Points with at most two decimals: `12.5`, `-3`, `0.75`.
    package var description: String {
        let magnitude = hundredths.magnitude
        let whole = magnitude / 100
        let rest = magnitude % 100
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
        return rest < 10 ? "\(sign)\(whole).0\(rest)" : "\(sign)\(whole).\(rest)"
    }
}
