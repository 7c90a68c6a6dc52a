import Platform
import Records

/// What the trail says of a run: its lines, one after the other. The run's own row says the same in short; where it does
/// not, something other than the ledger has written it.
struct RunHistory {
    private(set) var state: RunState?
    /// It is of an earlier version's home.
    private(set) var isAdopted = false
    private(set) var name: String?
    private(set) var isPaused = false
    private(set) var isPruned = false
    private(set) var held: String?
    private(set) var about: Digest?
    private(set) var intake: Digest?
    private(set) var composed: Digest?
    private(set) var waivers: [Int: Waiver] = [:]
    private(set) var expectedWaived: String?
    private(set) var approvals: [Approval] = []
    private(set) var stopList: Digest?
    private(set) var stopped: Digest?
    private(set) var plan: Digest?
    private(set) var output: String?
    private(set) var each: String?
    private(set) var releasedOn: Day?
    private(set) var set: Digest?
    /// It was given out by an earlier version without the approvals for that.
    private(set) var isUnapproved = false
    /// `set` was noted by an earlier version.
    private(set) var isSetAdopted = false
    private(set) var seal: Digest?
    /// The blobs of print files, by their numbers.
    private(set) var printed: [Int: (blob: Digest, bytes: Int64)] = [:]

    /// No line was changed: what one of them said would not be known.
    private(set) var isWhole = true

    mutating func add(_ line: AuditLine) {
        guard line.isWhole else {
            isWhole = false
            return
        }
        guard let act = AuditAct(rawValue: line.act), let facts = line.facts else { return }
        if let state = facts.state.flatMap(RunState.init) {
            // A pause is of the work at hand.
            if state != self.state { isPaused = false }
            self.state = state
        }
        if let name = facts.name { self.name = name }
        if let about = facts.about.flatMap(Digest.init(hex:)) { self.about = about }
        if let intake = facts.intake.flatMap(Digest.init(hex:)) { self.intake = intake }
        if let composed = facts.composed.flatMap(Digest.init(hex:)) { self.composed = composed }
        switch act {
        case .correct:
            expectedWaived = nil
            for sequence in facts.sequences ?? [] { waivers[sequence] = nil }
        case .recompose:
            // Laid out already is a run that has nothing to be laid out.
            composed = facts.composed.flatMap(Digest.init(hex:))
            (expectedWaived, approvals, stopList, stopped, plan) = (nil, [], nil, nil, nil)
            (output, each, releasedOn, set, printed, isPaused) = (nil, nil, nil, nil, [:], false)
            for sequence in facts.sequences ?? [] { waivers[sequence] = nil }
        case .waive:
            for waiver in facts.waivers ?? [] { waivers[waiver.sequence] = waiver }
            if let waived = facts.expectedWaived { expectedWaived = waived }
        case .unwaive:
            for sequence in facts.sequences ?? [] { waivers[sequence] = nil }
            if facts.sequences == nil { expectedWaived = nil }
        case .void: approvals = []
        case .approve: approvals += (facts.approvals ?? []).compactMap(Approval.init)
        case .stopList:
            stopList = facts.list.flatMap(Digest.init(hex:))
            stopped = facts.stopped.flatMap(Digest.init(hex:))
        case .print:
            plan = facts.plan.flatMap(Digest.init(hex:))
            (output, each) = (facts.output, facts.each)
            releasedOn = facts.releasedOn.flatMap(Day.parse)
        case .printed:
            if let file = facts.file, let blob = facts.blob.flatMap(Digest.init(hex:)) {
                printed[file] = (blob, facts.bytes ?? 0)
            }
        case .publish: (set, isSetAdopted) = (facts.set.flatMap(Digest.init(hex:)), false)
        case .release: seal = facts.seal.flatMap(Digest.init(hex:))
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .hold: held = facts.why
        case .unhold: held = nil
        case .prune: isPruned = true
        case .open: releasedOn = facts.releasedOn.flatMap(Day.parse)
        case .adopt: adopt(facts)
        default: break
        }
    }

    /// A run of an earlier version's home, as it was found.
    private mutating func adopt(_ facts: AuditFacts) {
        isAdopted = true
        isUnapproved = facts.isWhole == false && state == .released
        isPaused = facts.isPaused ?? false
        held = facts.why
        for waiver in facts.waivers ?? [] { waivers[waiver.sequence] = waiver }
        expectedWaived = facts.expectedWaived
        approvals = (facts.approvals ?? []).compactMap(Approval.init)
        stopList = facts.list.flatMap(Digest.init(hex:))
        stopped = facts.stopped.flatMap(Digest.init(hex:))
        plan = facts.plan.flatMap(Digest.init(hex:))
        (output, each) = (facts.output, facts.each)
        releasedOn = facts.releasedOn.flatMap(Day.parse)
        set = facts.set.flatMap(Digest.init(hex:))
        isSetAdopted = set != nil
        seal = facts.seal.flatMap(Digest.init(hex:))
        isPruned = facts.isPruned ?? false
    }

    /// The first part of a run's row that is not what its trail says; nil where all is.
    func difference(from run: Run) -> SealedPart? {
        if !isWhole { return .trail }
        if about != Seal.about(run) { return .about }
        if state != run.state || isPaused != run.isPaused { return .state }
        if name != run.name { return .name }
        if held != run.held { return .hold }
        if isPruned != run.isPruned { return .retention }
        if expectedWaived != run.expectedWaived { return .waivers }
        if stopList != run.stopList { return .stops }
        if output != run.output || each != run.each?.rawValue || releasedOn != run.releasedOn { return .plan }
        if set != run.publishing { return .set }
        return nil
    }
}

/// What of a run is not what its trail says.
package enum SealedPart: String, Sendable, Codable {
    case about, templates, state, name, hold, retention, waivers, approvals, stops, plan, set, intake, totals, composed, pieces,
        files
    case document, issued, trail

    /// As it goes on after "the run nov is not what the trail says: ".
    package var words: String {
        switch self {
        case .about: "what it was begun with"
        case .templates: "its templates"
        case .state: "where it stands"
        case .name: "its name"
        case .hold: "its hold"
        case .retention: "whether it is kept"
        case .waivers: "what was waived"
        case .approvals: "who has approved it"
        case .stops: "what the stop list took out"
        case .plan: "how it is printed"
        case .set: "the set that it was released as"
        case .intake: "what was taken in"
        case .totals: "its totals"
        case .composed: "what was laid out"
        case .pieces: "which pages are whose"
        case .files: "its print files"
        case .document: "a document"
        case .issued: "which numbers were issued"
        case .trail: "a line of the trail"
        }
    }
}

extension Approval {
    init?(_ sealed: SealedApproval) {
        guard let day = Day.parse(sealed.on), let ledger = Digest(hex: sealed.ledger) else { return nil }
        self.init(by: sealed.by, on: day, ledger: ledger)
    }

    var sealed: SealedApproval { SealedApproval(by: by, on: String(describing: on), ledger: ledger.description) }
}
