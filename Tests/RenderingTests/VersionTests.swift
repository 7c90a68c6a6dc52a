import Foundation
import Records
import TestKit
import Templating
import Testing

@testable import Rendering

/// The promise of the language's versions: what a version has set once loads and sets the same for good.
///
/// `Promises/1` was written when version 1 was finished, and uses all that it had. Its pages are never recorded again: where
/// this test fails, the change that made it fail needs a new version of the language.
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
            #expect(pages == (try String(contentsOfFile: "\(folder)/\(name)/pages.txt", encoding: .utf8)), "\(name)")
        }
    }
}
