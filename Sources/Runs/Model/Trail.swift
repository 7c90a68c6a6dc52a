import Platform
import Records

/// What was done, by its name in the trail.
package enum AuditAct: String, Sendable, CaseIterable, Codable {
    // A run, in the order of its life.
    case submit, correct, composed, recompose, waive, unwaive, void, approve, print, printed, publish, release, cancel, prune
    case stopList = "stop list"
    case pause, resume, retry, hold, unhold
    /// A job cannot be done.
    case stop
    // One-off documents.
    case open, keep
    // What changes nothing.
    case proof, reissue, reprint, verify, backup
    /// A run of an earlier version's home was sealed as it was found.
    case adopt
}

/// What a line of the trail says beside who and when, as values: sentences are made of them when they are shown, and the
/// ledger holds its rows against them.
package struct AuditFacts: Sendable, Equatable, Codable {
    /// The run's state afterwards.
    package var state: String?
    package var name: String?
    package var source: String?
    package var records: Int?
    package var why: String?
    package var documents: Int?
    package var sequences: [Int]?
    package var sequence: Int?
    package var changes: [CorrectedDocument]?
    package var waivers: [Waiver]?
    package var approvals: [SealedApproval]?
    package var expectedWaived: String?
    package var isPaused: Bool?
    package var isPruned: Bool?
    package var job: String?
    package var jobs: Int?
    package var error: String?
    package var data: String?
    package var templates: String?
    package var program: String?
    package var programDigest: String?
    /// Of what the run was begun with, of its documents as they were taken in, and as they were laid out (`Seal`).
    package var about: String?
    package var intake: String?
    package var composed: String?
    /// What was approved.
    package var ledger: String?
    package var list: String?
    package var names: Int?
    package var unmatched: Int?
    package var stopped: String?
    package var pieces: Int?
    package var files: Int?
    package var file: Int?
    package var fileName: String?
    package var blob: String?
    package var bytes: Int64?
    package var plan: String?
    package var output: String?
    package var each: String?
    package var releasedOn: String?
    package var set: String?
    package var seal: String?
    package var pages: Int?
    package var marked: Bool?
    package var encrypted: Bool?
    package var runs: [String]?
    package var isWhole: Bool?
    package var lost: Int?
    package init() {}
}

/// A record that took the place of one that was set aside.
package struct CorrectedDocument: Sendable, Equatable, Codable {
    package var sequence: Int
    /// In cents; nil where it could not be read.
    package var was: Int64?
    package var now: Int64?
    /// The last characters of the account, where it is another's now.
    package var accountWas: String?
    package var accountNow: String?
}

package struct SealedApproval: Sendable, Equatable, Codable {
    package var by: String
    package var on: String
    package var ledger: String
}

/// A line of the trail. Its hash covers all of it and the hash of the line before.
package struct AuditLine: Sendable, Equatable {
    /// Lines of version 0.1 have a sentence and no facts, and stay as they were written.
    package enum Format: Int, Sendable { case sentence = 1, facts = 2 }

    package var format: Format
    package var number: Int64
    package var at: String
    package var actor: Actor
    package var act: String
    package var run: RunID?
    /// The document's sequence, for lines about one document.
    package var document: Int?
    /// The sentence of a line of the first format; JSON of the facts of one of the second.
    package var text: String
    package var previous: Digest
    package var hash: Digest
    /// Its format and its way in are of those that there are.
    package var isKnown = true

    package init(
        format: Format, number: Int64, at: String, actor: Actor, act: String, run: RunID?, document: Int?, text: String,
        previous: Digest, hash: Digest
    ) {
        self.format = format
        self.number = number
        self.at = at
        self.actor = actor
        self.act = act
        self.run = run
        self.document = document
        self.text = text
        self.previous = previous
        self.hash = hash
    }

    /// What the first line follows.
    package static let origin = Digest(of: Array("billpress audit trail 1".utf8))

    /// Of every field, each text with its length before it, so that none can pass for another.
    package var ownHash: Digest {
        let digester = Digester()
        digester.add(previous.bytes)
        switch format {
        case .sentence:
            digester.add(number)
            digester.add(run?.number ?? -1)
            for field in [at, actor.name, act, text] { digester.addSized(field) }
        case .facts:
            digester.addSized("billpress audit line 2")
            digester.add(number)
            digester.addOptional(run?.number)
            digester.addOptional(document.map { Int64($0) })
            digester.addOptional(actor.person)
            for field in [at, actor.name, actor.way.rawValue, actor.machine, act, text] { digester.addSized(field) }
        }
        return digester.finish()
    }

    /// Whether the line is as it was written. Those of the first format know neither persons nor ways in.
    package var isWhole: Bool {
        let isOfFormat =
            format == .facts || (actor.person == nil && actor.way == .command && actor.machine.isEmpty && document == nil)
        return isKnown && isOfFormat && ownHash == hash
    }

    /// The facts of a line of the second format; nil where it has none, or they cannot be read.
    package var facts: AuditFacts? { format == .facts ? AuditFacts(json: text) : nil }
}

extension Digester {
    /// A number, or that there is none.
    func addOptional(_ number: Int64?) {
        add(number == nil ? 0 : 1)
        add(number ?? 0)
    }

    /// A text, or that there is none.
    func addOptional(_ text: String?) {
        add(text == nil ? 0 : 1)
        addSized(text ?? "")
    }

    func addOptional(_ digest: Digest?) { addSized(digest?.bytes ?? []) }
}
