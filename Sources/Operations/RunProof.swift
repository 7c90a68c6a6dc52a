import PDF
import Pages
import Rendering
import Runs

/// Writes the documents that somebody looks at before a run is approved.
struct RunProof {
    private let run: Run
    private let ledger: Ledger
    private let archive: Archive

    init(_ run: Run, _ ledger: Ledger, _ archive: Archive) {
        self.run = run
        self.ledger = ledger
        self.archive = archive
    }

    func write(to path: String) throws(RunError) -> ProofResult {
        guard run.state != .composing else {
            throw RunError.notLaidOut(run: run.name)
        }
        let redraw = try Redraw(run, KindShelf(ledger, archive), archive)
        let chosen = ProofSet.choose(from: try ProofCandidates.of(run, redraw.kind, ledger, archive))
        guard !chosen.isEmpty else { throw RunError.nothingToProve(run: run.name) }
        let documents = try documents(Set(chosen.map(\.sequence)))
        var result = ProofResult(documents: [], pages: 0, blanks: 0)
        let files = PrintFiles(path: path, book: redraw.kind.template.book, profile: .print, sides: run.sides)
        for one in chosen {
            guard let document = documents[one.sequence] else { continue }
            let name = DocumentName.of(run.id, one.sequence)
            let pages = try redraw.pages(of: document)
            guard redraw.digest(pages) == document.digest else {
                throw RunError.pagesAreOthers(document: name, run: run.name)
            }
            do throws(PDFError) { try files.append(redraw.compose(pages)) } catch { throw RunError(error, .environment) }
            result.documents.append(ProofResult.Document(page: result.pages + 1, document: name, why: one.why))
            result.pages += run.sides.filePages(of: pages.count)
            result.blanks += run.sides.filePages(of: pages.count) - pages.count
        }
        do throws(PDFError) { try files.finish() } catch { throw RunError(error, .environment) }
        return result
    }

    private func documents(_ wanted: Set<Int>) throws(RunError) -> [Int: JobDocument] {
        var documents: [Int: JobDocument] = [:]
        for chunk in try ledger.chunks(of: run.id) {
            for document in try ledger.stored(run.id, chunk: chunk.number) where wanted.contains(document.sequence) {
                documents[document.sequence] = document
            }
        }
        return documents
    }
}
