/// Makes sentences of errors, last of all. Each front end has one; what only its users can do about an error (an option of
/// the command line) is worded by it and by nothing below it.
package struct ErrorRenderer: Sendable {
    /// Who reads the sentence.
    package enum Channel: Sendable {
        /// A log, a list, another person: private values are outlined.
        case log
        /// The person whose data it is, at the screen: values are shown.
        case author
    }

    /// What of the places stands before the sentence.
    package enum Lead: Sendable {
        case full
        /// The file, line and column are shown beside it; the field and the page stay.
        case besideLocation
    }

    package let channel: Channel
    /// What the user of the front end can do; nil where the front end has no words for it.
    private let advice: @Sendable (ErrorAdvice) -> String?

    package init(_ channel: Channel = .log, advice: @escaping @Sendable (ErrorAdvice) -> String? = { _ in nil }) {
        self.channel = channel
        self.advice = advice
    }

    /// The library's own sentences.
    package static let plain = ErrorRenderer()

    /// The front end's words for what can be done, behind a joint such as `; `; nothing where it has none.
    package func words(for advice: ErrorAdvice, after joint: String) -> String {
        self.advice(advice).map { joint + $0 } ?? ""
    }

    /// The places and the sentence: `bill/bill.xml:24:5: page 1, region window: the content does not fit: …`
    package func message(of error: any CodedError, lead: Lead = .full) -> String {
        (error.places.compactMap { words(for: $0, lead) } + [error.sentence(by: self)]).joined(separator: ": ")
    }

    private func words(for place: ErrorPlace, _ lead: Lead) -> String? {
        switch place {
        case .source(let location): return lead == .full ? location.description : nil
        case .record(let location):
            if lead == .besideLocation { return location.pointer.isEmpty ? nil : location.pointer }
            let line = location.file.isEmpty ? "line \(location.line)" : "line \(location.line) of \(location.file)"
            return "\(line), \(location.pointer.isEmpty ? "column \(location.column)" : location.pointer)"
        case .page(let page, let region): return "page \(page)\(region.map { ", region \($0)" } ?? "")"
        // A sentence about a file names it where it reads best.
        case .file: return nil
        }
    }
}

/// What the user of a front end can do about an error, without the front end's words for it.
package enum ErrorAdvice: Hashable, Sendable {
    /// Say the day that the documents are made for.
    case sayDay
    /// Name the folder of the document kinds.
    case nameTemplates
    /// Make a copy that makes no claim to be archival.
    case dropArchivalClaim
    /// How a list of details was left out.
    case wasLeftOut
    /// Give the file of a list of details, or leave the list out.
    case giveDetails(list: String)

    // Runs.
    case takeInAgain, nameRun, listRuns, work, findAccount, goOnWithoutStops, lookAtStore
    /// How documents are named that corrected records are of.
    case namedSequences
    /// Name the document that a corrected record is of.
    case nameSequences
    case listExceptions(run: String)
    case approve(run: String)
    case resume(run: String)
    case recompose(run: String)
    case recomposeOrAsApproved(run: String)
    case stopAnyway(run: String, isEmpty: Bool)
    /// How a release was asked for files of single documents.
    case singleFiles(profile: String?)
    case verifyArchive(run: String)
    case reissue(document: String)
}
