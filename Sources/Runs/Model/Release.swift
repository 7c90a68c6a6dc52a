import Platform
import Records

/// Somebody has approved a run as it was.
package struct Approval: Sendable, Equatable {
    package var by: String
    package var on: Day
    /// Of what there was (`Seal.ledger`).
    package var ledger: Digest
    package init(by: String, on: Day, ledger: Digest) {
        self.by = by
        self.on = on
        self.ledger = ledger
    }
}

/// What a document says for or against standing in the proof.
package struct ProofCandidate: Sendable, Equatable {
    package var sequence: Int
    package var way: [UInt8]
    package var pages: Int
    package var marks: Int
    package var nameLength: Int
    package var stated: Int64?
    /// 0 for the record's own document.
    package var copy: Int
    /// How it leaves, where it is not printed.
    package var delivery: String?
    /// In which it is laid out; empty where the run has one language.
    package var language = ""

    package init(
        sequence: Int, way: [UInt8], pages: Int, marks: Int, nameLength: Int, stated: Int64?, copy: Int, delivery: String? = nil,
        language: String = ""
    ) {
        self.delivery = delivery
        self.language = language
        self.sequence = sequence
        self.way = way
        self.pages = pages
        self.marks = marks
        self.nameLength = nameLength
        self.stated = stated
        self.copy = copy
    }
}

/// A document as print files are cut from them.
package struct PrintCandidate: Sendable, Equatable {
    package var sequence: Int
    package var isCopy: Bool
    /// It goes to the printer; otherwise it is kept and leaves by other means.
    package var isPrinted: Bool
    package var pages: Int
    package var stated: Int64?
    package init(sequence: Int, isCopy: Bool, isPrinted: Bool, pages: Int, stated: Int64?) {
        self.sequence = sequence
        self.isCopy = isCopy
        self.isPrinted = isPrinted
        self.pages = pages
        self.stated = stated
    }
}

/// A print file, as it is planned and, with its blob, as it is.
package struct PlannedFile: Sendable, Equatable {
    package var number: Int
    /// False for documents that are kept and not printed.
    package var isPrinted: Bool
    /// Sheets a document; 0 where they are not printed.
    package var sheetClass: Int
    package var name: String
    package var firstPiece: Int
    package var lastPiece: Int
    package var documents: Int
    /// Of its documents, without the blank backs of two-sided paper: with those, the file has twice as many as sheets.
    package var pages: Int
    package var sheets: Int
    package var cents: Int64
    /// Of its documents and where they stand (`Seal.pieces`).
    package var piecesDigest: Digest
    package var blob: Digest?
    package var bytes: Int64
    package init(
        number: Int, isPrinted: Bool, sheetClass: Int, name: String, firstPiece: Int, lastPiece: Int, documents: Int, pages: Int,
        sheets: Int, cents: Int64, piecesDigest: Digest, blob: Digest?, bytes: Int64
    ) {
        self.number = number
        self.isPrinted = isPrinted
        self.sheetClass = sheetClass
        self.name = name
        self.firstPiece = firstPiece
        self.lastPiece = lastPiece
        self.documents = documents
        self.pages = pages
        self.sheets = sheets
        self.cents = cents
        self.piecesDigest = piecesDigest
        self.blob = blob
        self.bytes = bytes
    }
}
