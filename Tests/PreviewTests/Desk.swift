import Foundation
import Records
import Rendering
import Templating
import TestKit

@testable import Preview

/// A test's own folder with a small kind, `note`, of two samples, whose files each test writes.
struct Desk {
    let scratch: Scratch
    var library: Library { Library(templates: scratch.path("templates"), fonts: scratch.path("fonts")) }

    static func template(_ flow: String = "<p>{name}</p>") -> String {
        """
        <document kind="note" version="1" lang="en">
          <fonts><font name="body" files="OCRA"/></fonts>
          <styles><style name="p" font="body" size="10pt" leading="12pt"/></styles>
          <page name="sheet" use="rest" size="4in 3in">
            <region name="head" x="1in" y="0.5in" w="2in" h="0.25in"><p>{t.hello} {number}</p></region>
            <region name="foot" x="1in" y="2.5in" w="2in" h="0.25in"><if test="note is present"><p>{note}</p></if></region>
            <body x="1in" y="1in" w="2in" h="1in"/>
          </page>
          <flow>\(flow)</flow>
        </document>
        """
    }

    static let contract = """
        {"type": "object", "additionalProperties": false, "required": ["number", "name"],
         "x-document": {"account": "number"},
         "properties": {"number": {"type": "string", "maxLength": 9}, "name": {"type": "string", "maxLength": 400}, "note": {"type": "string", "maxLength": 400}}}
        """

    init() throws {
        scratch = try Scratch()
        try scratch.copy("\(TestFonts.folder)/OCRA.ttf", to: "fonts/OCRA.ttf")
        try save(Desk.contract, "note/data.schema.json")
        try save(Desk.template(), "note/note.xml")
        try save(#"{"hello": "HELLO"}"#, "note/en.json")
        try save(#"{"hello": "HOLA"}"#, "note/es.json")
        try save(#"{"number": "100001", "name": "ANA"}"#, "note/samples/ana.json")
        try save(#"{"number": "100002", "name": "BEN", "note": "LATE"}"#, "note/samples/ben.json")
        try scratch.write("<part></part>", "templates/shared/part.xml")
    }

    func save(_ text: String, _ name: String) throws { try scratch.write(text, "templates/\(name)") }

    func session(rasteriser: String = "mutool") -> PreviewSession {
        PreviewSession("note", in: library, issue: Issuance(date: Day(days: 20_000)), rasteriser: rasteriser)
    }
}

extension PreviewSession {
    func show(_ sample: String, _ language: String? = nil) throws(UnknownView) -> Shown {
        try show(View(sample: sample, language: language))
    }

    func picture(_ sample: String, page: Int, dpi: Int = 96) async throws -> [UInt8]? {
        try await picture(of: View(sample: sample), page: page, dpi: dpi)
    }
}

extension Array<UInt8> {
    var isPNG: Bool { starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) }
    /// Width and height of a PNG file, in dots.
    var dots: [Int] { [16, 20].map { at in self[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } } }
}
