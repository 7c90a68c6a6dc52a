/// The small kind `note` of tests, whose template each of them writes.
package enum NoteKind {
    /// `width`: of the body, which holds two lines.
    package static func template(_ flow: String, width: String = "3in") -> String {
        """
        <document kind="note" version="1">
          <fonts><font name="body" files="OCRA"/></fonts>
          <styles><style name="p" font="body" size="10pt" leading="12pt"/></styles>
          <page name="all" use="rest"><body x="1in" y="1in" w="\(width)" h="24pt"/></page>
          <flow>\(flow)</flow>
        </document>
        """
    }

    package static let contract = #"""
        {"type": "object", "additionalProperties": false, "required": ["number", "name", "amount"],
         "x-document": {"account": "number", "amount": "amount"},
         "properties": {"number": {"type": "string", "maxLength": 20000000}, "name": {"type": "string", "maxLength": 20000000}, "amount": {"type": "string", "format": "money"},
           "count": {"type": "integer"}, "note": {"type": "string", "maxLength": 20000000}}}
        """#

    /// Writes the kind without its template, and its font, into a folder.
    package static func write(to scratch: Scratch) throws {
        try scratch.write(contract, "templates/note/data.schema.json")
        try scratch.copy("\(TestFonts.folder)/OCRA.ttf", to: "fonts/OCRA.ttf")
    }
}
