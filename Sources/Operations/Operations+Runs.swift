import Platform
import Records
import Rendering
import Runs
import Templating

// MARK: Taking in

/// An extract that is to become a run.
package struct SubmitRequest: Encodable, Sendable {
    package var name: String
    package var kind: String
    package var asOf: Day
    package var language: String?
    /// The extract's name, without its folder.
    package var source: String
    package var expectedRecords: Int?
    package var expectedCents: Int64?
    package var isUrgent: Bool
    /// Taken in although the same content was before.
    package var isForced: Bool
    package init(
        name: String, kind: String, asOf: Day, language: String?, source: String, expectedRecords: Int? = nil,
        expectedCents: Int64? = nil, isUrgent: Bool = false, isForced: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.asOf = asOf
        self.language = language
        self.source = source
        self.expectedRecords = expectedRecords
        self.expectedCents = expectedCents
        self.isUrgent = isUrgent
        self.isForced = isForced
    }
}

/// What an extract is read from.
package struct SubmittedExtract {
    package var records: any RecordStream
    package var digest: Digest?
    package init(records: any RecordStream, digest: Digest?) {
        self.records = records
        self.digest = digest
    }
}

/// Corrected records, for the places of those that a run has set aside.
package struct CorrectRequest: Encodable, Sendable {
    package var run: String
    package var source: String
    /// The documents that the records correct, in their order, where their keys cannot tell.
    package var sequences: [Int]
    package init(run: String, source: String, sequences: [Int]) {
        self.run = run
        self.source = source
        self.sequences = sequences
    }
}

/// Where a run stands after something was taken in.
package struct IntakeResult: Encodable, Sendable {
    package var run: Run
    package var books: Books
    package var changes: [CorrectedDocument]
    package var setAside: [Exception]

    /// Where the records are not what their sender says they are, and nobody has answered for it.
    package var unexpected: [String] { run.expectedWaived == nil ? books.expectationFaults : [] }
    package var isClean: Bool { setAside.isEmpty && unexpected.isEmpty }

    package func encode(to encoder: any Encoder) throws { try RunResult(run: run, books: books).encode(to: encoder) }
}

extension Operations {
    /// Takes an extract in as a run. `progress` hears of the bytes that were read.
    package func submit(
        _ actor: Actor, _ request: SubmitRequest, _ extract: SubmittedExtract, kind: Kind, bundle: Bundle,
        progress: (Int) -> Void = { _ in }
    ) throws(RunError) -> IntakeResult {
        try allow(.submit, actor)
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        var order = Intake.Order(
            name: request.name, asOf: request.asOf, language: request.language, source: request.source,
            sourceDigest: extract.digest, bundle: try BundleKeeper.keep(bundle, in: archive), engine: workspace.program)
        order.isUrgent = request.isUrgent
        order.isForced = request.isForced
        if request.expectedRecords != nil || request.expectedCents != nil {
            order.expected = ExpectedTotals(
                records: request.expectedRecords, cents: request.expectedCents, from: .asked)
        }
        let intake = Intake(kind: kind, ledger: ledger, archive: archive)
        let run = try intake.submit(extract.records, order, by: actor) { read throws(RunError) in
            try checkCancelled(.nothingTakenIn)
            progress(read)
        }
        return try result(of: run.name, [])
    }

    /// The kind that a run was begun with: what corrects it is read by its contract.
    package func kind(_ actor: Actor, ofRun name: String, asKind kind: String) throws(RunError) -> Kind {
        try allow(.correct, actor)
        let run = try ledger.run(name)
        guard run.kind == kind else { throw RunError.otherKind(run: run.name, kind: run.kind, asked: kind) }
        return try KindShelf(ledger, archive).kind(of: run)
    }

    /// Puts corrected records into the places of those that were set aside.
    package func correct(
        _ actor: Actor, _ request: CorrectRequest, _ records: any RecordStream, kind: Kind
    ) throws(RunError) -> IntakeResult {
        try allow(.correct, actor)
        let run = try ledger.run(request.run)
        let changes = try Intake(kind: kind, ledger: ledger, archive: archive).correct(
            run, records, source: request.source, places: request.sequences, by: actor)
        return try result(of: run.name, changes)
    }

    private func result(of name: String, _ changes: [CorrectedDocument]) throws(RunError) -> IntakeResult {
        let run = try ledger.run(name)
        return IntakeResult(
            run: run, books: try ledger.books(of: run.id), changes: changes,
            setAside: try ledger.exceptions(of: run.id).filter { $0.state == .quarantined })
    }
}

// MARK: Looking

/// A run and what it holds.
package struct RunResult: Encodable, Sendable {
    package var run: Run
    package var books: Books
    package init(run: Run, books: Books) {
        self.run = run
        self.books = books
    }

    private struct Counted: Encodable {
        var documents: Int
        var cents: Int64
        init(_ tally: Tally) { (documents, cents) = (tally.documents, tally.cents) }
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, kind, state, paused, as_of, records, cents, unreadable, copies, waiting, composed, suppressed, set_aside
        case waived, balanced, faults, output
    }

    package func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        try json.encode(run.id.number, forKey: .id)
        try json.encode(run.name, forKey: .name)
        try json.encode(run.kind, forKey: .kind)
        try json.encode(run.state.rawValue, forKey: .state)
        try json.encode(run.isPaused, forKey: .paused)
        try json.encode(String(describing: run.asOf), forKey: .as_of)
        try json.encode(run.input.records, forKey: .records)
        try json.encode(run.input.cents, forKey: .cents)
        try json.encode(run.input.unreadable, forKey: .unreadable)
        try json.encode(books.copies, forKey: .copies)
        try json.encode(books.waiting, forKey: .waiting)
        try json.encode(Counted(books.composed), forKey: .composed)
        try json.encode(Counted(books.suppressed), forKey: .suppressed)
        let aside = Tally(
            documents: books.quarantined.documents + books.copiesQuarantined, cents: books.quarantined.cents)
        try json.encode(Counted(aside), forKey: .set_aside)
        try json.encode(Counted(books.waived), forKey: .waived)
        try json.encode(books.isBalanced, forKey: .balanced)
        try json.encode(books.faults, forKey: .faults)
        try json.encodeIfPresent(run.output, forKey: .output)
    }
}

/// A run with all that a person asks who looks at it.
package struct RunDetails: Encodable, Sendable {
    package var result: RunResult
    package var approvals: [Approval]
    package var files: [PlannedFile]
    package var progress: Progress

    package func encode(to encoder: any Encoder) throws { try result.encode(to: encoder) }
}

/// The documents of a run that are not printed as they came.
package struct ExceptionsResult: Sendable {
    package var exceptions: [Exception]

    /// Those that somebody has to decide about, or has.
    package var open: [Exception] { exceptions.filter { $0.state != .suppressed } }
    package var csv: [UInt8] { ExceptionsList.csv(exceptions) }
}

extension Operations {
    package func listRuns(_ actor: Actor) throws(RunError) -> [Run] {
        try allow(.listRuns, actor)
        return try ledger.runs()
    }

    package func showRun(_ actor: Actor, _ name: String) throws(RunError) -> RunDetails {
        try allow(.showRun, actor)
        let run = try ledger.run(name)
        return RunDetails(
            result: RunResult(run: run, books: try ledger.books(of: run.id)), approvals: try ledger.approvals(of: run.id),
            files: try ledger.files(of: run.id), progress: try ledger.progress(of: run.id, engine: workspace.program))
    }

    /// The control report of a run as it stands.
    package func controlReport(_ actor: Actor, _ name: String) throws(RunError) -> [UInt8] {
        try allow(.showRun, actor)
        return try ControlReport(try ledger.run(name), KindShelf(ledger, archive), ledger).pdf()
    }

    package func listExceptions(_ actor: Actor, _ name: String) throws(RunError) -> ExceptionsResult {
        try allow(.listExceptions, actor)
        return ExceptionsResult(exceptions: try ledger.exceptions(of: try ledger.run(name).id))
    }

    /// What is other in a run than in an earlier one; the pages of at most so many accounts are compared.
    package func compare(
        _ actor: Actor, _ before: String, with after: String, most: Int
    ) throws(RunError) -> RunComparison {
        try allow(.compare, actor)
        return try RunComparison.compare(
            try ledger.run(before), try ledger.run(after), most: most, ledger, archive
        ) { _, _ throws(RunError) in try checkCancelled() }
    }
}

// MARK: Deciding

/// A document of a run by its place, or the expected totals.
package enum WaiverSubject: Encodable, Sendable, Equatable {
    case document(Int)
    case totals

    var sequence: Int? { if case .document(let sequence) = self { sequence } else { nil } }
}

/// The documents of a run that were chosen to be looked at.
package struct ProofResult: Encodable, Sendable {
    package struct Document: Encodable, Sendable {
        /// The page of the proof that it begins on, from 1.
        package var page: Int
        package var document: String
        package var why: [String]
    }

    package var documents: [Document]
    package var pages: Int
    package var blanks: Int
}

package struct ApproveResult: Encodable, Sendable {
    package var approvals: Int
    /// How many more people are needed.
    package var left: Int
}

extension Operations {
    package func waive(_ actor: Actor, run name: String, _ subject: WaiverSubject, why: String) throws(RunError) {
        try allow(.waive, actor)
        try People.checkName(actor.name)
        try People.checkReason(why)
        try ledger.waive(try ledger.run(name).id, sequence: subject.sequence, by: actor, why: why)
    }

    package func unwaive(_ actor: Actor, run name: String, _ subject: WaiverSubject) throws(RunError) {
        try allow(.unwaive, actor)
        try ledger.unwaive(try ledger.run(name).id, sequence: subject.sequence, by: actor)
    }

    /// Writes the documents to look at before a run is approved as one PDF; `nil` names it after the run. Returns its name.
    package func proof(
        _ actor: Actor, run name: String, to output: (Run) -> String
    ) throws(RunError) -> (path: String, result: ProofResult) {
        try allow(.proof, actor)
        let run = try ledger.run(name)
        let path = output(run)
        let result = try RunProof(run, ledger, archive).write(to: path)
        var facts = AuditFacts()
        facts.documents = result.documents.count
        try ledger.note(.proof, run: run.id, by: actor, facts)
        return (path, result)
    }

    /// Approves a run as it stands now, on a day.
    package func approve(_ actor: Actor, run name: String, on day: Day) throws(RunError) -> ApproveResult {
        try allow(.approve, actor)
        try People.checkName(actor.name)
        let run = try ledger.run(name)
        guard run.state == .composed || run.state == .approved else {
            throw RunError.wrongState(run: run.name, state: run.state, act: .approve)
        }
        let seen = try ledger.ledger(of: run.id)
        let problems = try Releaser(ledger: ledger, archive: archive, engine: workspace.program).problems(of: run, nil)
        guard problems.isEmpty else {
            throw RunError.notReady(run: run.name, act: .approve, problems: problems)
        }
        // What cannot be reported cannot be released.
        _ = try ControlReport(run, KindShelf(ledger, archive), ledger).pdf()
        let approvals = try ledger.approve(run.id, ledger: seen, on: day, by: actor)
        return ApproveResult(approvals: approvals.count, left: max(0, run.approvalsNeeded - approvals.count))
    }

    package func pause(_ actor: Actor, run name: String) throws(RunError) {
        try allow(.pause, actor)
        try ledger.pause(try ledger.run(name).id, true, by: actor)
    }

    package func resume(_ actor: Actor, run name: String) throws(RunError) {
        try allow(.resume, actor)
        try ledger.pause(try ledger.run(name).id, false, by: actor)
    }

    /// Returns how many jobs are tried again.
    package func retry(_ actor: Actor, run name: String) throws(RunError) -> Int {
        try allow(.retry, actor)
        return try ledger.retry(try ledger.run(name).id, by: actor)
    }

    package func cancel(_ actor: Actor, run name: String) throws(RunError) {
        try allow(.cancel, actor)
        try ledger.cancel(try ledger.run(name).id, by: actor)
    }

    /// Lays all documents of a run out again, with a kind as it is now.
    package func recompose(_ actor: Actor, run name: String, kind: Kind, bundle: Bundle) throws(RunError) {
        try allow(.recompose, actor)
        try Intake(kind: kind, ledger: ledger, archive: archive).checkKind()
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let kept = try BundleKeeper.keep(bundle, in: archive)
        try ledger.recompose(
            try ledger.run(name).id, bundle: kept.files, digest: kept.digest, rules: kind.contract.run, engine: workspace.program,
            by: actor)
    }

    /// A run by its name or number, for a front end that has to ask something about it first.
    package func run(_ actor: Actor, _ name: String, for useCase: UseCase) throws(RunError) -> Run {
        try allow(useCase, actor)
        return try ledger.run(name)
    }
}
