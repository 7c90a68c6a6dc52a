import Pages
import Platform
import Records
import Runs

/// Rows that are made up, each of which a check changes as it needs.
enum Sample {
    static let engine = Engine(name: "billpress test", digest: digest(1))
    static let day = Day(year: 2026, month: 11, day: 20)!

    static func digest(_ number: Int) -> Digest { Digest(of: Array("sample \(number)".utf8)) }

    /// An error with a sentence of its own.
    static func error(_ sentence: String) -> RunError { .other(code: "", cause: .environment, sentence: sentence, errno: 0) }

    static func run(_ name: String = "nov", _ change: (inout Run) -> Void = { _ in }) -> Run {
        var run = Run(
            id: RunID(0), name: name, kind: "slip", state: .composing, asOf: day, language: nil, source: "slips.jsonl",
            sourceDigest: nil, content: digest(2), data: digest(3), bundle: digest(4), engine: engine,
            begun: "2026-11-24T08:00:00Z", begunBy: "Ana", isPaused: false, isUrgent: false, approvalsNeeded: 1, isDuplex: false,
            retentionYears: 7, input: InputTotals(), copies: 0, isPruned: false, isOneOff: false, round: 1)
        change(&run)
        return run
    }

    /// The largest count or place, of the sign of `edge`.
    private static func count(_ edge: Int64) -> Int { edge < 0 ? -StoreLimit.maxCount : StoreLimit.maxCount }

    /// With something in every column, at the edges of what it holds.
    static func fullRun(_ name: String, edge: Int64) -> Run {
        run(name) { run in
            (run.kind, run.state, run.asOf) = ("", .printing, Day(days: edge < 0 ? -719_162 : 2_932_896))
            (run.language, run.source, run.sourceDigest) = ("es", "a\u{301} \u{10FFFF} '; DROP TABLE run; --", digest(5))
            (run.begunBy, run.isPaused, run.isUrgent, run.isDuplex) = ("Ngọc Trần", true, true, true)
            (run.approvalsNeeded, run.retentionYears, run.copies) = (count(edge), count(edge), count(edge))
            run.round = count(edge)
            (run.input.records, run.input.cents, run.input.unreadable) = (count(edge), edge, count(edge))
            run.expected = ExpectedTotals(records: count(edge), cents: edge, from: .trailer)
            (run.expectedWaived, run.output, run.releasedOn) = ("", "/out/ü", Day(days: -1))
            (run.held, run.isPruned, run.isOneOff, run.copy) = ("a suit", true, true, "")
            (run.stopList, run.each, run.publishing) = (digest(6), .accessible, digest(7))
        }
    }

    static func document(_ sequence: Int, chunk: Int = 0, _ change: (inout NewDocument) -> Void = { _ in }) -> NewDocument {
        var document = NewDocument()
        (document.sequence, document.chunk, document.line) = (sequence, chunk, sequence)
        (document.account, document.number, document.key) = ("\(1000 + sequence)", "S-\(sequence)", "S-\(sequence)")
        (document.sort, document.cents) = ([UInt8(truncatingIfNeeded: sequence)], Int64(sequence) * 100 + 5)
        (document.cycle, document.route) = ("01", "\(sequence % 3)")
        change(&document)
        return document
    }

    /// With something in every column, at the edges of what it holds.
    static func fullDocument(_ sequence: Int, edge: Int64) -> NewDocument {
        document(sequence) { document in
            (document.part, document.parent) = (.copy(2), count(edge))
            (document.offset, document.length, document.column) = (count(edge), count(edge), count(edge))
            (document.account, document.number, document.key) = ("", "\u{E9}", "e\u{301}\u{1F}x")
            document.sort = [0, 255, 0, 1]
            (document.cycle, document.route, document.delivery, document.barcode) = ("", "", "paperless", "0123\n\t\"")
            (document.cents, document.nameLength) = (edge, count(edge))
            document.reasons = [
                Reason("", cause: .contract),
                Reason("line 1: \"no\" such / field \u{1F600}", place: "/a~1b", cause: .process),
            ]
        }
    }

    static func composed(
        _ sequence: Int, _ state: DocumentState = .composed, pages: Int = 1, _ change: (inout ComposedDocument) -> Void = { _ in }
    ) -> ComposedDocument {
        var composed = ComposedDocument(sequence: sequence, state: state)
        (composed.pages, composed.stated, composed.digest) = (pages, Int64(sequence) * 100 + 5, digest(1000 + sequence))
        (composed.way, composed.marks) = ([0, UInt8(truncatingIfNeeded: sequence)], 7)
        if state == .quarantined { composed.reasons = [Reason("too wide", place: "slip.xml:9", cause: .pages)] }
        change(&composed)
        return composed
    }

    static func file(_ number: Int, blob: Digest? = nil) -> PlannedFile {
        PlannedFile(
            number: number, isPrinted: number != 3, sheetClass: number == 3 ? 0 : 1, name: "nov_\(number).pdf", firstPiece: 1,
            lastPiece: 2, documents: 2, pages: 3, sheets: 2, cents: -5, piecesDigest: digest(8), blob: blob, bytes: 0)
    }

    static func line(_ number: Int64, run: RunID? = nil, document: Int? = nil) -> AuditLine {
        AuditLine(
            format: .facts, number: number, at: "2026-11-24T08:00:00Z", actor: Actor("Ana", way: .command, machine: "here"),
            act: "proof", run: run, document: document, text: "{}", previous: digest(Int(number) - 1), hash: digest(Int(number)))
    }
}
