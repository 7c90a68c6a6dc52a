import Pages
import Platform
import Records

/// A run by its number in the store.
package struct RunID: Hashable, Sendable, CustomStringConvertible {
    package let number: Int64
    package init(_ number: Int64) { self.number = number }
    package var description: String { String(number) }
}

/// Where a run stands. From left to right, and `cancelled` from anywhere before `released`.
package enum RunState: String, Sendable, Codable, CaseIterable {
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
package struct Run: Sendable, Equatable {
    package var id: RunID
    package var name: String
    package var kind: String
    package var state: RunState
    package var asOf: Day
    package var language: String?
    /// The file's name, without its folder.
    package var source: String
    package var sourceDigest: Digest?
    /// Of the records in the order of the input: the same again is not taken in twice.
    package var content: Digest
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
    /// The documents of one kind and day that were made one by one and kept.
    package var isOneOff: Bool
    /// How often its documents have been laid out from the beginning, from 1.
    package var round: Int
    /// `document.copy` of one-off documents that are copies.
    package var copy: String?
    /// Of the stop list that its release was begun with.
    package var stopList: Digest?
    /// Its release writes one PDF for each document too, in this profile.
    package var each: OutputProfile?
    /// Of the set that is about to get its name.
    package var publishing: Digest?

    package init(
        id: RunID, name: String, kind: String, state: RunState, asOf: Day, language: String?, source: String,
        sourceDigest: Digest?, content: Digest, data: Digest, bundle: Digest, engine: Engine, begun: String,
        begunBy: String, isPaused: Bool, isUrgent: Bool, approvalsNeeded: Int, isDuplex: Bool, retentionYears: Int,
        input: InputTotals, copies: Int, expected: ExpectedTotals? = nil, expectedWaived: String? = nil,
        output: String? = nil, releasedOn: Day? = nil, held: String? = nil, isPruned: Bool, isOneOff: Bool, round: Int,
        copy: String? = nil, stopList: Digest? = nil, each: OutputProfile? = nil, publishing: Digest? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.state = state
        self.asOf = asOf
        self.language = language
        self.source = source
        self.sourceDigest = sourceDigest
        self.content = content
        self.data = data
        self.bundle = bundle
        self.engine = engine
        self.begun = begun
        self.begunBy = begunBy
        self.isPaused = isPaused
        self.isUrgent = isUrgent
        self.approvalsNeeded = approvalsNeeded
        self.isDuplex = isDuplex
        self.retentionYears = retentionYears
        self.input = input
        self.copies = copies
        self.expected = expected
        self.expectedWaived = expectedWaived
        self.output = output
        self.releasedOn = releasedOn
        self.held = held
        self.isPruned = isPruned
        self.isOneOff = isOneOff
        self.round = round
        self.copy = copy
        self.stopList = stopList
        self.each = each
        self.publishing = publishing
    }

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

    /// Counts a record in, or with -1 out again.
    mutating func add(_ document: NewDocument, _ sign: Int = 1) {
        records += sign
        cents &+= Int64(sign) &* (document.cents ?? 0)
        if document.cents == nil { unreadable += sign }
    }

    /// What the amounts of a run add up to at most, each without its sign: a quadrillion dollars, so that every sum that its
    /// books, its totals and its report are made of can be added and printed.
    package static let mostCents: Int64 = 100_000_000_000_000_000
}

/// Records and cents that the sender of the data says it holds.
package struct ExpectedTotals: Sendable, Equatable {
    /// Who says it.
    package enum Origin: String, Sendable, Codable {
        /// The last line of the extract.
        case trailer
        /// Whoever took it in, at the command line or on a page.
        case asked = "command line"

        /// In words: `the trailer of bills.csv`.
        package func words(_ source: String) -> String {
            switch self {
            case .trailer: "the trailer of \(source)"
            case .asked: "the command line"
            }
        }
    }

    package var records: Int?
    package var cents: Int64?
    package var from: Origin
    package init(records: Int?, cents: Int64?, from: Origin) {
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
