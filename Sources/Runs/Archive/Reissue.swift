import PDF
import Pages
import Platform
import Rendering

/// Issues again what was issued: a copy, never made anew.
package struct Reissue {
    private let ledger: Ledger
    private let archive: Archive

    package init(_ ledger: Ledger, _ archive: Archive) {
        self.ledger = ledger
        self.archive = archive
    }

    /// A document: its own file byte for byte, or its pages out of the print file that it was released in. Where it is to be
    /// encrypted, what comes to the disk is.
    package func document(
        _ name: String, to path: String, mark: PageMark?, encryption: Encryption? = nil, by actor: Actor
    ) throws(RunError) -> FoundDocument {
        let found = try ledger.document(name)
        if found.run.isPruned { throw RunError.documentPruned(found.name) }
        let isReleased = found.run.state == .released
        if isReleased { try ledger.prove(found) }
        let piece: PDF.Piece
        if let blob = found.blob, isReleased {
            try archive.verify(blob)
            piece = PDF.Piece(path: archive.path(of: blob), pages: 1...max(1, found.pages))
        } else if let blob = found.file?.blob, let first = found.piece?.firstPage, isReleased {
            try archive.verify(blob)
            piece = PDF.Piece(path: archive.path(of: blob), pages: first...(first + max(1, found.pages) - 1))
        } else {
            throw RunError.notIssued(
                document: found.name, run: found.run.name, state: found.run.state, isStopped: found.isStopped)
        }
        if let encryption {
            let clear: [UInt8]
            if let blob = found.blob, mark == nil { clear = try archive.read(blob) } else { clear = try taken([piece], mark) }
            let bytes: [UInt8]
            do throws(EncryptionFault) { bytes = try encryption.encrypted(clear) } catch {
                throw RunError(error, .environment)
            }
            try write(bytes, to: path)
        } else if let blob = found.blob, mark == nil {
            try write(try archive.read(blob), to: path)
        } else {
            try take([piece], to: path, mark)
        }
        var facts = AuditFacts()
        facts.marked = mark != nil ? true : nil
        facts.encrypted = encryption != nil ? true : nil
        try ledger.note(.reissue, run: found.run.id, document: found.sequence, by: actor, facts)
        return found
    }

    /// Pieces of a released run, in the order of print: a range, a list, or from a jam on.
    /// `from` is the first piece of a file that is to be printed to its end. On two-sided paper each begins on a front; its
    /// blank back is made anew, since the files of earlier versions have none.
    package func pieces(
        _ run: Run, _ wanted: (Int) -> Bool, from first: Int? = nil, to path: String, by actor: Actor, about: String
    ) throws(RunError) -> (documents: Int, pages: Int, blanks: Int, file: String?) {
        guard run.state == .released else {
            throw RunError.wrongState(run: run.name, state: run.state, act: .reprint)
        }
        if run.isPruned { throw RunError.runPruned(run.name) }
        let files = try ledger.releasedFiles(of: run.id).filter(\.isPrinted)
        // Other files than the one at hand were not in the machine.
        let jammed = first.flatMap { first in
            files.first { ($0.firstPiece...max($0.firstPiece, $0.lastPiece)).contains(first) }
        }
        if let first, jammed == nil { throw RunError.noSuchPiece(run: run.name, piece: first) }
        var ranges: [(file: PlannedFile, pages: ClosedRange<Int>)] = []
        var documents = 0
        var pages = 0
        var blanks = 0
        for file in files where jammed == nil || file.number == jammed?.number {
            guard (file.firstPiece...max(file.firstPiece, file.lastPiece)).contains(where: { first == nil ? wanted($0) : true })
            else { continue }
            for document in try ledger.releasedDocuments(of: run.id, file: file.number) {
                guard let place = document.piece, let piece = place.piece, first.map({ piece >= $0 }) ?? wanted(piece) else {
                    continue
                }
                documents += 1
                blanks += run.sides.filePages(of: document.pages) - document.pages
                pages += run.sides.filePages(of: document.pages)
                let range = place.firstPage...(place.firstPage + document.pages - 1)
                if !run.isDuplex, let last = ranges.last, last.file.number == file.number,
                    last.pages.upperBound + 1 == range.lowerBound
                {
                    ranges[ranges.count - 1].pages = last.pages.lowerBound...range.upperBound
                } else {
                    ranges.append((file, range))
                }
            }
        }
        guard documents > 0 else { throw RunError.noSuchPiece(run: run.name, piece: nil) }
        var taken: [PDF.Piece] = []
        for range in ranges {
            guard let blob = range.file.blob else {
                throw RunError.printFileLost(run: run.name)
            }
            taken.append(PDF.Piece(path: archive.path(of: blob), pages: range.pages, isTwoSided: run.isDuplex))
        }
        let used = Set(ranges.map(\.file.number))
        for file in files where used.contains(file.number) { if let blob = file.blob { try archive.verify(blob) } }
        try take(taken, to: path, nil)
        var facts = AuditFacts()
        (facts.why, facts.pieces, facts.pages) = (about, documents, pages)
        try ledger.note(.reprint, run: run.id, by: actor, facts)
        return (documents, pages, blanks, jammed?.name)
    }

    private func take(_ pieces: [PDF.Piece], to path: String, _ mark: PageMark?) throws(RunError) {
        do throws(TakeFault) { try PageTaker.take(pieces, to: path, mark: mark) } catch { throw RunError(error, .environment) }
    }

    /// The same, in memory.
    private func taken(_ pieces: [PDF.Piece], _ mark: PageMark?) throws(RunError) -> [UInt8] {
        let sink = MemorySink()
        do throws(TakeFault) { try PageTaker.take(pieces, to: sink, mark: mark) } catch { throw RunError(error, .environment) }
        return sink.bytes
    }

    private func write(_ bytes: [UInt8], to path: String) throws(RunError) {
        do throws(SystemError) { try AtomicFile.write(bytes, to: path) } catch { throw RunError(error) }
    }
}
