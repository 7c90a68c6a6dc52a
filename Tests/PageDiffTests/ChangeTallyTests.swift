import Pages
import TestKit
import Testing

@testable import PageDiff

@Suite struct ChangeTallyTests {
    static func change(_ kind: PageChange.Kind, _ text: String, region: String = "body") -> PageChange {
        var change = PageChange(kind, .text, region: region, page: 1, now: text)
        var text = text
        var out: [UInt8] = []
        change.nowIdentity = text.withUTF8 { TextPattern.append($0, to: &out) }.identity.value
        return change
    }

    static func told(_ tally: ChangeTally) -> [String] {
        tally.groups.map { group in
            let subject =
                switch group.subject {
                case .change(let change): change.told
                case .otherText(let kind, let region): "other text \(kind) in \(region)"
                case .others: "others"
                }
            return "\(group.documents)/\(group.occurrences) \(subject): " + group.examples.joined(separator: ",")
        }
    }

    @Test func mostDocumentsFirstWithTheirFirstExamples() {
        var tally = ChangeTally()
        for index in 1...20 {
            var changes: [PageChange] = []
            if index % 2 == 0 { changes.append(Self.change(.appeared, "Late fee $\(index).00")) }
            if index % 4 == 0 { changes += [Self.change(.vanished, "Tax"), Self.change(.vanished, "Tax")] }
            if index % 4 == 1 { changes.append(Self.change(.appeared, "Lien", region: "answer")) }
            tally.add(changes, of: "B\(index)")
        }
        #expect((tally.documents, tally.changedDocuments) == (20, 15))
        #expect(
            Self.told(tally) == [
                "10/10 appeared text in body p1 '' > 'Late fee $2.00': B2,B4,B6",
                "5/5 appeared text in answer p1 '' > 'Lien': B1,B5,B9",
                "5/10 vanished text in body p1 '' > 'Tax': B4,B8,B12",
            ])
    }

    @Test func textsOfOneOrTwoDocumentsAreNotShown() {
        var tally = ChangeTally()
        for index in 1...30 {
            let name = String(repeating: "x", count: (index + 1) / 2)
            tally.add([Self.change(.appeared, name), Self.change(.reworded, "Same for all", region: "foot")], of: "B\(index)")
        }
        #expect(
            Self.told(tally)
                == [
                    "30/30 reworded text in foot p1 '' > 'Same for all': B1,B2,B3", "30/30 other text appeared in body: B1,B2,B3",
                ].sorted { $0.contains("other") && !$1.contains("other") })
        // Of a few documents all is shown.
        var few = ChangeTally()
        few.add([Self.change(.appeared, "Late fee")], of: "B1")
        #expect(Self.told(few) == ["1/1 appeared text in body p1 '' > 'Late fee': B1"])
    }

    /// A style that changed in lines that are different in each document is one change, and shows none of them.
    @Test func restyledLinesAreOneChange() {
        var tally = ChangeTally()
        var comparer = PageComparer()
        for index in 0..<9 {
            func page(_ size: Int) -> [Page] {
                [SheetDraft.page { $0.line("Name \(Self.letter(Character("\(index)")))x", 36, 100, size: size) }]
            }
            tally.add(comparer.changes(from: page(10), to: page(9)), of: "B\(index)")
        }
        #expect(Self.told(tally) == ["9/9 restyled text in body p1 face 0 10 #000000 > face 0 9 #000000: B0,B1,B2"])
    }

    @Test func memoryIsBounded() {
        var tally = ChangeTally(mostKeys: 64)
        for index in 1...2_000 {
            let own = (0..<3).map {
                Self.change(
                    .appeared,
                    "\(String(index, radix: 26, uppercase: false).map(Self.letter)) own \($0 == 0 ? "a" : $0 == 1 ? "bb" : "ccc")"
                )
            }
            tally.add(own + (index % 2 == 0 ? [Self.change(.vanished, "Often")] : []), of: "B\(index)")
        }
        #expect(
            Self.told(tally) == [
                "2000/6000 other text appeared in body: B1,B2,B3", "1000/1000 vanished text in body p1 '' > 'Often': B2,B4,B6",
            ])
    }

    @Test func whatFindsNoRoomIsCounted() {
        var tally = ChangeTally(mostKeys: 4)
        for index in 1...40 {
            tally.add((0..<6).map { Self.change(.appeared, "Text \(Self.letter(Character("\($0)")))x") }, of: "B\(index)")
        }
        #expect(
            Self.told(tally) == (0..<4).map {
                "40/40 appeared text in body p1 '' > 'Text \(Self.letter(Character("\($0)")))x': B1,B2,B3"
            }
                + ["40/80 others: B1,B2,B3"])
    }

    /// Letters for digits, since figures are no difference.
    static func letter(_ digit: Character) -> Character {
        digit.wholeNumberValue.map { Character(UnicodeScalar(UInt8(0x41 + $0))) } ?? digit
    }
}
