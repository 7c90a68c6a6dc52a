import ArgumentParser
import Fonts
import PDF
import Pages
import Records
import Rendering
import Runs

/// `billpress reissue`: a document again, as it was issued.
struct ReissueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reissue", abstract: "Write a document again, exactly as it was issued.",
        discussion: "DOCUMENT is a name such as r17-000123, which find lists, or the document's own number.")

    enum Mark: String, ExpressibleByArgument, CaseIterable { case duplicate }

    @Argument(help: "The document.")
    var document: String

    @Option(name: [.short, .long], help: "The PDF to write (default DOCUMENT.pdf).")
    var output: String?

    @Option(help: "Stamp the copy: duplicate.")
    var mark: Mark?

    @Option(help: "Who asks for it (default: the user).")
    var by: String?

    @OptionGroup var encrypted: EncryptionOptions

    @OptionGroup var home: HomeOptions
    @OptionGroup var folders: LibraryOptions

    // What a kept document claims is known when it is read: `Encryption` refuses one that says it is PDF/A.
    func validate() throws { try encrypted.check(.print) }

    func run() throws {
        let encryption = try encrypted.read()
        let desk = try home.openExisting()
        let found = try Desk.telling { () throws(RunError) in try desk.store.document(document) }
        let path = Console.output(output ?? "\(found.name).pdf")
        let stamp = try mark.map { _ in
            try Desk.telling { () throws(RunError) in
                let kind = try KindShelf(desk.store, desk.archive).kind(of: found.run)
                return try DuplicateMark.mark(
                    "DUPLICATE of \(found.number ?? found.name), issued \(found.run.asOf), written again \(Today.local)",
                    kind.template.book)
            }
        }
        try Desk.telling { () throws(RunError) in
            _ = try Reissue(desk.store, desk.archive).document(
                found.name, to: path, mark: stamp, encryption: encryption, by: try Desk.person(by))
        }
        Console.print("\(path): \(found.name), \(Books.many(found.pages, "page"))")
    }
}

/// `billpress run reprint`: pieces of a released run again, after a jam.
struct ReprintRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprint", abstract: "Write pieces of a released run again, as one PDF.",
        discussion: "The pages are taken out of the released files unchanged. Their totals are not counted again.")

    @Argument(help: "The run.")
    var name: String

    @Option(help: "Pieces by their numbers, such as 1200-1850, or several: 7,12,1200-1850.")
    var range: String?

    @Option(help: "A list of pieces: the first column of a CSV.")
    var list: String?

    @Option(help: "From this piece on, after a jam.")
    var from: Int?

    @Option(name: [.short, .long], help: "The PDF to write.")
    var output: String

    @Option(help: "Who asks for it (default: the user).")
    var by: String?

    @OptionGroup var home: HomeOptions

    func validate() throws {
        if [range != nil, list != nil, from != nil].filter({ $0 }).count != 1 {
            throw ValidationError("name the pieces with one of --range, --list and --from")
        }
    }

    func run() throws {
        let desk = try home.openExisting()
        let isPartial = try Desk.telling { () throws(RunError) in
            let run = try desk.store.run(name)
            var asked: PieceSelection?
            let about: String
            if let from {
                about = "from piece \(from)"
            } else if let range {
                asked = try PieceSelection(range)
                about = "pieces \(range)"
            } else {
                let pieces = try StopList.pieces(path: list!)
                asked = PieceSelection(pieces.sorted().map { $0...$0 })
                about = "\(pieces.count) pieces of a list"
            }
            let made = try Reissue(desk.store, desk.archive).pieces(
                run, { asked?.contains($0) ?? false }, from: from, to: Console.output(output), by: try Desk.person(by),
                about: about)
            Console.print(
                "\(output): \(Books.many(made.documents, "piece")), \(RunText.pages(made.pages, blanks: made.blanks))"
                    + (made.file.map { ", to the end of \($0)" } ?? ""))
            let missing = (asked?.count ?? made.documents) - made.documents
            if missing > 0 {
                Console.error(
                    "\(Books.many(missing, "piece")) that \(missing == 1 ? "was" : "were") asked for \(missing == 1 ? "is" : "are") not in the run"
                )
            }
            return missing > 0
        }
        // Written, and yet not all that was wanted.
        if isPartial { throw Status.setAside.exitCode }
    }
}

/// The stamp of a copy: a line at the top edge of each page.
enum DuplicateMark {
    static func mark(_ text: String, _ book: FontBook) throws(RunError) -> PageMark {
        guard let chain = book.faces.isEmpty ? nil : FaceChain(book.faces),
            let word = try? Shaper(capacity: 64).word(text, chain: chain)
        else { throw .damaged("the templates have no font to stamp a copy with") }
        return PageMark(book: book) { size in
            var frame = Frame(size: size)
            // As large as the page lets it be, between 5 and 8 pt: on a roll it is a narrow one.
            var points = 8
            while points > 5, word.width(at: Length.points(points)) > size.width - Length.points(24) { points -= 1 }
            let width = word.width(at: Length.points(points))
            var x = max(Length.points(6), (size.width - width) / 2)
            for part in word.runs {
                frame.place(.glyphs(GlyphRun(part, size: .points(points), tint: .black)), at: Point(x: x, y: .points(4 + points)))
                x = x + part.width(at: .points(points))
            }
            return frame
        }
    }
}
