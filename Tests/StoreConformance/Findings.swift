import Runs
import Synchronization

/// What a check has found, each with its place; a test expects nothing.
package final class Findings: Sendable {
    private let found = Mutex<[String]>([])

    package init() {}

    package var all: [String] { found.withLock { $0 } }

    func add(_ what: String, _ file: String = #fileID, _ line: Int = #line) {
        found.withLock { $0.append("\(file):\(line): \(what)") }
    }

    func expect(_ isTrue: Bool, _ what: @autoclosure () -> String = "", _ file: String = #fileID, _ line: Int = #line) {
        if !isTrue { add("not so: \(what())", file, line) }
    }

    /// Texts count as the same where their bytes are.
    func same<Value>(_ got: Value?, _ wanted: Value?, _ file: String = #fileID, _ line: Int = #line) {
        let (one, other) = (Findings.text(got), Findings.text(wanted))
        if !one.utf8.elementsEqual(other.utf8) { add("\(one)\n        is to be\n        \(other)", file, line) }
    }

    private static func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "nil" }

    /// The store refuses it, in these words.
    func refused(_ wanted: RunError, _ file: String = #fileID, _ line: Int = #line, _ body: () throws -> Void) {
        do { try body() } catch {
            same((error as? RunError)?.message ?? "\(error)", wanted.message, file, line)
            return
        }
        add("nothing was refused", file, line)
    }
}

/// One promise of the ports, and how it is tried on a store.
package struct StoreCheck: Sendable, CustomStringConvertible {
    package let name: String
    private let body: @Sendable (Bench) throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (Bench) throws -> Void) {
        self.name = name
        self.body = body
    }

    package var description: String { name }

    /// What is not as promised; empty where all is.
    package func findings(on fixture: any StoreFixture) -> [String] {
        let bench = Bench(fixture)
        do { try body(bench) } catch { bench.findings.add("ended by: \(error)") }
        return bench.findings.all.map { "\(name): \($0)" }
    }
}

/// A store on the bench, and what was found so far.
struct Bench: Sendable {
    let fixture: any StoreFixture
    let findings = Findings()

    init(_ fixture: any StoreFixture) { self.fixture = fixture }

    func write<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
        try Bench.write(fixture.store, body)
    }

    func read<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
        try fixture.store.read { tx throws(RunError) in try Bench.typed { try body(tx) } }
    }

    static func write<Result>(_ store: any RunStore, _ body: (any StoreTransaction) throws -> Result) throws -> Result {
        try store.write { tx throws(RunError) in try typed { try body(tx) } }
    }

    private static func typed<Result>(_ body: () throws -> Result) throws(RunError) -> Result {
        do { return try body() } catch { throw error as? RunError ?? .damagedRow("\(error)") }
    }

    func same<Value>(_ got: Value?, _ wanted: Value?, _ file: String = #fileID, _ line: Int = #line) {
        findings.same(got, wanted, file, line)
    }

    func expect(_ isTrue: Bool, _ what: @autoclosure () -> String = "", _ file: String = #fileID, _ line: Int = #line) {
        findings.expect(isTrue, what(), file, line)
    }

    /// Within a transaction of its own, of which nothing is left.
    func refused(
        _ wanted: RunError, _ file: String = #fileID, _ line: Int = #line, _ body: (any StoreTransaction) throws -> Void
    ) {
        findings.refused(wanted, file, line) { try write(body) }
    }

    /// A new run of the store.
    func run(_ name: String = "nov", _ change: (inout Run) -> Void = { _ in }) throws -> Run {
        var run = Sample.run(name, change)
        run.id = try write { try $0.insert(run) }
        return run
    }
}
