import ArgumentParser
import Glibc
import PDF
import Pages
import Platform
import Records
import Rendering
import Templating
import Texts

/// `billpress render`: one record, or many into one print file.
struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render a record, or JSON lines of them, to PDF.",
        discussion: """
            The data is one JSON record, an array of records, or JSON lines, from a file or from standard input. A record \
            that cannot be rendered is set aside with its reason; the others are rendered, and the exit status is 3.
            """)

    @Argument(help: "The kind of document: a folder of the templates.")
    var kind: String

    @Option(name: [.long], help: "The records: a file, or - for standard input.")
    var data: String

    @Option(name: [.short, .long], help: "The PDF to write (default KIND.pdf); with --each a folder.")
    var output: String?

    @Option(help: "What the file is for: print, archive (PDF/A-2u) or accessible (PDF/A-2a and PDF/UA-1).")
    var profile: OutputProfile = .print

    @Option(help: "Attach each record's data, as json or xml, to an archive or accessible file (default: as the template says).")
    var attach: DataFormat?

    @Option(help: "The language, such as en or es (default: the template's own).")
    var lang: String?

    @Option(
        help: "Write to standard output, and no PDF: marks, the display lists of the pages; text, what is read (--dump: marks).")
    var dump: DumpForm?

    @Flag(help: "One PDF for each record.")
    var each = false

    @Flag(help: "Tell the result as JSON.")
    var json = false

    @OptionGroup var imposed: ImposeOptions

    @Option(help: "How many threads render (default: all cores). The result is the same for any number.")
    var threads: Int?

    @Flag(help: "Keep each document in the archive, so that it can be found and issued again the same.")
    var keep = false

    @OptionGroup var encrypted: EncryptionOptions

    @OptionGroup var home: HomeOptions

    @OptionGroup var issued: IssueOptions

    @OptionGroup var folders: LibraryOptions

    func validate() throws {
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is a number from 1 to 256") }
        if each && imposed.sheet != nil {
            throw ValidationError("--impose puts the pages of all records on sheets, so --each has no meaning with it")
        }
        if dump != nil && imposed.sheet != nil {
            throw ValidationError("--dump writes the pages as they are, so --impose has no meaning with it")
        }
        if keep && (dump != nil || imposed.sheet != nil) {
            throw ValidationError("--keep keeps documents as they are given out; --dump and --impose make none")
        }
        try encrypted.check(profile)
        if attach != nil, made == .print {
            throw ValidationError("--attach is for documents in --profile archive or accessible")
        }
        if imposed.sheet != nil, profile != .print {
            throw ValidationError("--impose makes sheets to be cut, which are for --profile print alone")
        }
        if imposed.sides != nil {
            if each || keep || dump != nil {
                throw ValidationError(
                    "--sides is for files of several documents, of which each begins on a sheet; --each, --keep and --dump write them one by one"
                )
            }
            if profile != .print { throw ValidationError("--sides is for paper, so for --profile print alone") }
        }
        if dump != nil && encrypted.passwordFile != nil {
            throw ValidationError("--dump writes no PDF, so --password-file has no meaning with it")
        }
        if keep && encrypted.passwordFile != nil {
            throw ValidationError(
                "--keep keeps documents as they are, without a password: keep first, then `billpress reissue DOCUMENT --password-file FILE`"
            )
        }
        if each, let output, AtomicFile.isStream(output) {
            throw ValidationError(
                "--each writes a file for each record into a folder, and \(output) is none; leave --each out for one PDF")
        }
        if dump != nil && each { throw ValidationError("--dump writes no PDF, so --each has no meaning with it") }
    }

    /// The profile in which files are made.
    private var made: OutputProfile { encrypted.made(profile) }

    func run() async throws {
        let encryption = try encrypted.read()
        let kind = try folders.load(kind, language: lang)
        let source = try open()
        if let dump { return try await telling("standard output") { try dumpPages(kind, source, dump) } }
        if let sheet = imposed.sheet { return try await impose(kind, source, on: sheet, encryption) }
        let path = Console.output(output ?? (each ? self.kind : "\(self.kind).pdf"))
        if !each, isFolder(path) {
            Console.error("\(path) is a folder; name a file, or write one PDF for each record with --each")
            throw Status.badInput.exitCode
        }
        if path.isEmpty || isSameFile(path, data) {
            Console.error(path.isEmpty ? "--output names no file" : "--output is the file that --data reads; name another")
            throw Status.badInput.exitCode
        }
        if keep { return try await keepAll(kind, source, path) }
        let bar = ProgressBar(isShown: !json, total: size)
        try await telling(path, bar) {
            let batch = Batch(
                kind: kind, profile: made, issue: issued.issue,
                threads: threads ?? Environment.processorCount, attachment: attach,
                sides: imposed.sides)
            let summary =
                each
                ? try await renderEach(batch, source, path, encryption, bar)
                : try await renderMerged(batch, source, path, encryption, bar)
            report(summary, seconds: bar.elapsed, source)
            try finish(summary.setAside, source)
        }
    }

    /// Does the work under `path`, and tells what stopped it, with the status for it.
    func telling(_ path: String, _ bar: ProgressBar? = nil, _ work: () async throws -> Void) async throws {
        let stop: (said: String, code: ExitCode)
        do { return try await work() } catch let error as SourceError {
            stop = (CommandWords.message(of: error), Status.environment.exitCode)
        } catch let error as PDFError {
            stop = (CommandWords.message(of: error), Status.environment.exitCode)
        } catch is Interrupted {
            stop = ("stopped; nothing was written under \(path)", ExitCode(130))
        }
        bar?.clear()
        Console.error(stop.said)
        throw stop.code
    }

    private func renderMerged(
        _ batch: Batch, _ source: RecordSource, _ path: String, _ encryption: Encryption?, _ bar: ProgressBar
    ) async throws -> BatchSummary {
        let files = PrintFiles(
            path: path, book: batch.kind.template.book, profile: made, sides: imposed.sides ?? batch.kind.contract.run.sides,
            encryption: encryption)
        var bar = bar
        var summary = try await batch.render(
            source, take: { try files.append($0) }, refused: { Self.tell($0, json) },
            progress: {
                try Interrupt.check()
                bar.show(documents: $0.documents, setAside: $0.setAside, read: source.bytesRead)
            })
        try files.finish()
        bar.clear()
        warnOfOlderParts(files)
        summary.files = files.finished
        return summary
    }

    /// One file a document, named by its number in the input: a file's name tells nobody's account. Each is a print job of its
    /// own, which begins on a sheet of its own, so that none has a blank back.
    private func renderEach(
        _ batch: Batch, _ source: RecordSource, _ folder: String, _ encryption: Encryption?, _ bar: ProgressBar
    ) async throws -> BatchSummary {
        try makeFolder(folder)
        var bar = bar
        var written: [PrintFile] = []
        var number = 0
        let name = batch.kind.name
        let tools = FileTools()
        var summary = try await batch.render(
            source,
            take: { document in
                number += 1
                let path = Self.path(in: folder, name, number)
                let files = PrintFiles(
                    path: path, book: batch.kind.template.book, profile: made, encryption: encryption, tools: tools)
                try files.append(document)
                try files.finish()
                written += files.finished
            },
            refused: { refusal in
                number += 1
                Self.tell(refusal, json)
            },
            progress: {
                try Interrupt.check()
                bar.show(documents: $0.documents, setAside: $0.setAside, read: source.bytesRead)
            })
        bar.clear()
        summary.files = written
        return summary
    }

    func makeFolder(_ folder: String) throws {
        do throws(SystemError) { try Directory.makeOne(folder, mode: 0o700) } catch {
            Console.error("\(error)")
            throw Status.environment.exitCode
        }
    }

    /// `receipts/receipt-000012.pdf`
    static func path(in folder: String, _ name: String, _ number: Int) -> String {
        let digits = String(number)
        return "\(folder)/\(name)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).pdf"
    }

    /// The pages of all records, several on a sheet.
    private func impose(_ kind: Kind, _ source: RecordSource, on sheet: Sheet, _ encryption: Encryption?) async throws {
        let path = Console.output(output ?? "\(self.kind).pdf")
        if path.isEmpty || isFolder(path) || isSameFile(path, data) {
            Console.error("--output names the file of the sheets, which is another than --data")
            throw Status.badInput.exitCode
        }
        let typesetter = Typesetter(kind, profile: made, issue: issued.issue)
        let sides = imposed.sides ?? kind.contract.run.sides
        typesetter.sides = sides
        let stack = SheetStack(sheet: sheet.size, gutter: imposed.gutter?.length ?? .zero, sides: sides)
        var summary = BatchSummary()
        try await telling(path) {
            summary.setAside = try eachRecord(of: source) { bytes, line in
                let pages = try typesetter.pages(of: bytes, line: line, column: source.column)
                do throws(SheetFault) { try stack.add(pages) } catch { throw Refusal(line: line, error) }
                summary.documents += 1
                summary.cents += typesetter.cents ?? 0
            }
            let files = PrintFiles(path: path, book: kind.template.book, profile: made, encryption: encryption)
            for sheet in stack.sheets {
                try Interrupt.check()
                try files.append(typesetter.compose(sheet), documents: 0)
            }
            try files.finish()
            (summary.pages, summary.files) = (stack.pages, files.finished)
            if stack.pages == 0, !source.isEmpty {
                Console.error("\(inputName) holds no record that can be set")
                throw Status.setAside.exitCode
            }
            if !source.isEmpty {
                report(summary, seconds: 0, source, imposed: sides)
                if !json { Console.print("\(stack.pages) page\(stack.pages == 1 ? "" : "s"), \(stack.about)") }
            }
            try finish(summary.setAside, source)
        }
    }

    /// The pages, as text.
    private func dumpPages(_ kind: Kind, _ source: RecordSource, _ form: DumpForm) throws {
        let typesetter = Typesetter(kind, profile: made, issue: issued.issue)
        let setAside = try eachRecord(of: source, while: { !Console.isOutputLost }) { bytes, line in
            let pages = try typesetter.pages(of: bytes, line: line, column: source.column)
            Console.write(form.text(of: pages, faces: kind.template.book.names), to: STDOUT_FILENO)
        }
        if !Console.isOutputLost { try finish(setAside, source) }
    }

    /// Makes something of one record after the other. What is set aside is told, and the others are gone on with. Returns how
    /// many were.
    func eachRecord(
        of source: RecordSource, while isWanted: () -> Bool = { true }, _ make: (UnsafeRawBufferPointer, Int) throws -> Void
    ) throws -> Int {
        var setAside = 0
        while isWanted() {
            try Interrupt.check()
            switch try source.next() {
            case .end: return setAside
            case .fault(let fault):
                setAside += 1
                Self.tell(Refusal(fault), json)
            case .record(let bytes, let line, _):
                do { try make(bytes, line) } catch let refusal as Refusal {
                    setAside += 1
                    Self.tell(refusal, json)
                }
            }
        }
        return setAside
    }

    /// The status of an input that was read to its end.
    func finish(_ setAside: Int, _ source: RecordSource) throws {
        if source.isEmpty {
            Console.error("\(inputName) holds no record")
            throw Status.badInput.exitCode
        }
        if setAside > 0 { throw Status.setAside.exitCode }
    }

    private var inputName: String { data == "-" ? "standard input" : data }

    // MARK: Input and report

    private func open() throws -> RecordSource {
        do throws(SourceError) {
            let source = data == "-" ? RecordSource(descriptor: STDIN_FILENO) : try RecordSource(path: data)
            guard let form = try source.foreignForm() else { return source }
            let csv = if case .table = form { "; a table in CSV is taken in by billpress run submit" } else { "" }
            Console.error(
                "\(inputName) is \(form.noun), and render takes JSON: a record, an array of records, or JSON lines\(csv)")
        } catch { Console.error(CommandWords.message(of: error)) }
        throw Status.badInput.exitCode
    }

    private var size: Int64? { data == "-" ? nil : FileStatus(of: data).map { Int64($0.size) } }

    private func isSameFile(_ one: String, _ other: String) -> Bool {
        guard other != "-", let first = FileStatus(of: one), let second = FileStatus(of: other) else { return false }
        return first.identity == second.identity && first.kind == .file
    }

    /// A part that an earlier, longer print left behind would be printed with this one.
    private func warnOfOlderParts(_ files: PrintFiles) {
        let next = files.name(of: files.finished.count + 1)
        guard FileStatus.exists(next) else { return }
        Console.error(
            files.finished.isEmpty
                ? "note: nothing was printed; \(next) is there from an earlier print"
                : "note: \(next) is there from an earlier print and is not part of this one")
    }

    private func isFolder(_ path: String) -> Bool { FileStatus(of: path)?.kind == .directory }

    /// A record set aside: one line for each reason, without private text.
    static func tell(_ refusal: Refusal, _ json: Bool) {
        if json {
            Console.print(
                JSONWriter.object { json in
                    json.object("set_aside") { json in
                        json.member("line", refusal.line)
                        json.member("account", ifPresent: refusal.account)
                        json.array("reasons") { json in
                            for reason in refusal.reasons { json.object { reason.write(to: &$0, by: CommandWords.renderer) } }
                        }
                    }
                })
            return
        }
        for reason in refusal.reasons {
            let message = CommandWords.message(of: reason, line: refusal.line)
            Console.error("set aside: \(refusal.account.map { "account \($0), " } ?? "")\(message)")
        }
    }

    /// `imposed`: the paper of sheets, which hold pages of several documents.
    func report(_ summary: BatchSummary, seconds: Double, _ source: RecordSource, imposed: PrintSides? = nil) {
        if json { return Console.print(JSONWriter.object { write(summary, imposed, to: &$0) }) }
        if summary.files.count > 5 {
            Console.print("\(summary.files.count) files beside \(summary.files[0].path)")
        } else {
            for file in summary.files { Console.print("\(file.path): \(content(of: file, imposed)), \(file.bytes) bytes") }
        }
        if summary.documents + summary.setAside > 1 {
            var total: [UInt8] = []
            if let format = try? MoneyFormat("$#,##0.00") { format.append(Money(cents: summary.cents), to: &total) }
            Console.print(
                "\(many(summary.documents, "document")), \(summary.setAside) set aside, total \(String(decoding: total, as: UTF8.self))"
            )
        }
    }

    private func write(_ summary: BatchSummary, _ imposed: PrintSides?, to json: inout JSONWriter) {
        json.member("documents", summary.documents)
        json.member("pages", summary.pages)
        json.member("set_aside", summary.setAside)
        json.member("cents", summary.cents)
        json.member("file_count", summary.files.count)
        json.array("files") { json in
            for file in summary.files.count > 50 ? [] : summary.files {
                json.object { json in
                    json.member("path", file.path)
                    json.member("documents", file.documents)
                    json.member("pages", file.pages)
                    json.member("bytes", file.bytes)
                    if file.blanks > 0 { json.member("blank_pages", file.blanks) }
                    guard let imposed else { return }
                    json.member("sheets", sheets(file, imposed))
                    json.member("sides", imposed.rawValue)
                }
            }
        }
    }

    private func content(of file: PrintFile, _ imposed: PrintSides?) -> String {
        if let imposed { return many(sheets(file, imposed), "sheet") }
        return "\(many(file.documents, "document")), \(many(file.pages, "page"))"
            + (file.blanks > 0 ? " (\(many(file.blanks, "blank back")))" : "")
    }

    private func sheets(_ file: PrintFile, _ sides: PrintSides) -> Int { sides.isTwo ? file.pages / 2 : file.pages }

    private func many(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension OutputProfile: ExpressibleByArgument {
    /// `tagged` is what becomes of `accessible` where it cannot be archival; nobody asks for it by name.
    public init?(argument: String) {
        guard let profile = OutputProfile(rawValue: argument), profile != .tagged else { return nil }
        self = profile
    }

    public static var allValueStrings: [String] { allCases.filter { $0 != .tagged }.map(\.rawValue) }
}

extension DataFormat: ExpressibleByArgument {}
