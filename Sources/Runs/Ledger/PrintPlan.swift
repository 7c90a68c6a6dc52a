import Pages
import Platform

/// Print files cut from a run's documents, in the order of print, and named.
struct PrintPlan {
    private(set) var files: [PlannedFile] = []
    /// In the order of print.
    private(set) var pieces: [PrintPiece] = []
    /// Mail pieces: documents that are printed.
    private(set) var pieceCount = 0

    /// `documents` in the order of print; those that are kept and not printed follow the others, in files of their own that
    /// stay in the archive. A file has at most `pagesPerFile` pages, blank backs counted, unless one document has more.
    init(_ documents: [PrintCandidate], run: String, sides: PrintSides, pagesPerFile: Int) {
        pieces.reserveCapacity(documents.count)
        /// Of the last file, with blank backs: `PlannedFile.pages` are the documents' own.
        var length = 0
        for (place, document) in documents.enumerated() {
            let sheets = sides.sheets(of: document.pages)
            let sheetClass = document.isPrinted ? sheets : 0
            // What is kept and not printed has no backs.
            let taken = document.isPrinted ? sides.filePages(of: document.pages) : document.pages
            if files.isEmpty || files[files.count - 1].isPrinted != document.isPrinted
                || files[files.count - 1].sheetClass != sheetClass || length + taken > pagesPerFile
            {
                length = 0
                let number = 1 + files.count { $0.isPrinted == document.isPrinted && $0.sheetClass == sheetClass }
                files.append(
                    PlannedFile(
                        number: files.count + 1, isPrinted: document.isPrinted, sheetClass: sheetClass,
                        name: PrintPlan.fileName(run, document.isPrinted ? sheetClass : nil, number),
                        firstPiece: document.isPrinted ? pieceCount + 1 : 0, lastPiece: 0, documents: 0, pages: 0, sheets: 0,
                        cents: 0, piecesDigest: AuditLine.origin, blob: nil, bytes: 0))
            }
            let last = files.count - 1
            if document.isPrinted { pieceCount += 1 }
            pieces.append(
                PrintPiece(
                    sequence: document.sequence, place: place + 1, piece: document.isPrinted ? pieceCount : nil,
                    file: files[last].number, firstPage: length + 1))
            length += taken
            files[last].documents += 1
            files[last].pages += document.pages
            files[last].sheets += sheets
            if !document.isCopy { files[last].cents &+= document.stated ?? 0 }
            if document.isPrinted { files[last].lastPiece = pieceCount }
        }
    }

    mutating func seal(_ digest: Digest, file number: Int) { files[number - 1].piecesDigest = digest }

    /// `bill-2026-11_1-sheet_2.pdf`: nobody's account. `sheets` is nil for what is not printed.
    private static func fileName(_ run: String, _ sheets: Int?, _ number: Int) -> String {
        let stem = String(run.prefix(24).map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "-" })
        let about = sheets.map { $0 == 1 ? "1-sheet" : "\($0)-sheets" } ?? "not-printed"
        return "\(stem)_\(about)_\(number).pdf"
    }

    /// Whether the documents of a file, in the order of print, follow each other without gap or overlap, and are all of it.
    /// Versions before 0.2 put no blank backs into the files of two-sided paper.
    static func isContiguous(_ documents: [StoredDocument], _ file: PlannedFile, _ sides: PrintSides) -> Bool {
        isOneAfterAnother(documents, file, sides) || (sides.isTwo && isOneAfterAnother(documents, file, .one))
    }

    private static func isOneAfterAnother(_ documents: [StoredDocument], _ file: PlannedFile, _ sides: PrintSides) -> Bool {
        var page = 1
        var piece = file.firstPiece
        for document in documents {
            guard let place = document.piece, place.firstPage == page, place.piece == (file.isPrinted ? piece : nil),
                (document.state == .composed) == file.isPrinted
            else { return false }
            page += file.isPrinted ? sides.filePages(of: document.pages) : document.pages
            if file.isPrinted { piece += 1 }
        }
        return documents.count == file.documents && documents.reduce(0, { $0 + $1.pages }) == file.pages
    }
}
