import Platform
import Records

extension Ledger {
    // MARK: One-off documents

    /// Writes down a document that was made for somebody who waits. Returns its name.
    package func keep(_ kept: KeptDocument, by actor: Actor) throws(RunError) -> String {
        try store.write { tx throws(RunError) in
            var document = kept.document
            if kept.copy == nil { try refuseKept(document, kind: kept.kind, tx) }
            // One book for each kind, set of templates and program: what made a document can be told years later.
            var run = Run(
                id: RunID(0), name: Ledger.bookName(kept), kind: kept.kind, state: .released, asOf: kept.asOf,
                language: kept.language, source: "one-off documents", sourceDigest: nil, content: kept.record, data: kept.record,
                bundle: kept.bundle, engine: kept.engine, begun: try tx.timeOfDay(), begunBy: actor.name, isPaused: false,
                isUrgent: false, approvalsNeeded: 0, isDuplex: false, retentionYears: kept.retentionYears, input: InputTotals(),
                copies: 0, releasedOn: kept.asOf, isPruned: false, isOneOff: true, round: 1, copy: kept.copy)
            // A book whose retention has ended is closed.
            var (book, volume) = (try tx.run(named: run.name), 2)
            while book?.isPruned == true {
                run.name = "\(Ledger.bookName(kept))-\(volume)"
                (book, volume) = (try tx.run(named: run.name), volume + 1)
            }
            if let book {
                run = try sealed(book.id, tx).run
            } else {
                try tx.insert(kept.bundleFiles, bundle: kept.bundle)
                run.id = try tx.insert(run)
                var facts = AuditFacts()
                facts.state = run.state.rawValue
                facts.name = run.name
                facts.releasedOn = String(describing: kept.asOf)
                Ledger.describe(run, &facts)
                facts.intake = Seal.intake(run, [], []).description
                try Ledger.note(.open, facts, run: run.id, by: actor, tx)
            }
            let sequence = try tx.lastSequence(of: run.id) + 1
            document.sequence = sequence
            document.chunk = sequence
            var composed = ComposedDocument(sequence: sequence, state: .composed)
            (composed.pages, composed.stated, composed.digest) = (kept.pages, kept.stated, kept.digest)
            try tx.save(
                Chunk(number: sequence, blob: kept.record, digest: Seal.documents([document])), of: run.id)
            try tx.insert([document], of: run.id)
            try tx.insert([composed], of: run.id, round: run.round, chunk: sequence)
            try tx.insert(ownFile: kept.pdf, of: run.id, sequence: sequence)
            if kept.copy == nil, let key = document.issuedKey {
                _ = try tx.insert([IssuedDocument(key: key, run: run.id, sequence: sequence)], kind: run.kind)
            }
            guard let stored = try tx.documents(of: run, .sequence(sequence)).first else { throw Ledger.broken(run, .document) }
            var facts = AuditFacts()
            facts.pages = kept.pages
            facts.composed = kept.digest.description
            facts.blob = kept.pdf.description
            facts.seal = Seal.oneOff(stored, record: kept.record).description
            try Ledger.note(.keep, facts, run: run.id, document: sequence, by: actor, tx)
            return DocumentName.of(run.id, sequence)
        }
    }

    private static func bookName(_ kept: KeptDocument) -> String {
        let copy = kept.copy.map { "-copy-\($0)" } ?? ""
        return
            "desk-\(kept.kind)-\(kept.asOf)-\(kept.bundle.short.prefix(8))-\(kept.engine.digest.short.prefix(8))\(kept.language.map { "-\($0)" } ?? "")\(copy)"
    }

    /// Refuses a document whose number was given out before.
    package func refuseKept(_ document: NewDocument, kind: String) throws(RunError) {
        try store.read { tx throws(RunError) in try refuseKept(document, kind: kind, tx) }
    }

    private func refuseKept(_ document: NewDocument, kind: String, _ tx: any StoreTransaction) throws(RunError) {
        if let number = document.number,
            let earlier = try tx.find(FindQuery(text: nil, number: number, most: 1_000)).first(where: {
                $0.run.isOneOff && $0.run.copy == nil && $0.run.kind == kind
            })
        {
            let name = DocumentName.of(earlier.run.id, earlier.document.sequence)
            throw RunError.keptBefore(line: document.line, document: name)
        }
        if let key = document.issuedKey, let issue = try tx.issue(of: key, kind: kind) {
            throw RunError.issuedInRun(line: document.line, run: try run(issue.run, tx).name, number: document.number ?? "")
        }
    }

    // MARK: Finding

    package func find(_ query: FindQuery) throws(RunError) -> [FoundDocument] {
        try store.read { tx throws(RunError) in
            var found: [FoundDocument] = []
            var files: [RunID: [Int: PlannedFile]] = [:]
            for (run, document) in try tx.find(query) {
                if document.piece != nil, files[run.id] == nil { files[run.id] = try fileIndex(of: run, tx) }
                found.append(FoundDocument(run, document, document.piece.flatMap { files[run.id]?[$0.file] }))
            }
            return found
        }
    }

    private func fileIndex(of run: Run, _ tx: any StoreTransaction) throws(RunError) -> [Int: PlannedFile] {
        Dictionary(try tx.files(of: run.id).map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    }

    /// A document by its name in the store, or by the number that its data give it.
    package func document(_ name: String) throws(RunError) -> FoundDocument {
        try store.read { tx throws(RunError) in
            if let (id, sequence) = DocumentName.parse(name), let run = try tx.run(id),
                let document = try tx.documents(of: run, .sequence(sequence)).first
            {
                if try !tx.find(FindQuery(text: nil, number: name, most: 1)).isEmpty {
                    throw RunError.nameIsANumber(name)
                }
                return FoundDocument(run, document, try file(of: document, run, tx))
            }
            let issued = try tx.find(FindQuery(text: nil, number: name, most: 1_000)).filter {
                $0.run.state == .released && ($0.document.piece != nil || $0.document.ownFile != nil)
            }
            if issued.count > 1 {
                let names = issued.prefix(20).map { DocumentName.of($0.run.id, $0.document.sequence) }
                throw RunError.severalDocuments(number: name, count: issued.count, names: Array(names))
            }
            guard let (run, document) = issued.first else {
                throw RunError.unknownDocument(name)
            }
            // By its own key again: a damaged index finds other rows than those that were asked for.
            guard try tx.documents(of: run, .sequence(document.sequence)).first?.document.number == name else {
                throw RunError.store(.corrupt)
            }
            return FoundDocument(run, document, try file(of: document, run, tx))
        }
    }

    private func file(of document: StoredDocument, _ run: Run, _ tx: any StoreTransaction) throws(RunError) -> PlannedFile? {
        guard let piece = document.piece else { return nil }
        return try tx.files(of: run.id).first { $0.number == piece.file }
    }

    /// Each account's own documents that were laid out, in the order of print.
    package func accounts(of id: RunID) throws(RunError) -> [AccountDocument] {
        try store.read { tx throws(RunError) in
            let blobs = try blobs(of: id, tx)
            var accounts: [AccountDocument] = []
            for document in try tx.documents(of: try run(id, tx), .accounts) {
                guard let account = document.document.account else { continue }
                accounts.append(
                    AccountDocument(
                        account: account, job: JobDocument(document, blob: try blobs.blob(document.document.chunk)),
                        stated: document.composed?.stated))
            }
            return accounts
        }
    }

    // MARK: What a run needs

    package func chunks(of run: RunID) throws(RunError) -> [Chunk] {
        try store.read { tx throws(RunError) in try tx.chunks(of: run) }
    }

    /// The documents of a chunk that have a record.
    package func stored(_ id: RunID, chunk: Int) throws(RunError) -> [JobDocument] {
        try store.read { tx throws(RunError) in
            let blobs = try blobs(of: id, tx)
            var documents: [JobDocument] = []
            for document in try tx.documents(of: try run(id, tx), .chunk(chunk)) where document.document.length > 0 {
                documents.append(JobDocument(document, blob: try blobs.blob(chunk)))
            }
            return documents
        }
    }

    /// The files of documents that were made one by one, by the documents' names.
    package func ownFiles(of run: Run) throws(RunError) -> [(name: String, blob: Digest)] {
        guard run.isOneOff else { return [] }
        return try store.read { tx throws(RunError) in
            var files: [(name: String, blob: Digest)] = []
            for chunk in try tx.chunks(of: run.id) {
                for document in try tx.documents(of: run, .chunk(chunk.number)) {
                    if let blob = document.ownFile { files.append((DocumentName.of(run.id, document.sequence), blob)) }
                }
            }
            return files
        }
    }

    package func bundleFiles(_ bundle: Digest) throws(RunError) -> [BundleFile] {
        try store.read { tx throws(RunError) in try tx.bundleFiles(bundle) }
    }

    // MARK: What is given out again

    /// Proves that a document is the one that the trail says was issued at its place: its record's row, what was laid out, and
    /// its pages in their file. To be asked before anything of it is given out again.
    package func prove(_ found: FoundDocument) throws(RunError) {
        try store.read { tx throws(RunError) in
            let (run, history) = try issuedRun(found.run.id, tx)
            guard run.isOneOff else { return try provePrinted(found, run, history, tx) }
            guard let document = try tx.documents(of: run, .sequence(found.sequence)).first,
                document.ownFile == found.blob, document.document.number == found.number, document.pages == found.pages,
                let seal = try self.seal(ofKept: found.sequence, run: run.id, tx),
                seal == Seal.oneOff(document, record: try blobs(of: run.id, tx).blob(document.document.chunk))
            else { throw Ledger.broken(run, .document) }
        }
    }

    /// A document of a run has its pages in a print file, and no file of its own. The rows that were proved say the same as
    /// those that it was found by.
    private func provePrinted(
        _ found: FoundDocument, _ run: Run, _ history: RunHistory, _ tx: any StoreTransaction
    ) throws(RunError) {
        if found.blob != nil { throw Ledger.broken(run, .document) }
        guard let number = found.piece?.file else { return }
        let proved = try prove(file: number, of: run, history, tx)
        guard let document = proved.documents.first(where: { $0.sequence == found.sequence }),
            document.piece == found.piece, document.pages == found.pages, proved.file == found.file
        else { throw Ledger.broken(run, .pieces) }
        // Whose it is was sealed when its chunk was taken in.
        let groups = try tx.groups(of: run.id)
        let chunks = try tx.chunks(of: run.id)
        let chunk = document.document.chunk
        let taken = try tx.documents(of: run.id, chunk: chunk)
        guard history.intake == Seal.intake(run, groups, chunks), let sealed = chunks.first(where: { $0.number == chunk }),
            Ledger.chunk(chunk, sealed.blob, taken) == sealed,
            let own = taken.first(where: { $0.sequence == found.sequence }),
            own.number == found.number, own.account == found.account
        else { throw Ledger.broken(run, .intake) }
    }

    /// The print files of a released run, as the trail says.
    package func releasedFiles(of id: RunID) throws(RunError) -> [PlannedFile] {
        try store.read { tx throws(RunError) in
            let (run, history) = try issuedRun(id, tx)
            return try provedFiles(of: run, history, tx)
        }
    }

    /// The documents of a print file of a released run in their order, as the trail says.
    package func releasedDocuments(of id: RunID, file number: Int) throws(RunError) -> [StoredDocument] {
        try store.read { tx throws(RunError) in
            let (run, history) = try issuedRun(id, tx)
            return try prove(file: number, of: run, history, tx).documents
        }
    }

    private func issuedRun(_ id: RunID, _ tx: any StoreTransaction) throws(RunError) -> (Run, RunHistory) {
        let run = try run(id, tx)
        let history = try Ledger.history(of: id, tx)
        if let part = history.difference(from: run) { throw Ledger.broken(run, part) }
        return (run, history)
    }

    private func provedFiles(
        of run: Run, _ history: RunHistory, _ tx: any StoreTransaction
    ) throws(RunError) -> [PlannedFile] {
        let files = try tx.files(of: run.id)
        guard let seal = history.seal, Seal.files(files, written: true) == seal else { throw Ledger.broken(run, .files) }
        return files
    }

    /// A print file and its documents, as the trail says.
    private func prove(
        file number: Int, of run: Run, _ history: RunHistory, _ tx: any StoreTransaction
    ) throws(RunError) -> (file: PlannedFile, documents: [StoredDocument]) {
        guard let file = try provedFiles(of: run, history, tx).first(where: { $0.number == number }) else {
            throw Ledger.broken(run, .files)
        }
        let documents = try tx.documents(of: run, .file(number))
        guard Seal.pieces(documents) == file.piecesDigest, PrintPlan.isContiguous(documents, file, run.sides) else {
            throw Ledger.broken(run, .pieces)
        }
        return (file, documents)
    }

    // MARK: Keeping and removing

    package func hold(_ id: RunID, why: String?, by actor: Actor) throws(RunError) {
        try store.write { tx throws(RunError) in
            var (run, _) = try sealed(id, tx)
            run.held = why
            try tx.save(run)
            var facts = AuditFacts()
            facts.why = why
            try Ledger.note(why == nil ? .unhold : .hold, facts, run: id, by: actor, tx)
        }
    }

    /// Forgets the documents of a run, whose retention has ended or that was cancelled. Returns the blobs that nothing refers
    /// to any more.
    package func prune(_ id: RunID, by actor: Actor) throws(RunError) -> [Digest] {
        try store.write { tx throws(RunError) in
            var (run, _) = try sealed(id, tx)
            if let held = run.held { throw RunError.held(run: run.name, why: held) }
            guard [.released, .cancelled].contains(run.state) else {
                throw RunError.wrongState(run: run.name, state: run.state, act: .prune)
            }
            var blobs = try tx.blobs(of: id)
            var count = 0
            for chunk in try tx.chunks(of: id) { count += try tx.documents(of: id, chunk: chunk.number).count }
            try tx.deleteDocuments(of: id)
            run.isPruned = true
            try tx.save(run)
            if try !tx.needsBundle(run.bundle) {
                blobs += try tx.bundleFiles(run.bundle).map(\.blob)
                try tx.deleteBundle(run.bundle)
            }
            var facts = AuditFacts()
            facts.documents = count
            // What it had taken in is told as long as the run is.
            facts.intake = Seal.intake(run, try tx.groups(of: id), []).description
            try Ledger.note(.prune, facts, run: id, by: actor, tx)
            var loose: [Digest] = []
            for blob in Set(blobs).sorted() where try !tx.isReferred(blob) { loose.append(blob) }
            return loose
        }
    }

    package func isReferred(_ blob: Digest) throws(RunError) -> Bool {
        try store.read { tx throws(RunError) in try tx.isReferred(blob) }
    }

    /// Every blob of the archive that something refers to.
    package func blobs() throws(RunError) -> [Digest] {
        var all: [Digest] = []
        while true {
            let page = try store.read { tx throws(RunError) in try tx.blobs(after: all.last, limit: 10_000) }
            all += page
            if page.count < 10_000 { return all }
        }
    }
}
