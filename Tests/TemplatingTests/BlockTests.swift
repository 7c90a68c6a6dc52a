import TestKit
import Testing

@testable import Templating

/// Each block of the language through the compiler and a merge, as its display list says.
@Suite struct BlockTests {
    private func pictured(_ draft: Draft) -> Draft {
        var draft = draft
        draft.pictures = ["grey.png": TestPictures.greyPNG]
        return draft
    }

    @Test func paragraphHasItsRunsAndItsTab() throws {
        #expect(
            try Draft.flow(
                "<p>Hello <b>bold</b> <i>it</i> <span class=\"big\">s</span><br/>two<tab/>{bill.total_due}<tab align=\"left\" at=\"80pt\"/></p>",
                styles: "<style name=\"big\" size=\"14pt\" color=\"#900\"/>"
            ).dump() == #"""
                page 1 612 × 792
                  p 10,20 200 × 29.5
                    text 10,32.25 SourceSansPro-Regular 10 #000000 w=24 "Hello "
                    text 34,32.25 SourceSansPro-Bold 10 #000000 w=19.87 "bold "
                    text 55.87,32.25 SourceSansPro-It 10 #000000 w=5.62 "it "
                    text 63.49,32.25 SourceSansPro-Regular 14 #990000 w=5.87 "s "
                    text 10,46 SourceSansPro-Regular 10 #000000 w=15.94 "two "
                    text 182.66,46 SourceSansPro-Regular 10 #000000 w=27.34 "$95.91 "

                """#)
    }

    @Test func paragraphsKeepTheLargerSpaceBetweenThem() throws {
        #expect(
            try Draft.flow(
                "<p class=\"a\">x</p><p class=\"b\">y</p><p>{account.suite ?? ''}</p><p class=\"b\">z</p>",
                styles: "<style name=\"a\" after=\"3pt\"/><style name=\"b\" before=\"5pt\" after=\"1pt\"/>"
            ).places() == [["10,28.5 x", "10,45.5 y", "10,62.5 z"]])
    }

    @Test func headingsAreBoldUnlessStyled() throws {
        #expect(
            try Draft.flow(
                "<h1>One</h1><p>a</p><h2>Two</h2><h3>Three</h3><p>b</p>",
                styles: "<style name=\"h1\" size=\"16pt\" before=\"9pt\" after=\"2pt\"/>"
            ).dump() == #"""
                page 1 612 × 792
                  group 10,20 200 × 70
                    h1 10,20 200 × 20
                      text 10,34 SourceSansPro-Regular 16 #000000 w=27.31 "One"
                    p 10,42 200 × 12
                      text 10,50.5 SourceSansPro-Regular 10 #000000 w=5.04 "a"
                    group 10,54 200 × 36
                      h2 10,54 200 × 12
                        text 10,62.5 SourceSansPro-Bold 10 #000000 w=18.55 "Two"
                      h3 10,66 200 × 12
                        text 10,74.5 SourceSansPro-Bold 10 #000000 w=25.51 "Three"
                      p 10,78 200 × 12
                        text 10,86.5 SourceSansPro-Regular 10 #000000 w=5.53 "b"

                """#)
    }

    @Test func listsHaveMarksAndNumbers() throws {
        #expect(
            try Draft.flow("<ul><li>one</li><li><p>two</p><p>more</p></li></ul><ol><li>a <b>x</b></li><li>b</li></ol>").dump()
                == #"""
                page 1 612 × 792
                  ul 10,20 200 × 36
                    li 10,20 200 × 12
                      label 10,20 12 × 12
                        text 10,28.5 SourceSansPro-Regular 10 #000000 w=3.04 "•"
                      p 22,20 188 × 12
                        text 22,28.5 SourceSansPro-Regular 10 #000000 w=15.85 "one"
                    li 10,32 200 × 24
                      group 10,32 200 × 24
                        label 10,32 12 × 12
                          text 10,40.5 SourceSansPro-Regular 10 #000000 w=3.04 "•"
                        p 22,32 188 × 12
                          text 22,40.5 SourceSansPro-Regular 10 #000000 w=15.94 "two"
                        p 22,44 188 × 12
                          text 22,52.5 SourceSansPro-Regular 10 #000000 w=22.04 "more"
                  ol 10,56 200 × 24
                    li 10,56 200 × 12
                      label 10,56 18 × 12
                        text 10,64.5 SourceSansPro-Regular 10 #000000 w=7.46 "1."
                      p 28,56 182 × 12
                        text 28,64.5 SourceSansPro-Regular 10 #000000 w=7.04 "a "
                        text 35.04,64.5 SourceSansPro-Bold 10 #000000 w=5.14 "x"
                    li 10,68 200 × 12
                      label 10,68 18 × 12
                        text 10,76.5 SourceSansPro-Regular 10 #000000 w=7.46 "2."
                      p 28,68 182 × 12
                        text 28,76.5 SourceSansPro-Regular 10 #000000 w=5.53 "b"

                """#)
    }

    @Test func gridFillsItsRows() throws {
        #expect(
            try Draft.flow(
                "<grid columns=\"auto 1fr\" gap=\"10pt\" row-gap=\"4pt\"><cell>Name</cell><cell align=\"right\">{account.name}</cell><if test=\"bill.paid\"><cell>paid</cell></if><cell span=\"2\">wide</cell><for each=\"l in lines\"><cell>{l}</cell></for></grid>"
            ).dump() == #"""
                page 1 612 × 792
                  group 10,20 200 × 60
                    p 10,20 48.48 × 12
                      text 10,28.5 SourceSansPro-Regular 10 #000000 w=24.76 "Name"
                    p 68.48,20 141.52 × 12
                      text 174.21,28.5 SourceSansPro-Regular 10 #000000 w=35.79 "Ana Ruiz"
                    p 10,36 200 × 12
                      text 10,44.5 SourceSansPro-Regular 10 #000000 w=20.15 "wide"
                    p 10,52 48.48 × 12
                      text 10,60.5 SourceSansPro-Regular 10 #000000 w=35.79 "Ana Ruiz"
                    p 68.48,52 141.52 × 12
                      text 68.48,60.5 SourceSansPro-Regular 10 #000000 w=38.53 "12 Elm St"
                    p 10,68 48.48 × 12
                      text 10,76.5 SourceSansPro-Regular 10 #000000 w=48.48 "Windsor CO"

                """#)
    }

    @Test func boxHasFillBorderAndHeight() throws {
        #expect(
            try Draft.flow(
                "<box fill=\"#FDECEC\" border=\"1pt #9B1C1C\" pad=\"2pt 6pt\" h=\"30pt\"><p>in</p></box><box pad=\"1pt\">running <b>text</b></box><p>after</p>"
            ).dump() == #"""
                page 1 612 × 792
                  group 10,20 200 × 56
                    group 10,20 200 × 30
                      fill 10,20 200 × 30 #FDECEC
                      outline 10.5,20.5 199 × 29 1 #9B1C1C
                      p 16,22 188 × 12
                        text 16,30.5 SourceSansPro-Regular 10 #000000 w=7.93 "in"
                    p 11,51 198 × 12
                      text 11,59.5 SourceSansPro-Regular 10 #000000 w=34.82 "running "
                      text 45.82,59.5 SourceSansPro-Bold 10 #000000 w=17.36 "text"
                    p 10,64 200 × 12
                      text 10,72.5 SourceSansPro-Regular 10 #000000 w=19.27 "after"

                """#)
    }

    @Test func columnsRunSideBySide() throws {
        #expect(
            try Draft.flow(
                "<columns count=\"2\" gap=\"20pt\"><for each=\"l in lines\"><p>{l}</p></for><p>four</p></columns><p>after</p>"
            ).places() == [["10,28.5 Ana Ruiz", "10,40.5 12 Elm St", "10,52.5 Windsor CO", "10,64.5 four", "10,76.5 after"]])
    }

    @Test func ruleAndSpace() throws {
        #expect(
            try Draft.flow("<p>a</p><space h=\"6pt\"/><rule stroke=\"2pt #123\" dash=\"3pt\"/><rule/><p>b</p>").dump() == #"""
                page 1 612 × 792
                  group 10,20 200 × 32.5
                    p 10,20 200 × 12
                      text 10,28.5 SourceSansPro-Regular 10 #000000 w=5.04 "a"
                    artifact 10,38 200 × 2
                      rule 10,39 to 210,39 2 #112233 dash=3
                    artifact 10,40 200 × 0.5
                      rule 10,40.25 to 210,40.25 0.5 #C8C8C8
                    p 10,40.5 200 × 12
                      text 10,49 SourceSansPro-Regular 10 #000000 w=5.53 "b"

                """#)
    }

    @Test func imageKeepsItsShapeAndItsWords() throws {
        #expect(
            try pictured(
                Draft.flow(
                    "<image file=\"grey.png\" w=\"30pt\" align=\"right\" alt=\"Seal of {account.name}\"/><image file=\"grey.png\" w=\"30pt\" h=\"10pt\" alt=\"\"/>"
                )
            ).dump() == #"""
                page 1 612 × 792
                  figure "Seal of Ana Ruiz" 10,20 200 × 30
                    picture 180,20 30 × 30 9a4ab6abe47c621f
                  artifact 10,50 200 × 10
                    picture 10,50 30 × 10 9a4ab6abe47c621f

                """#)
    }

    @Test func chartHasABarForEachItem() throws {
        #expect(
            try Draft.flow(
                "<chart type=\"bar\" of=\"charges\" as=\"c\" x=\"{c.name}\" y=\"{c.units}\" h=\"60pt\" caption=\"{c.units}\" accent=\"c.name == 'Trash'\" outline=\"c.units == 0\" alt=\"Units: {charges | sum:units}\"/>"
            ).dump() == #"""
                page 1 612 × 792
                  figure "Units: 3 Water: 2; Sewer: 0; Trash: 1." 10,20 200 × 60
                    rule 19.97,56 to 210,56 0.4 #D8D8D8
                    text 11,59.33 SourceSansPro-Regular 10 #000000 w=4.97 "1"
                    rule 19.97,44 to 210,44 0.4 #D8D8D8
                    text 11,47.33 SourceSansPro-Regular 10 #000000 w=4.97 "2"
                    rule 19.97,32 to 210,32 0.4 #D8D8D8
                    text 11,35.33 SourceSansPro-Regular 10 #000000 w=4.97 "3"
                    text 39.51,76.5 SourceSansPro-Regular 10 #000000 w=24.27 "Water"
                    text 102.02,76.5 SourceSansPro-Regular 10 #000000 w=25.92 "Sewer"
                    text 166.93,76.5 SourceSansPro-Regular 10 #000000 w=22.8 "Trash"
                    fill 112.51,58.5 4.97 × 7.5 #FFFFFF
                    text 112.51,66 SourceSansPro-Regular 10 #000000 w=4.97 "0"
                    fill 175.85,46.5 4.97 × 7.5 #FFFFFF
                    text 175.85,54 SourceSansPro-Regular 10 #000000 w=4.97 "1"
                    bars 10,20 #9FB8C8 26.64,24:30×24
                    bars 10,20 #1B4F72 153.33,36:30×12
                    outline 100.38,68 29.2 × 0 0.8 #1B4F72
                    rule 19.97,68 to 210,68 0.75 #000000

                """#)
    }

    @Test func tableWithLoopHeaderAndFooter() throws {
        #expect(
            try Draft.flow(
                "<table columns=\"1fr auto\" gap=\"4pt\" pad=\"1pt 0pt\" of=\"charges\" as=\"c\"><header below=\"1pt black\"><th>Service</th><th align=\"right\">Amount</th></header><row fill=\"#EEE\"><td>{c.name}</td><td align=\"right\">{c.amount}</td></row><if test=\"c.note is present\"><row><td span=\"2\">{c.note}</td></row></if><footer above=\"0.5pt black\"><td>Total</td><td align=\"right\">{charges | sum:amount}</td></footer></table>"
            ).dump() == #"""
                page 1 612 × 792
                  table 10,20 200 × 84
                    tr 10,20 200 × 14
                      th column 10,21 160.92 × 12
                        text 10,29.5 SourceSansPro-Bold 10 #000000 w=32.35 "Service"
                      th column 174.92,21 35.08 × 12
                        text 174.92,29.5 SourceSansPro-Bold 10 #000000 w=35.08 "Amount"
                      rule 10,34 to 210,34 1 #000000
                    tr 10,34 200 × 14
                      fill 10,34 200 × 14 #EEEEEE
                      td 10,35 160.92 × 12
                        text 10,43.5 SourceSansPro-Regular 10 #000000 w=24.27 "Water"
                      td 174.92,35 35.08 × 12
                        text 182.66,43.5 SourceSansPro-Regular 10 #000000 w=27.34 "$23.14"
                    tr 10,48 200 × 14
                      fill 10,48 200 × 14 #EEEEEE
                      td 10,49 160.92 × 12
                        text 10,57.5 SourceSansPro-Regular 10 #000000 w=25.92 "Sewer"
                      td 174.92,49 35.08 × 12
                        text 182.66,57.5 SourceSansPro-Regular 10 #000000 w=27.34 "−$3.14"
                    tr 10,62 200 × 14
                      fill 10,62 200 × 14 #EEEEEE
                      td 10,63 160.92 × 12
                        text 10,71.5 SourceSansPro-Regular 10 #000000 w=22.8 "Trash"
                      td 174.92,63 35.08 × 12
                        text 182.66,71.5 SourceSansPro-Regular 10 #000000 w=27.34 "$17.60"
                    tr 10,76 200 × 14
                      td span=2 10,77 200 × 12
                        text 10,85.5 SourceSansPro-Regular 10 #000000 w=29.23 "weekly"
                    tr 10,90 200 × 14
                      td 10,91 160.92 × 12
                        text 10,99.5 SourceSansPro-Regular 10 #000000 w=20.71 "Total"
                      td 174.92,91 35.08 × 12
                        text 182.66,99.5 SourceSansPro-Regular 10 #000000 w=27.34 "$37.60"
                      rule 10,90 to 210,90 0.5 #000000

                """#)
    }

    @Test func scanLine() throws {
        #expect(
            try Draft.flow(
                "<scanline class=\"ocr\" value=\"{bill.total_due | cents | zfill:10} 7\" align=\"left\"/><scanline class=\"ocr\" cpi=\"12\" value=\"12\"/>"
            ).dump() == #"""
                page 1 612 × 792
                  p 10,20 200 × 12
                    text 10,29 OCRA 10 #000000 w=86.4 "0000009591 7"
                  p 10,32 200 × 12
                    text 198,41 OCRA 10 #000000 w=12 "12"

                """#)
    }

    @Test func scanLineStandsAtItsPitchToTheHundredth() throws {
        // 7.2 pt from one character to the next, whatever the face's own advance: no rounding adds up over a line.
        for length in [1, 2, 10, 27] {
            let text = String(repeating: "7", count: length)
            let dump = try Draft.flow("<scanline class=\"ocr\" value=\"\(text)\" align=\"left\"/>").dump()
            let hundredths = 720 * length
            let width =
                "\(hundredths / 100)"
                + (hundredths % 100 == 0 ? "" : hundredths % 10 == 0 ? ".\(hundredths % 100 / 10)" : ".\(hundredths % 100)")
            #expect(dump.contains(" w=\(width) "), "\(length) characters: \(dump)")
        }
        let right = try Draft.flow("<scanline class=\"ocr\" value=\"12345\"/>").places()
        #expect(right == [["174,29 12345"]], "it ends at the right edge: 210 - 5 × 7.2")
        #expect(
            try Draft.flow("<scanline class=\"ocr\" value=\"1234567890123456789012345678\"/>").refusal().contains(
                "a code of 28 characters is 201.6 pt wide; its room has 200 pt"))
        #expect(
            try Draft.flow("\n<scanline class=\"ocr\" value=\"{account.name}\"/>").refusal(
                Draft.record.replacing("Ana", with: "Ün")
            ).hasPrefix("bill/bill.xml:6:1: no glyph for U+0"))
    }

    @Test func barcodeIsASymbolOfItsText() throws {
        let dump = try Draft.flow(
            "<barcode type=\"qr\" value=\"{account.number}\" size=\"60pt\" quiet=\"0\" level=\"L\" alt=\"Pay\"/>"
        ).dump()
        #expect(dump.contains("figure \"Pay\" 10,20 200 × 60\n"))
        #expect(dump.contains("modules 10,20 side=60 "))
        #expect(try Draft.flow("<barcode type=\"qr\" value=\"x\" alt=\"\"/>").dump().contains("artifact"))
        #expect(
            try Draft.flow("\n<barcode type=\"qr\" value=\"{account.number}\" size=\"10pt\" alt=\"\"/>").refusal()
                == "bill/bill.xml:6:1: the QR symbol has 21 modules a side and each would be 0.47 pt wide; 0.71 pt (0.25 mm) is the least: give it a larger size or a shorter text"
        )
        let long = String(repeating: "x", count: 3000)
        let tooLong = "a text of 3000 bytes is too long for a QR symbol of level M, which holds 2331 bytes"
        #expect(try Draft.flow("<barcode type=\"qr\" value=\"\(long)\" alt=\"\"/>").messages() == ["T005: \(tooLong)"])
        #expect(
            try Draft.flow("\n<barcode type=\"qr\" value=\"{account.name}\" alt=\"\"/>").refusal(
                Draft.record.replacing("Ana Ruiz", with: long)) == "bill/bill.xml:6:1: \(tooLong)")
    }

    @Test func textThatIsNotDrawnNeedsNoGlyphs() throws {
        #expect(
            try Draft.flow("<barcode type=\"qr\" value=\"中\" alt=\"中\"/><check test=\"bill.paid\" message=\"中\"/>").messages()
                == [])
        #expect(try Draft.flow("<scanline class=\"ocr\" value=\"中\"/>").messages().first?.hasPrefix("T206") == true)
    }

    @Test func checkStopsTheDocumentWithItsMessage() throws {
        let check =
            "\n<check test=\"(charges | sum:amount) == bill.total_due\" message=\"charges add up to {charges | sum:amount}, not {bill.total_due}\"/><p>x</p>"
        #expect(try Draft.flow(check).refusal() == "bill/bill.xml:6:1: charges add up to $37.60, not $95.91")
        #expect(try Draft.flow(check).lines(Draft.record.replacing("95.91", with: "37.60")) == [["x"]])
    }

    @Test func choicesTakeTheFirstBranchThatHolds() throws {
        func branch(_ count: Int) throws -> [[String]] {
            try Draft.flow(
                "<if test=\"bill.count == 1\"><p>one</p><elif test=\"bill.count lt 3\"/><p>few</p><p>more</p><else/><p>many</p></if>"
            ).lines(
                Draft.record.replacing("\"count\": 3", with: "\"count\": \(count)"))
        }
        #expect(try branch(1) == [["one"]])
        #expect(try branch(2) == [["few", "more"]])
        #expect(try branch(3) == [["many"]])
        #expect(
            try Draft.flow("<p>a<if test=\"bill.paid\">b<else/>c</if>d<for each=\"l in lines\">[{l}]</for></p>").lines() == [
                ["acd[Ana Ruiz][12 Elm St][Windsor CO]"]
            ])
    }

    @Test func loopsNest() throws {
        let loops =
            "<for each=\"c in charges\"><p>{c.name}:<for each=\"s in c.steps\"> {s}</for></p><for each=\"s in c.steps\"><p>{c.name}{s}</p></for></for>"
        #expect(try Draft.flow(loops).lines() == [["Water: 1 2", "Water1", "Water2", "Sewer: 3", "Sewer3", "Trash:"]])
        #expect(
            try Draft.flow("<for each=\"c in charges | where:(units gt 0) | take:1\"><p>{c.name}</p></for>").lines() == [
                ["Water"]
            ])
    }

    @Test func stylesBuildOnOneAnotherFromLeftToRight() throws {
        let styles =
            "<style name=\"small\" based-on=\"p\" size=\"8pt\"/><style name=\"red\" color=\"#F00\" size=\"9pt\"/><style name=\"loose\" leading=\"20pt\"/><style name=\"smaller\" based-on=\"small\" color=\"#00F\"/>"
        func dump(_ classes: String) throws -> String {
            let lines = try Draft.flow("<p class=\"\(classes)\">x</p>", styles: styles).dump().split(separator: "\n")
            return lines[1].split(separator: " ").last! + " " + lines[2].split(separator: " ")[3...4].joined(separator: " ")
        }
        #expect(try dump("small") == "10 8 #000000", "a size without a leading has the usual leading of that size")
        #expect(try dump("small red") == "11.25 9 #FF0000")
        #expect(try dump("red small") == "10 8 #FF0000")
        #expect(try dump("small loose") == "20 8 #000000")
        #expect(try dump("smaller") == "10 8 #0000FF")
    }

    @Test func textOfPartsStandsWhereTheyAreIncluded() throws {
        var draft = Draft.flow(
            "<include part=\"a\"/><p>x <include part=\"b\"/> y</p><box><include part=\"b\"/></box><ul><include part=\"c\"/></ul><table columns=\"1fr\"><include part=\"d\"/></table>"
        )
        draft.parts = [
            "a": "<part><p>in a</p><include part=\"e\"/></part>", "b": "<part>running {account.name}</part>",
            "c": "<part><li>item</li></part>",
            "d": "<part><row><td>row</td></row></part>", "e": "<part><p>in e</p></part>",
        ]
        #expect(try draft.lines() == [["in a", "in e", "x running Ana Ruiz y", "running Ana Ruiz", "•item", "row"]])
    }

    @Test func partsThatIncludeThemselvesAreRefusedWhereverTheyStand() throws {
        let cycle = ["a": "<part>\n<include part=\"b\"/></part>", "b": "<part>\n<p>x</p><include part=\"a\"/></part>"]
        let wanted = ["T203: part a includes itself: a → b → a"]
        for place in [
            "<include part=\"a\"/>", "<p><include part=\"a\"/></p>", "<box><include part=\"a\"/></box>",
            "<ul><li><include part=\"a\"/></li></ul>",
            "<ul><include part=\"a\"/></ul>", "<table columns=\"1fr\"><include part=\"a\"/></table>",
            "<table columns=\"1fr\"><row><td><include part=\"a\"/></td></row></table>",
            "<grid columns=\"1fr\"><cell><include part=\"a\"/></cell></grid>",
        ] {
            var draft = Draft.flow(place)
            draft.parts = cycle
            #expect(try draft.messages().prefix(1) == wanted[...], "\(place)")
        }
        var loop = Draft.flow("<table columns=\"1fr\"><include part=\"r\"/></table>")
        loop.parts = ["r": "<part><if test=\"bill.paid\"><include part=\"r\"/></if></part>"]
        #expect(try loop.messages() == ["T203: part r includes itself: r → r"])
        loop.parts = ["r": "<part><row><td><box><include part=\"s\"/></box></td></row></part>", "s": "<part><p>fine</p></part>"]
        #expect(try loop.messages() == [])
    }

    @Test func fewSmallPartsDoNotMakeAHugeTemplate() throws {
        var draft = Draft.flow("<include part=\"p0\"/>")
        for level in 0..<12 {
            draft.parts["p\(level)"] = "<part><include part=\"p\(level + 1)\"/><include part=\"p\(level + 1)\"/></part>"
        }
        draft.parts["p12"] = "<part><p>x</p></part>"
        #expect(try draft.messages() == ["T007: parts are included more than 2000 times"])
        draft.parts["p7"] = "<part><p>x</p></part>"
        #expect(try draft.messages() == [])
        var deep = Draft.flow("<include part=\"p0\"/>")
        for level in 0..<20 { deep.parts["p\(level)"] = "<part><include part=\"p\(level + 1)\"/></part>" }
        deep.parts["p20"] = "<part/>"
        #expect(try deep.messages() == ["T007: parts include one another at most 16 deep"])
        deep.parts["p16"] = "<part/>"
        #expect(try deep.messages() == ["T007: parts include one another at most 16 deep"])
        deep.parts["p15"] = "<part/>"
        #expect(try deep.messages() == [])
    }

    @Test func missingGlyphOfARecordNamesFieldAndCharacter() throws {
        let json = Draft.record.replacing("\"name\": \"Ana Ruiz\"", with: "\"name\": \"Ana 中\"")
        #expect(
            try Draft.flow("\n<p>{account.name}</p>").refusal(json)
                == "bill/bill.xml:6:5: account.name: no glyph for U+4E2D \"中\" (CJK UNIFIED IDEOGRAPH-4E2D) in SourceSansPro-Regular, NotoSans-Regular"
        )
        #expect(
            try Draft.flow("<p>{account.name}</p>").lines(Draft.record.replacing("Ana Ruiz", with: "Nguyễn Thị Ánh")) == [
                ["Nguyễn Thị Ánh"]
            ])
    }
}
