import TestKit
import Testing

@testable import Pages

/// A document as a reader meets it who does not see its pages.
@Suite struct ReadingTreeTests {
    private static let size = Size(width: .points(100), height: .points(12))

    /// An element with others in it.
    private func element(_ role: Role?, _ kids: Frame..., isContinued: Bool = false) -> Frame {
        Frame(size: Self.size, marks: kids.map { Placed(.group($0), at: .zero) }, role: role, isContinued: isContinued)
    }

    /// An element of texts.
    private func text(_ role: Role?, _ texts: String..., isContinued: Bool = false) -> Frame {
        let marks = texts.map { Placed(.glyphs(SheetDraft.run($0)), at: .zero) }
        return Frame(size: Self.size, marks: marks, role: role, isContinued: isContinued)
    }

    /// The frames of a page.
    private func page(_ frames: Frame...) -> Page {
        Page(number: 1, frame: Frame(size: .letter, marks: frames.map { Placed(.group($0), at: .zero) }))
    }

    private func plain(_ pages: Page...) -> String { ReadingTree(pages).plainText }

    private func row(_ cells: String..., head: Bool = false) -> Frame {
        let role = head ? Role.headerCell(.column, span: 1) : .cell(span: 1)
        return Frame(size: Self.size, marks: cells.map { Placed(.group(text(role, $0)), at: .zero) }, role: .row)
    }

    private func item(_ label: String, _ texts: String...) -> Frame {
        let marks = ([text(.label, label)] + texts.map { text(.paragraph, $0) }).map { Placed(.group($0), at: .zero) }
        return Frame(size: Self.size, marks: marks, role: .listItem)
    }

    // MARK: What is read

    @Test func headingsAndParagraphsAreLines() {
        #expect(
            plain(
                page(
                    text(.heading(1), "Bill"), text(.paragraph, "Pay ", "now."), text(.heading(2), "How ", "to pay"),
                    text(.heading(3), "By mail"))) == "# Bill\nPay now.\n## How to pay\n### By mail\n")
    }

    @Test func linesOfAParagraphAreOneAndACutWordIsWhole() {
        #expect(plain(page(text(.paragraph, "We re\u{AD}", "im\u{AD}", "burse ", "you."))) == "We reimburse you.\n")
    }

    @Test func whatIsArrangedIsReadAsItStands() {
        #expect(
            plain(
                page(
                    element(nil, text(.paragraph, "a"), element(nil, text(.paragraph, "b"))),
                    element(.required(Label("it")), text(.paragraph, "c")))) == "a\nb\nc\n")
    }

    @Test func listsHaveTheirMarks() {
        #expect(
            plain(
                page(
                    element(.list(isOrdered: false), item("•", "one"), item("•", "two", "more")),
                    element(.list(isOrdered: true), item("1.", "three"))))
                == "• one\n• two more\n1. three\n")
    }

    @Test func rowsOfATableAreLines() {
        #expect(
            plain(
                page(
                    text(.paragraph, "before"),
                    element(.table, row("Service", "Amount", head: true), row("Water", "$1.00"), row("", "$2.00")),
                    text(.paragraph, "after")))
                == "before\n\nService | Amount\nWater | $1.00\n | $2.00\n\nafter\n")
    }

    @Test func whatStandsInACellIsPartedByASpace() {
        let cell = element(
            .cell(span: 1), text(.paragraph, "a"), text(.paragraph, "b"), text(.figure(Label("A map")), "N"))
        #expect(plain(page(element(.table, element(.row, cell, text(.cell(span: 1), "c"))))) == "\na b [A map] | c\n\n")
    }

    @Test func figuresAndFormsAreReadByTheirWords() {
        #expect(
            plain(
                page(
                    text(.figure(Label("Bar chart. May: 3.")), "3", "May"), text(.form(Label("Signature")), "X"),
                    element(.form(Label("Date")))))
                == "[Bar chart. May: 3.]\n[to be filled in: Signature]\n[to be filled in: Date]\n")
    }

    @Test func linksSayTheirAddressOnce() {
        func link(_ words: String) -> Frame { text(.link(Label("https://x.example"), says: Label(words)), words) }
        #expect(plain(page(element(.paragraph, text(nil, "see "), link("our page")))) == "see our page <https://x.example>\n")
        #expect(plain(page(element(.paragraph, link("https://x.example"), text(nil, ".")))) == "https://x.example.\n")
        #expect(
            plain(page(element(.link(Label("https://x.example"), says: Label("Pay")), text(.figure(Label("Pay here")), ""))))
                == "[Pay here] <https://x.example>\n")
    }

    @Test func wordsAfterALinkOrAnotherLanguageStandApart() {
        let link = text(.link(Label("tel:911"), says: Label("Call us")), "Call us ")
        #expect(plain(page(element(.paragraph, link, text(nil, "now")))) == "Call us <tel:911> now\n")
        #expect(plain(page(element(.paragraph, text(.language(Label("es")), "uno "), text(nil, "two")))) == "uno two\n")
    }

    @Test func decorationAndWhatIsOfTheRunAreLeftOut() {
        #expect(
            plain(
                page(
                    element(.production(Label("marks")), text(.paragraph, "0001")),
                    element(.region(Label("head")), element(.artifact, text(.paragraph, "Page 1"))),
                    element(.region(Label("top")), text(.paragraph, "Town")), text(.artifact, "***"),
                    text(.paragraph, "Bill"))) == "Town\nBill\n")
        #expect(plain(page(text(.paragraph), text(.paragraph, ""))) == "", "and what says nothing")
    }

    // MARK: Over the end of a page

    @Test func aParagraphIsReadOverThePageEnd() {
        #expect(
            plain(page(text(.paragraph, "We read ")), page(text(.paragraph, "your meter.", isContinued: true)))
                == "We read your meter.\n")
        #expect(plain(page(text(.paragraph, "One.")), page(text(.paragraph, "Two."))) == "One.\nTwo.\n")
    }

    @Test func aRegionThatIsReadBetweenDoesNotPartThem() {
        func foot(_ words: String) -> Frame { element(.region(Label("foot")), text(.paragraph, words)) }
        #expect(
            plain(
                page(text(.paragraph, "We read "), foot("Page 1")),
                page(foot("Page 2"), text(.paragraph, "your meter.", isContinued: true)))
                == "We read your meter.\nPage 1\nPage 2\n")
    }

    @Test func aTableIsReadOverThePageEndWithItsHeadOnce() {
        let head = row("Service", "Amount", head: true)
        let first = element(.table, head, row("Water", "$1.00"))
        let second = element(.table, element(.artifact, head), row("Sewer", "$2.00"), isContinued: true)
        #expect(
            plain(page(first), page(element(.region(Label("top")), text(.paragraph, "Page 2")), second))
                == "\nService | Amount\nWater | $1.00\nSewer | $2.00\n\nPage 2\n")
        #expect(
            plain(page(first), page(element(.table, row("Sewer", "$2.00"))))
                == "\nService | Amount\nWater | $1.00\n\n\nSewer | $2.00\n\n", "another table is another")
    }

    @Test func aRowIsReadOverThePageEndCellByCell() {
        func cell(_ words: String...) -> Frame {
            Frame(
                size: Self.size, marks: words.map { Placed(.glyphs(SheetDraft.run($0)), at: .zero) }, role: .cell(span: 1),
                isContinued: true)
        }
        let first = element(.table, row("Water ", "$1.00", "Every "))
        let second = element(
            .table, element(.row, cell("of May"), cell(), cell("month"), isContinued: true), row("Sewer", "$2.00", "x"),
            isContinued: true)
        #expect(
            plain(page(first), page(second)) == "\nWater of May | $1.00 | Every month\nSewer | $2.00 | x\n\n")
    }

    @Test func aListIsReadOverThePageEnd() {
        let first = element(.list(isOrdered: true), item("1.", "one"), item("2.", "two "))
        let rest = element(.listItem, text(.paragraph, "more", isContinued: true), isContinued: true)
        let second = element(.list(isOrdered: true), rest, item("3.", "three"), isContinued: true)
        #expect(plain(page(first), page(second)) == "1. one\n2. two more\n3. three\n")
    }

    @Test func aLinkIsReadOverThePageEnd() {
        func link(_ words: String) -> Frame { text(.link(Label("tel:911"), says: Label("call us")), words) }
        #expect(
            plain(
                page(element(.paragraph, text(nil, "Please "), link("call "))),
                page(element(.paragraph, link("us"), isContinued: true))
            ).hasPrefix("Please call"))
        #expect(
            ReadingTree([
                page(element(.paragraph, text(nil, "Please "), link("call "))),
                page(element(.paragraph, link("us"), isContinued: true)),
            ]).root.kids.count == 1)
    }

    // MARK: Headings

    private func fault(_ frames: Frame...) -> String? {
        ReadingTree([Page(number: 1, frame: Frame(size: .letter, marks: frames.map { Placed(.group($0), at: .zero) }))])
            .headingFault
    }

    private func heading(_ level: Int, _ words: String = "x") -> Frame { text(.heading(level), words) }

    @Test func headingsInTheirOrderAreNoFault() {
        #expect(fault() == nil)
        #expect(fault(text(.paragraph, "x")) == nil)
        #expect(fault(heading(1), heading(2), heading(3), heading(2), heading(3), heading(1), heading(2)) == nil)
        #expect(fault(heading(1), heading(2), heading(3), heading(1)) == nil, "back by more than one")
    }

    @Test func theFirstHeadingIsOfTheFirstLevel() {
        #expect(fault(heading(2), heading(1)) == "its first heading in the order of reading is an h2, not an h1")
        #expect(fault(heading(3)) == "its first heading in the order of reading is an h3, not an h1")
        #expect(
            fault(element(.region(Label("top")), heading(2)), heading(1))
                == "its first heading in the order of reading is an h2, not an h1", "a region is read as the body is")
    }

    @Test func noHeadingSkipsALevel() {
        #expect(fault(heading(1), heading(3)) == "an h3 follows an h1 in the order of reading")
        #expect(
            fault(heading(1), heading(2), heading(1), element(.table, element(.row, element(.cell(span: 1), heading(3)))))
                == "an h3 follows an h1 in the order of reading", "wherever it stands")
        #expect(
            fault(heading(2), heading(1), heading(3)) == "its first heading in the order of reading is an h2, not an h1",
            "the first fault is told")
    }

    @Test func aHeadingThatIsNotReadIsNone() {
        #expect(fault(heading(1), heading(3, "")) == nil, "it says nothing")
        #expect(fault(heading(1), text(.heading(3)), heading(2)) == nil)
        #expect(fault(element(.artifact, heading(3)), heading(1)) == nil)
        #expect(fault(element(.production(Label("marks")), heading(3)), heading(1)) == nil)
    }

    @Test func headingsAreReadOverThePages() {
        #expect(ReadingTree([page(heading(1)), page(heading(2))]).headingFault == nil)
        #expect(
            ReadingTree([page(heading(1)), page(heading(3))]).headingFault == "an h3 follows an h1 in the order of reading")
    }

    @Test func theFirstHeadingIsWhatADocumentIsCalled() {
        #expect([page(text(.paragraph, "x"), text(.heading(2), "Your ", "bill "), heading(1))].firstHeading == "Your bill")
        #expect(
            [page(text(.paragraph, "x")), page(element(.region(Label("top")), element(nil, heading(1, "Bill"))))].firstHeading
                == "Bill")
        #expect(
            [page(element(.heading(1), text(.language(Label("es")), "Su "), text(nil, "bill")))].firstHeading == "Su bill")
        #expect([page(text(.paragraph, "x"))].firstHeading == nil)
        #expect([Page]().firstHeading == nil)
    }
}
