import Foundation
import Pages
import Records
import TestKit
import Testing

@testable import Templating

/// Names and attributes misspelt, deleted, doubled and swapped, in the templates that ship and all their parts.
///
/// No mutant may crash, and none may pass in silence with other pages. A misspelt or doubled name never means anything. A
/// deleted attribute, or two that are swapped, can mean something that no compiler could know to be wrong, but only where
/// the language says so: the attribute is one that may be left out, or both take the same kind of value.
@Suite struct NameMutationTests {
    @Test func namesOfTheBillAreNeverWrongInSilence() throws { try run("Templates/bill", "Fonts", count: 600, seed: 11) }

    @Test func namesOfTheBenchBillAreNeverWrongInSilence() throws {
        try run("Benchmarks/bill", "Benchmarks/fonts", count: 2600, seed: 12)
    }

    /// Every kind that ships; fewer of each, for there are many.
    @Test(arguments: try shipped()) func namesOfEachKindAreNeverWrongInSilence(_ kind: String) throws {
        try run("Templates/\(kind)", "Fonts", count: 60, seed: 13)
    }

    private static func shipped() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(Scratch.root)/Templates").filter {
            FileManager.default.fileExists(atPath: "\(Scratch.root)/Templates/\($0)/\($0).xml")
        }.sorted()
    }

    /// MUTANTS=20000 looks longer.
    private func run(_ path: String, _ fonts: String, count: Int, seed: UInt64) throws {
        let kind = try Workpiece(path, fonts: fonts)
        let whole = kind.dumps(nil)
        #expect(whole?.isEmpty == false, "the template as it is, is good")
        let vocabulary = Set(kind.tokens.map(\.text)).union(kind.known)
        var noise = Noise(seed: seed)
        var counts: [String: Int] = [:]
        let wanted = getenv("MUTANTS").flatMap { Int(String(cString: $0)) } ?? count
        var made = 0
        while made < wanted {
            guard let mutant = Self.mutant(kind, vocabulary, &noise) else { continue }
            made += 1
            let outcome: String
            switch kind.dumps(mutant.source) {
            case nil: outcome = "told"
            case let dumps? where dumps == whole: outcome = "the same pages"
            case _?: outcome = mutant.mayMean ? "means something else" : "SILENT"
            }
            counts["\(mutant.change): \(outcome)", default: 0] += 1
            #expect(outcome != "SILENT", "\(mutant.story)")
        }
        #expect(counts["misspelt: told", default: 0] > 0 && counts["doubled: told", default: 0] > 0, "\(counts)")
        if getenv("MUTANTS") != nil { print(path, counts.sorted { $0.key < $1.key }) }
    }

    private struct Mutated {
        let source: Source
        let change: String
        /// The language gives the change a meaning.
        let mayMean: Bool
        let story: String
    }

    private static func mutant(_ kind: Workpiece, _ vocabulary: Set<String>, _ noise: inout Noise) -> Mutated? {
        let token = noise.pick(kind.tokens)
        let source = kind.sources[token.file]
        func made(_ change: String, _ edits: [(Range<Int>, String)], mayMean: Bool = false) -> Mutated {
            var bytes = source.bytes
            for (range, text) in edits.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
                bytes.replaceSubrange(range, with: Array(text.utf8))
            }
            let place = source.place(at: token.range.lowerBound)
            return Mutated(
                source: Source(name: source.name, bytes: bytes), change: change, mayMean: mayMean,
                story: "\(source.name):\(place) \(token.text): \(change)")
        }
        switch noise.next(below: 4) {
        case 0:
            guard let wrong = misspelt(token.text, vocabulary, &noise) else { return nil }
            // The tags of an element, or one of the two.
            let ranges = token.partner.map { noise.next(below: 2) == 0 ? [token.range, $0] : [token.range] } ?? [token.range]
            return made("misspelt", ranges.map { ($0, wrong) })
        case 1:
            guard let attribute = token.attribute else { return nil }
            let space = (attribute.whole.lowerBound - 1)..<attribute.whole.upperBound
            return made("deleted", [(space, "")], mayMean: attribute.isOptional)
        case 2:
            guard let attribute = token.attribute else { return nil }
            let text = String(decoding: source.bytes[attribute.whole], as: UTF8.self)
            return made("doubled", [(attribute.whole.upperBound..<attribute.whole.upperBound, " \(text)")])
        default:
            guard let attribute = token.attribute else { return nil }
            let others = kind.tokens.filter {
                $0.file == token.file && $0.attribute?.element == attribute.element && $0.range != token.range
            }
            guard !others.isEmpty else { return nil }
            let other = noise.pick(others)
            return made(
                "swapped", [(token.range, other.text), (other.range, token.text)],
                mayMean: attribute.value == other.attribute?.value)
        }
    }

    /// A name with a slip in it that is no name that anybody gave.
    private static func misspelt(_ name: String, _ vocabulary: Set<String>, _ noise: inout Noise) -> String? {
        for _ in 0..<8 {
            var letters = Array(name)
            let at = noise.next(below: letters.count)
            switch noise.next(below: 4) {
            case 0 where letters.count > 1: letters.remove(at: at)
            case 1: letters.insert(letters[at], at: at)
            case 2 where at + 1 < letters.count: letters.swapAt(at, at + 1)
            default: letters[at] = noise.pick(Array("abcdefghijklmnopqrstuvwxyz"))
            }
            let wrong = String(letters)
            if !wrong.isEmpty, wrong != name, !vocabulary.contains(wrong), wrong.first?.isNumber == false { return wrong }
        }
        return nil
    }
}

/// A kind with all its files at hand, one of which may be another.
private final class Workpiece {
    /// A name in a file: of an element, of an attribute, or within an attribute's value or an expression.
    struct Token {
        let file: Int
        let range: Range<Int>
        let text: String
        /// The name in the other tag of the element.
        var partner: Range<Int>?
        var attribute: Attribute?

        struct Attribute {
            /// From the name to the closing quote.
            let whole: Range<Int>
            /// Where its element begins.
            let element: Int
            let isOptional: Bool
            /// The kind of its value.
            let value: String
        }
    }

    private(set) var sources: [Source] = []
    private(set) var tokens: [Token] = []
    /// Names that stand elsewhere than in the templates.
    private(set) var known: Set<String> = []
    private let contract: Contract
    private let contractSource: Source
    private let words: Source?
    private let sharedWords: Source?
    private let records: [Record]
    private let folder: String
    private let kind: String
    private let fonts: String
    private var faces: [String: [UInt8]] = [:]
    private var parts: [String: Int] = [:]

    init(_ folder: String, fonts: String) throws {
        self.folder = folder
        kind = String(folder.split(separator: "/").last ?? "")
        self.fonts = fonts
        func read(_ path: String) throws -> [UInt8] { try FileBytes.read("\(Scratch.root)/\(path)") }
        contractSource = Source(name: "data.schema.json", bytes: try read("\(folder)/data.schema.json"))
        contract = try Contract(parsing: contractSource.bytes, file: "data.schema.json")
        words = (try? read("\(folder)/en.json")).map { Source(name: "en.json", bytes: $0) }
        sharedWords = (try? read("Templates/shared/en.json")).map { Source(name: "shared/en.json", bytes: $0) }
        let reader = RecordReader(contract)
        let chosen = ["normal.json", "past-due.json", "several-meters.json", "forty-charges.json", "credit.json", "one.json"]
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(Scratch.root)/\(folder)/samples").sorted()) ?? []
        let samples = all.contains(where: chosen.contains) ? chosen : Array(all.prefix(6))
        records = samples.compactMap { sample in
            guard let bytes = try? read("\(folder)/samples/\(sample)") else { return nil }
            var record = Record()
            return reader.read(bytes, line: 1, into: &record).isEmpty ? record : nil
        }
        func add(_ name: String, _ path: String, _ bytes: [UInt8]) {
            parts[name] = sources.count
            sources.append(Source(name: path, bytes: bytes))
        }
        add("", "\(kind).xml", try read("\(folder)/\(kind).xml"))
        // The parts that the template includes, wherever they stand.
        var at = 0
        while at < sources.count {
            let text = String(decoding: sources[at].bytes, as: UTF8.self)
            for match in text.matches(of: #/<include part="([a-z-]+)"/#) where parts[String(match.1)] == nil {
                for place in ["\(folder)/\(match.1).xml", "Templates/shared/\(match.1).xml"] {
                    guard let bytes = try? read(place) else { continue }
                    add(String(match.1), place, bytes)
                    break
                }
            }
            at += 1
        }
        known.formUnion(Elements.names + Elements.all.flatMap(\.attributes).map(\.name) + FilterKind.allCases.map(\.rawValue))
        known.formUnion(["lt", "gt", "le", "ge", "eq", "ne", "and", "or", "not", "is", "present", "true", "false", "in", "item"])
        let names = String(decoding: contractSource.bytes + (words?.bytes ?? []) + (sharedWords?.bytes ?? []), as: UTF8.self)
        known.formUnion(names.matches(of: #/[A-Za-z_][A-Za-z0-9_]*/#).map { String($0.0) })
        for value in Elements.values { known.formUnion(value.value.choices ?? []) }
        for file in sources.indices { try tokenize(file) }
    }

    private func tokenize(_ file: Int) throws {
        let source = sources[file]
        let (root, _, _) = try XMLReader.read(source)
        func visit(_ element: XMLElement) {
            let open = (element.offset + 1)..<(element.offset + 1 + element.name.utf8.count)
            let close = closing(element, in: source)
            tokens.append(Token(file: file, range: open, text: element.name, partner: close))
            for attribute in element.attributes {
                let start = attribute.nameOffset
                let name = start..<(start + attribute.name.utf8.count)
                let end = attribute.value.offset(at: attribute.value.bytes.count) + 1
                guard let spec = Elements.named[element.name]?.attribute(attribute.name) else { continue }
                tokens.append(
                    Token(
                        file: file, range: name, text: attribute.name,
                        attribute: Token.Attribute(
                            whole: start..<end, element: element.offset, isOptional: !spec.isNeeded,
                            value: spec.value.schemaName)))
                switch spec.value {
                case .names, .word, .loop, .expression, .braced: inside(attribute.value, all: true)
                // A name for messages alone says nothing on the page.
                case .name where !["name", "lang"].contains(attribute.name): inside(attribute.value, all: true)
                case .text where attribute.name != "message": inside(attribute.value, all: false)
                default: break
                }
            }
            for child in element.children {
                switch child {
                case .element(let inner): visit(inner)
                case .text(let text): inside(text, all: false)
                }
            }
        }
        /// The names in a value, or only in its `{expressions}`; what stands in quotes is text.
        func inside(_ text: DecodedText, all: Bool) {
            guard text.origins.isEmpty else { return }
            var isExpression = all
            var quote: UInt8?
            var at = 0
            let bytes = text.bytes
            while at < bytes.count {
                let byte = bytes[at]
                if let open = quote {
                    if byte == open { quote = nil }
                } else if isExpression, byte == 0x27 || byte == 0x22 {
                    quote = byte
                } else if byte == 0x7B {
                    isExpression = true
                } else if byte == 0x7D {
                    isExpression = all
                } else if isExpression, isLetter(byte) {
                    let start = at
                    while at < bytes.count, isLetter(bytes[at]) || (0x30...0x39).contains(bytes[at]) || bytes[at] == 0x2D && all {
                        at += 1
                    }
                    let name = String(decoding: bytes[start..<at], as: UTF8.self)
                    tokens.append(Token(file: file, range: (text.start + start)..<(text.start + at), text: name))
                    continue
                }
                at += 1
            }
        }
        func isLetter(_ byte: UInt8) -> Bool { byte == 0x5F || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
        visit(root)
    }

    /// The name in an element's closing tag, if it has one.
    private func closing(_ element: XMLElement, in source: Source) -> Range<Int>? {
        var depth = 0
        var at = element.offset
        let bytes = source.bytes
        let name = Array(element.name.utf8)
        func isName(_ at: Int) -> Bool {
            guard at + name.count < bytes.count, bytes[at..<at + name.count].elementsEqual(name) else { return false }
            return [0x20, 0x3E, 0x2F, 0x0A].contains(bytes[at + name.count])
        }
        while at < bytes.count {
            if bytes[at] == 0x3C {
                if isName(at + 1) {
                    var end = at
                    var quote = false
                    while bytes[end] != 0x3E || quote { if bytes[end] == 0x22 { quote.toggle() }; end += 1 }
                    if bytes[end - 1] == 0x2F {
                        if depth == 0 { return nil }
                    } else {
                        depth += 1
                    }
                } else if bytes[at + 1] == 0x2F, isName(at + 2) {
                    depth -= 1
                    if depth == 0 { return (at + 2)..<(at + 2 + name.count) }
                }
            }
            at += 1
        }
        return nil
    }

    /// The display lists that the samples make, without names that are for messages; nil where the template is refused or a
    /// sample is set aside.
    func dumps(_ changed: Source?) -> [String]? {
        func source(_ index: Int) -> Source {
            if let changed, changed.name == sources[index].name { return changed }
            return sources[index]
        }
        let files = TemplateFiles(
            kind: kind, template: source(0), contract: contract, contractSource: contractSource,
            words: { [words] in $0 == "en" ? words : nil },
            part: { [parts] in parts[$0].map(source) },
            font: { [self] name in
                if let face = faces[name] { return face }
                let face = try FileBytes.read("\(Scratch.root)/\(fonts)/\(name).ttf")
                faces[name] = face
                return face
            },
            picture: { [folder] name in
                let paths = ["\(folder)/\(name)", "Templates/shared/\(name)"]
                for path in paths {
                    if let bytes = try? FileBytes.read("\(Scratch.root)/\(path)") { return try Picture.read(bytes, name: name) }
                }
                throw PictureError(name, "there is no such file")
            },
            sharedWords: { [sharedWords] in $0 == "en" ? sharedWords : nil })
        guard let template = try? Template.compile(files) else { return nil }
        // Whoever misspells an id that nothing asks for is told, and nothing is stopped.
        if template.notes.contains(where: { $0.code == .required }) { return nil }
        let merger = Merger(template)
        var dumps: [String] = []
        for record in records {
            guard let pages = try? merger.pages(of: record) else { return nil }
            dumps.append(pages.map { $0.dump(faces: template.book.names) }.joined())
        }
        return dumps
    }
}
