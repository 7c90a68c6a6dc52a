import Pages
import Platform
import Records
import Rendering
import Templating

/// Makes documents for somebody who waits, and keeps each in the archive as it was given out.
package final class Keeper {
    private let kind: Kind
    private let ledger: Ledger
    private let archive: Archive
    private let engine: Engine
    private let bundle: (digest: Digest, files: [BundleFile])
    private let language: String?
    private let issue: Issuance
    private let profile: OutputProfile
    private let typesetter: Typesetter
    private var digester = PageDigester()

    package init(
        _ kind: Kind, language: String?, issue: Issuance, bundle: Bundle, _ ledger: Ledger, _ archive: Archive,
        _ engine: Engine, profile: OutputProfile = .print, attachment: DataFormat? = nil
    ) throws(RunError) {
        guard kind.contract.document != nil else {
            throw RunError.keptKindWithoutDocument(kind: kind.name)
        }
        self.kind = kind
        self.ledger = ledger
        self.archive = archive
        self.engine = engine
        self.language = language
        self.issue = issue
        self.bundle = try BundleKeeper.keep(bundle, in: archive)
        self.profile = profile
        typesetter = Typesetter(kind, profile: profile, issue: issue, attachment: attachment)
    }

    package struct Kept {
        package var name: String
        package var pdf: [UInt8]
        package var pages: Int
        package var cents: Int64
    }

    /// Makes the document of a record and keeps it. Throws `Refusal` where it cannot be made, and `RunError`.
    package func keep(_ bytes: UnsafeRawBufferPointer, line: Int, column: Int, by actor: Actor) throws -> Kept {
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let made = try typesetter.composition(of: bytes, line: line, column: column)
        var document = kind.describe(typesetter.record)
        document.line = line
        // A copy of what was given out before is another document; the same again is not.
        if issue.copy == nil { try ledger.refuseKept(document, kind: kind.name) }
        let pdf = try typesetter.compose(made.pages).file(book: kind.template.book, profile: profile)
        document.column = column
        document.length = bytes.count
        let name = try ledger.keep(
            KeptDocument(
                kind: kind.name, asOf: issue.date, bundle: bundle.digest, bundleFiles: bundle.files, engine: engine,
                language: language, record: try archive.put(Array(bytes)), document: document, pages: made.pages.count,
                sheets: kind.contract.run.sides.sheets(of: made.pages.count),
                stated: made.stated, digest: digester.digest(made.pages), pdf: try archive.put(pdf),
                retentionYears: kind.contract.run.retentionYears, copy: issue.copy.map { String(decoding: $0, as: UTF8.self) }),
            by: actor)
        return Kept(name: name, pdf: pdf, pages: made.pages.count, cents: made.cents ?? 0)
    }
}
