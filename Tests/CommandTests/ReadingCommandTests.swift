import TestKit
import Testing

/// What a document says to who does not see it, as the command line tells and checks it, and the data that go with it.
@Suite struct ReadingCommandTests {
    private static func template(_ flow: String, attributes: String = "") -> String {
        """
        <document kind="note" version="1" \(attributes)>
          <fonts><font name="body" files="OCRA"/></fonts>
          <styles>
            <style name="p" font="body" size="10pt" leading="12pt"/><style name="h1" font="body"/><style name="h3" font="body"/>
          </styles>
          <page name="all" use="rest"><body x="1in" y="1in" w="3in" h="120pt"/></page>
          <flow>\(flow)</flow>
        </document>
        """
    }

    private static let record = #"{"number": "100001",  "name": "Ana & Bo <\"C\"> Peña", "amount": "1.00", "count": 2}"#

    private func notes(_ flow: String = "<h1>NOTE</h1><p>{number} {amount}</p>", attributes: String = "") throws -> Notes {
        let notes = try Notes()
        try notes.write(Self.template(flow, attributes: attributes))
        try notes.scratch.write(
            Notes.contract.replacing("\"account\": \"number\"", with: "\"account\": \"number\", \"number\": \"number\""),
            "templates/note/data.schema.json")
        return notes
    }

    // MARK: dump

    private func dump(_ options: String...) throws -> String {
        let notes = try notes()
        let result = try Program.run(
            ["render", "note", "--data", "-"] + options + notes.arguments,
            input: Array("\(Notes.record(1))\n\(Notes.record(2, amount: "2.00"))\n".utf8), in: notes.scratch.path)
        #expect(result.status == 0 && notes.made == [], "\(result.errors)")
        return result.text
    }

    @Test func aDumpTellsTheMarks() throws {
        let marks = try dump("--dump")
        #expect(marks.hasPrefix("page 1 612 × 792\n") && marks.contains(" \"100001 $1.00\"\n"), "\(marks)")
        #expect(try dump("--dump", "marks") == marks)
        #expect(try dump("--dump", "--threads", "1") == marks, "what follows is another option")
    }

    @Test func aDumpTellsWhatIsRead() throws {
        #expect(try dump("--dump", "text") == "# NOTE\n100001 $1.00\n\u{0C}\n# NOTE\n100002 $2.00\n\u{0C}\n")
    }

    // MARK: attach

    /// The files within a PDF, as poppler tells them.
    private func list(_ path: String) throws -> String { try Tool.run("pdfdetach", ["-list", path]).text }

    private func attached(_ notes: Notes, _ options: String...) throws -> Notes {
        let result = try notes.render(Self.record + "\n", options)
        #expect(result.status == 0, "\(result.errors)")
        return notes
    }

    private func saved(_ notes: Notes) throws -> [UInt8] {
        let saved = try Tool.run(
            "pdfdetach", ["-save", "1", "-o", notes.scratch.path("saved"), notes.scratch.path("out.pdf")])
        #expect(saved.status == 0, "\(saved.errors)")
        return try notes.scratch.bytes("saved")
    }

    @Test(arguments: ["archive", "accessible"]) func theDataGoWithADocumentByteForByte(_ profile: String) throws {
        let notes = try attached(notes(attributes: "title=\"Note\""), "--profile", profile, "--attach", "json")
        #expect(try list(notes.scratch.path("out.pdf")).contains("1: note-100001.json"))
        #expect(try saved(notes) == Array(Self.record.utf8))
    }

    @Test func theDataGoWithADocumentAsXML() throws {
        let notes = try attached(notes(), "--profile", "archive", "--attach", "xml")
        #expect(try list(notes.scratch.path("out.pdf")).contains("1: note-100001.xml"))
        #expect(
            String(decoding: try saved(notes), as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <record kind="note">
                  <number>100001</number>
                  <name>Ana &amp; Bo &lt;&quot;C&quot;&gt; Peña</name>
                  <amount>1.00</amount>
                  <count>2</count>
                </record>

                """)
        let valid = try Tool.run("xmllint", ["--noout", notes.scratch.path("saved")])
        #expect(valid.status == 0 && valid.errors == "", "\(valid.errors)")
    }

    @Test func theTemplateMaySayThatTheDataGoWithIt() throws {
        let notes = try attached(notes(attributes: "attachment=\"json\""), "--profile", "archive")
        #expect(try saved(notes) == Array(Self.record.utf8))
        let xml = try attached(notes, "--profile", "archive", "--attach", "xml")
        #expect(try list(xml.scratch.path("out.pdf")).contains("1: note-100001.xml"), "what is asked for comes first")
        let printed = try attached(notes)
        #expect(try list(printed.scratch.path("out.pdf")).hasPrefix("0 embedded files"), "a printer gets none")
        let none = try attached(self.notes(), "--profile", "archive")
        #expect(try list(none.scratch.path("out.pdf")).hasPrefix("0 embedded files"))
    }

    @Test func dataGoWithDocumentsThatDescribeThemselves() throws {
        let notes = try notes()
        for options in [
            ["--attach", "json"], ["--profile", "print", "--attach", "xml"],
        ] {
            let refused = try notes.render(Self.record, options)
            #expect(
                refused.status == 1
                    && refused.errors.contains("--attach is for documents in --profile archive or accessible"),
                "\(options): \(refused.errors)")
        }
        for profile in ["archive", "accessible"] {
            let sheets = try notes.render(Self.record, ["--profile", profile, "--impose", "letter"])
            #expect(sheets.status == 1 && sheets.errors.contains("--impose makes sheets to be cut"), "\(sheets.errors)")
        }
        let unknown = try notes.render(Self.record, ["--profile", "archive", "--attach", "csv"])
        #expect(unknown.status == 1 && unknown.errors.contains("csv"), "\(unknown.errors)")
        #expect(notes.made == [])
    }

    // MARK: check

    /// A kind whose document has an h3 below its h1 where the record has a count.
    private func skipping(_ attributes: String) throws -> Notes {
        let notes = try notes(
            "<h1>ONE</h1><p>{number}</p><if test=\"count is present\"><h3>THREE</h3><p>{count}</p></if>", attributes: attributes)
        try notes.scratch.write(Notes.record(1), "templates/note/samples/flat.json")
        return notes
    }

    @Test func aSampleWhoseHeadingsSkipALevelIsNotGood() throws {
        let notes = try skipping("accessible=\"required\"")
        let good = try Program.run(["check", "note"] + notes.arguments)
        #expect(good.status == 0 && good.text == "note: 1 of 1 samples are good\n", "\(good)")
        try notes.scratch.write(Self.record, "templates/note/samples/deep.json")
        let checked = try Program.run(["check", "note"] + notes.arguments)
        #expect(checked.status == 3 && checked.text == "note: 1 of 2 samples are good\n", "\(checked)")
        #expect(
            checked.errors.split(separator: "\n").contains(
                "note/samples/deep.json: an h3 follows an h1 in the order of reading"), "\(checked.errors)")
        let json = try Program.run(["check", "note", "--format", "json"] + notes.arguments)
        #expect(
            json.status == 3
                && json.text.contains(
                    #"{"file":"note/samples/deep.json","severity":"error","message":"an h3 follows an h1 in the order of reading"}"#
                ),
            "\(json.text)")
    }

    @Test func headingsAreCheckedWhereTheTemplateDemandsIt() throws {
        let notes = try skipping("")
        try notes.scratch.write(Self.record, "templates/note/samples/deep.json")
        let checked = try Program.run(["check", "note"] + notes.arguments)
        #expect(checked.status == 0 && checked.text == "note: 2 of 2 samples are good\n", "\(checked)")
    }
}
