import Errors
import Fonts
import Layout
import PDF
import Pages
import Records
import Templating
import TestKit
import Testing

@testable import Rendering

/// Each code of finished pages, of sheets and of kinds comes of what is wrong in that way.
@Suite struct PageCodeTests {
    private static let unmade: [ErrorCode: String] = [
        .amountUnreadable: "made below", .amountAmbiguous: "made below", .amountDiffers: "made below",
        .amountCredit: "made below", .tooManyImposed: "20,001 pages would be laid out; the same guard as for sizes",
    ]

    /// A reason for which a record of a small kind is set aside.
    private func reason(
        _ flow: String, contract: String = SmallKind.contract, record: String = SmallKind.record(1),
        profile: OutputProfile = .print,
        sides: PrintSides = .one, files: [String: String] = [:], page: String = ""
    ) throws -> Refusal.Reason? {
        let small = try SmallKind()
        try small.scratch.write(contract, "templates/note/data.schema.json")
        let headings = (1...3).map { "<style name=\"h\($0)\" font=\"body\" size=\"10pt\" leading=\"12pt\"/>" }.joined()
        var template = SmallKind.template(flow).replacing("<styles>", with: "<styles>\(headings)")
        if !page.isEmpty { template = template.replacing("<page name=\"all\"", with: "\(page)<page name=\"all\"") }
        try small.scratch.write(template, "templates/note/note.xml")
        for (name, text) in files { try small.scratch.write(text, "templates/note/\(name)") }
        let typesetter = Typesetter(try small.library.load("note"), profile: profile, issue: .test)
        typesetter.sides = sides
        return Array(record.utf8).withUnsafeBytes { bytes in
            do throws(Refusal) {
                _ = try typesetter.composition(of: bytes, line: 1)
                return nil
            } catch { return error.reasons.first }
        }
    }

    private static let facts = SmallKind.contract.replacing(
        "\"amount\": \"amount\"}", with: "\"amount\": \"amount\", \"facts\": {\"who\": \"name\"}}")

    @Test func everyCodeIsMade() throws {
        var made: Set<ErrorCode> = []
        func expect(_ code: ErrorCode, _ reason: Refusal.Reason?) {
            #expect(reason?.errorCode == code, "\(code) \(code.name): \(reason?.message ?? "nothing")")
            if let reason { made.insert(reason.errorCode) }
        }
        let stated = "<p states=\"amount\">{amount"
        expect(.factDiffers, try reason(stated + " * 2}</p>"))
        expect(.factSign, try reason("<p states=\"-amount\">{amount}</p>"))
        expect(.factUnreadable, try reason("<p states=\"amount\">{name}</p>"))
        expect(.factNotPrinted, try reason(stated + " * 2} {amount * 3}</p>"))
        expect(
            .amountNotPrinted,
            try reason("<if test=\"amount gt 5\"><p states=\"amount\">{amount}</p></if><p>{name}</p>"))
        expect(
            .languageWithoutWords,
            try reason(
                "<p>{name}</p>",
                contract: SmallKind.contract.replacing(
                    "\"amount\": \"amount\"}", with: "\"amount\": \"amount\", \"language\": \"speaks\"}"
                )
                .replacing("\"lines\":", with: "\"speaks\": {\"type\": \"string\"}, \"lines\":"),
                record: SmallKind.record(1).replacing("\"name\"", with: "\"speaks\": \"fr\", \"name\""),
                files: ["en.json": "{}", "es.json": "{}"]))
        expect(
            .notAccessible,
            try reason(
                "<h1>A</h1><if test=\"amount gt 5\"><h2>B</h2></if><h3>C</h3><p id=\"amount\">{amount}</p>", profile: .accessible)
        )
        expect(
            .unequalSides,
            try reason(
                "<p>a</p><page-break/><p>b</p>", sides: .twoLong,
                page:
                    "<page name=\"one\" use=\"first\" size=\"612pt 700pt\"><body x=\"1in\" y=\"1in\" w=\"3in\" h=\"24pt\"/></page>"
            ))

        func code(_ body: () throws -> Void) -> ErrorCode? {
            do {
                try body()
                return nil
            } catch { return (error as? any CodedError)?.errorCode }
        }
        func expect(_ code: ErrorCode, _ found: ErrorCode?) {
            #expect(found == code, "\(code) \(code.name): \(found?.name ?? "nothing")")
            if let found { made.insert(found) }
        }
        func page(_ width: Int, _ height: Int) -> Page {
            Page(number: 1, frame: Frame(size: Size(width: .points(width), height: .points(height))), master: 0)
        }
        let sheet = Size(width: .points(612), height: .points(792))
        expect(.pageLargerThanSheet, code { try SheetStack(sheet: sheet, gutter: .zero).add([page(700, 700)]) })
        expect(.pageSizesDiffer, code { try SheetStack(sheet: sheet, gutter: .zero).add([page(288, 432), page(360, 504)]) })

        let small = try SmallKind()
        let kind = try small.load()
        expect(.unknownKind, code { _ = try small.library.load("nothing") })
        expect(.badKindName, code { _ = try small.library.load("../note") })
        try small.scratch.write("{}", "templates/note/en.json")
        expect(.kindLanguage, code { _ = try small.library.load("note", language: "fr") })
        expect(.missingFonts, code { _ = try Library(templates: small.library.templates, fonts: "/nowhere").load("note") })
        try small.scratch.write("<document", "templates/note/note.xml")
        expect(.templateRefused, code { _ = try small.library.load("note") })
        try small.scratch.write("{\"type\": \"array\"}", "templates/note/data.schema.json")
        expect(.contractRefused, code { _ = try small.library.load("note") })
        expect(.unreadableFile, code { _ = try small.library.sample("none", of: "note") })

        let document = try Array(SmallKind.record(1).utf8).withUnsafeBytes {
            try Typesetter(kind, profile: .print, issue: .test).document(of: $0, line: 1)
        }
        let files = PrintFiles(
            path: "/dev/stdout", book: kind.template.book, profile: .print, limits: FileLimits(pages: 1, bytes: 1 << 30))
        try files.append(document)
        #expect(code { try files.append(document) } == .onlyOneFile)

        let expected = ErrorCode.pages.filter { $0.id > "R230" }
        #expect(Set(expected).subtracting(made).subtracting(Self.unmade.keys).map(\.name).sorted() == [])
    }

    @Test func amountsThatAreReadOffAnElementHaveTheirCodes() throws {
        func reason(_ flow: String, amount: String = "1.00") throws -> ErrorCode? {
            try self.reason(flow, record: SmallKind.record(1, amount: amount))?.errorCode
        }
        #expect(try reason("<p id=\"amount\">{amount}</p>") == nil)
        #expect(try reason("<p id=\"amount\">{amount} {amount * 2}</p>") == .amountAmbiguous)
        #expect(try reason("<p id=\"amount\">{name}</p>") == .amountUnreadable)
        #expect(try reason("<p id=\"amount\">{amount * 2}</p>") == .amountDiffers)
        #expect(try reason("<p id=\"amount\">{amount} CR</p>") == .amountCredit)
        #expect(try reason("<if test=\"amount gt 5\"><p id=\"amount\">{amount}</p></if><p>x</p>") == .amountNotPrinted)
    }

    @Test func aReasonSaysItsFieldAndPlaceAsValues() throws {
        let wrong = try #require(
            try reason("<p>{name} {amount}</p>", record: "{\"number\": \"1\", \"name\": \"A\", \"amount\": 5}"))
        #expect(wrong.errorCode == .wrongType && wrong.pointer == "/amount" && wrong.place == "/amount")
        #expect(wrong.recordLocation?.line == 1 && wrong.recordLocation?.column == 40 && wrong.location == nil)
        #expect(
            wrong.use?.file == "note/note.xml" && wrong.message.hasSuffix(" (first used at note/note.xml:5:20)"),
            "\(wrong.message)")
        let check = try #require(try reason("<check test=\"amount gt 5\" message=\"{name}\"/>"))
        #expect(check.location == SourceLocation(file: "note/note.xml", line: 5, column: 9) && check.pointer == nil)
        #expect(check.place == "note/note.xml:5:9" && check.isCheck && check.text == "ANA" && !check.message.contains("ANA"))
        let amount = try #require(
            try reason("<if test=\"amount gt 5\"><p states=\"amount\">{amount}</p></if><p>{name}</p>"))
        #expect(amount.pointer == "/amount" && amount.place == "amount" && amount.location == nil)
    }
}
