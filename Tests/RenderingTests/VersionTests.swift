import Foundation
import Records
import TestKit
import Templating
import Testing

@testable import Rendering

/// The promise of the language's versions: what a version has set once loads and sets the same for good.
///
/// `Promises/1` was written when version 1 was finished, and uses all that it had. Its pages are never recorded again: where
/// this test fails, the change that made it fail needs a new version of the language. What is promised is what is seen: to a
/// reader who does not see it, a page may say more than it did.
@Suite struct VersionTests {
    @Test(arguments: LanguageVersion.known.map(\.number)) func templatesOfAVersionSetWhatTheySetThen(_ version: Int) throws {
        let folder = "\(Scratch.root)/Tests/RenderingTests/Promises/\(version)"
        let library = Library(templates: folder, fonts: "\(Scratch.root)/Fonts")
        #expect(!library.kinds.isEmpty, "version \(version) has its witnesses")
        for name in library.kinds {
            let kind = try library.load(name)
            #expect(kind.template.version.number == version)
            let typesetter = Typesetter(
                kind, profile: .print, issue: Issuance(date: Day(year: 2026, month: 11, day: 20)!, copy: "owner"))
            let pages = try library.samples(of: name).map { sample in
                try library.sample(sample, of: name).withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }.map {
                    $0.dump(faces: kind.template.book.names)
                }.joined()
            }.joined()
            let promised = try String(contentsOfFile: "\(folder)/\(name)/pages.txt", encoding: .utf8)
            let (then, now) = (Self.seen(promised), Self.seen(pages))
            #expect(then.count > 50 && then == now, "\(name): \(now.symmetricDifference(then).sorted().prefix(4))")
        }
    }

    /// The marks of each page with their places, whatever they are part of and in which order they are read.
    private static func seen(_ dump: String) -> Set<String> {
        var page = ""
        var seen: Set<String> = []
        for line in dump.split(separator: "\n") {
            if line.hasPrefix("page ") { page = String(line) }
            let mark = line.drop { $0 == " " }
            let word = mark.prefix { $0 != " " }
            guard ["page", "text", "rule", "fill", "outline", "picture", "modules", "bars"].contains(word) else { continue }
            // A space at a text's end is not drawn.
            seen.insert("\(page): \(mark.hasSuffix(" \"") ? mark.dropLast(2) + "\"" : mark)")
        }
        return seen
    }
}
