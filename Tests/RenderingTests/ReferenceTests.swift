import Foundation
import Records
import Templating
import TestKit
import Testing

@testable import Rendering

/// The reference tells the truth: its examples compile, its filters write what it says, its messages are what is told.
@Suite struct ReferenceTests {
    private static let reference: String = {
        (try? String(contentsOfFile: "\(Scratch.root)/Templates/README.md", encoding: .utf8)) ?? ""
    }()

    /// The blocks of code in a language, with the heading that they stand under.
    private static func blocks(_ language: String) -> [(heading: String, text: String)] {
        var found: [(heading: String, text: String)] = []
        var heading = ""
        var block: (fence: Substring, lines: [Substring])?
        for line in reference.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = block {
                if line != "```" {
                    block?.lines.append(line)
                    continue
                }
                if open.fence == "```\(language)" { found.append((heading, open.lines.joined(separator: "\n"))) }
                block = nil
            } else if line.hasPrefix("```") {
                block = (line, [])
            } else if line.hasPrefix("#") {
                heading = String(line.drop { $0 == "#" || $0 == " " })
            }
        }
        return found
    }

    /// The kind of the whole small example, as its reader would make it.
    private struct Reminder {
        let scratch: Scratch
        let files: [String: String]
        var library: Library { Library(templates: scratch.path("templates"), fonts: "\(Scratch.root)/Fonts") }

        init() throws {
            scratch = try Scratch()
            let json = ReferenceTests.blocks("json").filter { $0.heading == "A whole small example" }.map(\.text)
            let xml = ReferenceTests.blocks("xml").filter { $0.heading == "A whole small example" }.map(\.text)
            try #require(json.count == 3 && xml.count == 1, "contract, words and sample; the template")
            files = [
                "data.schema.json": json[0], "en.json": json[1], "samples/two-bills.json": json[2], "open-bills.xml": xml[0],
            ]
            for (name, text) in files { try scratch.write(text, "templates/open-bills/\(name)") }
        }

        func render(_ sample: String? = nil) throws -> [String] {
            let kind = try library.load("open-bills")
            let typesetter = Typesetter(kind, profile: .print, issue: .test)
            var json = sample ?? files["samples/two-bills.json"] ?? ""
            do {
                return try json.withUTF8 { try typesetter.pages(of: UnsafeRawBufferPointer($0), line: 1) }.map {
                    $0.dump(faces: kind.template.book.names)
                }
            } catch let refusal as Refusal { return refusal.reasons.map { "set aside: \($0.message)" } }
        }
    }

    @Test func theWholeSmallExampleIsGood() throws {
        let reminder = try Reminder()
        let pages = try reminder.render()
        #expect(pages.count == 1 && pages[0].contains("\"$119.25\""))
        let wrong = reminder.files["samples/two-bills.json"]?.replacing("\"total\": \"119.25\"", with: "\"total\": \"119.26\"")
        let told = try reminder.render(wrong)
        let promised = try #require(
            Self.reference.split(separator: "\n").first { $0.contains("the open bills add up to $119.25, not to total $119.26") })
        #expect(told.count == 1 && promised.hasSuffix(String(told[0].dropFirst("set aside: ".count))), "\(told)")
    }

    /// Each message of the reference, made again by putting its line into the example.
    @Test func messagesAreWhatIsTold() throws {
        let messages = Self.blocks("").map(\.text).filter { $0.hasPrefix("open-bills/open-bills.xml:") }
        #expect(messages.count >= 5)
        for message in messages {
            let reminder = try Reminder()
            let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
            let number = try #require(lines[0].split(separator: ":").dropFirst().first.flatMap { Int($0) })
            var template = try #require(reminder.files["open-bills.xml"]).split(separator: "\n", omittingEmptySubsequences: false)
            template[number - 1] = lines[1].dropFirst(4)
            try reminder.scratch.write(template.joined(separator: "\n"), "templates/open-bills/open-bills.xml")
            do throws(KindError) {
                _ = try reminder.library.load("open-bills")
                Testing.Issue.record("nothing is told: \(message)")
            } catch { #expect(error.description.contains(message), "\(error.description)") }
        }
    }

    /// The shorter examples use the fields and words of the bill; each compiles and sets a bill.
    @Test func everyExampleCompiles() throws {
        let examples = Self.blocks("xml").filter { $0.heading != "A whole small example" }
        #expect(examples.count >= 15)
        for (heading, text) in examples {
            let scratch = try Scratch()
            try scratch.copy("\(Scratch.root)/Templates/shared", to: "templates/shared")
            try scratch.copy("\(Scratch.root)/Templates/bill", to: "templates/bill")
            try scratch.write(Self.template(around: text), "templates/bill/bill.xml")
            // Words that an example speaks of without the bill having them.
            let words = try scratch.text("templates/bill/en.json")
            try scratch.write(
                words.replacing(
                    "{\n", with: "{\n  \"rights_title\": \"Your rights\", \"rights\": \"You may ask for a hearing.\",\n",
                    maxReplacements: 1),
                "templates/bill/en.json")
            for language in ["es"] where scratch.files.contains("templates/bill/\(language).json") {
                try FileManager.default.removeItem(atPath: scratch.path("templates/bill/\(language).json"))
            }
            let library = Library(templates: scratch.path("templates"), fonts: "\(Scratch.root)/Fonts")
            do throws(KindError) {
                let kind = try library.load("bill")
                let typesetter = Typesetter(kind, profile: .print, issue: .test)
                guard let sample = try? library.sample("normal", of: "bill") else { continue }
                let pages = try? sample.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
                #expect(pages?.isEmpty == false || text.contains("<require"), "\(heading): \(text)")
            } catch { Testing.Issue.record("\(heading): \(error)\n\(text)") }
        }
    }

    /// A template in which an example stands where its first element may.
    private static func template(around text: String) -> String {
        let first = text.firstMatch(of: #/<([a-z0-9-]+)/#).map { String($0.1) } ?? ""
        var head = "<include part=\"styles\"/>"
        var page = "<page name=\"all\" use=\"rest\"><body x=\"36pt\" y=\"36pt\" w=\"540pt\" h=\"720pt\"/></page>"
        var flow = "<flow/>"
        var sections = ""
        switch first {
        case "page":
            page = text
            head += "<include part=\"envelopes\"/>"
        case "region":
            page = "<page name=\"all\" use=\"only\">\(text)</page>"
            head += "<include part=\"envelopes\"/>"
        case "fonts", "styles", "formats", "windows": sections = text
        case "let", "require":
            if text.contains("<flow>") {
                sections = text
                flow = ""
            } else {
                flow = "<flow>\(text)</flow>"
            }
        default: flow = "<flow>\(text)</flow>"
        }
        return "<document kind=\"bill\" version=\"1\">\(head)\(sections)\(page)\(flow)</document>"
    }

    /// Each row of the table of filters: the example, and what it writes for the sample `normal`.
    @Test func filtersWriteWhatTheReferenceSays() throws {
        let library = Library(templates: "\(Scratch.root)/Templates", fonts: "\(Scratch.root)/Fonts")
        let sample = try library.sample("normal", of: "bill")
        var rows = 0
        let section =
            Self.reference.split(separator: "\n## Filters\n", maxSplits: 1).last?.split(separator: "\n## ", maxSplits: 1).first
            ?? ""
        for line in section.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
            }
            try #require(cells.count == 5, "\(line)")
            let example = cells[3].trimmingCharacters(in: ["`"])
            if cells[3].contains("needs none") { continue }
            rows += 1
            let scratch = try Scratch()
            try scratch.copy("\(Scratch.root)/Templates/shared", to: "templates/shared")
            try scratch.copy("\(Scratch.root)/Templates/bill", to: "templates/bill")
            try scratch.write(
                Self.template(around: "<check test=\"false\" message=\"{\(example.replacing("\"", with: "&quot;"))}\"/>"),
                "templates/bill/bill.xml")
            let kind: Kind
            do throws(KindError) {
                kind = try Library(templates: scratch.path("templates"), fonts: "\(Scratch.root)/Fonts").load("bill")
            } catch {
                Testing.Issue.record("\(example): \(error)")
                continue
            }
            let typesetter = Typesetter(kind, profile: .print, issue: .test)
            do {
                _ = try sample.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
                Testing.Issue.record("\(example) says nothing")
            } catch let refusal as Refusal {
                // The whole message, which a log does not show.
                let reason = refusal.reasons[0]
                let logged = reason.message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
                #expect((reason.text.isEmpty ? logged : reason.text) == cells[4], "\(example)")
            }
        }
        #expect(rows >= 25)
    }
}
