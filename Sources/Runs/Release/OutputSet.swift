import Fonts
import PDF
import Pages
import Records
import Rendering
import Templating
import Texts

/// What goes to the printer, the inserter and the files of the office: print files, manifest, mail-run file, exceptions and
/// control report. It is made of the store and the archive alone, so that it is the same whoever makes it, and how often.
extension Releaser {
    func assemble(_ run: Run, _ order: Order) throws(RunError) -> ReleaseDirectory {
        let kinds = KindShelf(ledger, archive)
        let kind = try kinds.kind(of: run)
        let folder = try ReleaseDirectory(order.directory)
        let files = try ledger.files(of: run.id)
        for file in files where file.isPrinted {
            guard let blob = file.blob else { throw RunError.printFileNotWritten(file.name) }
            try folder.copy(blob, as: file.name, from: archive)
        }
        try writeLists(run, files, into: folder)
        try folder.write("exceptions.csv", try ExceptionsList.csv(ledger.exceptions(of: run.id)))
        try folder.write("control-report.pdf", try ControlReport(run, kinds, ledger).pdf())
        if let each = run.each { try writeEach(run, kind, in: each, into: folder) }
        return folder
    }

    /// The manifest, as CSV and as JSON lines, and the file that the inserter holds the pieces against.
    private func writeLists(_ run: Run, _ files: [PlannedFile], into folder: ReleaseDirectory) throws(RunError) {
        var manifest = CSVText([
            "sequence", "document", "number", "pages", "sheets", "file", "first_page", "imb", "amount",
        ])
        var mail = CSVText(["job", "piece", "pages", "sheets", "file", "first_page", "imb"])
        var lines: [UInt8] = []
        for file in files where file.isPrinted {
            for document in try ledger.documents(of: run.id, file: file.number) {
                guard let place = document.piece, let piece = place.piece else { continue }
                let name = DocumentName.of(run.id, document.sequence)
                let number = document.document.number ?? ""
                let barcode = document.document.barcode ?? ""
                let sheets = run.sides.sheets(of: document.pages)
                let amount = document.document.part.isCopy ? "" : document.composed?.stated.map(Books.plain) ?? ""
                manifest.add([
                    String(piece), name, number, String(document.pages), String(sheets), file.name, String(place.firstPage),
                    barcode, amount,
                ])
                mail.add([
                    run.name, String(piece), String(document.pages), String(sheets), file.name, String(place.firstPage), barcode,
                ])
                let line = JSONWriter.object { json in
                    json.member("sequence", piece)
                    json.member("document", name)
                    json.member("number", number)
                    json.member("pages", document.pages)
                    json.member("sheets", sheets)
                    json.member("file", file.name)
                    json.member("first_page", place.firstPage)
                    json.member("imb", barcode)
                    json.member("amount", amount)
                }
                lines += Array("\(line)\n".utf8)
            }
        }
        try folder.write("manifest.csv", manifest.bytes)
        try folder.write("manifest.jsonl", lines)
        try folder.write("mail-run.csv", mail.bytes)
    }

    /// One PDF for each document, those that are not printed too, named by the document and by nobody's account.
    private func writeEach(_ run: Run, _ kind: Kind, in profile: OutputProfile, into folder: ReleaseDirectory) throws(RunError) {
        try folder.makeFolder("each")
        let typesetter = Typesetter(kind, profile: profile, issue: Issuance(date: run.asOf))
        let tools = FileTools()
        let reader = ChunkReader(archive)
        var digester = PageDigester()
        for chunk in try ledger.chunks(of: run.id) {
            for document in try ledger.stored(run.id, chunk: chunk.number)
            where document.state == .composed || document.state == .suppressed {
                let name = DocumentName.of(run.id, document.sequence)
                let bytes = try reader.record(document)
                let pdf: [UInt8]
                do {
                    let made = try bytes.withUnsafeBytes {
                        try typesetter.pages(
                            of: $0, line: document.line, column: document.column, copy: document.copyIndex)
                    }
                    guard digester.digest(made) == document.digest else {
                        throw RunError.documentPagesDiffer(document: name)
                    }
                    pdf = try typesetter.compose(made).file(book: kind.template.book, profile: profile, tools: tools)
                } catch let error as RunError { throw error } catch let refusal as Refusal {
                    throw RunError.documentRefused(document: name, why: refusal.reasons.first?.message ?? "")
                } catch { throw RunError.notLaidOutAgain(document: name, why: "\(error)") }
                try folder.write("each/\(name).pdf", pdf)
            }
        }
    }
}

/// The list of what is not printed, for the office.
package enum ExceptionsList {
    package static func csv(_ exceptions: [Exception]) -> [UInt8] {
        var list = CSVText([
            "sequence", "copy", "line", "account", "state", "reason", "place", "waived_by", "waived_why", "amount",
        ])
        for exception in exceptions {
            let reasons = exception.reasons.isEmpty ? [Reason(exception.suppressed ?? "", cause: .pages)] : exception.reasons
            for reason in reasons {
                list.add([
                    String(exception.sequence), exception.part == .looseDetail ? "-1" : String(exception.part.copyNumber),
                    String(exception.line), exception.account ?? "",
                    exception.state == .quarantined ? "set aside" : exception.state.rawValue, reason.message, reason.place,
                    exception.waivedBy ?? "", exception.waivedWhy ?? "", exception.cents.map(Books.plain) ?? "",
                ])
            }
        }
        return list.bytes
    }
}
