import Pages
import Platform
import Records
import Rendering
import Templating

/// Lays documents of a run out again from what the archive keeps, for proofs, comparisons and verification.
package final class Redraw {
    private let run: Run
    private let typesetter: Typesetter
    private let reader: ChunkReader
    private var digester = PageDigester()
    package let kind: Kind

    package init(_ run: Run, _ kinds: KindShelf, _ archive: Archive) throws(RunError) {
        self.run = run
        kind = try kinds.kind(of: run)
        typesetter = Typesetter(kind, profile: .print, issue: Issuance(date: run.asOf, copy: run.copy))
        // What was issued is laid out as it was, whatever paper it fits.
        typesetter.sides = .one
        reader = ChunkReader(archive)
    }

    /// The pages of a document, or why it cannot be laid out.
    package func pages(of document: JobDocument) throws(RunError) -> [Page] {
        let bytes = try reader.record(document)
        do {
            return try bytes.withUnsafeBytes {
                try typesetter.pages(of: $0, line: document.line, column: document.column, copy: document.copyIndex)
            }
        } catch let refusal as Refusal {
            throw RunError.notLaidOutAgain(
                document: DocumentName.of(run.id, document.sequence), why: refusal.reasons.first?.message ?? "")
        } catch { throw RunError.notLaidOutAgain(document: DocumentName.of(run.id, document.sequence), why: "\(error)") }
    }

    package func digest(_ pages: [Page]) -> Digest { digester.digest(pages) }
    package func compose(_ pages: [Page]) -> Document { typesetter.compose(pages) }
}
