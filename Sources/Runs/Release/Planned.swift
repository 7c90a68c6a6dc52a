import Records
import System

package struct Approval: Sendable {
    package var by: String
    package var on: Day
    package var ledger: Digest
}

/// What a document says for or against standing in the proof.
package struct ProofCandidate: Sendable {
    package var sequence: Int
    package var way: [UInt8]
    package var pages: Int
    package var marks: Int
    package var nameLength: Int
    package var stated: Int64?
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

package struct PlannedFile: Sendable {
    package var number: Int
    /// Sheets a document; 0 for documents that are kept and not printed.
    package var sheetClass: Int
    package var name: String
    package var firstPiece: Int
    package var lastPiece: Int
    package var documents: Int
    /// Of its documents, without the blank backs of two-sided paper: with those, the file has twice as many as sheets.
    package var pages: Int
    package var sheets: Int
    package var cents: Int64
    package var blob: Digest?
    package var bytes: Int64
}

/// A document in the order of print.
package struct PrintPiece: Sendable {
    package var sequence: Int
    package var copy: Int
    package var piece: Int
    package var document: String
    package var number: String?
    package var pages: Int
    package var sheets: Int
    package var file: Int
    package var firstPage: Int
    package var barcode: String?
    package var stated: Int64?
}
