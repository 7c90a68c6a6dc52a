import Foundation
import Records
import TestKit
import Templating
import Testing

@testable import Rendering

/// What a notice must hold, taken away piece by piece, in every kind that requires anything: the document never ships.
@Suite struct RequiredTests {
    private static let templates = "\(Scratch.root)/Templates"
    private static let kinds = Library(templates: templates, fonts: TestFonts.folder).kinds.filter {
        text("\($0)/\($0).xml").contains("<require ")
    }

    private static func text(_ path: String) -> String {
        (try? String(contentsOfFile: "\(templates)/\(path)", encoding: .utf8)) ?? ""
    }

    /// A copy of all templates in which one kind's files may be changed.
    private struct Copy {
        let scratch: Scratch
        let kind: String
        var library: Library { Library(templates: scratch.path("t"), fonts: TestFonts.folder) }

        init(_ kind: String) throws {
            scratch = try Scratch()
            self.kind = kind
            for folder in [kind, "shared"] { try scratch.copy("\(RequiredTests.templates)/\(folder)", to: "t/\(folder)") }
        }

        /// Changes a text in all files of the kind and the shared ones; false where it stands in none.
        func replace(_ text: String, with other: String, in ending: String) throws -> Bool {
            var isFound = false
            for file in scratch.files where file.hasSuffix(ending) {
                let whole = try scratch.text(file)
                guard whole.contains(text) else { continue }
                try scratch.write(whole.replacing(text, with: other, maxReplacements: 1), file)
                isFound = true
            }
            return isFound
        }

        /// What becomes of a sample: nil where it is set.
        func outcome(_ sample: [UInt8]? = nil) -> String? {
            let kind: Kind
            do throws(KindError) { kind = try library.load(self.kind) } catch { return "told: \(error)" }
            guard let name = library.samples(of: self.kind).first,
                let bytes = sample ?? (try? library.sample(name, of: self.kind))
            else { return "no sample" }
            let typesetter = Typesetter(kind, profile: .print, issue: .test)
            do {
                _ = try bytes.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
                return nil
            } catch let refusal as Refusal { return "set aside: \(refusal.reasons[0].message)" } catch { return "\(error)" }
        }
    }

    @Test(arguments: kinds) func aRequiredElementThatIsMissingEmptyOrTooSmallNeverShips(_ kind: String) throws {
        let requires = Self.text("\(kind)/\(kind).xml").matches(of: #/<require element="([^"]+)"(?: size="([^"]+)")?/#)
        #expect(try Copy(kind).outcome() == nil, "as it is, it is set")
        for match in requires {
            let id = String(match.1)
            // Missing: nothing has the id any more.
            var copy = try Copy(kind)
            #expect(try copy.replace(" id=\"\(id)\"", with: "", in: ".xml"), "\(id) stands in a template")
            #expect(copy.outcome()?.contains("no element has id=\"\(id)\"") == true, "\(kind) without \(id)")
            // Empty: the element is there, and nothing comes out of it.
            copy = try Copy(kind)
            let element = try #require(try Self.element(id, in: copy.scratch), "\(id)")
            let tag = String(element.text.prefix { $0 != ">" })
            let name = String(tag.dropFirst().prefix { $0 != " " })
            let inner =
                ["table": "<row><th></th></row>", "ul": "<li></li>", "ol": "<li></li>", "grid": "<cell></cell>"][name] ?? ""
            try copy.scratch.write(
                try copy.scratch.text(element.file).replacing(
                    element.text, with: "\(tag)>\(inner)</\(name)>", maxReplacements: 1),
                element.file)
            let empty = copy.outcome()
            #expect(empty?.contains("the document must have \(id)") == true, "\(kind) with an empty \(id): \(empty ?? "is set")")
            // Too small: one style in the element sets smaller type than it may have.
            guard let size = match.2 else { continue }
            copy = try Copy(kind)
            #expect(
                try copy.replace(
                    "<style name=\"p\" ",
                    with: "<style name=\"tiny-type\" size=\"6pt\" leading=\"7pt\"/>\n    <style name=\"p\" ", in: ".xml"))
            let wrapped = tag + ">" + "<tiny/>" + element.text.dropFirst(tag.count + 1)
            let small = Self.shrunk(wrapped, name)
            try copy.scratch.write(
                try copy.scratch.text(element.file).replacing(element.text, with: small, maxReplacements: 1), element.file)
            let told = copy.outcome()
            #expect(
                told?.contains("type of 6 pt") == true || told?.contains("in type of 6 pt") == true,
                "\(kind): \(id) in 6 pt, asks for \(size): \(told ?? "is set")")
        }
    }

    /// The element with a word in tiny type before what it holds.
    private static func shrunk(_ text: String, _ name: String) -> String {
        let tiny = "<span class=\"tiny-type\">x </span>"
        let block = "<p>\(tiny)</p>"
        switch name {
        case "p", "h1", "h2", "h3": return text.replacing("<tiny/>", with: tiny)
        case "table": return text.replacing("<tiny/>", with: "<row><td>\(tiny)</td></row>")
        case "ul", "ol": return text.replacing("<tiny/>", with: "<li>\(tiny)</li>")
        case "grid": return text.replacing("<tiny/>", with: "<cell>\(tiny)</cell>")
        default: return text.replacing("<tiny/>", with: block)
        }
    }

    /// The element that has an id, as it stands in its file.
    private static func element(_ id: String, in scratch: Scratch) throws -> (file: String, text: String)? {
        for file in scratch.files where file.hasSuffix(".xml") {
            let text = try scratch.text(file)
            guard let at = text.range(of: " id=\"\(id)\""),
                let start = text[..<at.lowerBound].lastIndex(of: "<")
            else { continue }
            let name = String(text[text.index(after: start)...].prefix { $0 != " " })
            var depth = 0
            var place = start
            while let tag = text[place...].firstMatch(of: #/<(/?)([a-z0-9-]+)[^>]*?(/?)>/#) {
                if tag.2 == name {
                    if !tag.1.isEmpty { depth -= 1 } else if tag.3.isEmpty { depth += 1 }
                    if depth == 0 { return (file, String(text[start..<tag.range.upperBound])) }
                }
                place = tag.range.upperBound
            }
        }
        return nil
    }

    /// Required data that is gone or blank: set aside, by the contract or by the template.
    @Test(arguments: kinds) func requiredDataThatIsMissingOrBlankNeverShips(_ kind: String) throws {
        let paths = Self.text("\(kind)/\(kind).xml").matches(of: #/<require data="([a-z_.]+)"/#).map { String($0.1) }
        let copy = try Copy(kind)
        let library = copy.library
        guard let sample = library.samples(of: kind).first else { return }
        let bytes = try library.sample(sample, of: kind)
        for path in paths {
            let names = path.split(separator: ".").map(String.init)
            for blank in [nil, " "] as [String?] {
                guard var record = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else { continue }
                guard Self.change(&record, names[...], to: blank) else { continue }
                let changed = try JSONSerialization.data(withJSONObject: record)
                let outcome = copy.outcome(Array(changed))
                #expect(
                    outcome?.hasPrefix("set aside: ") == true,
                    "\(kind) with \(path) \(blank == nil ? "missing" : "blank"): \(outcome ?? "is set")")
            }
        }
    }

    /// Removes a field, or makes a text blank; false where there is no such text.
    private static func change(_ record: inout [String: Any], _ path: ArraySlice<String>, to blank: String?) -> Bool {
        guard let name = path.first, let value = record[name] else { return false }
        if path.count == 1 {
            if let blank {
                guard value is String else { return false }
                record[name] = blank
            } else {
                record[name] = nil
            }
            return true
        }
        guard var inner = value as? [String: Any], change(&inner, path.dropFirst(), to: blank) else { return false }
        record[name] = inner
        return true
    }
}
