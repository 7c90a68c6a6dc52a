import Pages
import Rendering

/// Issued documents, laid out again from what the archive keeps, and held against what was issued.
package struct ReadAgain {
    private let ledger: Ledger
    private let archive: Archive

    package init(_ ledger: Ledger, _ archive: Archive) {
        self.ledger = ledger
        self.archive = archive
    }

    /// Refuses a document whose record, templates and program make other pages than those that were issued.
    package func verify(_ document: FoundDocument) throws(RunError) {
        try pages(of: document.run, only: document.sequence) { _, _ in }
    }

    /// Hands over the text, in the order of reading, of each issued document of a run, in the order of intake, or of one of them.
    package func texts(
        of run: Run, only sequence: Int? = nil, take: (_ name: String, _ text: String) throws(RunError) -> Void
    ) throws(RunError) {
        if let part = try ledger.brokenSeals(of: run.id).first { throw RunError.brokenSeal(run: run.name, part: part) }
        try pages(of: run, only: sequence) { name, pages throws(RunError) in try take(name, ReadingTree(pages).plainText) }
    }

    private func pages(
        of run: Run, only sequence: Int?, take: (_ name: String, _ pages: [Page]) throws(RunError) -> Void
    ) throws(RunError) {
        if run.isPruned { throw RunError.documentsPruned(run: run.name) }
        let redraw = try Redraw(run, KindShelf(ledger, archive), archive)
        for chunk in try ledger.chunks(of: run.id) {
            for document in try ledger.stored(run.id, chunk: chunk.number)
            where sequence ?? document.sequence == document.sequence {
                guard let digest = document.digest, document.state == .composed || document.state == .suppressed else { continue }
                let name = DocumentName.of(run.id, document.sequence)
                let pages = try redraw.pages(of: document)
                guard redraw.digest(pages) == digest else {
                    throw RunError.pagesAreOthers(document: name, run: run.name)
                }
                try take(name, pages)
            }
        }
    }
}
