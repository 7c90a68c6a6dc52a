import Fonts
import Pages
import Records
import TestKit
import Testing

@testable import Templating

/// A template as a test writes it, with everything that its folder would hold.
struct Draft {
    var template: String
    var contract = Draft.contract
    /// Language files by language.
    var words: [String: String] = [:]
    var parts: [String: String] = [:]
    var pictures: [String: [UInt8]] = [:]
    /// Where fonts come from, all but the first.
    var font: ((String) throws -> [UInt8])?

    /// A document of one page master whose body is 200 pt wide and 100 pt tall, for blocks.
    static func flow(_ blocks: String, styles: String = "", height: Int = 100) -> Draft {
        Draft(
            template: """
                <document kind="bill" version="1">
                \(head(styles))
                <page name="all" use="rest"><body x="10pt" y="20pt" w="200pt" h="\(height)pt"/></page>
                <flow>\(blocks)</flow>
                </document>
                """)
    }

    /// A document of one page whose only region holds these blocks.
    static func region(_ blocks: String, attributes: String = "", styles: String = "", rest: String = "") -> Draft {
        Draft(
            template: """
                <document kind="bill" version="1">
                \(head(styles))
                <page name="all" use="only"><region name="box" x="10pt" y="20pt" w="200pt" h="50pt" \(attributes)>\(blocks)</region>\(rest)</page>
                <flow/>
                </document>
                """)
    }

    /// The same with these attributes of `<document>` as well.
    func document(_ attributes: String) -> Draft {
        var draft = self
        draft.template = template.replacing("<document ", with: "<document \(attributes) ")
        return draft
    }

    static func head(_ styles: String = "") -> String {
        """
        <fonts><font name="body" files="SourceSansPro-Regular SourceSansPro-Bold SourceSansPro-It" fallback="NotoSans-Regular"/><font name="ocr" files="OCRA"/></fonts>
        <styles><style name="p" font="body" size="10pt" leading="12pt"/><style name="ocr" font="ocr" size="10pt" leading="12pt"/>\(styles)</styles>
        """
    }

    static let contract = #"""
        {"type": "object", "additionalProperties": false, "required": ["account", "bill", "charges", "lines", "nested"],
         "x-document": {"account": "account.number", "amount": "bill.total_due"},
         "properties": {
           "account": {"type": "object", "additionalProperties": false, "required": ["number", "name"], "properties": {
             "number": {"type": "string"}, "name": {"type": "string"}, "suite": {"type": "string"}}},
           "bill": {"type": "object", "additionalProperties": false,
             "required": ["total_due", "past_due", "due_date", "month", "count", "rate", "paid", "big"], "properties": {
             "total_due": {"type": "string", "format": "money"}, "past_due": {"type": "string", "format": "money"},
             "late": {"type": "string", "format": "money"}, "due_date": {"type": "string", "format": "date"},
             "month": {"type": "string", "format": "month"}, "drawn": {"type": "string", "format": "date"},
             "count": {"type": "integer"}, "extra": {"type": "integer"}, "rate": {"type": "number"}, "paid": {"type": "boolean"},
             "held": {"type": "boolean"}, "big": {"type": "integer"}}},
           "mail": {"type": "object", "additionalProperties": false, "required": ["imb"], "properties": {
             "imb": {"type": "string"}, "note": {"type": "string"}, "to": {"type": "array", "items": {"type": "string"}}}},
           "charges": {"type": "array", "items": {"type": "object", "additionalProperties": false,
             "required": ["name", "amount", "units", "steps"], "properties": {
             "name": {"type": "string"}, "amount": {"type": "string", "format": "money"}, "units": {"type": "integer"},
             "rate": {"type": "number"}, "note": {"type": "string"}, "taxed": {"type": "boolean"},
             "meter": {"type": "object", "additionalProperties": false, "required": ["id"], "properties": {"id": {"type": "string"}}},
             "steps": {"type": "array", "items": {"type": "integer"}}}}},
           "lines": {"type": "array", "items": {"type": "string"}},
           "others": {"type": "array", "items": {"type": "string"}},
           "nested": {"type": "object", "additionalProperties": false, "required": ["inner"], "properties": {
             "inner": {"type": "object", "additionalProperties": false, "required": ["deep"], "properties": {
               "deep": {"type": "string"}, "bare": {"type": "string"}}}}}}}
        """#

    /// A record of that contract with nothing optional in it.
    static let record = #"""
        {"account": {"number": "11-000001-42", "name": "Ana Ruiz"},
         "bill": {"total_due": "95.91", "past_due": "0.00", "due_date": "2026-12-15", "month": "2026-11", "count": 3,
           "rate": 4.410, "paid": false, "big": 9223372036854775807},
         "charges": [{"name": "Water", "amount": "23.14", "units": 2, "rate": 4.41, "steps": [1, 2], "meter": {"id": "M1"}},
           {"name": "Sewer", "amount": "-3.14", "units": 0, "steps": [3]}, {"name": "Trash", "amount": "17.60", "units": 1, "note": "weekly", "taxed": true, "steps": []}],
         "lines": ["Ana Ruiz", "12 Elm St", "Windsor CO"], "nested": {"inner": {"deep": "down"}}}
        """#

    var files: TemplateFiles {
        get throws {
            let contract = try Contract(parsing: Array(contract.utf8), file: "bill/data.schema.json")
            return TemplateFiles(
                template: Source(name: "bill/bill.xml", bytes: Array(template.utf8)), contract: contract,
                contractSource: Source(name: "bill/data.schema.json", bytes: Array(self.contract.utf8)),
                words: { language in words[language].map { Source(name: "bill/\(language).json", bytes: Array($0.utf8)) } },
                part: { name in parts[name].map { Source(name: "shared/\(name).xml", bytes: Array($0.utf8)) } },
                font: { name in
                    if let font, name != TestFonts.body { return try font(name) }
                    return try TestFonts.bytes(name)
                },
                picture: { name in
                    guard let bytes = pictures[name] else { throw PictureError(name, "there is no such file") }
                    return try Picture.read(bytes, name: name)
                }, languages: { words.keys.sorted() }, partNames: { parts.keys.sorted() },
                pictureNames: { pictures.keys.sorted() })
        }
    }

    func compile(language: String? = nil) throws -> Template { try Template.compile(try files, language: language) }

    /// All that is wrong with the template, each as its author reads it.
    func faults(language: String? = nil) throws -> [String] {
        do {
            _ = try compile(language: language)
            return []
        } catch let diagnostics as Diagnostics { return diagnostics.list.map(\.description) }
    }

    /// The codes and messages alone, for tests of many cases.
    func messages() throws -> [String] {
        do {
            _ = try compile()
            return []
        } catch let diagnostics as Diagnostics { return diagnostics.list.map { "\($0.code.rawValue): \($0.message)" } }
    }

    func record(_ json: String = Draft.record) throws -> Record {
        let reader = RecordReader(try Contract(parsing: Array(contract.utf8), file: "bill/data.schema.json"))
        var record = Record()
        let faults = reader.read(Array(json.utf8), line: 1, into: &record)
        guard faults.isEmpty else { throw Unreadable(description: faults.map(\.description).joined(separator: "\n")) }
        return record
    }

    struct Unreadable: Error, CustomStringConvertible { let description: String }

    func pages(_ json: String = Draft.record) throws -> [Page] { try Merger(compile()).pages(of: record(json)) }

    /// The display list of every page.
    func dump(_ json: String = Draft.record) throws -> String {
        let template = try compile()
        return try Merger(template).pages(of: record(json)).map { $0.dump(faces: template.book.names) }.joined()
    }

    /// What every page is to a reader, without places.
    func outline(_ json: String = Draft.record) throws -> String {
        try pages(json).map { Outline.of($0) }.joined(separator: "\n")
    }

    /// The texts of each page with their places, `10,32 Water`.
    func places(_ json: String = Draft.record) throws -> [[String]] { try pages(json).map(\.frame.texts) }

    /// The texts of each page, line by line.
    func lines(_ json: String = Draft.record) throws -> [[String]] { try pages(json).map(\.frame.lines) }

    /// Why the record is set aside.
    func refusal(_ json: String = Draft.record) throws -> String {
        do {
            _ = try pages(json)
            return "nothing"
        } catch let fault as MergeFault { return fault.description }
    }

    /// The text that a template expression has for the record, or why it has none.
    static func say(_ text: String, words: String = "{}", _ json: String = Draft.record) throws -> String {
        var draft = flow("<check test=\"false\" message=\"\(text)\"/>")
        draft.words = ["en": words]
        do {
            _ = try draft.pages(json)
            return "no message"
        } catch let fault as MergeFault {
            return fault.errorCode == .checkFailed ? (fault.text.isEmpty ? fault.message : fault.text) : "! \(fault.message)"
        }
    }

    /// What is wrong with an expression: code, column within it, message.
    static func complaint(_ text: String, words: String = "{}") throws -> [String] {
        var draft = flow("\n<p>{\(text)}</p>")
        draft.words = ["en": words]
        do {
            _ = try draft.compile()
            return []
        } catch let diagnostics as Diagnostics {
            return diagnostics.list.map {
                "\($0.place.column - 5) \($0.code.rawValue): \($0.message)" + ($0.hint.map { " (\($0))" } ?? "")
            }
        }
    }
}

extension Frame {
    /// All texts with the places of their baselines.
    var texts: [String] { runs(at: .zero).map { "\($0.at.x),\($0.at.y) \($0.text)" } }

    /// All texts, those of one baseline in one line.
    var lines: [String] {
        var lines: [(y: Length, text: String)] = []
        for run in runs(at: .zero) {
            if let last = lines.last, last.y == run.at.y {
                lines[lines.count - 1].text += run.text
            } else {
                lines.append((run.at.y, run.text))
            }
        }
        return lines.map(\.text)
    }

    private func runs(at origin: Point) -> [(at: Point, text: String)] {
        marks.flatMap { placed -> [(at: Point, text: String)] in
            let at = origin + placed.at
            switch placed.mark {
            case .glyphs(let run): return [(at, String(decoding: run.shaped.text, as: UTF8.self))]
            case .group(let inner): return inner.runs(at: at)
            case .stamp(let stamp): return stamp.frame.runs(at: at)
            case .rule, .fill, .outline, .picture, .modules, .bars: return []
            }
        }
    }
}

extension Issuance {
    static let test = Issuance(date: Day(year: 2026, month: 11, day: 20)!)
}

extension Merger {
    func pages(of record: Record) throws(MergeFault) -> [Page] { try pages(of: record, issue: .test) }
}
