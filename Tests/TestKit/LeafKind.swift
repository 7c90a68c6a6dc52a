/// A kind of pages that say what they are, as `FoldingChecker` reads them: record 7 of three lines has three pages, each with
/// `HEAD7P2` at its head on the left and `FOOT7P2` at its foot on the right.
package enum LeafKind {
    /// Pages of one size, in points; `last`: the height of a page that ends a document of several.
    package static func template(width: Int, height: Int, last: Int? = nil) -> String {
        func page(_ name: String, _ height: Int, _ uses: [String]) -> String {
            uses.map { use in
                """
                <page name="\(use)" use="\(use)" size="\(width)pt \(height)pt">
                  <region name="head-\(use)" x="10pt" y="10pt" w="85pt" h="14pt"><p>HEAD{number}P{page.number}</p></region>
                  <body x="10pt" y="40pt" w="80pt" h="16pt"/>
                  <region name="foot-\(use)" x="\(width - 95)pt" y="\(height - 30)pt" w="85pt" h="14pt"><p>FOOT{number}P{page.number}</p></region>
                </page>
                """
            }.joined(separator: "\n")
        }
        let pages =
            last.map { page("all", height, ["only", "first", "rest"]) + page("last", $0, ["last"]) }
            ?? page("all", height, ["first"])
        return """
            <document kind="leaf" version="1" lang="en">
              <fonts><font name="body" files="SourceSansPro-Regular"/></fonts>
              <styles><style name="p" font="body" size="10pt" leading="12pt"/></styles>
              \(pages)
              <flow><for each="line in lines"><p>{line}</p></for></flow>
            </document>
            """
    }

    package static func contract(isDuplex: Bool) -> String {
        #"""
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Leaf", "type": "object", "additionalProperties": false,
         "x-document": {"account": "account", "number": "account", "sort": ["number"], "delivery": "delivery", "copies": "copies"},
         "x-run": {"approvals": 1, "retention_years": 7, "duplex": \#(isDuplex)},
         "required": ["account", "number", "lines"],
         "properties": {
           "account": {"type": "string", "minLength": 1}, "number": {"type": "integer"}, "delivery": {"type": "string"},
           "lines": {"type": "array", "items": {"type": "string"}},
           "copies": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["for"],
             "properties": {"for": {"type": "string"}, "delivery": {"type": "string"}}}}}}
        """#
    }

    package static func record(_ piece: FoldingChecker.Piece, more: String = "") -> String {
        let lines = [String](repeating: "\"line\"", count: piece.pages).joined(separator: ",")
        return "{\"account\":\"A-\(piece.number)\",\"number\":\(piece.number),\"lines\":[\(lines)]\(more)}"
    }

    /// So many pieces of one to five pages.
    package static func pieces(_ count: Int, _ noise: inout Noise) -> [FoldingChecker.Piece] {
        (1...count).map { FoldingChecker.Piece($0, pages: 1 + noise.next(below: 5)) }
    }
}
