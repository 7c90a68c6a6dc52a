import Foundation
import TestKit
import Testing

/// Barcodes and scan lines as they stand on a page that the program has printed, measured and read by others.
@Suite struct PrintedSymbolTests {
    /// A printed file of the small kind `note`.
    private struct Print {
        let notes: Notes
        var pdf: String { notes.scratch.path("out.pdf") }

        init(page: String, size: String = "letter", records: [(number: String, note: String)]) throws {
            notes = try Notes()
            try notes.write(
                """
                <document kind="note" version="1">
                  <fonts><font name="body" files="OCRA"/></fonts>
                  <styles><style name="p" font="body" size="10.07pt" leading="12pt"/></styles>
                  <page name="all" use="only" size="\(size)">\(page)</page>
                  <flow/>
                </document>
                """)
            let lines = try records.map { record in
                let json = try JSONSerialization.data(
                    withJSONObject: ["number": record.number, "name": "ANA", "amount": "74.53", "note": record.note])
                return String(decoding: json, as: UTF8.self)
            }
            let made = try notes.render(lines.joined(separator: "\n"))
            try #require(made.status == 0, "\(made.text)\(made.errors)")
        }

        /// What MuPDF says that it draws on a page: rectangles of paths and glyphs, in points with y upwards.
        func trace(page: Int = 1) throws -> (boxes: [Box], glyphs: [(text: String, x: Double, y: Double)]) {
            let told = try Tool.run("mutool", ["trace", pdf, "\(page)"])
            try #require(told.status == 0, "\(told.errors)")
            var boxes: [Box] = []
            var glyphs: [(String, Double, Double)] = []
            var corners: [(x: Double, y: Double)] = []
            for line in told.text.split(separator: "\n") {
                if let match = line.firstMatch(of: /<(?:moveto|lineto) x="([^"]+)" y="([^"]+)"/) {
                    corners.append((Double(match.output.1)!, Double(match.output.2)!))
                } else if line.contains("<closepath/>") {
                    boxes.append(Box(corners))
                    corners = []
                } else if let match = line.firstMatch(of: /<g unicode="([^"]+)" .*x="([^"]+)" y="([^"]+)"/) {
                    glyphs.append((String(match.output.1), Double(match.output.2)!, Double(match.output.3)!))
                }
            }
            return (boxes, glyphs)
        }

        /// Its first page as dots.
        func dots(_ resolution: Int) throws -> Dots {
            let told = try Tool.run("pdftoppm", ["-gray", "-r", "\(resolution)", "-singlefile", pdf, notes.scratch.path("dots")])
            try #require(told.status == 0, "\(told.errors)")
            return try Dots(notes.scratch.bytes("dots.pgm"), resolution: resolution)
        }
    }

    private struct Box {
        let left, right, bottom, top: Double

        init(_ corners: [(x: Double, y: Double)]) {
            left = corners.map(\.x).min() ?? 0
            right = corners.map(\.x).max() ?? 0
            bottom = corners.map(\.y).min() ?? 0
            top = corners.map(\.y).max() ?? 0
        }

        /// In inches.
        var width: Double { (right - left) / 72 }
        var height: Double { (top - bottom) / 72 }
    }

    /// A picture of a page in grey (PGM).
    private struct Dots {
        let width, height: Int
        private let bytes: ArraySlice<UInt8>
        private let resolution: Double

        init(_ file: [UInt8], resolution: Int) throws {
            let head = file.prefix(40).split(maxSplits: 4, whereSeparator: { $0 == 0x0A || $0 == 0x20 }).prefix(4).map {
                String(decoding: $0, as: UTF8.self)
            }
            try #require(head[0] == "P5" && head[3] == "255")
            width = Int(head[1])!
            height = Int(head[2])!
            bytes = file.suffix(width * height)
            self.resolution = Double(resolution)
        }

        /// Whether the dot at a place, in inches from the top left, is dark.
        func isDark(_ x: Double, _ y: Double) -> Bool {
            bytes[bytes.startIndex + Int(y * resolution) * width + Int(x * resolution)] < 128
        }

        /// Whether there is no ink at all from one place to another.
        func isClear(x: ClosedRange<Double>, y: ClosedRange<Double>) -> Bool {
            for row in Int(y.lowerBound * resolution)..<min(height, Int(y.upperBound * resolution)) {
                let start = bytes.startIndex + row * width
                for column in Int(x.lowerBound * resolution)..<min(width, Int(x.upperBound * resolution))
                where bytes[start + column] < 250 {
                    return false
                }
            }
            return true
        }
    }

    // MARK: Intelligent Mail

    private static let mail = "01234567094987654321-01234567891"
    private static let bars = "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA"

    /// An address with the barcode above it, closely between lines.
    private static func address(_ more: String) throws -> Print {
        try Print(
            page: """
                <region name="address" x="1in" y="2in" w="3.6in" h="1in">
                <p>ABOVE 111111111111111111111111</p><barcode type="imb" value="{note ?? ''}" alt="" \(more)/>
                <p>{name} 1111111111111111111111111111</p></region>
                """, records: [("1", mail)])
    }

    /// USPS-B-3200, 2.3.1, in inches.
    @Test func everyBarIsWithinTheTolerancesOfUSPS() throws {
        let print = try Self.address("")
        let bars = try print.trace().boxes
        try #require(bars.count == 65)
        let middle = bars.map { ($0.top + $0.bottom) / 2 }.sorted()
        let (low, high) = (bars.map(\.bottom).min()!, bars.map(\.top).max()!)
        var states = ""
        for (index, bar) in bars.enumerated() {
            #expect((0.015...0.025).contains(bar.width), "bar \(index): \(bar.width)")
            switch (bar.top > high - 0.1, bar.bottom < low + 0.1) {
            case (true, true):
                states += "F"
                #expect((0.125...0.165).contains(bar.height))
            case (true, false):
                states += "A"
                #expect((0.082...0.111).contains(bar.height))
            case (false, true):
                states += "D"
                #expect((0.082...0.111).contains(bar.height))
            case (false, false):
                states += "T"
                #expect((0.039...0.057).contains(bar.height))
            }
            guard index > 0 else { continue }
            let pitch = 72 / (bar.left - bars[index - 1].left)
            #expect((20...24).contains(pitch) && abs(pitch - 22) < 0.06, "\(pitch) bars an inch before bar \(index)")
        }
        #expect(states == Self.bars)
        let pitch = 64 * 72 / (bars[64].left - bars[0].left)
        #expect(abs(pitch - 22) < 0.001, "\(pitch) bars an inch from end to end")
        let length = (bars[64].right - bars[0].left) / 72
        #expect(abs(length - 2.929) < 0.001, "\(length) in")
        #expect(middle[32] - (low + high) / 2 < 0.01, "trackers stand in the middle")
        #expect(abs(bars[0].left - 81) < 0.01, "1 in, and 1/8 in of clear zone")
    }

    @Test func linesAboveAndBelowKeepOutOfTheClearZone() throws {
        for more in ["", "flush=\"yes\""] {
            let print = try Self.address(more)
            let bars = try print.trace().boxes
            let dots = try print.dots(600)
            let (left, right) = (bars[0].left / 72, bars[64].right / 72)
            let top = 11 - bars.map(\.top).max()! / 72
            let bottom = 11 - bars.map(\.bottom).min()! / 72
            let dot = 2.0 / 600
            #expect(dots.isClear(x: left...right, y: (top - 0.028)...(top - dot)))
            #expect(dots.isClear(x: left...right, y: (bottom + dot)...(bottom + 0.028)))
            #expect(dots.isClear(x: (left - 0.125)...(left - dot), y: top...bottom))
            #expect(dots.isClear(x: (right + dot)...(right + 0.125), y: top...bottom))
            // The lines above and below are there, and near; and so are the bars.
            #expect(!dots.isClear(x: left...right, y: (top - 0.15)...(top - dot)))
            #expect(!dots.isClear(x: left...right, y: (bottom + dot)...(bottom + 0.15)))
            #expect(!dots.isClear(x: left...right, y: top...bottom))
        }
    }

    @Test func flushBarsStandOnTheLeftEdgeOfTheAddress() throws {
        let (bars, glyphs) = try Self.address("flush=\"yes\"").trace()
        #expect(bars[0].left == 72 && glyphs[0].x == 72)
        #expect(try Self.address("flush=\"no\"").trace().boxes[0].left == 81)
    }

    /// A reader of our own: three rows of dots across the bars.
    @Test func theBarsAreReadBackFromDots() throws {
        for resolution in [300, 600] {
            let print = try Self.address("")
            let dots = try print.dots(resolution)
            let bars = try print.trace().boxes
            let high = 11 - bars.map(\.top).max()! / 72
            let read = (0..<65).map { index in
                let x = 1.125 + Double(index) / 22 + 0.010
                let (up, middle, down) = (
                    dots.isDark(x, high + 0.024), dots.isDark(x, high + 0.0725), dots.isDark(x, high + 0.121)
                )
                #expect(middle, "bar \(index)")
                return up ? down ? "F" : "A" : down ? "D" : "T"
            }
            #expect(read.joined() == Self.bars, "at \(resolution) dots an inch")
        }
    }

    // MARK: What scanners read

    private static let texts = [
        "7", "42", "11-000001-23", "123456", "1234567", "HTTPS://PAY.EXAMPLE/4711", "https://pay.example/i/4711?a=9.50",
        "A1B22C333D4444E55555F666666", "piece 7 of 9", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "000000000000000000000000000001",
        "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 012345",
    ]

    @Test func scannersReadEverySymbolAt300DotsAnInch() throws {
        let print = try Print(
            page: """
                <region name="a" x="0.2in" y="0.2in" w="1.5in" h="1.5in"><barcode type="datamatrix" value="{note ?? ''}" module="0.72pt" alt=""/></region>
                <region name="b" x="3in" y="0.2in" w="2in" h="1.6in"><barcode type="qr" value="{note ?? ''}" module="0.96pt" alt=""/></region>
                <region name="c" x="0.1in" y="2in" w="7.8in" h="0.8in"><barcode type="code128" value="{note ?? ''}" text="yes" alt=""/></region>
                """, size: "8in 3in", records: Self.texts.map { ("1", $0) })
        func pictures(_ name: String, x: Int, y: Int, width: Int, height: Int) throws -> [String] {
            let scratch = print.notes.scratch
            let crop = ["-x", "\(x)", "-y", "\(y)", "-W", "\(width)", "-H", "\(height)"]
            _ = try Tool.run("pdftoppm", ["-gray", "-r", "300", "-png"] + crop + [print.pdf, scratch.path(name)])
            let found = scratch.files.filter { $0.hasPrefix(name + "-") }.map(scratch.path)
            try #require(found.count == Self.texts.count)
            return found
        }
        for (picture, text) in zip(try pictures("matrix", x: 0, y: 0, width: 600, height: 550), Self.texts) {
            #expect(try Tool.run("dmtxread", ["-N1", "-m4000", picture]).text == text, "Data Matrix")
        }
        let squares = try pictures("qr", x: 800, y: 0, width: 700, height: 550)
        #expect(try Tool.run("zbarimg", ["-q", "--raw"] + squares).text == Self.texts.map { $0 + "\n" }.joined(), "QR")
        let strips = try pictures("strip", x: 0, y: 580, width: 2400, height: 300)
        #expect(try Tool.run("zbarimg", ["-q", "--raw"] + strips).text == Self.texts.map { $0 + "\n" }.joined(), "Code 128")
        // The text below is the text that is read.
        let words = try Tool.run("pdftotext", ["-layout", print.pdf, "-"]).text
        for (page, text) in zip(words.split(separator: "\u{0C}"), Self.texts) { #expect(page.contains(text), "\(page)") }
    }

    @Test func aSymbolOfTextBeyondASCIIIsReadAsItIsWritten() throws {
        let page =
            "<region name=\"qr\" x=\"1in\" y=\"1in\" w=\"2in\" h=\"2in\"><barcode type=\"qr\" value=\"https://pay.example/?n={note ?? ''}\" size=\"1.4in\" alt=\"Pay\"/></region>"
        let names = ["José", "Jose", "Ñandú & Söhne", "東京"]
        let print = try Print(page: page, records: names.enumerated().map { ("00-0000-0\($0)", $1) })
        _ = try Tool.run("pdftoppm", ["-r", "300", "-png", print.pdf, print.notes.scratch.path("page")])
        let pages = print.notes.scratch.files.filter { $0.hasPrefix("page") }.map(print.notes.scratch.path)
        let read = try Tool.run("zbarimg", ["-q", "--raw"] + pages)
        #expect(read.text == names.map { "https://pay.example/?n=\($0)\n" }.joined())
    }

    // MARK: Scan lines

    private static let fields = """
        <field name="account" width="11" value="{number}" drop="-"/><field name="amount" width="10" value="{amount | cents}"/>
        <field name="again" width="13" value="{number}" drop="-"/><check-digit rule="luhn"/>
        """

    @Test func aScanLineHasTenCharactersToTheInchFromEndToEnd() throws {
        for (cpi, wanted) in [("", 10.0), ("cpi=\"12\"", 12.0)] {
            let print = try Print(
                page:
                    "<region name=\"scan\" x=\"3in\" y=\"10in\" w=\"5.1in\" h=\"0.625in\"><scanline \(cpi)>\(Self.fields)</scanline></region>",
                records: [("11-000001-23", "")])
            let glyphs = try print.trace().glyphs
            let text = String(glyphs.map(\.text).joined().dropLast())
            #expect(text == "0110000012300000074530001100000123")
            try #require(glyphs.count == 35)
            let pitch = 34 * 72 / (glyphs[34].x - glyphs[0].x)
            #expect(abs(pitch - wanted) < 0.005, "\(pitch) characters an inch")
            for index in 1..<35 {
                // A hundredth of a point either way.
                let off = glyphs[index].x - glyphs[0].x - Double(index) * 72 / wanted
                #expect(abs(off) < 0.011, "character \(index)")
                #expect(glyphs[index].y == glyphs[0].y)
            }
            let end = glyphs[34].x + 72 / wanted
            #expect(abs(end - 8.1 * 72) < 0.01, "the last character's cell ends at the region's right edge")
        }
    }

    @Test func theBandOfAScanLineIsClear() throws {
        let print = try Print(
            page: """
                <region name="scan" x="3in" y="9.8in" w="4.9in" h="0.98in"><p>11111111111111111111111111111111</p>
                <scanline>\(Self.fields)</scanline><p>11111111111111111111111111111111</p></region>
                """, records: [("11-000001-23", "")])
        let dots = try print.dots(300)
        let digit = try #require(try print.trace().glyphs.first { $0.text == "0" })
        // OCR-A's figures are 0.1035 in high.
        let baseline = 11 - digit.y / 72
        let top = baseline - 0.1035
        let dot = 2.0 / 300
        #expect(dots.isClear(x: 3...8.5, y: (top - 0.25)...(top - dot)))
        #expect(dots.isClear(x: 3...8.5, y: (baseline + dot)...(baseline + 0.25)))
        #expect(dots.isClear(x: 7.9...8.5, y: (top - 0.25)...(baseline + 0.25)), "nothing at its right")
        // The lines above and below are there, and the digits.
        #expect(!dots.isClear(x: 3...8.5, y: (top - 0.4)...(top - 0.25)))
        #expect(!dots.isClear(x: 3...8.5, y: (baseline + 0.25)...(baseline + 0.4)))
        #expect(!dots.isClear(x: 3...8.5, y: top...baseline))
    }
}
