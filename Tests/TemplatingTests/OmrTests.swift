import Pages
import TestKit
import Testing

@testable import Templating

/// Marks for a folding and inserting machine.
@Suite struct OmrTests {
    private static let marks =
        "<omr pitch=\"9pt\" w=\"30pt\" stroke=\"1.5pt\"><mark/><mark test=\"page.number lt page.count\"/><mark test=\"(run.sequence ?? 0) | bit:1\"/><mark test=\"(run.sequence ?? 0) | bit:0\"/><parity of=\"even\"/></omr>"

    /// The places of the printed marks, counted from the first.
    private func printed(_ marks: String = OmrTests.marks, sequence: Int? = nil) throws -> [Int] {
        let draft = Draft.region(marks)
        let pages = try Merger(draft.compile()).pages(
            of: draft.record(), issue: Issuance(date: Issuance.test.date, sequence: sequence))
        return pages[0].frame.bars.map { Int(($0.y - .points(20)).hundredths) / 900 }
    }

    @Test func marksArePrintedWhereTheyHold() throws {
        #expect(try printed() == [0, 4], "the benchmark, and the parity that makes two of it")
        #expect(try printed(sequence: 1) == [0, 3], "the last of one page, first in the run: two marks are even")
        #expect(try printed(sequence: 2) == [0, 2])
        #expect(try printed(sequence: 3) == [0, 2, 3, 4])
        #expect(try printed(OmrTests.marks.replacing("even", with: "odd"), sequence: 1) == [0, 3, 4])
    }

    @Test func whatAReaderCannotReadIsRefused() throws {
        func told(_ from: String, _ to: String) throws -> [String] {
            try Draft.region(OmrTests.marks.replacing(from, with: to)).messages()
        }
        #expect(try told("pitch=\"9pt\"", "pitch=\"7pt\"") == ["T005: pitch=\"7pt\" is too little"])
        #expect(try told("w=\"30pt\"", "w=\"28pt\"") == ["T005: w=\"28pt\" is too little"])
        #expect(try told("stroke=\"1.5pt\"", "stroke=\"2.5pt\"") == ["T005: a mark is 1 to 2 pt thick"])
        #expect(
            try told("<mark/>", String(repeating: "<mark/>", count: 21)) == [
                "T007: a code has at most 24 marks; this one has 25",
                "T301: the code is 217.5 pt long; a reader takes at most 198.43 pt (70 mm)",
            ])
        #expect(
            try told("<parity of=\"even\"/>", "<parity of=\"even\"/><parity of=\"odd\"/>") == ["T006: a code has one <parity>"])
        #expect(try told("<mark/>", "<p>x</p>") == ["T006: <p> does not stand in <omr>"])
    }

    @Test func bitsAreThoseOfANumber() throws {
        #expect(try Draft.flow("<if test=\"bill.count | bit:1\"><p>yes</p><else/><p>no</p></if>").lines() == [["yes"]])
        #expect(try Draft.flow("<if test=\"bill.count | bit:2\"><p>yes</p><else/><p>no</p></if>").lines() == [["no"]])
        #expect(
            try Draft.complaint("account.name | bit:1") == [
                "15 T102: bit takes an integer; this is text (integer | bit:n → true or false, the bit of value 2ⁿ)"
            ])
    }
}

extension Frame {
    /// Where the bars of the frame lie.
    fileprivate var bars: [Point] { bars(at: .zero) }

    private func bars(at origin: Point) -> [Point] {
        marks.flatMap { placed -> [Point] in
            switch placed.mark {
            case .bars(let bars, _): bars.map { origin + placed.at + $0.origin }
            case .group(let inner): inner.bars(at: origin + placed.at)
            case .stamp(let stamp): stamp.frame.bars(at: origin + placed.at)
            case .glyphs, .rule, .fill, .outline, .picture, .modules: []
            }
        }
    }
}
