import Errors
import Pages
import Platform
import Records
import Rendering
import Templating

/// A kind while somebody writes it: renders one sample at a time, again after each save, and keeps what was last good.
package actor PreviewSession {
    /// A sample in a language; nil stands for the first sample and for the template's own language.
    package struct View: Hashable, Sendable {
        package var sample: String?
        package var language: String?

        package init(sample: String? = nil, language: String? = nil) {
            self.sample = sample
            self.language = language
        }
    }

    package nonisolated let kind: String
    package nonisolated let pictures: PictureStore
    private let library: Library
    /// What the documents are told of their issue.
    private var issue: Issuance
    /// Makes the sentences of findings.
    private let renderer: ErrorRenderer
    private var files: Files
    private var version = 1
    private var fontsVersion = 1
    private var compiled: [String?: Compiled] = [:]
    private var shown: [View: Shown] = [:]
    private var good: [View: Printed] = [:]
    private var current: View
    private var dpi: Int?
    private var listeners: [Int: AsyncStream<Int>.Continuation] = [:]
    private var listenerCount = 0
    /// How often templates were compiled.
    package private(set) var compilations = 0

    /// The resolutions of pictures, in dots an inch; others are not made, so that they can be kept.
    package static let resolutions = [96, 110, 144, 192, 220]

    /// How often to ask for saves.
    package static let pace = Duration.milliseconds(40)

    /// The program that makes pictures is installed.
    package static var canMakePictures: Bool { Rasteriser().isInstalled }

    package init(
        _ kind: String, in library: Library, issue: Issuance, showing view: View = View(), renderer: ErrorRenderer = .plain,
        rasteriser: String = "mutool"
    ) {
        self.renderer = renderer
        self.kind = kind
        self.issue = issue
        self.issue.isSample = true
        self.library = library
        pictures = PictureStore(Rasteriser(program: rasteriser))
        current = view
        files = Files(kind, library)
    }

    /// What is made of files, told apart so that a saved sample does not compile the template again.
    private struct Files: Equatable {
        let template: FolderSnapshot
        let samples: FolderSnapshot
        let fonts: FolderSnapshot

        init(_ kind: String, _ library: Library) {
            let folders = library.folders(of: kind)
            template = FolderSnapshot(folders.template)
            samples = FolderSnapshot([folders.samples])
            fonts = FolderSnapshot([folders.fonts])
        }

        func isYounger(than milliseconds: Int) -> Bool {
            template.isYounger(than: milliseconds) || samples.isYounger(than: milliseconds)
                || fonts.isYounger(than: milliseconds)
        }
    }

    private struct Compiled {
        let kind: Kind
        let typesetter: Typesetter
    }

    /// The last good pages of a view, as the file that is printed.
    private struct Printed {
        let pages: [PageView]
        let pdf: [UInt8]
    }

    // MARK: Showing

    /// A view as it is now. It becomes the one that is rendered at each save.
    package func show(_ view: View) throws(UnknownView) -> Shown {
        let samples = library.samples(of: kind)
        let languages = library.languages(of: kind)
        if let sample = view.sample, !samples.contains(sample) { throw UnknownView("sample", sample, samples) }
        if let language = view.language, !languages.contains(language) { throw UnknownView("language", language, languages) }
        let view = View(sample: view.sample ?? samples.first, language: view.language)
        current = view
        if let known = shown[view], known.samples == samples, known.languages == languages { return known }
        let clock = ContinuousClock()
        let start = clock.now
        let (outcome, found) = render(view)
        // A part that two pages include is wrong in both.
        var told: Set<Finding> = []
        let findings = found.filter { told.insert($0).inserted }
        let printed = good[view]
        let made = Shown(
            kind: kind, version: version, view: view, sample: view.sample ?? "",
            language: language(of: view, among: languages), samples: samples, languages: languages, outcome: outcome,
            isStale: outcome != .good && printed != nil, pages: printed?.pages ?? [], findings: findings,
            microseconds: Int((clock.now - start) / .microseconds(1)))
        shown[view] = made
        return made
    }

    /// The view that is rendered at each save.
    package func showCurrent() throws(UnknownView) -> Shown { try show(current) }

    /// The picture of a page of a view, or nil if it has no such page.
    package func picture(of view: View, page: Int, dpi: Int) async throws -> [UInt8]? {
        let now = try show(view)
        self.dpi = dpi
        guard page >= 1, page <= now.pages.count, let printed = good[now.view] else { return nil }
        let key = PictureStore.Key(digest: printed.pages[page - 1].digest, dpi: dpi)
        return try await pictures.png(key, of: printed.pdf, page: page)
    }

    private func render(_ view: View) -> (Shown.Outcome, [Finding]) {
        let compiled: Compiled
        do throws(KindError) { compiled = try compile(view.language) } catch {
            let findings = Finding.all(error, in: library, renderer)
            switch error {
            case .unknown, .name, .language: return (.badInput, findings)
            case .fonts: return (.environment, findings)
            case .file(let fault): return (fault.isAbsent ? .templateError : .environment, findings)
            case .contract, .template: return (.templateError, findings)
            }
        }
        let notes = compiled.kind.template.notes.map { Finding($0) }
        guard let sample = view.sample else {
            let folder = library.folders(of: kind).samples
            let message = "\(kind) has no sample; a file such as \(folder)/first.json, with one record, is shown here"
            return (.badInput, [Finding(severity: .error, message: message)] + notes)
        }
        do {
            let bytes = try library.sample(sample, of: kind)
            let pages = try bytes.withUnsafeBytes { try compiled.typesetter.pages(of: $0, line: 1) }
            let pdf = try compiled.typesetter.compose(pages).file(book: compiled.kind.template.book, profile: .print)
            let views = pages.map { PageView($0, of: compiled.kind.template, fonts: fontsVersion) }
            good[view] = Printed(pages: views, pdf: pdf)
            return (.good, notes)
        } catch let refusal as Refusal {
            let name = "\(kind)/samples/\(sample).json"
            return (.setAside, Finding.all(refusal, sample: name, in: library, renderer) + notes)
        } catch { return (.environment, [Finding(severity: .error, message: "\(error)")] + notes) }
    }

    private func compile(_ language: String?) throws(KindError) -> Compiled {
        if let known = compiled[language] { return known }
        compilations += 1
        let kind = try library.load(kind, language: language)
        let made = Compiled(kind: kind, typesetter: Typesetter(kind, profile: .print, issue: issue))
        compiled[language] = made
        return made
    }

    /// The language that the list names: `en` for a template in `en-US`.
    private func language(of view: View, among languages: [String]) -> String {
        let own = view.language ?? compiled[view.language]?.kind.template.language ?? ""
        return languages.contains(own) ? own : LanguageTag.primary(own)
    }

    // MARK: Saves

    /// Looks whether something was saved; if so, renders the current view, and tells those who listen.
    @discardableResult package func refresh() async -> Bool {
        var now = Files(kind, library)
        guard now != files else { return false }
        // A file's time moves in steps of a few milliseconds, so a save right after this one could look the same.
        if now.isYounger(than: 12) {
            try? await Task.sleep(for: .milliseconds(12))
            now = Files(kind, library)
        }
        if now.fonts != files.fonts { fontsVersion += 1 }
        if now.template != files.template || now.fonts != files.fonts { compiled = [:] }
        files = now
        shown = [:]
        version += 1
        let shown = try? show(current)
        for listener in listeners.values { listener.yield(version) }
        // The first picture is on its way before the browser has asked.
        if let dpi, let first = shown?.pages.first, let printed = good[current] {
            let key = PictureStore.Key(digest: first.digest, dpi: dpi)
            Task { [pictures] in _ = try? await pictures.png(key, of: printed.pdf, page: 1) }
        }
        return true
    }

    /// The number of the state at hand, and of every one to come.
    package func versions() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        listenerCount += 1
        let number = listenerCount
        listeners[number] = continuation
        continuation.onTermination = { _ in Task { await self.forget(number) } }
        continuation.yield(version)
        return stream
    }

    private func forget(_ listener: Int) { listeners[listener] = nil }
}

/// A sample or language that the kind does not have.
package struct UnknownView: Error, CustomStringConvertible {
    package let description: String

    init(_ noun: String, _ name: String, _ known: [String]) {
        let nearest = Contract.nearest(to: name, in: known).map { "did you mean \($0)? " } ?? ""
        description =
            "there is no \(noun) \(name); \(nearest)there are: \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    }
}
