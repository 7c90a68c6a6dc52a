import Foundation
import Pages
import Records
import Templating
import TestKit

@testable import Rendering

/// The bench bill and records like its sample.
enum Bench {
    static let library = Library(templates: "\(Scratch.root)/Benchmarks", fonts: "\(Scratch.root)/Benchmarks/fonts")

    static func kind() throws -> Kind { try library.load("bill") }

    static let sample: String = {
        guard let bytes = try? library.sample("one", of: "bill") else { return "" }
        // One line, as JSON lines want it.
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }()

    /// A record that differs from all others in account, name and amount.
    static func record(_ number: Int) -> String {
        sample.replacing("11-000001-23", with: "11-\(100_000 + number)-23").replacing("Tom García", with: "Tom García \(number)")
            .replacing("88.97", with: "\(number % 900).97")
    }

    static func lines(_ count: Int) -> [UInt8] { Array((0..<count).map { record($0) + "\n" }.joined().utf8) }
}

/// A small kind in a folder of its own: a line or two of text a record.
struct SmallKind {
    let scratch: Scratch
    var template = SmallKind.template("<p>{name} {amount}</p>")

    static func template(_ flow: String, body: String = "x=\"1in\" y=\"1in\" w=\"3in\" h=\"24pt\"", regions: String = "")
        -> String
    {
        """
        <document kind="note" version="1">
          <fonts><font name="body" files="OCRA"/></fonts>
          <styles><style name="p" font="body" size="10pt" leading="12pt"/></styles>
          <page name="all" use="rest"><body \(body)/>\(regions)</page>
          <flow>\(flow)</flow>
        </document>
        """
    }

    static let contract = #"""
        {"type": "object", "additionalProperties": false, "required": ["number", "name", "amount"],
         "x-document": {"account": "number", "amount": "amount"},
         "properties": {"number": {"type": "string"}, "name": {"type": "string"}, "amount": {"type": "string", "format": "money"},
           "lines": {"type": "array", "items": {"type": "string"}}}}
        """#

    init() throws { scratch = try Scratch() }

    var library: Library { Library(templates: scratch.path("templates"), fonts: TestFonts.folder) }

    func load(_ language: String? = nil) throws(KindError) -> Kind {
        do {
            try scratch.write(template, "templates/note/note.xml")
            try scratch.write(Self.contract, "templates/note/data.schema.json")
        } catch { fatalError("\(error)") }
        return try library.load("note", language: language)
    }

    static func record(_ number: Int, name: String = "ANA", amount: String = "1.00") -> String {
        "{\"number\": \"\(number)\", \"name\": \"\(name)\", \"amount\": \"\(amount)\"}\n"
    }
}

extension Issuance {
    static let test = Issuance(date: Day(year: 2026, month: 11, day: 20)!)
}
