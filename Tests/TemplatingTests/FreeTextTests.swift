import Pages
import TestKit
import Testing

@testable import Templating

/// Text that others write: with lines of its own, and words that no line can hold.
@Suite struct FreeTextTests {
    private func lines(_ attributes: String, _ name: String, template: String = "{account.name}") throws -> [[String]] {
        // A carriage return and a line feed are one character to Swift.
        let escaped = name.unicodeScalars.reduce(into: "") { $0 += $1 == "\r" ? "\\r" : $1 == "\n" ? "\\n" : String($1) }
        return try Draft.flow("<p \(attributes)>\(template)</p>").lines(
            Draft.record.replacing("Ana Ruiz\"}", with: "\(escaped)\"}"))
    }

    @Test func lineBreaksOfValuesAreKept() throws {
        for line in ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}"] {
            #expect(try lines("lines=\"keep\"", "One.\(line)Two.") == [["One. ", "Two."]], "\(Array(line.unicodeScalars))")
        }
        #expect(try lines("lines=\"keep\"", "One.\n\nTwo.") == [["One. ", "Two."]])
        #expect(
            try Draft.flow("<p lines=\"keep\">{account.name}</p>").places(
                Draft.record.replacing("Ana Ruiz\"}", with: "One.\\n\\nTwo.\"}")) == [["10,28.5 One. ", "10,52.5 Two."]],
            "an empty line is one")
        #expect(try lines("lines=\"keep\"", "\n \nOne.\r\n \n") == [["One."]], "and none at its ends")
        #expect(
            try lines("lines=\"keep\"", "One.\nTwo.", template: "Say:\n {account.name} Done.") == [["Say: One. ", "Two. Done."]])
    }

    @Test func withoutItWhiteSpaceRunsTogether() throws {
        #expect(try lines("", "One.\nTwo.\r\nThree.") == [["One. Two. Three."]])
        #expect(try lines("lines=\"flow\"", "One.\nTwo.") == [["One. Two."]])
    }

    @Test func toAReaderItIsOneParagraph() throws {
        let record = Draft.record.replacing("Ana Ruiz\"}", with: "One.\\nTwo.\"}")
        #expect(
            try Draft.flow("<p lines=\"keep\">{account.name}</p>").outline(record)
                == "p\n  \"One. \"\n  \"Two.\"")
    }

    @Test func theSameTextIsSetTheSameWayTwice() throws {
        let draft = Draft.flow("<p lines=\"keep\">{account.name}</p><p>{account.name}</p><p lines=\"keep\">{account.name}</p>")
        let record = Draft.record.replacing("Ana Ruiz\"}", with: "a\\nb\"}")
        #expect(try draft.lines(record) == [["a ", "b", "a b", "a ", "b"]])
    }

    // MARK: Long words

    private static let word = String(repeating: "Wide", count: 30)

    @Test func aWordThatNoLineCanHoldIsBrokenWhereTheLineEnds() throws {
        let set = try lines("break=\"anywhere\"", "See \(Self.word) now")[0]
        #expect(set.count > 3)
        #expect(set.joined() == "See \(Self.word) now", "nothing is added and nothing lost: \(set)")
        #expect(set.dropLast().dropFirst().allSatisfy { $0.count > 10 }, "lines are full: \(set)")
        #expect(try lines("break=\"words\"", "short words only") == [["short words only"]])
    }

    @Test func withoutItTheDocumentStops() throws {
        let record = Draft.record.replacing("Ana Ruiz\"}", with: "\(Self.word)\"}")
        for attributes in ["", "break=\"words\""] {
            #expect(
                try Draft.flow("<p \(attributes)>{account.name}</p>").refusal(record).contains("a word of 120 characters is "))
        }
        #expect(
            try Draft.flow("<p class=\"long\">{account.name}</p>", styles: "<style name=\"long\" break=\"anywhere\"/>").lines(
                record)[0]
                .joined() == Self.word)
    }

    @Test func wordsThatFitAreLeftWhole() throws {
        let set = try lines("break=\"anywhere\"", "Please read your meter on the first day of every month, and call us")[0]
        let plain = try lines("", "Please read your meter on the first day of every month, and call us")[0]
        #expect(set == plain)
    }

    @Test func noCharacterIsBroken() throws {
        // A letter with its accent beside it, over and over.
        let word = String(repeating: "e\u{301}", count: 80)
        let set = try lines("break=\"anywhere\"", word)[0]
        #expect(set.count > 1)
        #expect(set.allSatisfy { $0.unicodeScalars.first == "e" && $0.unicodeScalars.last == "\u{301}" }, "\(set)")
        #expect(set.joined().unicodeScalars.elementsEqual(word.unicodeScalars))
    }

    @Test func itGoesOnOverThePageEnd() throws {
        let record = Draft.record.replacing("Ana Ruiz\"}", with: "\(String(repeating: "Wide", count: 100))\"}")
        let pages = try Draft.flow("<p break=\"anywhere\">{account.name}</p>", height: 60).lines(record)
        #expect(pages.count > 1)
        #expect(pages.flatMap(\.self).joined() == String(repeating: "Wide", count: 100))
    }
}
