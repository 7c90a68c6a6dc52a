import Glibc
import PDF
import Platform
import Records
import Rendering
import Runs
import Templating
import Workers

/// What a document costs more by a render child than in process: `RenderBench PROGRAM [ROUNDS [KIND SAMPLE]]`, at the root of
/// the sources.
@main struct RenderBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            print("RenderBench PROGRAM [ROUNDS [KIND SAMPLE]]")
            exit(1)
        }
        let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 200 : 200
        let (kind, sample) = arguments.count > 4 ? (arguments[3], arguments[4]) : ("receipt", "cash-change")
        try RenderBench(program: arguments[1], kind: kind, sample: sample).measure(rounds: rounds)
    }

    private let command: ChildCommand
    private let kind: Kind
    private let request: RenderRequest

    init(program: String, kind: String, sample: String) throws {
        let library = Library(templates: "Templates", fonts: "Fonts")
        command = ChildCommand(program, name: "billpress", ["render-child"])
        self.kind = try library.load(kind)
        request = RenderRequest(
            KindReference(kind, from: .folders(templates: library.templates, fonts: library.fonts)),
            record: try library.sample(sample, of: kind), issue: Issuance(date: Day.parse("2026-11-20")!, isSample: true))
    }

    private func measure(rounds: Int) throws {
        var second: (own: [Double], child: [Double]) = ([], [])
        var starts: [Double] = []
        // In turn, so that a disturbance meets both alike.
        for _ in 0..<rounds {
            let typesetter = Typesetter(kind, profile: .print, issue: request.issue)
            let tools = FileTools()
            _ = try document(typesetter, tools)
            second.own.append(try RenderBench.milliseconds { _ = try document(typesetter, tools) })
            var settings = RenderPool.Settings()
            settings.children = 1
            settings.spares = 0
            var pool: RenderPool?
            starts.append(
                try RenderBench.milliseconds {
                    pool = try RenderPool(command, settings)
                    _ = pool?.waitUntilReady(1)
                })
            _ = try pool?.render(request)
            second.child.append(try RenderBench.milliseconds { _ = try pool?.render(request) })
            pool?.shutDown()
        }
        var steady: (own: [Double], child: [Double]) = ([], [])
        let typesetter = Typesetter(kind, profile: .print, issue: request.issue)
        let tools = FileTools()
        let pool = try RenderPool(command)
        for _ in 0..<20 {
            _ = try document(typesetter, tools)
            _ = try pool.render(request)
        }
        for _ in 0..<rounds * 5 {
            steady.own.append(try RenderBench.milliseconds { _ = try document(typesetter, tools) })
            steady.child.append(try RenderBench.milliseconds { _ = try pool.render(request) })
        }
        print("\(kind.name), \(rounds) rounds in turn, milliseconds\n")
        print("| | median | 95 of 100 |\n|---|---:|---:|")
        for (name, times) in [
            ("second document, in process", second.own), ("second document, by a child", second.child),
            ("later documents, in process", steady.own), ("later documents, by a child", steady.child),
            ("a child is started", starts),
        ] { print("| \(name) | \(RenderBench.text(times, 0.5)) | \(RenderBench.text(times, 0.95)) |") }
        let extra = RenderBench.part(second.child, 0.5) - RenderBench.part(second.own, 0.5)
        print("\nextra for the second document: \(RenderBench.text([extra], 0)) ms")
    }

    private func document(_ typesetter: Typesetter, _ tools: FileTools) throws -> [UInt8] {
        let made = try request.record.withUnsafeBytes { try typesetter.composition(of: $0, line: 1) }
        return try typesetter.compose(made.pages).file(book: kind.template.book, profile: .print, tools: tools)
    }

    private static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try work()
        return (clock.now - start) / .milliseconds(1)
    }

    private static func part(_ times: [Double], _ part: Double) -> Double {
        let sorted = times.sorted()
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }

    private static func text(_ times: [Double], _ part: Double) -> String {
        let hundredths = Int((RenderBench.part(times, part) * 100).rounded().magnitude)
        return
            "\(RenderBench.part(times, part) < 0 ? "-" : "")\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
