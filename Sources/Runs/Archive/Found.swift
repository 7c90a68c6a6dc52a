import Platform
import Records

/// A document made for somebody who waits, to be kept like those of a run.
package struct KeptDocument: Sendable {
    package var kind: String
    package var asOf: Day
    package var bundle: Digest
    package var bundleFiles: [BundleFile]
    package var engine: Engine
    package var language: String?
    package var record: Digest
    package var document: NewDocument
    package var pages: Int
    package var sheets: Int
    package var stated: Int64?
    package var digest: Digest
    package var pdf: Digest
    package var retentionYears: Int
    /// `document.copy`, where it is a copy.
    package var copy: String?
    package init(
        kind: String, asOf: Day, bundle: Digest, bundleFiles: [BundleFile], engine: Engine, language: String?, record: Digest,
        document: NewDocument, pages: Int, sheets: Int, stated: Int64?, digest: Digest, pdf: Digest, retentionYears: Int,
        copy: String?
    ) {
        self.copy = copy
        self.kind = kind
        self.asOf = asOf
        self.bundle = bundle
        self.bundleFiles = bundleFiles
        self.engine = engine
        self.language = language
        self.record = record
        self.document = document
        self.pages = pages
        self.sheets = sheets
        self.stated = stated
        self.digest = digest
        self.pdf = pdf
        self.retentionYears = retentionYears
    }
}

/// Which documents are looked for: what is not asked for is nil.
package struct FindQuery: Sendable {
    /// An account or a number.
    package var text: String?
    /// The number that a document's data give it.
    package var number: String?
    /// A run, by name or number.
    package var run: String?
    package var from: Day?
    package var to: Day?
    /// How many are returned at most.
    package var most: Int
    package init(
        text: String?, number: String? = nil, run: String? = nil, from: Day? = nil, to: Day? = nil, most: Int = 200
    ) {
        self.text = text
        self.number = number
        self.run = run
        self.from = from
        self.to = to
        self.most = most
    }
}

package struct FoundDocument: Sendable {
    /// `r17-000123`: the run and the place in it.
    package var name: String
    package var run: Run
    package var sequence: Int
    package var part: DocumentPart
    package var number: String?
    package var account: String?
    package var state: DocumentState
    package var isStopped: Bool
    package var pages: Int
    package var stated: Int64?
    package var piece: PrintPiece?
    package var file: PlannedFile?
    /// The document's own file, where it is one.
    package var blob: Digest?

    init(_ run: Run, _ stored: StoredDocument, _ file: PlannedFile?) {
        name = DocumentName.of(run.id, stored.sequence)
        self.run = run
        sequence = stored.sequence
        part = stored.document.part
        number = stored.document.number
        account = stored.document.account
        state = stored.state
        isStopped = stored.isStopped
        pages = stored.pages
        stated = stored.composed?.stated
        piece = stored.piece
        self.file = file
        blob = stored.ownFile
    }
}
