import Pages
import Platform
import Runs

extension MemoryTransaction {
    // MARK: What people decide

    func waivers(of run: RunID) -> [Waiver] {
        rows.waivers.filter { $0.run == run }.map(\.row).sorted { $0.sequence < $1.sequence }
    }

    func insert(_ waiver: Waiver, of run: RunID) throws(RunError) {
        try known(run)
        try checked(waiver.by, waiver.why)
        try fresh(waivers(of: run).contains { $0.sequence == waiver.sequence })
        rows.waivers.append(Rows.Of(run: run, row: waiver))
    }

    func deleteWaivers(of run: RunID, _ sequences: [Int]) {
        rows.waivers.removeAll { $0.run == run && sequences.contains($0.row.sequence) }
    }

    func approvals(of run: RunID) -> [Approval] {
        rows.approvals.filter { $0.run == run }.map(\.row).sorted { $0.by < $1.by }
    }

    func insert(_ approval: Approval, of run: RunID) throws(RunError) {
        try known(run)
        try checked(approval.by)
        try fresh(approvals(of: run).contains { Self.same($0.by, approval.by) })
        rows.approvals.append(Rows.Of(run: run, row: approval))
    }

    func deleteApprovals(of run: RunID) { rows.approvals.removeAll { $0.run == run } }

    func proofCandidates(of run: Run) -> [ProofCandidate] {
        stored(of: run).filter { $0.document.isSound && $0.isLaidOut }.compactMap { stored in
            stored.composed.map { composed in
                ProofCandidate(
                    sequence: stored.sequence, way: composed.way, pages: composed.pages, marks: composed.marks,
                    nameLength: stored.document.nameLength, stated: composed.stated, copy: stored.document.part.copyNumber,
                    delivery: stored.document.delivery)
            }
        }
    }

    // MARK: What a release is made of

    func sequences(of run: RunID, accountOrNumber name: String) throws(RunError) -> [Int] {
        try checked(name)
        return rows.documents.filter {
            $0.run == run
                && ($0.row.account != nil && Self.same($0.row.account, name)
                    || $0.row.number != nil && Self.same($0.row.number, name))
        }.map(\.row.sequence)
    }

    func stops(of run: RunID) -> [Int] { rows.stops.filter { $0.run == run }.map(\.row).sorted() }

    func replaceStops(of run: RunID, with sequences: [Int]) throws(RunError) {
        rows.stops.removeAll { $0.run == run }
        for sequence in sequences {
            try known(run)
            try fresh(stops(of: run).contains(sequence))
            rows.stops.append(Rows.Of(run: run, row: sequence))
        }
    }

    func printOrder(of run: Run) -> [PrintCandidate] {
        func sheets(_ stored: StoredDocument) -> Int { stored.state == .composed ? run.sides.sheets(of: stored.pages) : 0 }
        return stored(of: run).filter { $0.document.isSound && $0.isLaidOut && !$0.isStopped }.sorted { a, b in
            if a.state != b.state { return a.state == .composed }
            if sheets(a) != sheets(b) { return sheets(a) < sheets(b) }
            if a.document.sort != b.document.sort { return a.document.sort.lexicographicallyPrecedes(b.document.sort) }
            return a.sequence < b.sequence
        }.map {
            PrintCandidate(
                sequence: $0.sequence, isCopy: $0.document.part.isCopy, isPrinted: $0.state == .composed, pages: $0.pages,
                stated: $0.composed?.stated)
        }
    }

    func files(of run: RunID) -> [PlannedFile] {
        rows.files.filter { $0.run == run }.map(\.row).sorted { $0.number < $1.number }
    }

    func save(_ file: PlannedFile, of run: RunID) throws(RunError) {
        try known(run)
        try checked(file.name)
        rows.files.removeAll { $0.run == run && $0.row.number == file.number }
        rows.files.append(Rows.Of(run: run, row: file))
    }

    func insert(_ pieces: [PrintPiece], of run: RunID) throws(RunError) {
        for piece in pieces {
            try known(run)
            try fresh(rows.pieces.contains { $0.run == run && $0.row.sequence == piece.sequence })
            rows.pieces.append(Rows.Of(run: run, row: piece))
        }
    }

    func deletePlan(of run: RunID) {
        rows.pieces.removeAll { $0.run == run }
        rows.files.removeAll { $0.run == run }
    }

    // MARK: Documents

    /// Documents of a run with all that there is of them, in the order of their sequences.
    private func stored(of run: Run, where isMeant: (NewDocument) -> Bool = { _ in true }) -> [StoredDocument] {
        rows.documents.filter { $0.run == run.id && isMeant($0.row) }.map(\.row).sorted { $0.sequence < $1.sequence }.map {
            document in
            var stored = StoredDocument(document)
            stored.composed = composed(of: run.id, round: run.round, chunk: document.chunk).first {
                $0.sequence == document.sequence
            }
            stored.waiver = waivers(of: run.id).first { $0.sequence == document.sequence }
            stored.isStopped = stops(of: run.id).contains(document.sequence)
            stored.piece = rows.pieces.first { $0.run == run.id && $0.row.sequence == document.sequence }?.row
            stored.ownFile = rows.ownFiles.first { $0.run == run.id && $0.row.sequence == document.sequence }?.row.blob
            return stored
        }
    }

    func documents(of run: Run, _ which: DocumentSelection) -> [StoredDocument] {
        switch which {
        case .chunk(let chunk): return stored(of: run) { $0.chunk == chunk }
        case .file(let file):
            return stored(of: run).filter { $0.piece?.file == file }.sorted { $0.piece!.place < $1.piece!.place }
        case .sequence(let sequence): return stored(of: run) { $0.sequence == sequence }
        case .exceptions: return stored(of: run).filter { $0.state != .composed && $0.state != .waiting || $0.isStopped }
        case .accounts:
            return stored(of: run) { $0.part.isOwn && $0.account != nil }.filter(\.isLaidOut).sorted { a, b in
                if a.document.sort != b.document.sort { return a.document.sort.lexicographicallyPrecedes(b.document.sort) }
                return a.sequence < b.sequence
            }
        case .unsound: return stored(of: run) { !$0.isSound }
        }
    }

    func find(_ query: FindQuery) throws(RunError) -> [(run: Run, document: StoredDocument)] {
        try checked(query.text, query.number, query.run)
        func isMeant(_ run: Run) -> Bool {
            if run.state == .cancelled { return false }
            if let name = query.run, !Self.same(run.name, name), Int64(name) != run.id.number { return false }
            if let from = query.from, run.asOf < from { return false }
            if let to = query.to, run.asOf > to { return false }
            return true
        }
        func isMeant(_ document: NewDocument) -> Bool {
            if let text = query.text, !Self.same(document.account, text), !Self.same(document.number, text) { return false }
            if let number = query.number, !Self.same(document.number, number) { return false }
            return true
        }
        let runs = rows.runs.filter(isMeant).sorted { ($0.asOf, $0.id.number) > ($1.asOf, $1.id.number) }
        let found = runs.flatMap { run in
            self.stored(of: run, where: isMeant).map { (run: run, document: $0) }
        }
        return Array(found.prefix(query.most))
    }

    func bundleFiles(_ bundle: Digest) -> [BundleFile] {
        rows.bundles.filter { $0.bundle == bundle }.map(\.file).sorted { $0.path < $1.path }
    }

    func insert(_ files: [BundleFile], bundle: Digest) throws(RunError) {
        for file in files {
            try checked(file.path)
            guard !bundleFiles(bundle).contains(where: { Self.same($0.path, file.path) }) else { continue }
            rows.bundles.append(Rows.BundleRow(bundle: bundle, file: file))
        }
    }

    func deleteBundle(_ bundle: Digest) { rows.bundles.removeAll { $0.bundle == bundle } }
    func needsBundle(_ bundle: Digest) -> Bool { rows.runs.contains { $0.bundle == bundle && !$0.isPruned } }

    func insert(ownFile: Digest, of run: RunID, sequence: Int) throws(RunError) {
        try known(run)
        try fresh(rows.ownFiles.contains { $0.run == run && $0.row.sequence == sequence })
        rows.ownFiles.append(Rows.Of(run: run, row: Rows.OwnFileRow(sequence: sequence, blob: ownFile)))
    }

    /// Of all runs, or of one.
    private func referred(by run: RunID?) -> Set<Digest> {
        func isMeant(_ other: RunID) -> Bool { run == nil || run == other }
        let chunks = rows.chunks.filter { isMeant($0.run) }.map(\.row.blob)
        let files = rows.files.filter { isMeant($0.run) }.compactMap(\.row.blob)
        return Set(chunks + files + rows.ownFiles.filter { isMeant($0.run) }.map(\.row.blob))
    }

    func blobs(of run: RunID) -> [Digest] { Array(referred(by: run)) }

    func deleteDocuments(of run: RunID) {
        deleteJobs(of: run)
        rows.documents.removeAll { $0.run == run }
        rows.composed.removeAll { $0.run == run }
        rows.results.removeAll { $0.run == run }
        rows.waivers.removeAll { $0.run == run }
        rows.stops.removeAll { $0.run == run }
        rows.pieces.removeAll { $0.run == run }
        rows.ownFiles.removeAll { $0.run == run }
        rows.issued.removeAll { $0.issued.run == run }
        rows.files.removeAll { $0.run == run }
        rows.chunks.removeAll { $0.run == run }
    }

    private var allBlobs: Set<Digest> { referred(by: nil).union(rows.bundles.map(\.file.blob)) }

    func isReferred(_ blob: Digest) -> Bool { allBlobs.contains(blob) }
    func blobs(after blob: Digest?, limit: Int) -> [Digest] {
        Array(allBlobs.sorted().filter { blob == nil || blob! < $0 }.prefix(limit))
    }
}
