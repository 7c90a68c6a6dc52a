import TestKit
import Testing

@testable import Templating

/// Scan lines of declared fields: what a lockbox reads from the stub.
@Suite struct ScanLineTests {
    /// A page whose only region holds a scan line, at the right edge of the page.
    private func stub(
        _ fields: String, scanline: String = "class=\"ocr\"", region: String = "x=\"3.5in\" y=\"10in\" w=\"4.7in\" h=\"0.625in\"",
        rest: String = ""
    ) -> Draft {
        var draft = Draft.flow("")
        draft.template = """
            <document kind="bill" version="1">
            \(Draft.head())
            <page name="all" use="only">\(rest)
            <region name="scan" \(region)>
            <scanline \(scanline)>\(fields)</scanline></region></page>
            <flow/></document>
            """
        return draft
    }

    private static let standard = """
        <field name="account" width="10" value="{account.number}" drop="-"/>
        <field name="amount" width="10" value="{bill.total_due | cents}"/>
        """

    private static let record = Draft.record.replacing("11-000001-42", with: "12-340010").replacing("95.91", with: "74.53")
        .replacing("\"count\": 3", with: "\"count\": 947")

    private func line(_ fields: String, _ record: String = Self.record) throws -> String {
        try stub(fields).lines(record).flatMap { $0 }.joined(separator: "|")
    }

    // MARK: Lines

    @Test func checkDigitsOfPublishedPayloads() throws {
        let more = Self.standard + "<field name=\"late\" width=\"9\" value=\"{bill.count}\"/>"
        for (rule, short, long) in [("luhn", "7", "3"), ("7-3-1", "8", "8"), ("mod-97", "59", "05")] {
            let check = "<check-digit rule=\"\(rule)\"/>"
            #expect(try line(Self.standard + check) == "00123400100000007453" + short, "\(rule)")
            #expect(try line(more + check) == "00123400100000007453000000947" + long, "\(rule)")
        }
        #expect(try line(Self.standard) == "00123400100000007453", "no check digit where none is declared")
        #expect(
            try line("<field name=\"a\" width=\"8\" value=\"76543210\"/><check-digit rule=\"left-2-1\"/>") == "765432104")
        #expect(try line("<field name=\"a\" width=\"8\" value=\"76543210\"/><check-digit rule=\"luhn\"/>") == "765432109")
        #expect(try line("<field name=\"a\" width=\"10\" value=\"7992739871\"/><check-digit rule=\"luhn\"/>") == "79927398713")
        let layout = """
            <field name="account" width="11" value="00345678901"/><field name="date" width="6" value="110196"/>
            <field name="code" width="4" value="0"/><field name="gross" width="10" value="100000"/>
            <field name="net" width="10" value="1000"/><check-digit rule="luhn"/>
            """
        #expect(try line(layout) == "003456789011101960000000010000000000010000")
    }

    /// The lockbox layout of 47 characters: amount and invoice twice, three check digits by 2 and 1 from the left.
    @Test func aLineWithChecksOverParts() throws {
        let fields = """
            <field name="company" width="2" value="1"/>
            <field name="amount" width="8" value="{bill.total_due | cents}"/>
            <field name="invoice" width="13" value="{account.number}" drop="-"/>
            <check-digit rule="left-2-1"/>
            <field name="again" width="13" value="{account.number}" drop="-"/>
            <check-digit rule="left-2-1" over="again"/>
            <field name="repeated" width="8" value="{bill.total_due | cents}"/>
            <check-digit rule="left-2-1"/>
            """
        let line = Array(try line(fields).utf8)
        try #require(line.count == 47)
        /// Odd places from the left doubled, the digits of the products summed, 10 less the last digit.
        func check(_ digits: ArraySlice<UInt8>) -> UInt8 {
            let sum = digits.enumerated().reduce(0) { sum, digit in
                let product = Int(digit.element - 0x30) * (digit.offset % 2 == 0 ? 2 : 1)
                return sum + product / 10 + product % 10
            }
            return UInt8(0x30 + (10 - sum % 10) % 10)
        }
        #expect(String(decoding: line[..<23], as: UTF8.self) == "01" + "00007453" + "0000012340010")
        #expect(line[23] == check(line[..<23]) && line[37] == check(line[24..<37]) && line[46] == check(line[..<46]))
    }

    @Test func checkDigitsCoverTheFieldsThatTheyName() throws {
        let fields = "<field name=\"a\" width=\"4\" value=\"7992\"/><field name=\"b\" width=\"6\" value=\"739871\"/>"
        #expect(try line(fields + "<check-digit rule=\"luhn\" over=\"a b\"/>") == "79927398713")
        #expect(try line(fields + "<check-digit rule=\"luhn\" over=\"a\"/>") == "79927398711")
        #expect(try line(fields + "<check-digit rule=\"luhn\" over=\"b\"/>") == "79927398712")
        let other = "<field name=\"a\" width=\"2\" value=\"12\"/><field name=\"b\" width=\"3\" value=\"345\"/>"
        #expect(try line(other + "<check-digit rule=\"7-3-1\" over=\"a b\"/>") == "123453")
        #expect(try line(other + "<check-digit rule=\"7-3-1\" over=\"b a\"/>") == "123451", "in the order named")
        // It may stand first, and check what is behind it; and a later one may check an earlier one.
        #expect(try line("<check-digit rule=\"luhn\" over=\"a b\"/>" + fields) == "37992739871")
        #expect(
            try line(fields + "<check-digit name=\"c\" rule=\"luhn\"/><check-digit rule=\"7-3-1\" over=\"c\"/>")
                == "799273987139",
            "3 × 7 = 21, and 9 more is 30")
        // All that stands before it, check digits too.
        #expect(try line(fields + "<check-digit rule=\"luhn\"/><check-digit rule=\"luhn\"/>") == "799273987138")
    }

    @Test func fieldsAreFilled() throws {
        func field(_ more: String, value: String = "42") throws -> String {
            try line("<field name=\"a\" width=\"5\" value=\"\(value)\" \(more)/>")
        }
        #expect(try field("") == "00042")
        #expect(try field("pad=\"0\" side=\"right\"") == "42000")
        #expect(try field("pad=\"space\"") == "   42")
        #expect(try field("pad=\"space\" side=\"right\"") == "42   ")
        #expect(try field("pad=\"space\"", value: "A-1") == "  A-1")
        #expect(try field("pad=\"space\"", value: "") == "     ")
        #expect(try field("drop=\"-.\"", value: "1-2.3") == "00123")
        #expect(try field("", value: "12345") == "12345", "as wide as its field")
        #expect(try field("pad=\"space\"", value: "\u{2440}12\u{2441}") == " \u{2440}12\u{2441}", "hook and chair of OCR-A")
    }

    @Test func fieldsMayComeFromAPart() throws {
        var draft = stub("<include part=\"bank\"/><check-digit rule=\"luhn\"/>")
        draft.parts["bank"] = "<part>\(Self.standard)</part>"
        #expect(try draft.lines(Self.record) == [["001234001000000074537"]])
    }

    @Test func theLineNeverShrinks() throws {
        let draft = stub(Self.standard, region: "x=\"3.5in\" y=\"10in\" w=\"4.7in\" h=\"0.7in\" shrink=\"4pt\"")
        var tight = draft
        tight.template = draft.template.replacing("</scanline>", with: "</scanline><p>a</p>")
        #expect(try draft.dump(Self.record).contains("OCRA 10 #000000 w=144 "))
        #expect(try tight.dump(Self.record).contains("OCRA 10 #000000 w=144 "))
    }

    // MARK: What sets a record aside

    @Test func aValueThatDoesNotFitIsNeverCut() throws {
        func refusal(_ record: String) throws -> String { try stub(Self.standard).refusal(record) }
        let wide = Self.record.replacing("12-340010", with: "1-2345-678901")
        #expect(
            try refusal(wide)
                == "bill/bill.xml:6:23: scan line, field account: its value has 11 characters and the field 10"
        )
        #expect(try refusal(Self.record.replacing("12-340010", with: "1-2345-67890")) == "nothing", "ten digits fit ten")
        #expect(
            try refusal(Self.record.replacing("74.53", with: "100000000.00"))
                == "bill/bill.xml:7:1: scan line, field amount: its value has 11 characters and the field 10")
        #expect(try refusal(Self.record.replacing("74.53", with: "99999999.99")) == "nothing")
        #expect(
            try refusal(Self.record.replacing("74.53", with: "-74.53"))
                == "bill/bill.xml:7:1: scan line, field amount: its value is negative, which no scan line can say")
        #expect(try refusal(Self.record.replacing("74.53", with: "0.00")) == "nothing", "nothing is due")
        #expect(
            try refusal(Self.record.replacing("12-340010", with: "12-34A10"))
                == "bill/bill.xml:6:23: scan line, field account: it holds digits only, and character 5 of its value is not one")
        #expect(
            try refusal(Self.record.replacing("12-340010", with: "--"))
                == "bill/bill.xml:6:23: scan line, field account: its value is empty, and zeros would say another one")
        #expect(!(try refusal(wide)).contains("678901"), "what goes into a log has no account in it")
    }

    @Test func anAmountIsNegativeWhateverFillsItsField() throws {
        let spaces = "<field name=\"due\" width=\"9\" pad=\"space\" value=\"{bill.total_due | cents}\"/>"
        #expect(try line(spaces) == "     7453")
        #expect(
            try stub(spaces).refusal(Self.record.replacing("74.53", with: "-0.01"))
                == "bill/bill.xml:6:23: scan line, field due: its value is negative, which no scan line can say")
    }

    @Test func checkDigitsCoverDigitsOnly() throws {
        let fields =
            "<field name=\"kind\" width=\"4\" pad=\"space\" side=\"right\" value=\"{account.name | upper}\"/><check-digit rule=\"luhn\"/>"
        #expect(
            try stub(fields).refusal(Self.record.replacing("Ana Ruiz", with: "12A"))
                == "bill/bill.xml:6:109: scan line: a check digit covers digits only, and character 3 of the field kind is not one"
        )
        #expect(try line(fields, Self.record.replacing("Ana Ruiz", with: "1234")) == "12344")
    }

    // MARK: What is refused when it is compiled

    @Test func aScanLineHasFieldsOrAValue() throws {
        #expect(
            try stub(Self.standard, scanline: "class=\"ocr\" value=\"1\"").messages() == [
                "T006: a scan line has fields or a value, not both"
            ])
        #expect(try stub("").messages() == ["T004: <scanline> needs fields, or the attribute value"])
        #expect(try stub("", scanline: "class=\"ocr\" value=\"12\"").lines() == [["12"]])
        #expect(try stub("<p>x</p>").messages() == ["T006: <p> does not stand in <scanline>"])
        #expect(try stub(Self.standard + "7").messages() == ["T006: text does not stand in <scanline>"])
        #expect(try Draft.region(Self.standard).messages().allSatisfy { $0 == "T006: <field> does not stand in <region>" })
    }

    @Test func namesOfFieldsAreChecked() throws {
        func told(_ fields: String) throws -> [String] { try stub(fields).messages() }
        let a = "<field name=\"a\" width=\"2\" value=\"1\"/>"
        #expect(try told(a + a) == ["T005: this scan line has a field a already"])
        #expect(try told("<field name=\"a b\" width=\"2\" value=\"1\"/>") == ["T005: a field's name has no spaces"])
        #expect(try told(a + "<check-digit rule=\"luhn\" over=\"b\"/>") == ["T005: this scan line has no field b"])
        #expect(
            try stub(Self.standard + "<check-digit rule=\"luhn\" over=\"acount\"/>").faults().first?.hasSuffix(
                "did you mean account?")
                == true)
        #expect(try told("<check-digit rule=\"luhn\"/>" + a) == ["T006: nothing stands before this check digit"])
        #expect(
            try told("<check-digit rule=\"luhn\" over=\"c\"/>" + a + "<check-digit name=\"c\" rule=\"luhn\"/>") == [
                "T005: a check digit covers only check digits before it"
            ])
        #expect(
            try told(a + "<check-digit name=\"c\" rule=\"luhn\" over=\"c\"/>") == [
                "T005: a check digit covers only check digits before it"
            ])
        #expect(try told(a + "<check-digit rule=\"mod11\"/>").first == "T005: rule=\"mod11\" is not known")
        #expect(try told("<field name=\"a\" width=\"0\" value=\"1\"/>") == ["T005: width is a number from 1 to 60"])
    }

    @Test func whatTheTemplateItselfSaysIsProved() throws {
        #expect(
            try stub("<field name=\"code\" width=\"2\" value=\"123\"/>").messages() == [
                "T005: scan line, field code: its value has 3 characters and the field 2"
            ])
        #expect(
            try stub("<field name=\"code\" width=\"2\" value=\"A\"/>").messages() == [
                "T005: scan line, field code: it holds digits only, and character 1 of its value is not one"
            ])
        #expect(
            try stub("<field name=\"due\" width=\"12\" value=\"{bill.total_due}\"/>").faults().first?.hasSuffix(
                "write {… | cents}: 43.12 is 4312") == true)
        #expect(try stub("<field name=\"due\" width=\"12\" value=\"{bill.total_due}\" drop=\"$,.\"/>").messages() == [])
        #expect(try stub("<field name=\"due\" width=\"12\" value=\"{bill.total_due}\" pad=\"space\"/>").messages() == [])
        #expect(
            try stub("<field name=\"code\" width=\"2\" value=\"中\" pad=\"space\"/>").messages().first?.hasPrefix("T206") == true)
    }

    // MARK: The clear band

    @Test func theBandIsPartOfTheLine() throws {
        let dump = try stub(Self.standard).dump(Self.record)
        // A region of 4.7 in from 3.5 in: the line ends 0.3 in from the edge of the page, in the middle of 5/8 in.
        #expect(dump.contains("p 252,720 338.4 × 45\n"), "\(dump)")
        let plain = try stub(Self.standard, scanline: "class=\"ocr\" band=\"no\"").dump(Self.record)
        #expect(plain.contains("p 252,720 338.4 × 12\n"))
        let value = try stub("", scanline: "class=\"ocr\" value=\"12\" band=\"yes\"").dump()
        #expect(value.contains("p 252,720 338.4 × 45\n"))
        // What stands above in the same region keeps out of it.
        let above = stub("", region: "x=\"3.5in\" y=\"10in\" w=\"4.7in\" h=\"0.7in\"")
        var tight = above
        tight.template = above.template.replacing(
            "<scanline class=\"ocr\"></scanline>", with: "<p>x</p><scanline class=\"ocr\">\(Self.standard)</scanline>")
        #expect(
            try tight.refusal(Self.record).contains("the content does not fit: room 338.4 × 50.4 pt, needs a height of 57 pt"))
    }

    @Test func nothingStandsAtTheRightOfTheBand() throws {
        func told(_ rest: String, y: String = "10in", h: String = "0.625in") throws -> [String] {
            try stub(Self.standard, region: "x=\"3.5in\" y=\"\(y)\" w=\"4in\" h=\"\(h)\"", rest: rest).messages()
        }
        let seal = "<region name=\"seal\" x=\"7.6in\" y=\"10.6in\" w=\"0.5in\" h=\"0.4in\"><p>x</p></region>"
        #expect(
            try told(seal) == [
                "T301: the clear band of the scan line in scan is x 3.5–8.5, y 10–10.625 in; seal of line 4 reaches into it, at x 7.6–8.1, y 10.6–11 in"
            ])
        #expect(
            try told(seal.replacing("y=\"10.6in\"", with: "y=\"10.625in\"").replacing("h=\"0.4in\"", with: "h=\"0.3in\"")) == [])
        #expect(try told(seal.replacing("x=\"7.6in\"", with: "x=\"0.5in\"")) == [], "at its left there may be something")
        #expect(
            try told("<body x=\"7.6in\" y=\"1in\" w=\"0.5in\" h=\"9.1in\"/>") == [
                "T301: the clear band of the scan line in scan is x 3.5–8.5, y 10–10.625 in; body of line 4 reaches into it, at x 7.6–8.1, y 1–10.1 in"
            ])
        #expect(try told("", h: "0.62in") == ["T301: the clear band of the scan line is 0.625 in high; scan has 0.62 in"])
        // What lies over the region itself is told as before, and once.
        #expect(
            try told(seal.replacing("x=\"7.6in\"", with: "x=\"7.4in\"")) == ["T301: scan overlaps seal of line 4"])
        #expect(
            try stub(
                Self.standard, scanline: "class=\"ocr\" band=\"no\"", region: "x=\"3.5in\" y=\"10in\" w=\"4in\" h=\"0.2in\"",
                rest: seal.replacing("10.6in", with: "10in")
            )
            .messages() == [])
    }

    @Test func aLineThatIsWiderThanItsRegionIsTold() throws {
        #expect(
            try stub(Self.standard, region: "x=\"3.5in\" y=\"10in\" w=\"1.99in\" h=\"0.625in\"").messages() == [
                "T301: this scan line is 2 in wide; scan has 1.99 in"
            ])
        #expect(try stub(Self.standard, region: "x=\"3.5in\" y=\"10in\" w=\"2in\" h=\"0.625in\"").messages() == [])
    }

    @Test func aLineInItsBandStandsDirectlyInARegion() throws {
        let line = "<scanline class=\"ocr\">\(Self.standard)</scanline>"
        let wanted = ["T006: a scan line with its clear band stands directly in a region"]
        #expect(try Draft.flow(line).messages() == wanted)
        #expect(try Draft.region("<box>\(line)</box>").messages() == wanted)
        #expect(try Draft.flow(line.replacing("class", with: "band=\"no\" class")).messages() == [])
        #expect(try Draft.region("<if test=\"bill.paid\">\(line)</if>").messages() == [])
    }
}
