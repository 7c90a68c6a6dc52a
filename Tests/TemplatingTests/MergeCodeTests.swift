import Errors
import TestKit
import Testing

@testable import Templating

/// Each code of layout and merge comes of a template and a record that fail in that way.
@Suite struct MergeCodeTests {
    /// What the compiler refuses first, or what only a fault of the program brings about.
    private static let unmade: [ErrorCode: String] = [
        .noBody: "a template whose text has no body to flow onto is refused (T302); the tests of the paginator make it",
        .noPageMaster: "a template without a page that its text may need is refused (T302); the tests of the paginator make it",
        .layoutFailed: "what the code throws that is neither of merge nor of layout",
        .scanLineField: "made below", .scanLineCheck: "made below",
    ]

    private func fault(_ draft: Draft, _ json: String = Draft.record) throws -> MergeFault? {
        do throws(MergeFault) {
            _ = try Merger(try! draft.compile()).pages(of: try! draft.record(json))
            return nil
        } catch { return error }
    }

    @Test func everyCodeIsMade() throws {
        var made: Set<ErrorCode> = []
        func expect(_ code: ErrorCode, _ draft: Draft, _ json: String = Draft.record) throws {
            #expect(try draft.faults() == [], "\(code.name)")
            let found = try fault(draft, json)
            #expect(found?.errorCode == code, "\(code) \(code.name): \(found?.description ?? "nothing")")
            // A document that is too long is so as a whole.
            #expect(found?.location != nil || [.rollTooLong, .tooManyPages].contains(code), "\(code.name)")
            if let found { made.insert(found.errorCode) }
        }
        func flow(_ blocks: String, height: Int = 100) -> Draft { Draft.flow(blocks, height: height) }
        func required(_ rule: String, _ blocks: String) -> Draft {
            var draft = flow(blocks)
            draft.template = draft.template.replacing("<page ", with: "\(rule)<page ")
            return draft
        }
        let long = String(repeating: "x", count: 3_000)
        func named(_ name: String) -> String { Draft.record.replacing("Ana Ruiz", with: name) }

        try expect(.regionOverflow, Draft.region("<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>"))
        try expect(.tooTall, flow("<keep><p>a</p><p>b</p><p>c</p></keep>", height: 30))
        try expect(.tooWide, flow("<p>{account.name}</p>"), named(String(repeating: "W", count: 60)))
        try expect(
            .tooManyPages, flow("<for each=\"c in charges\"><p>{c.name}</p></for>", height: 12).document("max-pages=\"2\""))
        try expect(.noValue, flow("<p>{bill.big * 2}</p>"))
        try expect(.checkFailed, flow("<check test=\"bill.paid\" message=\"not paid\"/><p>x</p>"))
        try expect(
            .emptyTable,
            flow("<table columns=\"1fr\" of=\"charges\" as=\"c\" empty=\"error\"><row><td>{c.name}</td></row></table>"),
            Draft.record.replacing(/(?s)"charges": \[\{.*\}\],\s+"lines"/, with: "\"charges\": [], \"lines\""))
        try expect(.missingGlyph, flow("<p>{account.name}</p>"), named("中"))
        try expect(.emptyBarcode, flow("<barcode type=\"qr\" value=\"{account.suite ?? ''}\" alt=\"\"/>"))
        try expect(.barcodeRefused, flow("<barcode type=\"qr\" value=\"{account.name}\" alt=\"\"/>"), named(long))
        try expect(.barcodeTooFine, flow("<barcode type=\"qr\" value=\"{account.number}\" size=\"10pt\" alt=\"\"/>"))
        try expect(.badLink, flow("<p><a href=\"{account.name}\">x</a></p>"))
        try expect(.requiredEmpty, required("<require data=\"account.suite\"/>", "<p>{account.suite}</p>"))
        try expect(
            .requiredNotPrinted, required("<require element=\"a\"/>", "<if test=\"bill.paid\"><p id=\"a\">x</p></if><p>x</p>"))
        let box = "<box id=\"a\" border=\"1pt black\" h=\"20pt\"><p>{account.suite ?? ''}</p></box>"
        try expect(.requiredWithoutText, required("<require element=\"a\"/>", box))
        var shrunk = Draft.region("<p id=\"a\">{account.name}</p><p>a</p><p>b</p><p>c</p><p>d</p>", attributes: "shrink=\"6pt\"")
        shrunk.template = shrunk.template.replacing("<page ", with: "<require element=\"a\" size=\"9.5pt\"/><page ")
        try expect(.requiredTooSmall, shrunk)
        var picture = flow("<image file=\"{account.name}.png\" w=\"20pt\" alt=\"x\"/>")
        picture.pictures = ["a.png": PNGMaker().file]
        try expect(.unknownPicture, picture)
        try expect(
            .chartValue,
            flow("<chart of=\"charges\" as=\"c\" x=\"{c.name}\" y=\"{c.units * 1000000000000}\" h=\"60pt\" alt=\"x\"/>"))
        var roll = flow("<for each=\"c in charges\">\(String(repeating: "<p>{c.name}</p>", count: 500))</for>")
        roll.template = roll.template.replacing(
            "<page name=\"all\" use=\"rest\">", with: "<page name=\"all\" use=\"only\" size=\"226pt auto\">"
        ).replacing("h=\"100pt\"", with: "h=\"15pt\"")
        try expect(.rollTooLong, roll)

        let expected = ErrorCode.pages.filter { $0.id < "R230" }
        #expect(Set(expected).subtracting(made).subtracting(Self.unmade.keys).map(\.name).sorted() == [])
    }

    @Test func scanLinesHaveTheirCodes() throws {
        func stub(_ fields: String) -> Draft {
            var draft = Draft.flow("")
            draft.template = """
                <document kind="bill" version="1">
                \(Draft.head())
                <page name="all" use="only">
                <region name="scan" x="3.5in" y="10in" w="4.7in" h="0.625in"><scanline class="ocr">\(fields)</scanline></region></page>
                <flow/></document>
                """
            return draft
        }
        let wide = "<field name=\"account\" width=\"4\" value=\"{account.number}\" drop=\"-\"/>"
        #expect(try fault(stub(wide))?.errorCode == .scanLineField)
        let text = "<field name=\"name\" width=\"10\" value=\"{account.name}\" pad=\"space\"/><check-digit rule=\"luhn\"/>"
        #expect(try fault(stub(text))?.errorCode == .scanLineCheck)
    }

    @Test func aFaultHasItsPlacesAndParametersAsValues() throws {
        let fault = try #require(try fault(Draft.region("<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>")))
        #expect(fault.location == SourceLocation(file: "bill/bill.xml", line: 4, column: 29))
        #expect(fault.places.last == .page(1, region: "box"))
        #expect(
            fault.parameters.map { "\($0.key): \($0.value)" } == [
                "region: box", "page: 1", "width: 20000/100 pt", "height: 5000/100 pt", "need: 6000/100 pt",
                "reason: part of it is left over",
            ])
        #expect(fault.message.hasPrefix("page 1, region box: the content does not fit: "))
    }
}
