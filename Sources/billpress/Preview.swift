import ArgumentParser
import Platform
import Preview
import Rendering

/// `billpress preview`: the pages of a sample as pictures, again at each save, on a page of this machine or in a folder.
struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show a kind's pages while its template is written.",
        discussion: """
            Writes a PNG file for each page of a sample. With --watch, shows the pages in a browser instead and renders them \
            again whenever a template, contract, words, part, picture, font or sample is saved; with --watch and -o, writes \
            the files again. Control-C ends it.
            """)

    @Argument(help: "The kind of document: a folder of the templates.")
    var kind: String

    @Option(help: "The sample to show (default: the first by name).")
    var sample: String?

    @Option(help: "The language, such as en or es (default: the template's own).")
    var lang: String?

    @Flag(help: "Render again at each save, until Control-C.")
    var watch = false

    @Option(name: [.short, .long], help: "A folder for PNG files (default without --watch: preview).")
    var output: String?

    @Option(help: "The port of the page, on 127.0.0.1 (default: a free one).")
    var port: Int?

    @OptionGroup var issued: IssueOptions

    @OptionGroup var folders: LibraryOptions

    func validate() throws {
        if let port {
            guard (0...65535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
            if !watch || output != nil { throw ValidationError("--port is for the page, which --watch without -o shows") }
        }
        if output == "" { throw ValidationError("--output names no folder") }
        if let output, AtomicFile.isStream(output) {
            throw ValidationError("--output names a folder for the pictures, and \(output) is none")
        }
    }

    func run() async throws {
        guard PreviewSession.canMakePictures else {
            Console.error("\(RasterFault.missing("mutool"))")
            throw Status.environment.exitCode
        }
        let view = PreviewSession.View(sample: sample, language: lang)
        let session = PreviewSession(
            kind, in: folders.library, issue: issued.issue, showing: view, renderer: CommandWords.renderer)
        let shown = try await firstView(view, of: session)
        do {
            if watch && output == nil { return try await serve(session) }
            var folder = try PictureFolder(path: output ?? "preview")
            try await write(shown, session, &folder)
            if watch { return try await rewrite(session, &folder) }
        } catch let error as SystemError { try fail("\(error)") } catch let error as RasterFault {
            try fail("\(error)")
        } catch let
            error as ServerFault
        { try fail("\(error)") } catch is Interrupted {
            // It is how a preview ends.
            return
        }
        if let status = shown.outcome.status { throw status.exitCode }
    }

    private func firstView(_ view: PreviewSession.View, of session: PreviewSession) async throws -> Shown {
        do throws(UnknownView) {
            let shown = try await session.show(view)
            if shown.outcome != .badInput { return shown }
            tell(shown)
        } catch {
            if folders.library.kinds.contains(kind) {
                Console.error("\(error)")
            } else {
                Console.error(CommandWords.message(of: KindError.unknown(kind, known: folders.library.kinds)))
            }
        }
        throw Status.badInput.exitCode
    }

    /// Shows the page until somebody asks to end.
    private func serve(_ session: PreviewSession) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let server = PreviewServer(session)
                try await server.run(port: port ?? 0) { Console.print(server.address(port: $0)) }
            }
            group.addTask { try await PreviewCommand.watch(session) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Writes the pictures at each save until somebody asks to end.
    private func rewrite(_ session: PreviewSession, _ folder: inout PictureFolder) async throws {
        while true {
            try Interrupt.check()
            if await session.refresh() {
                do { try await write(try await session.showCurrent(), session, &folder) } catch let error as UnknownView {
                    Console.error("\(error)")
                }
            }
            try await Task.sleep(for: PreviewSession.pace)
        }
    }

    private static func watch(_ session: PreviewSession) async throws {
        while true {
            try Interrupt.check()
            await session.refresh()
            try await Task.sleep(for: PreviewSession.pace)
        }
    }

    private func write(_ shown: Shown, _ session: PreviewSession, _ folder: inout PictureFolder) async throws {
        for path in try await folder.write(shown, of: session) { Console.print(path) }
        tell(shown)
    }

    private func tell(_ shown: Shown) { for finding in shown.findings { Console.error("\(finding)") } }

    private func fail(_ message: String) throws {
        Console.error(message)
        throw Status.environment.exitCode
    }
}

extension Shown.Outcome {
    /// Nil where all is well.
    fileprivate var status: Status? {
        switch self {
        case .good: nil
        case .templateError: .templateError
        case .setAside: .setAside
        case .environment: .environment
        case .badInput: .badInput
        }
    }
}
