import PDF
import Pages
import Records

/// A run by its number in the store.
package struct RunID: Hashable, Sendable, CustomStringConvertible {
    package let number: Int64
    package init(_ number: Int64) { self.number = number }
    package var description: String { String(number) }
}

/// Where a run stands. From left to right, and `cancelled` from anywhere before `released`.
package enum RunState: String, Sendable, CaseIterable {
    /// Its documents are being laid out.
    case composing
    /// Every document is in a bucket; the run waits for a person.
    case composed
    /// As many people as its kind asks for have approved it.
    case approved
    /// Its print files are being written.
    case printing
    /// Its output set is in place.
    case released
    case cancelled
}

/// In which bucket a document is.
package enum DocumentState: String, Sendable {
    /// Not laid out yet.
    case waiting
    /// Laid out and good: it will be printed.
    case composed
    /// Laid out and good, and not printed, for a reason: paperless, held.
    case suppressed
    /// Set aside with a reason; the run cannot be released until it is corrected or waived.
    case quarantined
    /// Set aside, and somebody has answered for leaving it out.
    case waived
}

/// What a run was begun with, and where it stands.
package struct Run: Sendable {
    package var id: RunID
    package var name: String
    package var kind: String
    package var state: RunState
    package var asOf: Day
    package var language: String?
    /// The file's name, without its folder.
    package var source: String
    package var sourceDigest: Digest?
    /// Of the chunks that its records are kept in.
    package var data: Digest
    package var bundle: Digest
    package var engine: Engine
    package var begun: String
    package var begunBy: String
    package var isPaused: Bool
    package var isUrgent: Bool
    package var approvalsNeeded: Int
    package var isDuplex: Bool
    package var retentionYears: Int
    package var input: InputTotals
    /// Documents for further recipients, as they were counted while the input was read.
    package var copies: Int
    package var expected: ExpectedTotals?
    /// Who answers for totals that differ from the expected, and why.
    package var expectedWaived: String?
    /// Where the output set was released to.
    package var output: String?
    package var releasedOn: Day?
    package var held: String?
    package var isPruned: Bool
    /// `document.copy` of one-off documents that are copies.
    package var copy: String?
    /// Of the stop list that its release was begun with.
    package var stopList: Digest?
    /// Its release writes one PDF for each document too, in this profile.
    package var each: Profile?
    /// Of the set that is about to get its name.
    package var publishing: Digest?

    /// The paper that it is printed on.
    package var sides: PrintSides { isDuplex ? .twoLong : .one }
}

/// Records and cents as they were counted while the input was read.
package struct InputTotals: Sendable, Equatable {
    package var records = 0
    package var cents: Int64 = 0
    /// Records whose amount could not be read.
    package var unreadable = 0
    package init() {}

    /// What the amounts of a run add up to at most, each without its sign: a quadrillion dollars, so that every sum that its
    /// books, its totals and its report are made of can be added and printed.
    package static let mostCents: Int64 = 100_000_000_000_000_000

    static func tooMuch(_ source: String) -> String {
        "the amounts of \(source) add up to more than \(Books.dollars(mostCents)), which is the most that a run holds"
    }
}

/// Records and cents that the sender of the data says it holds.
package struct ExpectedTotals: Sendable, Equatable {
    package var records: Int?
    package var cents: Int64?
    /// `the trailer of the file`, `the command line`.
    package var from: String
    package init(records: Int?, cents: Int64?, from: String) {
        self.records = records
        self.cents = cents
        self.from = from
    }
}

/// The program that makes the pages: another may break a line elsewhere, so a run is bound to one.
package struct Engine: Hashable, Sendable {
    /// `billpress 0.1.0`
    package let name: String
    /// Of the program's file.
    package let digest: Digest
    package init(name: String, digest: Digest) {
        self.name = name
        self.digest = digest
    }
}

/// A document as it is taken in: a record, or the copy of one for a further recipient.
package struct NewDocument: Sendable {
    package var sequence = 0
    /// 0 for the record's own document, from 1 for its copies.
    package var copy = 0
    /// The sequence of the record's own document, for copies.
    package var parent: Int?
    /// The `copy` of a row of details that belongs to no record.
    package static let loose = -1
    package var chunk = 0
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
    package var delivery: String?
    package var barcode: String?
    package var cents: Int64?
    /// Characters of the recipient, the longest of which is looked at in the proof.
    package var nameLength = 0
    /// Why it is set aside already.
    package var reasons: [Reason] = []
    package init() {}
}

/// Why a document was set aside.
package struct Reason: Sendable, Equatable {
    package enum Cause: String, Sendable {
        /// The record is not as the contract has it, or cannot be read.
        case contract
        /// Another record is for the same document.
        case duplicate
        /// An earlier run has issued it.
        case issued
        /// It cannot be laid out, or does not add up.
        case pages
        /// Laying it out ended a process, or had no end.
        case process

        /// The message begins with the place in the input, so that nobody need say it again.
        package var isOfRecord: Bool {
            switch self {
            case .contract, .duplicate, .issued: true
            case .pages, .process: false
            }
        }

        package var words: String {
            switch self {
            case .contract: "not as the contract has it"
            case .duplicate: "several records for one document"
            case .issued: "issued before"
            case .pages: "cannot be laid out, or does not add up"
            case .process: "ended the program that lays it out"
            }
        }
    }

    /// A sentence without private text.
    package var message: String
    /// JSON pointer, column of the extract, or place in the template; empty where there is none.
    package var place: String
    package var cause: Cause

    package init(_ message: String, place: String = "", cause: Cause) {
        self.message = message
        self.place = place
        self.cause = cause
    }
}
