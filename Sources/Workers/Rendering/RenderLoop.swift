import Glibc
import PDF
import Platform
import Records
import Rendering
import Runs
import Templating

/// What a render child does until its parent is gone: takes one request after the other, and answers each.
package final class RenderLoop {
    private let socket: FrameSocket
    private let faults: FaultInjection
    private let kinds = KindCache()
    private let tools = FileTools()
    private var digester = PageDigester()
    private var requests = 0

    /// The child finds its end of the connection as this descriptor.
    private static let descriptor: Int32 = 3

    /// Nil where this process was not started as a render child.
    package init?(faults: FaultInjection = .requested) {
        let connection = BorrowedDescriptor(RenderLoop.descriptor, path: "parent")
        guard let status = try? connection.status(), status.kind == .socket else { return nil }
        socket = FrameSocket(connection)
        self.faults = faults
    }

    /// Answers whether it ended because its parent did, and not because it was sent what it does not understand.
    package func run() -> Bool {
        ProcessMemory.keepPrivate()
        // Who stops a service, at a terminal or by its system, stops all of its processes; the parent says when a child ends.
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
        guard watchParent() else { return false }
        do throws(FrameSocket.Failure) {
            try socket.send(RenderReport.started.frame())
            while let bytes = try socket.receive(limit: WireFrame.requestLimit) {
                guard let command = try? RenderCommand(bytes) else { return false }
                try socket.send(answer(command))
            }
            return true
        } catch { return error == .closed }
    }

    /// Ends the process with its parent, whatever it is at. The system's own way (PR_SET_PDEATHSIG) goes by the thread that
    /// started it, which may end before.
    private func watchParent() -> Bool {
        let watch = try? BlockingThread {
            BorrowedDescriptor(RenderLoop.descriptor, path: "parent").waitForHangUp()
            _exit(0)
        }
        watch?.detach()
        return watch != nil
    }

    private func answer(_ command: RenderCommand) -> [UInt8] {
        switch command {
        case .prepare(let preparation):
            // What is wrong with the kind is told to whoever asks for a document of it.
            let kind = try? kinds.kind(preparation.kind)
            _ = kind?.typesetter(
                preparation.profile, attachment: preparation.attachment, issue: Issuance(date: Day(days: 0)), sides: nil)
            return RenderReport.prepared(statistics).frame()
        case .render(let id, let request):
            requests += 1
            let result: Result<RenderedDocument, RenderError>
            do throws(RenderError) { result = .success(try document(of: request)) } catch { result = .failure(error) }
            let frame = RenderReport.answer(id, statistics, result).frame()
            guard frame.count > WireFrame.answerLimit else { return frame }
            return RenderReport.answer(
                id, statistics, .failure(.fileFailed("it has more than \(WireFrame.answerLimit >> 20) MB"))
            )
            .frame()
        }
    }

    private var statistics: RenderChildStatistics {
        RenderChildStatistics(
            process: ProcessNumber.own, requests: requests, kindLoads: kinds.loads, resident: ProcessMemory.resident)
    }

    private func document(of request: RenderRequest) throws(RenderError) -> RenderedDocument {
        let cached: CachedKind
        do throws(KindFailure) { cached = try kinds.kind(request.kind) } catch { throw .kindUnavailable(error) }
        let kind = cached.kind
        let typesetter = cached.typesetter(
            request.profile, attachment: request.attachment, issue: request.issue, sides: request.sides)
        if let sequence = request.issue.sequence { faults.strike(at: sequence) }
        let made: Composition
        do throws(Refusal) {
            made = try request.record.withBytes { bytes throws(Refusal) in
                try typesetter.composition(of: bytes, line: request.line, column: request.column, copy: request.copy)
            }
        } catch { throw .rejected(RecordRejection(error)) }
        let pdf: [UInt8]
        do throws(PDFError) {
            pdf = try typesetter.compose(made.pages).file(book: kind.template.book, profile: request.profile, tools: tools)
        } catch { throw .fileFailed("\(error)") }
        var entry = kind.describe(typesetter.record)
        entry.length = request.record.count
        entry.line = request.line
        entry.column = request.column
        return RenderedDocument(
            pdf: pdf, pageCount: made.pages.count, sheets: typesetter.sides.sheets(of: made.pages.count),
            printedCents: made.stated, cents: made.cents, pageDigest: digester.digest(made.pages),
            title: typesetter.title(of: made.pages),
            number: request.issue.number.map { String(decoding: $0, as: UTF8.self) } ?? entry.number,
            maskedAccount: entry.account.map { MaskedAccount.tail(of: $0) }, language: typesetter.language, entry: entry,
            retentionYears: kind.contract.run.retentionYears)
    }
}
