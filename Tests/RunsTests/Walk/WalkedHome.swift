import Pages
import Platform
import Records
import Rendering
import Templating
import TestKit
import Testing

@testable import Runs

/// A small home with a run in each state, a row of each kind, and a line of the trail for each act.
struct WalkedHome {
    let office: Office
    private var ledger: Ledger { office.ledger }

    init() throws {
        office = try Office()
        try makeReleased()
        try makeApproved()
        try makeComposed()
        try makePrinting()
        try makeCancelled()
        try makePruned()
        try makeOneOff()
        try makeComposing()
        for act in [AuditAct.proof, .verify, .backup] {
            try ledger.note(act, run: act == .proof ? try office.run("nov").id : nil, by: "Ana", AuditFacts())
        }
    }

    private static let copies = #","copies":[{"for":"owner","name":"Bo Lee"},{"for":"agent","name":"Cy","delivery":"email"}]"#

    /// With all that can stand beside a document.
    private func makeReleased() throws {
        let slips = [
            Office.slip(1), Office.slip(2, more: Self.copies), Office.slip(3, more: #","delivery":"paperless""#),
            Office.slip(4, more: #","printed":"1.00""#), Office.slip(5).replacing(#""cycle":"01","#, with: ""),
            Office.slip(6, cents: -250),
        ]
        let run = try office.submit(slips, "oct", chunk: 3) {
            $0.expected = ExpectedTotals(records: 6, cents: 1, from: .asked)
            $0.sourceDigest = Digest(of: [7])
        }
        try office.correct(run, [Office.slip(5)])
        try work(run.id)
        let aside = try ledger.exceptions(of: run.id).filter { $0.state == .quarantined }
        try ledger.waive(run.id, sequence: aside[0].sequence, by: "Ana Ruiz", why: "by hand")
        try ledger.waive(run.id, sequence: nil, by: "Ana Ruiz", why: "a slip of the pen")
        try office.approve("oct", by: "Bo Lee")
        try release(run.id, each: .archive, stop: StopList(["1006"]))
        try ledger.hold(run.id, why: "a letter", by: "Bo Lee")
        try ledger.hold(run.id, why: nil, by: "Bo Lee")
        try ledger.hold(run.id, why: "a lawsuit", by: "Bo Lee")
        let document = try #require(try ledger.find(FindQuery(text: "S-2")).first)
        try ledger.note(.reissue, run: run.id, document: document.sequence, by: "Ana", AuditFacts())
        try ledger.note(.reprint, run: run.id, by: "Ana", AuditFacts())
    }

    private func makeApproved() throws {
        let run = try office.submit([Office.slip(21), Office.slip(22)], "nov")
        try ledger.pause(run.id, true, by: "Ana")
        try ledger.pause(run.id, false, by: "Ana")
        try work(run.id)
        try office.approve("nov")
    }

    /// Laid out twice, approved and void again, with a row of details that is nobody's.
    private func makeComposed() throws {
        let slips = [
            Office.slip(31, more: Self.copies + #","printed":"1.00""#), Office.slip(32, more: #","printed":"1.00""#),
            Office.slip(33),
            Office.slip(34, more: Self.copies),
        ]
        var intake = Intake(kind: try office.kind(), ledger: ledger, archive: office.archive)
        intake.chunkSize = 3
        let run = try intake.submit(LooseDetailStream(slips), try office.order("dec"), by: "Ana") { _ throws(RunError) in }
        try work(run.id)
        let kept = try BundleKeeper.keep(try office.bundle(), in: office.archive)
        try ledger.recompose(
            run.id, bundle: kept.files, digest: kept.digest, rules: RunRules(), engine: office.engine, by: "Ana")
        try work(run.id)
        func sequence(_ slip: Int) throws -> Int {
            try #require(try ledger.find(FindQuery(text: "S-\(slip)")).first { $0.part == .own }).sequence
        }
        let loose = try #require(try ledger.exceptions(of: run.id).first { $0.part == .looseDetail }).sequence
        for aside in [try sequence(31), try sequence(32), loose] {
            try ledger.waive(run.id, sequence: aside, by: "Ana Ruiz", why: "paid at the counter")
        }
        try office.approve("dec")
        try ledger.unwaive(run.id, sequence: try sequence(32), by: "Bo Lee")
    }

    private func makePrinting() throws {
        let run = try office.submit([51, 52, 53].map { Office.slip($0) }, "feb")
        try work(run.id)
        try office.approve("feb")
        _ = try ledger.stop(run.id, StopList(["1052"]), allowsUnmatched: false, by: "Ana")
        try ledger.plan(run.id, pagesPerFile: 1, output: office.scratch.path("out"), each: nil, on: Office.day, by: "Ana")
        _ = try office.worker().step(of: run.id)
    }

    /// On the way to being laid out, and on the way to the printer.
    private func makeCancelled() throws {
        let early = try office.submit([61, 62].map { Office.slip($0) }, "mar", chunk: 1)
        _ = try office.worker().step(of: early.id)
        try ledger.cancel(early.id, by: "Ana")
        let late = try office.submit([63, 64].map { Office.slip($0) }, "late")
        try work(late.id)
        try office.approve("late")
        try ledger.plan(late.id, pagesPerFile: 1, output: office.scratch.path("out"), each: nil, on: Office.day, by: "Ana")
        _ = try office.worker().step(of: late.id)
        try ledger.cancel(late.id, by: "Ana")
    }

    private func makePruned() throws {
        let run = try office.submit([71, 72].map { Office.slip($0) }, "apr")
        try work(run.id)
        try office.approve("apr")
        try release(run.id)
        _ = try ledger.prune(run.id, by: "Bo Lee")
    }

    private func makeOneOff() throws {
        for (slip, copy) in [(101, nil), (102, nil), (101, "customer")] as [(Int, String?)] {
            let keeper = try Keeper(
                try office.kind(), language: nil, issue: Issuance(date: Office.day, copy: copy),
                bundle: try office.bundle(), ledger, office.archive, office.engine)
            _ = try Array(Office.slip(slip).utf8).withUnsafeBytes { try keeper.keep($0, line: 1, column: 1, by: "clerk") }
        }
    }

    /// A job in each state, and a document at which a worker ended.
    private func makeComposing() throws {
        let run = try office.submit([41, 42, 43, 44, 45].map { Office.slip($0) }, "jan", chunk: 1)
        func claim() throws -> Lease {
            try #require(try ledger.claim(Claim(worker: "w2", engine: office.engine, seconds: 30, run: run.id)))
        }
        try ledger.fail(try claim(), .blobChanged("ab12"), by: .worker(on: "here"))
        _ = try ledger.retry(run.id, by: "Ana")
        _ = try office.worker().step(of: run.id)
        try ledger.fail(try claim(), .blobChanged("ab12"), by: .worker(on: "here"))
        try ledger.fail(try claim(), .store(.full), by: .worker(on: "here"))
        let suspect = try claim()
        try ledger.suspect(job: suspect.job, fence: suspect.fence, sequence: 4, .killed)
        _ = try claim()
        try ledger.pause(run.id, true, by: "Ana")
    }

    private func work(_ run: RunID) throws {
        while case .done = try office.worker().step(of: run) {}
    }

    private func release(_ run: RunID, each: OutputProfile? = nil, stop list: StopList? = nil) throws {
        if let list { _ = try ledger.stop(run, list, allowsUnmatched: false, by: "Ana") }
        try ledger.plan(run, pagesPerFile: 2, output: office.scratch.path("out"), each: each, on: Office.day, by: "Ana")
        try work(run)
        try ledger.publish(run, set: Digest(of: [8]), by: "Ana")
        try ledger.release(run, by: "Ana")
    }
}

/// Records with a row of details behind them that is of no record.
private final class LooseDetailStream: RecordStream {
    private let source: RecordSource
    private var isLoose = false
    init(_ lines: [String]) { source = RecordSource(bytes: Array(lines.joined(separator: "\n").utf8)) }

    func next() throws(SourceError) -> RecordSource.Step {
        let step = try source.next()
        guard case .end = step, !isLoose else { return step }
        isLoose = true
        var fault = RecordFault(line: 9, column: 1, .detailWithoutRecord(column: "account"))
        fault.file = "lines.csv"
        return .fault(fault)
    }

    var column: Int { source.column }
    var bytesRead: Int64 { source.bytesRead }
    var isEmpty: Bool { source.isEmpty }
    var ordinal: Int { source.ordinal }
    var trailer: Trailer? { source.trailer }
    func sourceColumn(of pointer: String) -> String? { source.sourceColumn(of: pointer) }
}
