import Foundation
import TestKit
import Testing

/// Two-sided paper as the built program prints it: merged files, sheets to be cut, proofs, pieces printed again.
@Suite struct TwoSidedCommandTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func kind(_ width: Int, _ height: Int, last: Int? = nil, isDuplex: Bool = true) throws {
        try scratch.write(LeafKind.template(width: width, height: height, last: last), "t/leaf/leaf.xml")
        try scratch.write(LeafKind.contract(isDuplex: isDuplex), "t/leaf/data.schema.json")
    }

    private var fonts: String { "\(Scratch.root)/Fonts" }

    @discardableResult
    private func render(_ pieces: [FoldingChecker.Piece], _ more: [String] = [], status: Int32 = 0) throws -> Tool.Result {
        let done = try Program.run(
            ["render", "leaf", "--templates", scratch.path("t"), "--fonts", fonts, "--data", "-", "-o", scratch.path("out.pdf")]
                + more, input: Array(pieces.map { LeafKind.record($0) }.joined(separator: "\n").utf8))
        #expect(done.status == status, "\(more): \(done.errors)\(done.text)")
        return done
    }

    private func faults(
        _ sides: FoldingChecker.Sides, _ pieces: [FoldingChecker.Piece], cut: FoldingChecker.Cut? = nil
    ) throws -> [String] {
        try FoldingChecker(sides, cut: cut).faults(of: scratch.path("out.pdf"), pieces)
    }

    // MARK: Merged files

    @Test(arguments: 1...40) func inAMergedFileEachDocumentBeginsOnAFront(_ count: Int) throws {
        var noise = Noise(seed: UInt64(100 + count))
        let pieces = LeafKind.pieces(count, &noise)
        let size = noise.pick([(612, 792), (612, 1008), (252, 612), (792, 612)])
        try kind(size.0, size.1)
        let done = try render(pieces, ["--json"])
        if count > 1 || pieces[0].pages % 2 == 0 { #expect(try faults(.twoLong, pieces) == []) }
        let own = pieces.reduce(0) { $0 + $1.pages }
        // A file of one document is for one reader, and no other begins behind it.
        let blanks = count == 1 ? 0 : pieces.count { $0.pages % 2 == 1 }
        #expect(done.text.hasPrefix("{\"documents\":\(count),\"pages\":\(own),"), "\(done.text)")
        #expect(done.text.contains("\"documents\":\(count),\"pages\":\(own + blanks),"), "\(done.text)")
        #expect(done.text.contains("\"blank_pages\":\(blanks)}") == (blanks > 0), "\(done.text)")
    }

    @Test func blanksAreForPaperAlone() throws {
        try kind(612, 792)
        let pieces = [1, 3, 2].enumerated().map { FoldingChecker.Piece($0 + 1, pages: $1) }
        let done = try render(pieces)
        #expect(done.text.contains("3 documents, 8 pages (2 blank backs), "), "\(done.text)")
        #expect(try faults(.twoLong, pieces) == [])
        // What is read on a screen has none; neither has what the user says is printed on one side.
        for more in [["--profile", "archive"], ["--profile", "accessible"], ["--sides", "one"]] {
            #expect(try render(pieces, more).text.contains("3 documents, 6 pages, "))
            #expect(try faults(.one, pieces) == [], "\(more)")
        }
        // A file for each document is a print job for each.
        try render(pieces, ["--each", "-o", scratch.path("each")])
        for piece in pieces {
            let path = scratch.path("each/leaf-00000\(piece.number).pdf")
            #expect(try FoldingChecker(.one).faults(of: path, [piece]) == [])
        }
        // A kind of one side is printed on both where the user says so.
        try kind(612, 792, isDuplex: false)
        try render(pieces)
        #expect(try faults(.one, pieces) == [])
        try render(pieces, ["--sides", "two-short"])
        #expect(try faults(.twoLong, pieces) == [])
        for more in [["--each"], ["--dump"], ["--keep"], ["--profile", "archive"]] {
            #expect(try render(pieces, ["--sides", "two-long"] + more, status: 1).errors.contains("--sides is for"))
        }
    }

    @Test func whatIsNoSheetIsSetAside() throws {
        try kind(612, 792, last: 1008)
        let pieces = [1, 2, 3, 4, 5].map { FoldingChecker.Piece($0, pages: $0) }
        let done = try render(pieces, status: 3)
        #expect(
            done.errors.contains(
                "line 2: it is printed on both sides, and its pages 1 and 2 are no sheet: 612 × 792 pt and 612 × 1008 pt"),
            "\(done.errors)")
        #expect(done.errors.contains("line 4: it is printed on both sides, and its pages 3 and 4 are no sheet"))
        #expect(try faults(.twoLong, [pieces[0], pieces[2], pieces[4]]) == [])
        try render(pieces, ["--sides", "one"])
        #expect(try faults(.one, pieces) == [])
    }

    // MARK: Sheets to be cut

    private struct Job {
        let page: (Int, Int)
        let sheet: String
        let cut: FoldingChecker.Cut
        var more: [String] = []
    }

    /// Sheets that stand upright and sheets that lie across, in one row, in one column, in both.
    private static let jobs = [
        Job(page: (306, 792), sheet: "letter", cut: .init(width: 306, height: 792, columns: 2, rows: 1)),
        Job(page: (252, 612), sheet: "letter", cut: .init(width: 252, height: 612, columns: 3, rows: 1)),
        Job(page: (306, 792), sheet: "tabloid", cut: .init(width: 306, height: 792, columns: 4, rows: 1)),
        Job(page: (252, 612), sheet: "tabloid", cut: .init(width: 252, height: 612, columns: 3, rows: 2)),
        Job(page: (612, 396), sheet: "letter", cut: .init(width: 612, height: 396, columns: 1, rows: 2)),
        Job(
            page: (200, 150), sheet: "letter", cut: .init(width: 200, height: 150, columns: 3, rows: 3, gutter: 18),
            more: ["--gutter", "18pt"]),
        Job(page: (612, 792), sheet: "letter", cut: .init(width: 612, height: 792, columns: 1, rows: 1)),
        Job(page: (200, 200), sheet: "600pt 600pt", cut: .init(width: 200, height: 200, columns: 3, rows: 3)),
    ]

    @Test(arguments: 1...40) func cutAndStackedALeafHasThePagesOfOnePiece(_ count: Int) throws {
        var noise = Noise(seed: UInt64(200 + count))
        let job = Self.jobs[count % Self.jobs.count]
        let pieces = LeafKind.pieces(count, &noise)
        try kind(job.page.0, job.page.1)
        let slots = job.cut.columns * job.cut.rows
        for (sides, edge) in [(FoldingChecker.Sides.twoLong, "long"), (.twoShort, "short")] {
            // The contract's own is two-long.
            let said = sides == .twoLong && count % 2 == 0 ? [] : ["--sides", sides.rawValue]
            let done = try render(pieces, ["--impose", job.sheet] + job.more + said)
            #expect(try faults(sides, pieces, cut: job.cut) == [], "\(job.page) on \(job.sheet), \(edge)")
            let leaves = pieces.reduce(0) { $0 + ($1.pages + 1) / 2 }
            let sheets = (leaves + slots - 1) / slots
            let own = pieces.reduce(0) { $0 + $1.pages }
            #expect(
                done.text.contains("out.pdf: \(sheets) sheet\(sheets == 1 ? "" : "s"), ")
                    && done.text.hasSuffix(
                        "\(own) page\(own == 1 ? "" : "s"), \(slots) a side, \(sheets) sheet\(sheets == 1 ? "" : "s"), printed on both sides and turned over the \(edge) edge: cut, and lay the piles one below the other, from the first slot on\n"
                    ), "\(done.text)")
        }
    }

    /// On paper of one side the pages of a document lie one below the other in the stack.
    @Test(arguments: 1...20) func cutAndStackedPagesOfOneSideLieInOrder(_ count: Int) throws {
        var noise = Noise(seed: UInt64(300 + count))
        let job = Self.jobs[count % Self.jobs.count]
        let pieces = LeafKind.pieces(count, &noise)
        try kind(job.page.0, job.page.1, isDuplex: count % 2 == 0)
        let said = count % 2 == 0 ? ["--sides", "one"] : []
        try render(pieces, ["--impose", job.sheet] + job.more + said)
        #expect(try faults(.one, pieces, cut: job.cut) == [], "\(job.page) on \(job.sheet)")
    }

    @Test func sheetsAreToldAsPaperAndWhatIsNoSheetIsSetAside() throws {
        let pieces = [1, 3].enumerated().map { FoldingChecker.Piece($0 + 1, pages: $1) }
        try kind(306, 792)
        let done = try render(pieces, ["--impose", "letter", "--json"])
        #expect(
            done.text.hasPrefix("{\"documents\":2,\"pages\":4,") && done.text.contains("\"documents\":0,\"pages\":4,")
                && done.text.contains(",\"sheets\":2,\"sides\":\"two-long\"}"), "\(done.text)")
        try kind(640, 800)
        #expect(
            try render(pieces, ["--impose", "letter"], status: 3).errors.contains(
                "a page of 640 × 800 pt does not go on a sheet of 612 × 792 pt"))
        try kind(306, 396, last: 300)
        let mixed = try render(pieces, ["--impose", "letter"], status: 3)
        #expect(
            mixed.errors.contains("line 2: its page of 306 × 300 pt is of another size than the first, 306 × 396 pt"),
            "\(mixed.errors)")
        #expect(try Program.run(["render", "leaf", "--data", "-", "--sides", "both"], input: []).status == 1)
    }

    // MARK: The checker itself

    /// Pages of the right file in another order, by qpdf.
    private func spoil(_ pages: String) throws {
        let done = try Tool.run(
            "qpdf", ["--empty", "--pages", scratch.path("right.pdf"), pages, "--", scratch.path("out.pdf")])
        #expect(done.status == 0, "\(done.errors)")
    }

    private func keepRight() throws {
        try? FileManager.default.removeItem(atPath: scratch.path("right.pdf"))
        try FileManager.default.moveItem(atPath: scratch.path("out.pdf"), toPath: scratch.path("right.pdf"))
    }

    @Test func theCheckerFindsAFileThatIsWrong() throws {
        // 1 | blank, 1 | 2, 3 | blank, 1 | 2
        let pieces = [1, 3, 2].enumerated().map { FoldingChecker.Piece($0 + 1, pages: $1) }
        try kind(612, 792)
        try render(pieces)
        #expect(try faults(.twoLong, pieces) == [])
        try keepRight()
        for (pages, fault) in [
            ("1,3-8", "7 pages are not the fronts and backs of sheets"),
            ("1,3-5,7,8", "leaf 1 is page 1 of piece 1, and on its back page 1 of piece 2; wanted page 1 of piece 1,"),
            ("2,1,3-8", "leaf 1 is blank, and on its back page 1 of piece 1; wanted page 1 of piece 1, and on its back blank"),
            ("1,2,5,6,3,4,7,8", "leaf 2 is page 3 of piece 2, and on its back blank; wanted page 1 of piece 2,"),
            ("1,2,4,3,5-8", "leaf 2 is page 2 of piece 2, and on its back page 1 of piece 2"),
            ("1-6", "3 leaves, and the pieces have 4"),
            ("1-8,2,2", "1 leaves at the end are blank: a sheet too many"),
            ("1-8,1,2", "5 leaves, and the pieces have 4"),
        ] {
            try spoil(pages)
            let found = try faults(.twoLong, pieces)
            #expect(found.contains { $0.hasPrefix(fault) }, "\(pages): \(found)")
        }
        // Another paper, and a back with something on it.
        try kind(612, 1008)
        try render([.init(1, pages: 1), .init(2, pages: 1)])
        try Tool.run(
            "qpdf",
            ["--empty", "--pages", scratch.path("right.pdf"), "1", scratch.path("out.pdf"), "2", "--", scratch.path("mixed.pdf")]
        ).expectSuccess()
        #expect(
            try FoldingChecker(.twoLong).faults(of: scratch.path("mixed.pdf"), [.init(1, pages: 1)]) == [
                "sheet 1 has a back of another size"
            ])
    }

    @Test func theCheckerFindsSheetsThatAreWrong() throws {
        let pieces = (1...4).map { FoldingChecker.Piece($0, pages: 2) }
        for job in Self.jobs where job.cut.columns * job.cut.rows > 1 {
            try kind(job.page.0, job.page.1)
            // Each back behind its front, and not mirrored: pages spread one by one, as on paper of one side.
            // In one column there is nothing to mirror for the long edge.
            if job.cut.columns == 2, job.cut.rows == 1 {
                try render(pieces, ["--impose", job.sheet, "--sides", "one"] + job.more)
                #expect(try !faults(.twoLong, pieces, cut: job.cut).isEmpty && !faults(.twoShort, pieces, cut: job.cut).isEmpty)
            }
            // Turned over the other edge.
            for (made, folded) in [(FoldingChecker.Sides.twoLong, FoldingChecker.Sides.twoShort), (.twoShort, .twoLong)] {
                try render(pieces, ["--impose", job.sheet, "--sides", made.rawValue] + job.more)
                #expect(try faults(made, pieces, cut: job.cut) == [])
                let found = try faults(folded, pieces, cut: job.cut)
                #expect(found.contains { $0.hasSuffix("stands on its head") }, "\(job.page) on \(job.sheet): \(found)")
            }
            // Backs and fronts in each other's place, and cut by another measure.
            try render(pieces, ["--impose", job.sheet] + job.more)
            try keepRight()
            try spoil("2,1")
            #expect(try !faults(.twoLong, pieces, cut: job.cut).isEmpty)
            let other = FoldingChecker.Cut(
                width: job.cut.width / 2, height: job.cut.height, columns: job.cut.columns, rows: job.cut.rows)
            #expect(
                try FoldingChecker(.twoLong, cut: other).faults(of: scratch.path("right.pdf"), pieces).contains {
                    $0.contains("on no leaf, or on a cut")
                })
        }
    }

    // MARK: Runs

    @Test func aProofAndPiecesPrintedAgainBeginOnFronts() throws {
        try kind(612, 792)
        try scratch.copy("\(Scratch.root)/Templates/control-report", to: "t/control-report")
        try scratch.copy("\(Scratch.root)/Templates/shared", to: "t/shared")
        func bill(_ arguments: String..., status: Int32 = 0) throws -> Tool.Result {
            let done = try Program.run(
                arguments, in: scratch.path,
                environment: [
                    "BILLPRESS_HOME": scratch.path("home"), "BILLPRESS_TEMPLATES": scratch.path("t"), "BILLPRESS_FONTS": fonts,
                ])
            #expect(done.status == status, "\(arguments.joined(separator: " ")): \(done.errors)\(done.text)")
            return done
        }
        let pieces = (1...12).map { FoldingChecker.Piece($0, pages: 1 + $0 % 4) }
        try scratch.write(pieces.map { LeafKind.record($0) }.joined(separator: "\n"), "leaf.jsonl")
        _ = try bill("run", "submit", "leaf", "leaf.jsonl", "--name", "nov")
        _ = try bill("work", "--drain", "--workers", "1")
        let proof = try bill("run", "proof", "nov", "-o", "out.pdf").text.split(separator: "\n")
        // Each line names the page on which a document begins: `page 5: r1-000003, two pages`.
        let shown = proof.dropFirst().compactMap { $0.firstMatch(of: #/^page (\d+): r1-0*(\d+),/#) }
        let numbers = shown.compactMap { Int($0.2) }
        #expect(!numbers.isEmpty && shown.allSatisfy { Int($0.1).map { $0 % 2 == 1 } == true }, "\(proof)")
        let proved = numbers.map { pieces[$0 - 1] }
        #expect(try faults(.twoLong, proved) == [])
        let sheets = proved.reduce(0) { $0 + ($1.pages + 1) / 2 }
        let blanks = proved.count { $0.pages % 2 == 1 }
        #expect(
            proof[0].hasSuffix(
                ": \(numbers.count) documents, \(2 * sheets) pages (\(blanks) blank back\(blanks == 1 ? "" : "s"))"),
            "\(proof[0])")

        _ = try bill("run", "approve", "nov", "--by", "Bo Li")
        let released = try bill("run", "release", "nov", "-o", "released", "--workers", "1").text
        #expect(released.contains("nov_1-sheet_1.pdf: 6 pieces, 9 pages on both sides of 6 sheets\n"), "\(released)")
        #expect(try bill("run", "show", "nov").text.contains("1 to 6, 9 pages on both sides of 6 sheets"))
        // One sheet: 1, 4, 5, 8, 9, 12; two: 2, 3, 6, 7, 10, 11.
        let order = [1, 4, 5, 8, 9, 12, 2, 3, 6, 7, 10, 11].map { pieces[$0 - 1] }
        func again(_ arguments: String..., wanted: [FoldingChecker.Piece], status: Int32 = 0) throws -> Tool.Result {
            let done = try Program.run(
                ["run", "reprint", "nov", "-o", "out.pdf"] + arguments, in: scratch.path,
                environment: ["BILLPRESS_HOME": scratch.path("home")])
            #expect(done.status == status, "\(arguments): \(done.errors)")
            #expect(try faults(.twoLong, wanted) == [], "\(arguments)")
            return done
        }
        let doubled = try again("--range", "1-3,2", wanted: Array(order[0...2]))
        #expect(doubled.errors.isEmpty && doubled.text == "out.pdf: 3 pieces, 6 pages (1 blank back)\n", "\(doubled)")
        let beyond = try again("--range", "11-14", wanted: Array(order[10...11]), status: 3)
        #expect(beyond.errors == "2 pieces that were asked for are not in the run\n")
        let huge = try again("--range", "12-9223372036854775807,1-9223372036854775807", wanted: order, status: 3)
        #expect(huge.errors == "9,223,372,036,854,775,795 pieces that were asked for are not in the run\n")
        try scratch.write("piece\n5\n7\n05\n7\n", "list.csv")
        let listed = try again("--list", "list.csv", wanted: [order[4], order[6]])
        #expect(listed.errors.isEmpty && listed.text.hasPrefix("out.pdf: 2 pieces, "), "\(listed)")
        try scratch.write("5\n7\n77\n7x\n", "list.csv")
        let odd = try Program.run(
            ["run", "reprint", "nov", "-o", "odd.pdf", "--list", "list.csv"], in: scratch.path,
            environment: ["BILLPRESS_HOME": scratch.path("home")])
        #expect(odd.status == 1 && odd.errors.contains("is no number of a piece"), "\(odd.errors)")
        try scratch.write("5\n7\n77\n", "list.csv")
        let partial = try again("--list", "list.csv", wanted: [order[4], order[6]], status: 3)
        #expect(partial.errors == "1 piece that was asked for is not in the run\n", "\(partial.errors)")
        _ = try again("--from", "9", wanted: Array(order[8...11]))
        _ = try again("--from", "4", wanted: Array(order[3...5]))
        for (arguments, message) in [
            (["--from", "13"], "the run nov has no piece 13"), (["--from", "0"], "the run nov has no piece 0"),
            (["--range", "13-20"], "the run nov has no such piece"), (["--range", "0-2"], "0-2 is no range of pieces"),
        ] {
            let done = try Program.run(
                ["run", "reprint", "nov", "-o", "none.pdf"] + arguments, in: scratch.path,
                environment: ["BILLPRESS_HOME": scratch.path("home")])
            #expect(done.status == 1 && done.errors.contains(message), "\(arguments): \(done.errors)")
            #expect(!scratch.files.contains("none.pdf"))
        }
    }
}

extension Tool.Result {
    fileprivate func expectSuccess() { #expect(status == 0, "\(errors)") }
}
