import Pages
import Records
import TestKit
import Testing

@testable import Templating

/// A merger remembers words, paragraphs and codes; what it remembers never shows in a document.
@Suite struct MemoryTests {
    private static let template = """
        <p>{account.name}</p><p>{account.name} {bill.total_due}</p><p>{bill.total_due}</p>
        <h1>{account.number}</h1><p class="b">{account.name}</p>
        <table columns="1fr auto" of="charges" as="c"><row carry="c.amount"><td>{c.name}</td><td>{c.amount}</td></row><carry-out><td>{carried}</td></carry-out></table>
        <p><if test="bill.paid">{account.name}<else/>{account.number}</if></p>
        <barcode type="qr" value="{account.number}" size="40pt" alt="x"/>
        """

    private static func draft() -> Draft {
        Draft.flow(template, styles: "<style name=\"b\" weight=\"bold\" align=\"right\"/>", height: 90)
    }

    /// Records that differ in every text, and come again.
    private static func json(_ number: Int) -> String {
        Draft.record.replacing("Ana Ruiz", with: "Name \(number % 97)").replacing("11-000001-42", with: "11-\(number)")
            .replacing("95.91", with: "\(number % 13).0\(number % 10)").replacing("Water", with: "Water \(number % 7)")
            .replacing("\"paid\": false", with: "\"paid\": \(number % 2 == 0)")
    }

    @Test func whatWasMergedBeforeDoesNotShow() throws {
        let draft = Self.draft()
        let template = try draft.compile()
        func dump(_ merger: Merger, _ number: Int) throws -> String {
            try merger.pages(of: draft.record(Self.json(number))).map { $0.dump(faces: template.book.names) }.joined()
        }
        let wanted = try dump(Merger(template), 7)
        let used = Merger(template)
        #expect(try dump(used, 7) == wanted)
        #expect(try dump(used, 7) == wanted, "twice")
        for number in 0..<500 {
            let own = try dump(used, number)
            if number % 50 == 0 { #expect(own == (try dump(Merger(template), number)), "record \(number)") }
        }
        #expect(try dump(used, 7) == wanted, "after 500 others")
    }

    @Test func aDocumentThatIsSetAsideLeavesNothingBehind() throws {
        let draft = Draft.flow("<p>{account.name}</p><check test=\"bill.count lt 9\" message=\"nine\"/><p>{account.number}</p>")
        let template = try draft.compile()
        let merger = Merger(template)
        let good = try merger.pages(of: draft.record()).map { $0.dump(faces: template.book.names) }
        let nine = Draft.record.replacing("\"count\": 3", with: "\"count\": 9")
        #expect(throws: MergeFault.self) { try merger.pages(of: draft.record(nine)) }
        let wrong = Draft.record.replacing("Ana Ruiz", with: "中")
        #expect(throws: MergeFault.self) { try merger.pages(of: draft.record(wrong)) }
        #expect(try merger.pages(of: draft.record()).map { $0.dump(faces: template.book.names) } == good)
    }

    @Test func valuesDoNotRunIntoOneAnother() throws {
        // The same letters in two fields, parted otherwise, are another paragraph.
        let draft = Draft.flow("<p>{account.name}|{account.number}</p>")
        let template = try draft.compile()
        let merger = Merger(template)
        func line(_ name: String, _ number: String) throws -> [String] {
            let json = Draft.record.replacing("Ana Ruiz", with: name).replacing("11-000001-42", with: number)
            return try merger.pages(of: draft.record(json)).flatMap(\.frame.lines)
        }
        #expect(try line("ab", "c") == ["ab|c"])
        #expect(try line("a", "bc") == ["a|bc"])
        #expect(try line("", "abc") == ["|abc"])
        #expect(try line("abc", "") == ["abc|"])
    }

    @Test func paragraphsOfTwoTemplatesAreApart() throws {
        let plain = Draft.flow("<p>{account.name}</p>")
        let bold = Draft.flow("<p><b>{account.name}</b></p>")
        let (one, other) = (try plain.compile(), try bold.compile())
        let (first, second) = (Merger(one), Merger(other))
        for _ in 0..<3 {
            let a = try first.pages(of: plain.record()).map { $0.dump(faces: one.book.names) }.joined()
            let b = try second.pages(of: bold.record()).map { $0.dump(faces: other.book.names) }.joined()
            #expect(a.contains("SourceSansPro-Regular 10") && !a.contains("Bold"))
            #expect(b.contains("SourceSansPro-Bold 10") && !b.contains("Regular"))
        }
    }

    @Test func smallTypeIsNotRememberedForFullType() throws {
        let many = "<for each=\"l in lines\"><p>{l}</p></for><p>{account.name}</p><p>x</p>"
        let draft = Draft.region(many, attributes: "shrink=\"6pt\"")
        let template = try draft.compile()
        let merger = Merger(template)
        func dump(_ json: String) throws -> String {
            try merger.pages(of: draft.record(json)).map { $0.dump(faces: template.book.names) }.joined()
        }
        let few = Draft.record.replacing("[\"Ana Ruiz\", \"12 Elm St\", \"Windsor CO\"]", with: "[\"Ana Ruiz\"]")
        let wanted = try dump(few)
        #expect(wanted.contains(" 10 #000000 "))
        #expect(try !dump(Draft.record).contains(" 10 #000000 "))
        #expect(try dump(few) == wanted)
    }

    @Test func manyThreadsMakeWhatOneMakes() async throws {
        let draft = Self.draft()
        let template = try draft.compile()
        let records = try (0..<40).map { try draft.record(Self.json($0)) }
        let merger = Merger(template)
        let wanted = try records.map { try merger.pages(of: $0).map { $0.dump(faces: template.book.names) }.joined() }
        await withTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let own = Merger(template)
                    return records.map { record in
                        ((try? own.pages(of: record)) ?? []).map { $0.dump(faces: template.book.names) }.joined()
                    }
                }
            }
            for await got in group { #expect(got == wanted) }
        }
    }
}
