import Platform

/// What a row of a run's documents is.
package enum DocumentPart: Hashable, Sendable {
    /// The record's own document.
    case own
    /// The copy for a further recipient, counted from 1.
    case copy(Int)
    /// A row of a details file that belongs to no record: nothing can be laid out of it, and yet somebody answers for it.
    case looseDetail

    /// 0 for what is nobody's copy.
    package var copyNumber: Int { if case .copy(let number) = self { number } else { 0 } }
    package var isOwn: Bool { self == .own }
    package var isCopy: Bool { if case .copy = self { true } else { false } }
}

/// A document as it was taken in: a record, or the copy of one for a further recipient. It changes by a correction alone.
package struct NewDocument: Sendable, Equatable {
    /// The place in the run, from 1.
    package var sequence = 0
    package var part = DocumentPart.own
    /// The sequence of the record's own document, for copies.
    package var parent: Int?
    package var chunk = 0
    /// Where the record lies in its chunk, in bytes.
    package var offset = 0
    package var length = 0
    package var line = 0
    package var column = 1
    package var account: String?
    package var number: String?
    package var key: String?
    package var sort: [UInt8] = []
    package var cycle: String?
    package var route: String?
    /// How it leaves, where it is not printed.
    package var delivery: String?
    package var barcode: String?
    package var cents: Int64?
    /// Characters of the recipient, the longest of which is looked at in the proof.
    package var nameLength = 0
    /// Why it was set aside when it was taken in.
    package var reasons: [Reason] = []
    package init() {}

    /// Nothing is known to be wrong with it: it is laid out.
    package var isSound: Bool { reasons.isEmpty }
    package var issuedKey: IssuedKey? {
        guard let number, let key else { return nil }
        return IssuedKey(number: number, key: key)
    }
}

/// What became of a document when it was laid out. It is written once.
package struct ComposedDocument: Sendable, Equatable {
    package var sequence: Int
    /// `composed`, `suppressed`, or `quarantined`.
    package var state: DocumentState
    package var reasons: [Reason] = []
    package var pages = 0
    /// The amount that its pages state, in cents.
    package var stated: Int64?
    /// Of its pages' display lists.
    package var digest: Digest?
    /// The branches of the template that it took.
    package var way: [UInt8] = []
    /// How much stands on its pages.
    package var marks = 0
    package init(sequence: Int, state: DocumentState) {
        self.sequence = sequence
        self.state = state
    }
}

/// Somebody answers for leaving out a document that is set aside.
package struct Waiver: Sendable, Equatable, Codable {
    package var sequence: Int
    package var by: String
    package var why: String
    package init(sequence: Int, by: String, why: String) {
        self.sequence = sequence
        self.by = by
        self.why = why
    }
}

/// Where a document stands in its print file.
package struct PrintPiece: Sendable, Equatable {
    package var sequence: Int
    /// In the order of all files of the run, from 1.
    package var place: Int
    /// The mail piece, from 1; nil for what is kept and not printed.
    package var piece: Int?
    package var file: Int
    /// In its file, from 1.
    package var firstPage: Int
    package init(sequence: Int, place: Int, piece: Int?, file: Int, firstPage: Int) {
        self.sequence = sequence
        self.place = place
        self.piece = piece
        self.file = file
        self.firstPage = firstPage
    }
}

/// How many rows a run has in tables that are otherwise read by what they belong to.
package struct RowCounts: Sendable, Equatable {
    package var documents: Int
    package var pieces: Int
    package var ownFiles: Int
    package var issued: Int
    /// Of its round.
    package var composed: Int
    package init(documents: Int = 0, pieces: Int = 0, ownFiles: Int = 0, issued: Int = 0, composed: Int = 0) {
        (self.documents, self.pieces, self.ownFiles) = (documents, pieces, ownFiles)
        (self.issued, self.composed) = (issued, composed)
    }
}

/// A document with all that the store has of it.
package struct StoredDocument: Sendable, Equatable {
    package var document: NewDocument
    package var composed: ComposedDocument?
    package var waiver: Waiver?
    package var isStopped = false
    package var piece: PrintPiece?
    /// The document's own file, where it is one.
    package var ownFile: Digest?
    package init(_ document: NewDocument) { self.document = document }

    package var sequence: Int { document.sequence }
    package var pages: Int { composed?.pages ?? 0 }
    /// Why it is set aside, or was before it was waived.
    package var reasons: [Reason] { document.reasons.isEmpty ? composed?.reasons ?? [] : document.reasons }
    /// In which bucket it is.
    package var state: DocumentState {
        if waiver != nil { return .waived }
        if !document.isSound { return .quarantined }
        return composed?.state ?? .waiting
    }
    /// It was laid out and is to be given out.
    package var isLaidOut: Bool { state == .composed || state == .suppressed }
    /// In cents, as its pages state it, or as its record says where it has no pages.
    package var placedCents: Int64 { composed?.stated ?? document.cents ?? 0 }
}
