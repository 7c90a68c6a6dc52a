/// What a file is for, and so what it holds beside its pages. Templates and frames are the same for all.
package enum OutputProfile: String, Sendable, CaseIterable {
    /// For a printer: untagged, many documents in one file, a classic cross-reference table.
    case print
    /// For keeping: PDF/A-2u (ISO 19005-2), or PDF/A-3u with an attachment.
    case archive
    /// For reading by everybody: tagged, PDF/A-2a and PDF/UA-1 (ISO 14289-1), or PDF/A-3a with an attachment.
    case accessible
    /// Tagged as `accessible` is, without its claim to be archival: what is encrypted can make none (ISO 19005-2, 6.1.3).
    case tagged

    /// It claims to be PDF/A.
    package var isArchival: Bool { self == .archive || self == .accessible }
    /// It has a structure for readers.
    package var isTagged: Bool { self == .accessible || self == .tagged }

    /// The nearest that does not claim to be PDF/A.
    package var withoutClaim: OutputProfile {
        switch self {
        case .print, .archive: .print
        case .accessible, .tagged: .tagged
        }
    }
}
