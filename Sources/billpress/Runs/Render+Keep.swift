import Errors
import Operations
import Platform
import Records
import Rendering
import Runs

/// `billpress render --keep`: documents that are given out and kept.
extension Render {
    func keepAll(_ kind: Kind, _ source: RecordSource, _ path: String) async throws {
        let bundle = try Desk.bundle(of: kind.name, folders)
        let operations = try home.open()
        let keeper = try Desk.telling { () throws(RunError) in
            try operations.keeper(
                Desk.user,
                KeepRequest(kind: kind.name, asOf: issued.issue.date, copy: issued.copy, language: lang, profile: profile),
                kind: kind, bundle: bundle, attachment: attach)
        }
        if each { try makeFolder(path) }
        try await telling(path) {
            if !each { try self.refuseSeveral(data) }
            let summary = try keepRecords(keeper, kind.name, source, path)
            report(summary, seconds: 0, source)
            try finish(summary.setAside, source)
        }
    }

    private func keepRecords(
        _ keeper: Keeper, _ kind: String, _ source: RecordSource, _ path: String
    ) throws -> BatchSummary {
        var summary = BatchSummary()
        var number = 0
        summary.setAside = try eachRecord(of: source) { bytes, line in
            guard each || summary.documents == 0 else {
                Console.error("line \(line): --keep keeps one document in a file; of several records, say --each")
                throw Status.badInput.exitCode
            }
            number += 1
            let target = each ? Self.path(in: path, kind, number) : path
            // A file that cannot be made is told before anything is kept.
            let file = try Desk.telling { () throws(RunError) in
                do throws(SystemError) { return try AtomicFile(path: target) } catch { throw RunError(error) }
            }
            defer { file.discard() }
            let kept = try self.kept(bytes, line, source.column, by: keeper)
            try write(kept, to: file)
            summary.documents += 1
            summary.pages += kept.pages
            summary.cents += kept.cents
            summary.files.append(PrintFile(path: target, documents: 1, pages: kept.pages, bytes: UInt64(kept.pdf.count)))
            if !json { Console.print("kept as \(kept.name)") }
        }
        return summary
    }

    /// What is kept is issued, whether or not its file could be written.
    private func write(_ kept: Keeper.Kept, to file: AtomicFile) throws {
        try Desk.telling { () throws(RunError) in
            do throws(SystemError) {
                try file.write(kept.pdf)
                try file.commit()
            } catch {
                Console.error("kept as \(kept.name); `billpress reissue \(kept.name) -o FILE` writes it again")
                throw RunError(error)
            }
        }
    }

    private func kept(
        _ bytes: UnsafeRawBufferPointer, _ line: Int, _ column: Int, by keeper: Keeper
    ) throws -> Keeper.Kept {
        do { return try keeper.keep(bytes, line: line, column: column, by: Desk.user) } catch let error as RunError {
            // Given out before: the others are still wanted.
            if error.cause == .usage, each { throw Refusal(line: line, error.withoutLine) }
            return try Desk.telling { () throws(RunError) in throw error }
        }
    }

    /// Of several records none is kept, where one file cannot hold them. A pipe can be read only once, and so its second
    /// record is refused when it comes.
    private func refuseSeveral(_ path: String) throws {
        guard FileStatus(of: path)?.kind == .file, let ahead = try? RecordSource(path: path) else { return }
        var records = 0
        while records < 2 {
            switch try ahead.next() {
            case .end: return
            case .fault: continue
            case .record: records += 1
            }
        }
        Console.error("\(path) holds several records, and --keep keeps one document in a file; say --each")
        throw Status.badInput.exitCode
    }
}
