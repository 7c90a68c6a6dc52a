import ArgumentParser
import Rendering
import Templating

/// `billpress upgrade`: whether the templates that there are go on with this Billpress.
struct Upgrade: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether kinds are written in a version of the template language that this Billpress reads.",
        discussion: """
            A template names the version of the language that it is written in, and is read by the rules of that version \
            for good: a new Billpress needs no change to it. Run this after an update and before the first run with it. \
            Nothing is written.
            """)

    @Argument(help: "The kinds to look at (default: all).")
    var kinds: [String] = []

    @OptionGroup var folders: LibraryOptions

    func run() throws {
        let library = folders.library
        var worst = Status.clean
        var told: Set<String> = []
        for name in try folders.kinds(kinds) {
            let languages = library.languages(of: name)
            for language in languages.isEmpty ? [nil] : languages.map(Optional.some) {
                do throws(KindError) {
                    let version = try library.load(name, language: language).template.version
                    let isCurrent = version == .current
                    Console.print(
                        "\(name)\(language.map { " (\($0))" } ?? ""): version \(version)"
                            + (isCurrent
                                ? ", the current one; nothing to change"
                                : ", read as before; the current one is \(LanguageVersion.current)")
                    )
                } catch {
                    let message = CommandWords.message(of: error)
                    if told.insert(message).inserted { Console.error(message) }
                    let status = LibraryOptions.status(of: error)
                    if status.rawValue > worst.rawValue { worst = status }
                }
            }
        }
        if worst != .clean { throw worst.exitCode }
    }
}
