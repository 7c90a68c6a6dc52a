import Fonts
import PDF
import Pages
import Platform
import Records
import Rendering
import Templating

/// Does the jobs of runs, one after the other: lays out chunks of documents, and writes print files.
///
/// One for each process. It says at which document it is, so that whoever watches it knows what it died of.
package final class Worker {
    private let name: String
    private let ledger: Ledger
    private let archive: Archive
    private let engine: Engine
    private let actor: Actor
    private let stopwatch: Stopwatch
    private let kinds: KindShelf
    /// How long a job is leased; it is prolonged while the work goes on.
    package var leaseSeconds = 30
    /// Asked before each document: true ends the work at once, and what was begun is given back.
    package var isStopped: () -> Bool = { false }
    /// Hears of the document that is about to be made.
    package var isAt: (Lease, Int) -> Void = { _, _ in }
    /// Called before each document is laid out, for tests that want one to fail in ways that no input makes it.
    package var disturbance: (Int) throws(RunError) -> Void = { _ throws(RunError) in }

    package init(
        name: String, ledger: Ledger, archive: Archive, engine: Engine, machine: String, stopwatch: Stopwatch = .system
    ) {
        self.name = name
        self.ledger = ledger
        self.archive = archive
        self.engine = engine
        actor = .worker(on: machine)
        self.stopwatch = stopwatch
        kinds = KindShelf(ledger, archive)
    }

    package enum Step: Sendable { case idle, done, lost, givenBack, failed(RunError) }

    /// Does one job, of a run or of any.
    package func step(of run: RunID? = nil) throws(RunError) -> Step {
        guard let lease = try ledger.claim(Claim(worker: name, engine: engine, seconds: leaseSeconds, run: run)) else {
            return .idle
        }
        do throws(RunError) {
            switch lease.kind {
            case .compose: return try compose(lease)
            case .print: return try print(lease)
            }
        } catch {
            if error.cause == .stopped {
                try ledger.giveBack(lease)
                return .givenBack
            }
            try ledger.fail(lease, error, by: actor)
            return .failed(error)
        }
    }

    // MARK: Compose

    private func compose(_ lease: Lease) throws(RunError) -> Step {
        isAt(lease, 0)
        let documents = try ledger.documents(of: lease)
        let kind = try kinds.kind(of: lease.run)
        let typesetter = Typesetter(kind, profile: .print, issue: Issuance(date: lease.run.asOf))
        let reader = ChunkReader(archive)
        var digester = PageDigester()
        var outcomes: [ComposedDocument] = []
        outcomes.reserveCapacity(documents.count)
        var beat = LeaseTimer(stopwatch, seconds: leaseSeconds)
        for document in documents {
            if isStopped() { throw RunError.stopped(.silent) }
            if beat.isDue { if let end = try pulse(lease) { return end } }
            if let suspect = lease.suspects[document.sequence], suspect.weight >= Suspicion.conviction {
                var outcome = ComposedDocument(sequence: document.sequence, state: .quarantined)
                outcome.reasons = [Reason("line \(document.line): laying it out \(suspect.how)", cause: .process)]
                outcomes.append(outcome)
                continue
            }
            isAt(lease, document.sequence)
            let bytes = try reader.record(document)
            try disturbance(document.sequence)
            outcomes.append(lay(document, bytes, typesetter, &digester))
        }
        isAt(lease, 0)
        return try ledger.complete(lease, outcomes, by: actor) ? .done : .lost
    }

    private func lay(
        _ document: JobDocument, _ bytes: ArraySlice<UInt8>, _ typesetter: Typesetter, _ digester: inout PageDigester
    ) -> ComposedDocument {
        do {
            let made = try bytes.withUnsafeBytes {
                try typesetter.composition(of: $0, line: document.line, column: document.column, copy: document.copyIndex)
            }
            var outcome = ComposedDocument(
                sequence: document.sequence, state: document.delivery == nil ? .composed : .suppressed)
            outcome.pages = made.pages.count
            outcome.stated = made.stated ?? 0
            outcome.digest = digester.digest(made.pages)
            outcome.way = made.way.bits
            outcome.marks = made.markCount
            return outcome
        } catch {
            var outcome = ComposedDocument(sequence: document.sequence, state: .quarantined)
            if let refusal = error as? Refusal {
                outcome.reasons = refusal.reasons.map {
                    Reason($0.message, place: $0.place, cause: $0.recordLocation == nil ? .pages : .contract)
                }
            } else {
                outcome.reasons = [Reason("\(error)", cause: .pages)]
            }
            return outcome
        }
    }

    // MARK: Print

    private func print(_ lease: Lease) throws(RunError) -> Step {
        isAt(lease, 0)
        let documents = try ledger.documents(of: lease)
        let kind = try kinds.kind(of: lease.run)
        let typesetter = Typesetter(kind, profile: .print, issue: Issuance(date: lease.run.asOf))
        let reader = ChunkReader(archive)
        var digester = PageDigester()
        var beat = LeaseTimer(stopwatch, seconds: leaseSeconds)
        let intake = Intake(kind: kind, ledger: ledger, archive: archive)
        // From the moment that the file has its name until the store knows of it, nobody prunes.
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let sink = try FileAside(in: archive)
        var pages = 0
        do {
            let file = try PDFFile(sink: sink, book: kind.template.book, profile: .print)
            for document in documents {
                if isStopped() { throw RunError.stopped(.silent) }
                if beat.isDue { if let end = try pulse(lease) { return end } }
                if let suspect = lease.suspects[document.sequence], suspect.weight >= Suspicion.conviction {
                    throw RunError.printingCrashed(
                        document: DocumentName.of(lease.run.id, document.sequence), how: suspect.how)
                }
                isAt(lease, document.sequence)
                let bytes = try reader.record(document)
                try disturbance(document.sequence)
                let made: Composition
                do {
                    typesetter.issue.sequence = document.piece
                    made = try bytes.withUnsafeBytes {
                        try typesetter.composition(
                            of: $0, line: document.line, column: document.column, copy: document.copyIndex)
                    }
                } catch let refusal as Refusal {
                    throw RunError.documentRefused(
                        document: DocumentName.of(lease.run.id, document.sequence), why: refusal.reasons.first?.message ?? "")
                }
                guard made.stated ?? 0 == document.stated, intake.isOf(typesetter.record, document) else {
                    throw RunError.documentDiffersFromRecord(
                        document: DocumentName.of(lease.run.id, document.sequence))
                }
                guard digester.digest(made.pages) == document.digest else {
                    throw RunError.documentPagesDiffer(
                        document: DocumentName.of(lease.run.id, document.sequence))
                }
                guard document.firstPage == pages + 1 else {
                    throw RunError.documentMoved(
                        document: DocumentName.of(lease.run.id, document.sequence), page: pages + 1,
                        planned: document.firstPage ?? 0)
                }
                let composed = typesetter.compose(made.pages).pages
                for page in composed { try file.append(page) }
                pages += composed.count
                // What is kept and not printed has no sheets.
                guard document.piece != nil, let last = composed.last else { continue }
                let blanks = lease.run.sides.filePages(of: composed.count) - composed.count
                if blanks > 0 { try file.appendBlank(behind: last) }
                pages += blanks
            }
            try file.finish()
        } catch let error as RunError { throw error } catch let error as PDFError {
            if case .sink(let fault) = error { throw RunError(fault) }
            throw RunError.printFileUnwritable("\(error)")
        } catch { throw RunError.printFileUnwritable("\(error)") }
        isAt(lease, 0)
        let count = sink.count
        let blob = try sink.keep()
        return try ledger.complete(lease, PrintedFile(blob: blob, bytes: Int64(count), pages: pages), by: actor)
            ? .done : .lost
    }

    /// Prolongs the lease; answers how the job ends where it is not wanted any more.
    private func pulse(_ lease: Lease) throws(RunError) -> Step? {
        // To wait for the store is no fault of the document before.
        isAt(lease, 0)
        switch try ledger.heartbeat(lease, seconds: leaseSeconds) {
        case .go: return nil
        case .lost: return .lost
        case .giveBack:
            try ledger.giveBack(lease)
            return .givenBack
        }
    }
}

/// Tells when it is time to prolong a lease: six times while it lasts.
private struct LeaseTimer {
    private let stopwatch: Stopwatch
    private let interval: Int64
    private var next: Int64

    init(_ stopwatch: Stopwatch, seconds: Int) {
        self.stopwatch = stopwatch
        interval = Int64(seconds) * 1000 / 6
        next = stopwatch.milliseconds() + interval
    }

    var isDue: Bool {
        mutating get {
            let now = stopwatch.milliseconds()
            guard now >= next else { return false }
            next = now + interval
            return true
        }
    }
}

/// Reads records out of chunks, each chunk once for a row of records in it.
final class ChunkReader {
    private let archive: Archive
    private var chunk: (blob: Digest, bytes: [UInt8])?

    init(_ archive: Archive) { self.archive = archive }

    func record(_ document: JobDocument) throws(RunError) -> ArraySlice<UInt8> {
        if chunk?.blob != document.blob {
            chunk = nil
            chunk = (document.blob, try archive.read(document.blob))
        }
        guard let bytes = chunk?.bytes, document.offset >= 0, document.length >= 0,
            document.offset + document.length <= bytes.count
        else { throw RunError.damagedRow("a record reaches beyond its chunk") }
        return bytes[document.offset..<document.offset + document.length]
    }
}

/// Digests display lists, in a buffer that is used again.
package struct PageDigester {
    private var buffer: [UInt8] = []
    private let digester = Digester()
    package init() {}

    package mutating func digest(_ pages: [Page]) -> Digest {
        buffer.removeAll(keepingCapacity: true)
        for page in pages { page.appendDisplayList(to: &buffer) }
        digester.add(buffer)
        return digester.finish()
    }
}

/// The kinds of runs as they were begun, compiled once for each.
package final class KindShelf {
    private let ledger: Ledger
    private let archive: Archive
    private var kinds: [(bundle: Digest, name: String, language: String?, kind: Kind)] = []

    package init(_ ledger: Ledger, _ archive: Archive) {
        self.ledger = ledger
        self.archive = archive
    }

    package func kind(of run: Run) throws(RunError) -> Kind { try kind(run.kind, of: run, language: run.language) }

    package func kind(_ name: String, of run: Run, language: String? = nil) throws(RunError) -> Kind {
        if let known = kinds.first(where: { $0.bundle == run.bundle && $0.name == name && $0.language == language }) {
            return known.kind
        }
        let library = try BundleKeeper.library(run.bundle, ledger, archive)
        let kind: Kind
        do throws(KindError) { kind = try library.load(name, language: language) } catch { throw RunError(error, .template) }
        if kinds.count >= 8 { kinds.removeFirst() }
        kinds.append((run.bundle, name, language, kind))
        return kind
    }
}
