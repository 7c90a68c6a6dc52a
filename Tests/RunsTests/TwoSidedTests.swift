import PDF
import Records
import Runs
import TestKit
import Testing

/// Runs on two-sided paper: nothing of one piece is on the back of another's.
@Suite struct TwoSidedTests {
    private static let sizes: [(width: Int, height: Int)] = [(612, 792), (612, 1008), (252, 612), (792, 612), (306, 792)]

    private func office(
        _ records: [String], width: Int = 612, height: Int = 792, last: Int? = nil, isDuplex: Bool = true
    ) throws -> Office {
        let office = try Office(
            template: LeafKind.template(width: width, height: height, last: last)
                .replacing("kind=\"leaf\"", with: "kind=\"slip\""),
            contract: LeafKind.contract(isDuplex: isDuplex))
        try office.submit(records)
        try office.work()
        return office
    }

    private func released(
        _ pieces: [FoldingChecker.Piece], width: Int = 612, height: Int = 792, pagesPerFile: Int = 12
    ) throws -> Office {
        let office = try office(pieces.map { LeafKind.record($0) }, width: width, height: height)
        try office.approve()
        try office.release { $0.pagesPerFile = pagesPerFile }
        return office
    }

    /// A piece as the mail-run file and the manifest have it.
    private struct Row {
        let piece: Int
        let record: Int
        let pages: Int
        let sheets: Int
        let file: String
        let firstPage: Int
        var asPiece: FoldingChecker.Piece { FoldingChecker.Piece(record, pages: pages) }
    }

    private func manifest(_ office: Office) throws -> [Row] {
        try office.scratch.text("out/manifest.csv").split(separator: "\r\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Row(
                piece: try #require(Int(cells[0])), record: try #require(Int(cells[2].dropFirst(2))),
                pages: try #require(Int(cells[3])), sheets: try #require(Int(cells[4])), file: cells[5],
                firstPage: try #require(Int(cells[6])))
        }
    }

    /// Folds each file of a released set and holds it against the lists.
    private func check(_ office: Office, _ pieces: [FoldingChecker.Piece], _ sides: FoldingChecker.Sides = .twoLong) throws {
        let rows = try manifest(office)
        #expect(rows.map(\.piece) == Array(1...pieces.count))
        #expect(rows.map(\.asPiece).sorted { $0.number < $1.number } == pieces)
        for row in rows { #expect(row.sheets == (row.pages + 1) / 2 && row.firstPage % 2 == 1, "\(row)") }
        let files = try office.ledger.files(of: office.run().id)
        for file in files {
            let path = office.scratch.path("out/\(file.name)")
            let own = rows.filter { $0.file == file.name }
            #expect(try FoldingChecker(sides).faults(of: path, own.map(\.asPiece)) == [], "\(file.name)")
            #expect(try PageTaker.pageCount(of: path) == 2 * file.sheets && file.sheets == own.reduce(0) { $0 + $1.sheets })
            #expect(file.pages == own.reduce(0) { $0 + $1.pages })
            var at = 1
            for row in own {
                #expect(row.firstPage == at, "\(row)")
                at += 2 * row.sheets
            }
        }
    }

    @Test(arguments: 1...40) func aPieceBeginsOnAFrontAndNothingOfAnotherIsOnItsBack(_ count: Int) throws {
        var noise = Noise(seed: UInt64(count))
        let pieces = LeafKind.pieces(count, &noise)
        let size = noise.pick(Self.sizes)
        let office = try released(pieces, width: size.width, height: size.height, pagesPerFile: 1 + noise.next(below: 20))
        try check(office, pieces)

        // Printed again, in any selection: as the first time.
        let rows = try manifest(office)
        let path = office.scratch.path("again.pdf")
        let reissue = Reissue(office.ledger, office.archive)
        let first = 1 + noise.next(below: count)
        let last = first + noise.next(below: count - first + 1)
        let range = try reissue.pieces(
            try office.run(), { (first...last).contains($0) }, to: path, by: "Bo", about: "a range")
        let wanted = rows.filter { (first...last).contains($0.piece) }
        #expect(try FoldingChecker(.twoLong).faults(of: path, wanted.map(\.asPiece)) == [])
        #expect(range.documents == wanted.count && range.pages == 2 * wanted.reduce(0) { $0 + $1.sheets })
        #expect(range.blanks == wanted.count { $0.pages % 2 == 1 })

        let listed = Set((0...noise.next(below: count)).map { _ in 1 + noise.next(below: count) })
        _ = try reissue.pieces(try office.run(), listed.contains, to: path, by: "Bo", about: "a list")
        #expect(
            try FoldingChecker(.twoLong).faults(of: path, rows.filter { listed.contains($0.piece) }.map(\.asPiece)) == [])

        let from = try reissue.pieces(try office.run(), { _ in false }, from: first, to: path, by: "Bo", about: "a jam")
        let jammed = try #require(rows.first { $0.piece == first }).file
        #expect(from.file == jammed)
        #expect(
            try FoldingChecker(.twoLong).faults(
                of: path, rows.filter { $0.piece >= first && $0.file == jammed }.map(\.asPiece)) == [])
    }

    @Test func aPieceIsNeverPartedHoweverFewPagesAFileHas() throws {
        let pieces = (1...9).map { FoldingChecker.Piece($0, pages: 1 + $0 % 3) }
        for pagesPerFile in 1...9 {
            let office = try released(pieces, pagesPerFile: pagesPerFile)
            try check(office, pieces)
            for file in try office.ledger.files(of: office.run().id) {
                // One piece may be larger than the limit, two never.
                #expect(file.documents == 1 || 2 * file.sheets <= pagesPerFile, "\(file.name) of \(pagesPerFile)")
            }
        }
    }

    @Test func whatIsIssuedToOneReaderHasItsOwnPagesAlone() throws {
        let pieces = (1...6).map { FoldingChecker.Piece($0, pages: 1 + $0 % 3) }
        let office = try office(
            pieces.map { LeafKind.record($0) } + [LeafKind.record(.init(7, pages: 3), more: #","delivery":"paperless""#)])
        try office.approve()
        try office.release { $0.each = .accessible }
        for piece in pieces + [.init(7, pages: 3)] {
            let found = try office.ledger.document("A-\(piece.number)")
            let path = office.scratch.path("one.pdf")
            _ = try Reissue(office.ledger, office.archive).document(found.name, to: path, mark: nil, by: "Bo")
            #expect(found.pages == piece.pages)
            for path in [path, office.scratch.path("out/each/\(found.name).pdf")] {
                let words = try Tool.run("pdftotext", ["-layout", path, "-"]).text.split(whereSeparator: \.isWhitespace)
                #expect(
                    words.filter { $0.hasPrefix("HEAD") } == (1...piece.pages).map { "HEAD\(piece.number)P\($0)" },
                    "\(found.name)")
                #expect(try PageTaker.pageCount(of: path) == piece.pages)
            }
        }
        let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run()) { _ throws(RunError) in
        }
        #expect(outcome.faults == [] && outcome.documents == 7)
    }

    @Test func aCopyForAFurtherRecipientBeginsOnAFront() throws {
        let copies = #","copies":[{"for":"owner"},{"for":"tenant"}]"#
        let office = try office([1, 3, 2].enumerated().map { LeafKind.record(.init($0 + 1, pages: $1), more: copies) })
        try office.approve()
        try office.release()
        let rows = try manifest(office)
        #expect(rows.count == 9)
        for file in try office.ledger.files(of: office.run().id) {
            let own = rows.filter { $0.file == file.name }
            #expect(
                try FoldingChecker(.twoLong).faults(of: office.scratch.path("out/\(file.name)"), own.map(\.asPiece)) == [])
        }
    }

    @Test func aBlankBackIsAsLargeAsItsFront() throws {
        // The last page is longer than the others.
        let good = [1, 3, 5, 3, 1].enumerated().map { FoldingChecker.Piece($0 + 1, pages: $1) }
        let office = try office(good.map { LeafKind.record($0) }, last: 1008)
        try office.approve()
        try office.release()
        try check(office, good)
    }

    @Test func aFrontAndABackOfTwoSizesAreSetAside() throws {
        let office = try office([1, 2, 4].map { LeafKind.record(.init($0, pages: $0)) }, last: 1008)
        let aside = try office.ledger.exceptions(of: office.run().id)
        #expect(
            aside.map { $0.reasons[0].message } == [
                "it is printed on both sides, and its pages 1 and 2 are no sheet: 612 × 792 pt and 612 × 1008 pt",
                "it is printed on both sides, and its pages 3 and 4 are no sheet: 612 × 792 pt and 612 × 1008 pt",
            ])
        // On paper of one side it is nobody's trouble.
        let single = try self.office([1, 2, 4].map { LeafKind.record(.init($0, pages: $0)) }, last: 1008, isDuplex: false)
        #expect(try single.ledger.exceptions(of: single.run().id).isEmpty)
    }

    @Test func paperOfOneSideHasNoBlanks() throws {
        var noise = Noise(seed: 3)
        let pieces = LeafKind.pieces(20, &noise)
        let office = try office(pieces.map { LeafKind.record($0) }, isDuplex: false)
        try office.approve()
        try office.release { $0.pagesPerFile = 12 }
        let rows = try manifest(office)
        for file in try office.ledger.files(of: office.run().id) {
            let path = office.scratch.path("out/\(file.name)")
            let own = rows.filter { $0.file == file.name }
            #expect(try FoldingChecker(.one).faults(of: path, own.map(\.asPiece)) == [])
            #expect(try PageTaker.pageCount(of: path) == file.pages && file.pages == file.sheets)
        }
    }

    /// Versions before this one counted sheets of two sides, and put no blank pages into the files.
    @Test func filesOfEarlierVersionsAreReadAsTheyAre() throws {
        let pieces = (1...9).map { FoldingChecker.Piece($0, pages: 1 + $0 % 4) }
        // Planned and printed as if on paper of one side: so it was.
        let office = try office(pieces.map { LeafKind.record($0) }, isDuplex: false)
        try office.approve()
        try office.release()
        try office.tamper(
            "DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; UPDATE audit SET run = NULL; UPDATE run SET duplex = 1")
        try office.ledger.store.write { tx throws(RunError) in try Ledger.adopt(in: tx, by: "migration") }
        let rows = try manifest(office)
        #expect(rows.contains { $0.firstPage % 2 == 0 })
        for file in try office.ledger.files(of: office.run().id) {
            #expect(try PageTaker.pageCount(of: office.scratch.path("out/\(file.name)")) == file.pages)
        }
        let outcome = try Verifier(office.ledger, office.archive, office.engine).verify(try office.run()) { _ throws(RunError) in
        }
        #expect(outcome.faults == [] && outcome.documents == 9)
        let path = office.scratch.path("again.pdf")
        for piece in pieces {
            _ = try Reissue(office.ledger, office.archive).document("A-\(piece.number)", to: path, mark: nil, by: "Bo")
            let words = try Tool.run("pdftotext", ["-layout", path, "-"]).text.split(whereSeparator: \.isWhitespace)
            #expect(words.filter { $0.hasPrefix("HEAD") } == (1...piece.pages).map { "HEAD\(piece.number)P\($0)" })
        }
        // Printed again, they are as they should have been.
        let made = try Reissue(office.ledger, office.archive).pieces(
            try office.run(), { _ in true }, to: path, by: "Bo", about: "all")
        #expect(try FoldingChecker(.twoLong).faults(of: path, rows.map(\.asPiece)) == [])
        #expect(made.blanks == pieces.count { $0.pages % 2 == 1 })
    }

    @Test func aPlanThatIsNotOfItsPagesIsNotPrinted() throws {
        let office = try office((1...4).map { LeafKind.record(.init($0, pages: 1)) })
        try office.approve()
        let run = try office.run()
        try office.ledger.plan(
            run.id, pagesPerFile: 100, output: office.scratch.path("out"), each: nil, on: Office.day, by: "Ana")
        try office.tamper("UPDATE piece SET first_page = 2 WHERE piece = 2")
        let error = #expect(throws: RunError.self) { try office.release() }
        #expect(
            error?.message.contains("which pages are whose") == true, "\(error!)"
        )
    }

    @Test func piecesNamedTwiceAreOne() throws {
        #expect(try PieceSelection("1-3,2").count == 3)
        #expect(try PieceSelection("7,7,7").count == 1)
        #expect(try PieceSelection("5-9,1-6,20").count == 10)
        let all = try PieceSelection("1-9223372036854775807,3,2-9223372036854775807")
        #expect(all.count == .max && all.contains(1) && all.contains(.max) && !all.contains(0))
        #expect(PieceSelection([Int]().map { $0...$0 }).count == 0)
        for text in ["", "0-5", "3-1", "a", "1,", "1-2-3", "-4", "99999999999999999999"] {
            #expect(throws: RunError.self, "\(text)") { try PieceSelection(text) }
        }
        var noise = Noise(seed: 12)
        for _ in 0..<200 {
            let ranges = (0...noise.next(below: 6)).map { _ in
                let first = 1 + noise.next(below: 30)
                return first...(first + noise.next(below: 8))
            }
            let named = Set(ranges.flatMap { Array($0) })
            let selection = PieceSelection(ranges)
            #expect(selection.count == named.count && (0...50).allSatisfy { selection.contains($0) == named.contains($0) })
        }
    }
}
