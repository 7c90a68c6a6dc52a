import Pages

extension OutputProfile {
    /// It describes itself (XMP), and small objects are packed.
    var isDescribed: Bool { self != .print }

    /// The version of PDF that the file says it is: 1.4 is all that print asks for; PDF/A-2 and PDF/UA-1 are of 1.7.
    var version: String { self == .print ? "1.4" : "1.7" }
}
