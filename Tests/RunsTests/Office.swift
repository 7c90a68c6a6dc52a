import Glibc
import Platform
import Records
import Rendering
import Runs
import StoreConformance
import StoreSQL
import StoreSQLite
import TestKit

extension HandClock {
    /// As the store of SQLite has clocks.
    var clock: Clock { Clock(boot: { self.era }, milliseconds: { self.milliseconds }, timeOfDay: { self.timeOfDay }) }
}

/// A small town's office: a home, a kind of slips of a few lines, and somebody who works.
final class Office {
    let scratch: Scratch
    let clock = HandClock()
    /// Known by what any store does; only `makeStore`, and tests that spoil the file behind its back, know which it is.
    let ledger: Ledger
    let archive: Archive
    let engine = Engine(name: "billpress test", digest: Digest(of: [1]))
    var home: String { scratch.path("home") }
    static let day = Day(year: 2026, month: 11, day: 20)!

    /// The stores that the rules are held to on.
    enum Database: CaseIterable { case sqlite, memory }

    /// `prepare` puts something into the home before its store is opened.
    init(
        _ database: Database = .sqlite, approvals: Int = 1, template: String = Office.template,
        contract: String = Office.contract, prepare: (Scratch) throws -> Void = { _ in }
    ) throws {
        scratch = try Scratch()
        try prepare(scratch)
        try scratch.write(template, "Templates/slip/slip.xml")
        try scratch.write(contract.replacing("APPROVALS", with: String(approvals)), "Templates/slip/data.schema.json")
        try scratch.write(#"{"title": "Slip"}"#, "Templates/slip/en.json")
        try scratch.copy("\(Scratch.root)/Templates/control-report", to: "Templates/control-report")
        try scratch.copy("\(Scratch.root)/Templates/shared", to: "Templates/shared")
        switch database {
        case .sqlite: ledger = Ledger(try Office.makeStore(scratch.path("home"), clock.clock))
        case .memory: ledger = Ledger(MemoryStore(clock))
        }
        archive = Archive(home: scratch.path("home"))
    }

    /// The store of a home, as the program has it.
    static func makeStore(_ home: String, _ clock: Clock) throws -> any RunStore {
        SQLStore(try SQLiteDriver(home: home, clock: clock))
    }

    var library: Library { Library(templates: scratch.path("Templates"), fonts: TestFonts.folder) }

    func kind() throws -> Kind { try library.load("slip") }
    func bundle() throws -> Bundle { try library.bundle(of: ["slip", ControlReport.kind]) }

    func order(_ name: String) throws -> Intake.Order {
        Intake.Order(
            name: name, asOf: Office.day, language: nil, source: "slips.jsonl", sourceDigest: nil,
            bundle: try BundleKeeper.keep(try bundle(), in: archive), engine: engine)
    }

    @discardableResult
    func submit(_ lines: [String], _ name: String = "nov", chunk: Int = 4, _ change: (inout Intake.Order) -> Void = { _ in })
        throws
        -> Run
    {
        var order = try order(name)
        change(&order)
        var intake = Intake(kind: try kind(), ledger: ledger, archive: archive)
        intake.chunkSize = chunk
        return try intake.submit(RecordSource(bytes: Array(lines.joined(separator: "\n").utf8)), order, by: "Ana") {
            _ throws(RunError) in
        }
    }

    func correct(_ run: Run, _ lines: [String], places: [Int] = []) throws {
        _ = try Intake(kind: try kind(), ledger: ledger, archive: archive).correct(
            run, RecordSource(bytes: Array(lines.joined(separator: "\n").utf8)), source: "again.jsonl", places: places, by: "Ana")
    }

    /// What the trail says of the last correction.
    func lastCorrection(of run: Run) throws -> [CorrectedDocument] {
        try ledger.trail(of: run.id).last { $0.act == AuditAct.correct.rawValue }?.facts?.changes ?? []
    }

    func worker(_ name: String = "w") -> Worker {
        Worker(
            name: name, ledger: ledger, archive: archive, engine: engine, machine: "here",
            stopwatch: Stopwatch(milliseconds: clock.clock.milliseconds))
    }

    /// Works until nothing is left that can be done.
    func work(_ worker: Worker? = nil) throws {
        let worker = worker ?? self.worker()
        while true {
            switch try worker.step() {
            case .idle, .givenBack, .failed: return
            case .done, .lost: continue
            }
        }
    }

    func run(_ name: String = "nov") throws -> Run { try ledger.run(name) }
    func books(_ name: String = "nov") throws -> Books { try ledger.books(of: try run(name).id) }

    func approve(_ name: String = "nov", by who: Actor = "Ana Ruiz") throws {
        let run = try run(name)
        _ = try ledger.approve(run.id, ledger: try ledger.ledger(of: run.id), on: Office.day, by: who)
    }

    var releaser: Releaser { Releaser(ledger: ledger, archive: archive, engine: engine) }

    func releaseOrder(_ folder: String = "out") -> Releaser.Order {
        Releaser.Order(directory: scratch.path(folder), by: "Ana", on: Office.day)
    }

    @discardableResult
    func release(_ name: String = "nov", to folder: String = "out", _ change: (inout Releaser.Order) -> Void = { _ in }) throws
        -> Run
    {
        var order = releaseOrder(folder)
        change(&order)
        return try releaser.release(try run(name), order, worker: worker()) { _ throws(RunError) in }
    }

    /// The digests of a released set, by its files.
    func set(_ folder: String = "out") throws -> [String: Digest] {
        var set: [String: Digest] = [:]
        for file in scratch.files where file.hasPrefix("\(folder)/") { set[file] = Digest(of: try scratch.bytes(file)) }
        return set
    }

    // MARK: Slips

    /// A good record: account 1000 + number, on a route of three.
    static func slip(_ number: Int, cents: Int? = nil, name: String = "Ana Ruiz", more: String = "") -> String {
        let cents = cents ?? number * 100 + 5
        let amount =
            "\(cents < 0 ? "-" : "")\(cents.magnitude / 100).\(cents.magnitude % 100 < 10 ? "0" : "")\(cents.magnitude % 100)"
        return
            #"{"account":"\#(1000 + number)","number":"S-\#(number)","route":"\#(number % 3)","cycle":"01","name":"\#(name)","total":"\#(amount)","lines":["one","two"]\#(more)}"#
    }

    static func slips(_ count: Int) -> [String] { (1...count).map { slip($0) } }

    static let contract = #"""
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Slip", "type": "object", "additionalProperties": false,
         "x-document": {"account": "account", "number": "number", "amount": "total", "sort": ["route", "account"], "cycle": "cycle",
           "route": "route", "delivery": "delivery", "recipient": "name", "copies": "copies"},
         "x-run": {"approvals": APPROVALS, "retention_years": 7},
         "required": ["account", "number", "route", "cycle", "name", "total", "lines"],
         "properties": {
           "account": {"type": "string", "minLength": 1}, "number": {"type": "string"}, "route": {"type": "string"},
           "cycle": {"type": "string"}, "name": {"type": "string"}, "delivery": {"type": "string"},
           "total": {"type": ["string", "number"], "format": "money"},
           "printed": {"type": ["string", "number"], "format": "money"},
           "lines": {"type": "array", "items": {"type": "string"}},
           "copies": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["for", "name"],
             "properties": {"for": {"type": "string"}, "name": {"type": "string"}, "delivery": {"type": "string"}}}}}}
        """#

    static let template = #"""
        <document kind="slip" version="1" lang="en">
          <fonts><font name="body" files="SourceSansPro-Regular"/></fonts>
          <styles><style name="p" font="body" size="10pt"/></styles>
          <page name="all" use="first" size="letter">
            <body x="1in" y="2in" w="4in" h="4in"/>
            <region name="who" x="1in" y="1in" w="3in" h="0.5in"><p>{name}<if test="document.copy is present"> (copy for {document.copy})</if></p></region>
            <region name="piece" x="6in" y="0.5in" w="1in" h="0.3in"><if test="run.sequence is present"><p>{run.sequence}</p></if></region>
          </page>
          <flow>
            <p>{t.title} {number}</p>
            <p id="amount"><if test="printed is present">{printed}<else/>{total}</if></p>
            <for each="line in lines"><p>{line}</p></for>
            <if test="total lt 0"><p>credit</p></if>
          </flow>
        </document>
        """#
}
