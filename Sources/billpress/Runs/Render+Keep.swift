import Errors
import Operations
import Records
import Rendering
import Runs
import Platform

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
        var summary = BatchSummary()
        var number = 0
        try await telling(path) {
            if !each { try self.refuseSeveral(data) }
            reading: while true {
                try Interrupt.check()
                switch try source.next() {
                case .end: break reading
                case .fault(let fault):
                    summary.setAside += 1
                    Self.tell(Refusal(fault), json)
                case .record(let bytes, let line, _):
                    guard each || summary.documents == 0 else {
                        Console.error("line \(line): --keep keeps one document in a file; of several records, say --each")
                        throw Status.badInput.exitCode
                    }
                    number += 1
                    do {
                        let kept = try keeper.keep(bytes, line: line, column: source.column, by: Desk.user)
                        let target = each ? Self.path(in: path, kind.name, number) : path
                        try Desk.telling { () throws(RunError) in try write(kept.pdf, to: target) }
                        summary.documents += 1
                        summary.pages += kept.pages
                        summary.cents += kept.cents
                        summary.files.append(
                            PrintFile(path: target, documents: 1, pages: kept.pages, bytes: UInt64(kept.pdf.count)))
                        if !json { Console.print("kept as \(kept.name)") }
                    } catch let refusal as Refusal {
                        summary.setAside += 1
                        Self.tell(refusal, json)
                    } catch let error as RunError where error.cause == .usage && each {
                        // Given out before: the others are still wanted.
                        summary.setAside += 1
                        Self.tell(Refusal(line: line, error.withoutLine), json)
                    } catch let error as RunError {
                        try Desk.telling { () throws(RunError) in throw error }
                    }
                }
            }
            report(summary, seconds: 0, source)
            if source.isEmpty {
                Console.error("\(data == "-" ? "standard input" : data) holds no record")
                throw Status.badInput.exitCode
            }
            if summary.setAside > 0 { throw Status.setAside.exitCode }
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
