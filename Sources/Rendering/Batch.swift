import Pages
import Records
import Synchronization
import Templating

/// What became of many records.
package struct BatchSummary: Sendable {
    package var documents = 0
    package var pages = 0
    package var setAside = 0
    /// The sum of the documents' amounts, where the contract names one.
    package var cents: Int64 = 0
    package var files: [PrintFile] = []

    package init() {}
}

/// Renders a stream of records, on one or more threads, into print files; the bytes are the same for any number.
package struct Batch: Sendable {
    package let kind: Kind
    package let profile: OutputProfile
    package let issue: Issuance
    package let threads: Int
    /// How the record's data go with each document; nil as the template says.
    package let attachment: DataFormat?
    /// The paper that they are for; nil as the contract says.
    package let sides: PrintSides?
    /// Records that go to a thread together.
    private static let size = 48

    package init(
        kind: Kind, profile: OutputProfile, issue: Issuance, threads: Int, attachment: DataFormat? = nil,
        sides: PrintSides? = nil
    ) {
        self.attachment = attachment
        self.sides = sides
        self.kind = kind
        self.profile = profile
        self.issue = issue
        self.threads = max(1, threads)
    }

    fileprivate var typesetter: Typesetter {
        let typesetter = Typesetter(kind, profile: profile, issue: issue, attachment: attachment)
        if let sides { typesetter.sides = sides }
        return typesetter
    }

    /// Where documents go, in the order of their records.
    package typealias Take = (Document) throws -> Void

    /// Renders all records. What is set aside is handed to `refused`; `progress` hears of every portion, and stops the
    /// work by throwing.
    package func render(
        _ source: RecordSource, take: Take, refused: (Refusal) -> Void, progress: (BatchSummary) throws -> Void
    ) async throws -> BatchSummary {
        var summary = BatchSummary()
        func settle(_ outcomes: [Outcome]) throws {
            for outcome in outcomes {
                switch outcome {
                case .made(let document):
                    try take(document)
                    summary.documents += 1
                    summary.pages += document.pages.count
                    summary.cents += document.cents ?? 0
                case .refused(let refusal):
                    summary.setAside += 1
                    refused(refusal)
                }
            }
            try progress(summary)
        }
        if threads == 1 {
            let typesetter = typesetter
            while let portion = try portion(of: source) { try settle(Batch.outcomes(of: portion, typesetter)) }
            return summary
        }
        let pool = TypesetterPool(self)
        var running: [Task<[Outcome], Never>] = []
        defer { for task in running { task.cancel() } }
        while let portion = try portion(of: source) {
            running.append(Task.detached { pool.with { Batch.outcomes(of: portion, $0) } })
            if running.count >= threads * 2 { try settle(await running.removeFirst().value) }
        }
        while !running.isEmpty { try settle(await running.removeFirst().value) }
        return summary
    }

    enum Outcome: Sendable {
        case made(Document)
        case refused(Refusal)
    }

    /// Some records as bytes, and faults of the input among them, in order.
    struct Portion: Sendable {
        enum Item: Sendable {
            case record(Range<Int>, line: Int, column: Int)
            case fault(RecordFault)
        }
        var bytes: [UInt8] = []
        var items: [Item] = []
    }

    private func portion(of source: RecordSource) throws -> Portion? {
        var portion = Portion()
        while portion.items.count < Batch.size, portion.bytes.count < 1 << 20 {
            switch try source.next() {
            case .record(let bytes, let line, _):
                let start = portion.bytes.count
                portion.bytes.append(contentsOf: bytes)
                portion.items.append(.record(start..<portion.bytes.count, line: line, column: source.column))
            case .fault(let fault): portion.items.append(.fault(fault))
            case .end: return portion.items.isEmpty ? nil : portion
            }
        }
        return portion
    }

    static func outcomes(of portion: Portion, _ typesetter: Typesetter) -> [Outcome] {
        portion.bytes.withUnsafeBytes { bytes in
            portion.items.map { item in
                switch item {
                case .fault(let fault): return .refused(Refusal(fault))
                case .record(let range, let line, let column):
                    do throws(Refusal) {
                        return .made(
                            try typesetter.document(
                                of: UnsafeRawBufferPointer(rebasing: bytes[range]), line: line, column: column))
                    } catch { return .refused(error) }
                }
            }
        }
    }
}

/// Typesetters that threads take and give back; each is used by one thread at a time.
private final class TypesetterPool: @unchecked Sendable {
    private let batch: Batch
    private let idle = Mutex<[Box]>([])

    /// Lets a typesetter wait in the pool for its next thread.
    private struct Box: @unchecked Sendable { let typesetter: Typesetter }

    init(_ batch: Batch) { self.batch = batch }

    func with<Result>(_ body: (Typesetter) -> Result) -> Result {
        let box = idle.withLock { $0.popLast() } ?? Box(typesetter: batch.typesetter)
        let result = body(box.typesetter)
        idle.withLock { $0.append(box) }
        return result
    }
}
