import CHarfBuzz

/// The typographic features that a style can ask for, beside kerning and standard ligatures, which are always on.
package struct Features: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let plain: Features = []
    /// Figures of one width that line up in columns: `tnum`, and no kerning, which would pull "11" together.
    package static let tabular = Features(rawValue: 1)
    /// Each character its own glyph at its own width: codes, scan lines.
    package static let code = Features(rawValue: 2)

    func withList<Result>(_ body: (UnsafePointer<hb_feature_t>?, UInt32) -> Result) -> Result {
        var list: [hb_feature_t] = []
        func add(_ tag: String, _ value: UInt32) {
            list.append(hb_feature_t(tag: FontFile.tag(tag), value: value, start: 0, end: UInt32.max))
        }
        if contains(.tabular) {
            add("tnum", 1)
            add("kern", 0)
        }
        if contains(.code) {
            add("kern", 0)
            add("liga", 0)
            add("clig", 0)
            add("calt", 0)
        }
        return list.withUnsafeBufferPointer { body($0.baseAddress, UInt32($0.count)) }
    }
}
