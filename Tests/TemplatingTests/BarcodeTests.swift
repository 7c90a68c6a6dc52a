import Symbols
import TestKit
import Testing

@testable import Templating

/// Barcodes as templates write them. That they are what scanners read is shown on printed pages.
@Suite struct BarcodeTests {
    private static let mail = "00270123456000000001-80550"

    private static func record(number: String) -> String { Draft.record.replacing("11-000001-42", with: number) }

    private static func barcode(_ type: String, _ more: String = "", value: String = "{account.number}") -> String {
        "<barcode type=\"\(type)\" value=\"\(value)\" alt=\"\" \(more)/>"
    }

    /// A body, or a region, in which an Intelligent Mail barcode has room.
    private static func flow(_ blocks: String) -> Draft { wide(Draft.flow(blocks)) }
    private static func region(_ blocks: String) -> Draft { wide(Draft.region(blocks)) }

    private static func wide(_ draft: Draft) -> Draft {
        var wide = draft
        wide.template = draft.template.replacing("w=\"200pt\"", with: "w=\"300pt\"")
        return wide
    }

    // MARK: What is drawn

    @Test func intelligentMailIsItsBars() throws {
        let draft = Draft.region(Self.barcode("imb"), attributes: "", styles: "")
        var wide = draft
        wide.template = draft.template.replacing("w=\"200pt\"", with: "w=\"300pt\"")
        let dump = try wide.dump(Self.record(number: Self.mail))
        #expect(dump.contains("artifact 10,20 300 × 14.48\n"))
        #expect(
            dump.contains("bars 19,22.02 #000000 0,3.49:1.44×3.46 3.27,3.49:1.44×3.46 6.55,3.49:1.44×3.46 9.82,0:1.44×10.44 "))
        #expect(dump.contains(" 209.45,3.49:1.44×6.95\n"), "TTTF…D: \(dump)")
        #expect(try wide.dump(Self.record(number: Self.mail.replacing("-", with: ""))) == dump, "a hyphen changes nothing")
        #expect(try wide.dump(Self.record(number: "00270123456000000001")) != dump)
        #expect(
            try draft.messages() == [
                "T301: this barcode with its clear zone is 228.89 pt wide, and there are 200 pt where it stands"
            ])
    }

    @Test func code128MayHaveItsTextBelow() throws {
        let plain = try Draft.flow(Self.barcode("code128", "h=\"20pt\"")).dump()
        #expect(plain.contains("artifact 10,20 200 × 20\n") && !plain.contains("text"), "\(plain)")
        #expect(plain.contains("bars 17.2,20 #000000 0,0:1.44×20 "), "ten modules of 0.72 pt, then a bar of two")
        let text = try Draft.flow(Self.barcode("code128", "h=\"20pt\" module=\"1pt\" quiet=\"12\" text=\"yes\" align=\"right\""))
            .dump()
        #expect(text.contains("artifact 10,20 200 × 32\n"))
        #expect(
            text.contains("SourceSansPro-Regular 10 #000000") && text.contains("\"11-000001-42\"") && text.contains("0,0:2×20 "))
        let classy = "<style name=\"fine\" size=\"6pt\" leading=\"7pt\"/>"
        #expect(
            try Draft.flow(Self.barcode("code128", "text=\"yes\" class=\"fine\""), styles: classy).dump().contains(
                "SourceSansPro-Regular 6 #000000"))
        #expect(
            try Draft.flow("\n" + Self.barcode("code128")).refusal(Self.record(number: "Zoë"))
                == "bill/bill.xml:6:1: Code 128 holds the printable characters of ASCII; byte 3 is of another")
        #expect(
            try Draft.flow(Self.barcode("code128", "text=\"yes\"", value: "中")).messages().allSatisfy {
                $0.hasPrefix("T206") || $0.hasPrefix("T005")
            })
    }

    @Test func dataMatrixIsAsLargeAsItIsAsked() throws {
        let sized = try Draft.flow(Self.barcode("datamatrix", "size=\"36pt\"")).dump()
        // 14 modules a side, and one of 2.57 pt around them.
        #expect(
            sized.contains("artifact 10,20 200 × 41.14\n") && sized.contains("modules 12.57,22.57 side=36 14x14 "), "\(sized)")
        let module = try Draft.flow(Self.barcode("datamatrix", "module=\"1pt\" quiet=\"0\"")).dump()
        #expect(module.contains("modules 10,20 side=14 14x14 "))
        let long = Self.record(number: "HTTPS://PAY.EXAMPLE/4711")
        #expect(
            try Draft.flow("\n" + Self.barcode("datamatrix", "size=\"12.7pt\"")).refusal(long)
                == "bill/bill.xml:6:1: the Data Matrix symbol has 18 modules a side and each would be 0.7 pt wide; 0.71 pt (0.25 mm) is the least: give it a larger size or a shorter text"
        )
        #expect(try Draft.flow(Self.barcode("datamatrix", "size=\"12.8pt\"")).refusal(long) == "nothing")
    }

    // MARK: What cannot be said

    @Test func eachRuleOfTheMailBarcodeSetsTheRecordAside() throws {
        let draft = Self.flow("\n" + Self.barcode("imb", "flush=\"no\""))
        for (number, reason) in [
            ("0027012345600000000-80550", "an Intelligent Mail barcode has 20 digits for tracking; 19 characters are given"),
            (
                "0027012345600000000x-80550",
                "the tracking part of an Intelligent Mail barcode is digits only; character 20 is not one"
            ),
            (
                "05270123456000000001",
                "the second digit of an Intelligent Mail barcode is 0 to 4 (its barcode identifier); here it is 5 to 9"
            ),
            (
                "00270123456000000001-8055",
                "the ZIP of an Intelligent Mail barcode has 0, 5, 9 or 11 digits; 4 characters are given"
            ),
            ("00270123456000000001-8055O", "the ZIP of an Intelligent Mail barcode is digits only; character 5 is not one"),
        ] { #expect(try draft.refusal(Self.record(number: number)) == "bill/bill.xml:6:1: \(reason)") }
    }

    @Test func whatTheTemplateItselfSaysIsProvedWhenItIsCompiled() throws {
        #expect(
            try Self.flow("\n" + Self.barcode("imb", value: "0027012345600000000")).faults() == [
                #"""
                bill/bill.xml:6:28: error T005: an Intelligent Mail barcode has 20 digits for tracking; 19 characters are given
                    <barcode type="imb" value="0027012345600000000" alt="" /></flow>
                                               ^
                """#
            ])
        for type in BarcodeType.allCases {
            #expect(
                try Self.flow(Self.barcode(type.rawValue, value: "")).messages() == [
                    "T005: the barcode's value is empty (with empty=\"hide\" nothing is drawn)"
                ])
            #expect(try Self.flow(Self.barcode(type.rawValue, "empty=\"hide\"", value: "")).messages() == [])
            // An alternative text of the record's own has nothing to do with it.
            let value = type == .imb ? Self.mail : "4711"
            #expect(
                try Self.flow(Self.barcode(type.rawValue, value: value).replacing("alt=\"\"", with: "alt=\"{account.name}\""))
                    .messages() == [])
        }
        // A value that is wrong as an expression is told once.
        #expect(try Self.flow(Self.barcode("imb", value: "{account.nmber}")).messages().count == 1)
    }

    @Test func anEmptyValueIsDrawnOnlyWhereItIsSaidSo() throws {
        for type in BarcodeType.allCases {
            let value = "{account.suite ?? ''}"
            #expect(
                try Self.flow("\n" + Self.barcode(type.rawValue, value: value)).refusal()
                    == "bill/bill.xml:6:1: the barcode's value is empty (with empty=\"hide\" nothing is drawn)")
            #expect(try Self.flow(Self.barcode(type.rawValue, "empty=\"hide\"", value: value)).dump() == "page 1 612 × 792\n")
            #expect(
                try Self.flow(Self.barcode(type.rawValue, value: "{account.suite}")).messages().first?.hasPrefix("T103") == true)
        }
    }

    @Test func attributesOfOneSymbologyAreRefusedWithTheOthers() throws {
        let values: [(name: String, value: String, types: Set<BarcodeType>)] = [
            ("size", "60pt", [.qr, .datamatrix]), ("module", "1pt", [.qr, .datamatrix, .code128]),
            ("quiet", "4", [.qr, .datamatrix, .code128]), ("level", "M", [.qr]), ("h", "20pt", [.code128]),
            ("text", "yes", [.code128]), ("class", "p", [.code128]), ("flush", "no", [.imb]),
            ("align", "right", Set(BarcodeType.allCases)), ("empty", "hide", Set(BarcodeType.allCases)),
        ]
        for type in BarcodeType.allCases {
            let value = type == .imb ? Self.mail : "4711"
            for (name, setting, types) in values {
                let more = name == "class" && type == .code128 ? "text=\"yes\" class=\"p\"" : "\(name)=\"\(setting)\""
                let told = try Self.flow(Self.barcode(type.rawValue, more, value: value)).messages()
                #expect(told.isEmpty == types.contains(type), "\(type) \(name): \(told)")
                #expect(
                    told.allSatisfy { $0.hasPrefix("T006: \(name) is for type ") && $0.hasSuffix(", not for \(type.rawValue)") })
            }
        }
        #expect(
            try Self.flow("\n" + Self.barcode("imb", "level=\"Q\"")).faults() == [
                #"""
                bill/bill.xml:6:53: error T006: level is for type qr, not for imb
                    <barcode type="imb" value="{account.number}" alt="" level="Q"/></flow>
                                                                        ^
                    imb has: flush empty align
                """#
            ])
        #expect(
            try Self.flow(Self.barcode("code128", "class=\"p\"")).messages() == ["T006: class is for the text below the bars"])
        #expect(
            try Self.flow(Self.barcode("datamatrix", "size=\"40pt\" module=\"1pt\"")).messages() == [
                "T005: a symbol has a size or a module's width, not both"
            ])
    }

    // MARK: Clear zones and windows

    /// A page with an address of 3.25 in under the standard window of a #10 envelope, folded at 3.875 in.
    private func letter(x: String, width: String = "3.25in", _ barcode: String, rest: String = "") -> Draft {
        var draft = Draft.flow("")
        draft.contract = draft.contract.replacing(
            "\"x-document\": {", with: "\"x-document\": {\"recipient\": \"account.number\", ")
        draft.template = """
            <document kind="bill" version="1">
            \(Draft.head())
            <windows><window name="no10" envelope="9.5in 4.125in" left="0.875in" bottom="0.5in" w="4.5in" h="1.125in" panel="3.875in"/></windows>
            <page name="all" use="only">
            <region name="address" x="\(x)" y="2.5in" w="\(width)" h="0.875in" window="no10"><p>{account.number}</p>
            \(barcode)</region>
            \(rest)</page>
            <flow/></document>
            """
        return draft
    }

    @Test func aBarcodeThatStandsFlushKeepsItsClearZoneWithinTheWindow() throws {
        let flush = Self.barcode("imb", "flush=\"yes\"")
        // What is always seen is x 0.875 to 4.375 in: 1/8 in less at both sides is 1 to 4.25 in.
        #expect(try letter(x: "1in", flush).messages() == [])
        let told = try letter(x: "0.99in", flush).faults()
        try #require(told.count == 1)
        #expect(
            told[0].hasPrefix(
                "bill/bill.xml:6:76: error T303: address stands at x 0.99–4.24, y 2.5–3.375 in, and the clear zone of the barcode of line 7 can leave the window no10: it needs x 0.865–4.365, y 2.5–3.375 in\n"
            ))
        #expect(told[0].hasSuffix("wherever the page lies in the envelope, this much is seen: x 0.875–4.375, y 2.5–3.375 in"))
        #expect(try letter(x: "1in", width: "3.26in", flush).messages().map { String($0.prefix(4)) } == ["T303"])
        // With its clear zone within the region it may stand on the edge of what is seen.
        #expect(try letter(x: "0.875in", width: "3.5in", Self.barcode("imb")).messages() == [])
        // Where the region itself can leave the window, that is told, and not its barcode.
        #expect(
            try letter(x: "0.8in", flush).messages() == [
                "T303: address stands at x 0.8–4.05, y 2.5–3.375 in and can leave the window no10"
            ])
    }

    @Test func nothingStandsInTheClearZoneBesideAFlushBarcode() throws {
        let flush = Self.barcode("imb", "flush=\"yes\"")
        let near = "<region name=\"facts\" x=\"5.3in\" y=\"2in\" w=\"2in\" h=\"1.5in\" public=\"yes\"><p>Town hall</p></region>"
        func page(_ x: String, _ neighbour: String) -> Draft {
            var draft = letter(x: x, width: "4in", flush, rest: neighbour)
            draft.template = draft.template.replacing(" window=\"no10\"", with: "")
            return draft
        }
        #expect(
            try page("1.2in", near).messages() == [
                "T301: the clear zone of the Intelligent Mail barcode in address is x 1.075–5.325, y 2.5–3.375 in; facts of line 8 reaches into it, at x 5.3–7.3, y 2–3.5 in"
            ])
        #expect(try page("1.17in", near).messages() == [])
        #expect(
            try page("0.1in", "").messages() == [
                "T301: the clear zone of the Intelligent Mail barcode in address reaches off the page"
            ])
        #expect(try page("0.125in", "").messages() == [])
    }

    @Test func aFlushBarcodeStandsDirectlyInARegion() throws {
        let flush = Self.barcode("imb", "flush=\"yes\"")
        let wanted = ["T006: a barcode that stands flush stands directly in a region"]
        #expect(try Self.flow(flush).messages() == wanted)
        for block in [
            "<box>\(flush)</box>", "<keep>\(flush)</keep>", "<columns count=\"2\">\(flush)</columns>",
            "<grid columns=\"1fr 1fr\"><cell>\(flush)</cell></grid>", "<for each=\"l in lines\">\(flush)</for>",
            "<if test=\"bill.paid\"><box>\(flush)</box></if>",
        ] {
            #expect(try Self.region(block).messages() == wanted, "\(block)")
        }
        for block in [
            flush, "<if test=\"bill.paid\">\(flush)</if>",
            "<if test=\"bill.paid\"><p>x</p><else/><if test=\"bill.held ?? false\">\(flush)</if></if>",
            "<box><p>x</p></box>\(flush)<p>x</p>",
        ] {
            let draft = Self.region(block)
            #expect(try draft.messages() == [], "\(block)")
        }
        var parted = Self.region("<include part=\"code\"/>")
        parted.parts["code"] = "<part>\(flush)</part>"
        #expect(try parted.messages() == [])
    }
}
