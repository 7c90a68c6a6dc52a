import ArgumentParser
import Operations
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

    @Flag(help: "Lay the document out again from its record first, and write nothing where its pages are others.")
    var verify = false

    @OptionGroup var encrypted: EncryptionOptions

    @OptionGroup var home: HomeOptions
    @OptionGroup var folders: LibraryOptions

    // What a kept document claims is known when it is read: `Encryption` refuses one that says it is PDF/A.
    func validate() throws { try encrypted.check(.print) }

    func run() throws {
        let encryption = try encrypted.read()
        let operations = try home.openExisting()
        let (path, found) = try Desk.telling { () throws(RunError) in
            let who = try Desk.person(by)
            let found = try operations.document(who, document)
            let path = Console.output(output ?? "\(found.name).pdf")
            let request = ReissueRequest(document: found.name, markedOn: mark.map { _ in Today.local }, isVerified: verify)
            return (path, try operations.reissue(who, request, encryption: encryption, to: path))
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
        let operations = try home.openExisting()
        let made = try Desk.telling { () throws(RunError) in
            try operations.reprint(try Desk.person(by), run: name, try selection, to: Console.output(output))
        }
        Console.print(
            "\(output): \(Books.many(made.documents, "piece")), \(RunText.pages(made.pages, blanks: made.blanks))"
                + (made.file.map { ", to the end of \($0)" } ?? ""))
        guard made.missing > 0 else { return }
        Console.error(
            "\(Books.many(made.missing, "piece")) that \(made.missing == 1 ? "was" : "were") asked for \(made.missing == 1 ? "is" : "are") not in the run"
        )
        // Written, and yet not all that was wanted.
        throw Status.setAside.exitCode
    }

    private var selection: ReprintSelection {
        get throws(RunError) {
            if let from { return .from(from) }
            if let range { return .range(range) }
            return .list(try StopList.pieces(path: list ?? "").sorted())
        }
    }
}
