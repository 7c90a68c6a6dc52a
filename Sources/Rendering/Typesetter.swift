import Fonts
import Layout
import PDF
import Pages
import Records
import Templating
import Texts

/// Makes documents of one kind, one after the other: reads a record, merges it, and composes its pages.
///
/// One for each thread.
package final class Typesetter {
    package let kind: Kind
    /// What the next documents are told of their issue.
    package var issue: Issuance
    /// The paper that the documents are for: one whose pages cannot be the two sides of a sheet is set aside.
    package var sides: PrintSides
    private let profile: OutputProfile
    private let attachment: DataFormat?
    /// The data of the document that was made last, where they go with it.
    private var lastRecord: [UInt8] = []
    private let reader: RecordReader
    /// The number of the document that was made last; empty where it has none.
    private var lastNumber = ""
    private let merger: Merger
    /// Mergers of the other languages, as they are first asked for.
    private var mergers: [String: Merger] = [:]
    /// The one that made the last document.
    private var lastMerger: Merger
    private let composer: PageComposer
    private let facts: FactReader?
    /// The amount that the pages of the document that was made last state, in cents, where they state it as a fact.
    private var statedAmount: Int64?
    /// The record of the document that was made last, with what its recipient has of his own.
    package private(set) var record = Record()

    /// `attachment`: how the record's data go with each document; where nothing is said, as the template says.
    package init(_ kind: Kind, profile: OutputProfile, issue: Issuance, attachment: DataFormat? = nil) {
        self.attachment = profile == .print ? nil : attachment ?? kind.template.attachment
        self.kind = kind
        self.profile = profile
        sides = profile == .print ? kind.contract.run.sides : .one
        self.issue = issue
        reader = RecordReader(kind.contract)
        merger = Merger(kind.template)
        lastMerger = merger
        facts = kind.template.statesFacts ? FactReader(kind.contract.document?.facts ?? []) : nil
        composer = PageComposer(book: kind.template.book, profile: profile)
    }

    /// The pages of a record's document.
    package func pages(
        of bytes: UnsafeRawBufferPointer, line: Int, column: Int = 1, copy: Int? = nil
    ) throws(Refusal) -> [Page] {
        reader.day = issue.day
        let faults = reader.read(bytes, line: line, column: column, into: &record)
        guard faults.isEmpty else {
            let reasons = faults.map { Refusal.Reason($0, usedAt: kind.template.firstUse(of: $0.pointer)) }
            throw Refusal(line: line, account: nil, reasons: reasons)
        }
        var issue = issue
        if let copy {
            issue.copy = kind.contract.document?.copies?.address(&record, to: copy).map { Array(record.text($0)) }
            if let fault = RoutingCode.fault(in: record, kind.contract.document) {
                throw Refusal(line: line, account: maskedAccount, fault)
            }
        }
        if issue.number == nil { issue.number = ownNumber }
        if profile != .print { lastNumber = issue.number.map { String(decoding: $0, as: UTF8.self) } ?? "" }
        if attachment != nil { lastRecord = Array(bytes) }
        let merger = try merger(line: line)
        lastMerger = merger
        let pages: [Page]
        do throws(MergeFault) { pages = try merger.pages(of: record, issue: issue) } catch {
            throw Refusal(line: line, account: maskedAccount, error)
        }
        if let facts {
            do throws(FactError) { statedAmount = try facts.read(pages, of: record, names: merger.dateNames) } catch {
                throw Refusal(line: line, account: maskedAccount, error)
            }
        }
        if let front = sides.unevenFront(in: pages) {
            let (one, other) = (pages[front].frame.size, pages[front + 1].frame.size)
            throw Refusal(line: line, account: maskedAccount, DocumentFault.unequalSides(front: front + 1, one, other))
        }
        if kind.template.amountReading == .fact, statedAmount == nil {
            throw Refusal(
                line: line, account: maskedAccount, DocumentFault.noAmount, about: kind.contract.document?.amount)
        }
        // A file must not claim what its data have undone.
        if profile.isTagged, let fault = ReadingTree(pages).headingFault {
            throw Refusal(line: line, account: maskedAccount, DocumentFault.notAccessible(fault))
        }
        return pages
    }

    /// The document of a record as a run keeps its books about it. `copy` counts the record's further recipients from 0;
    /// nil is the record's own.
    package func composition(
        of bytes: UnsafeRawBufferPointer, line: Int, column: Int = 1, copy: Int? = nil
    ) throws(Refusal) -> Composition {
        let pages = try pages(of: bytes, line: line, column: column, copy: copy)
        let stated: Int64?
        switch (kind.template.amountReading, kind.contract.document?.amount) {
        case (.fact, _): stated = statedAmount
        case (.element, let field?):
            do throws(StatedAmountFault) { stated = try StatedAmount.read(from: pages, expecting: cents ?? 0) } catch {
                throw Refusal(line: line, account: maskedAccount, error, about: field)
            }
        case (.element, nil), (.none, _): stated = nil
        }
        return Composition(pages: pages, stated: stated, cents: cents, way: lastMerger.way)
    }

    /// The document as pages of a file, with what it says in cents.
    package func document(of bytes: UnsafeRawBufferPointer, line: Int, column: Int = 1) throws(Refusal) -> Document {
        compose(try pages(of: bytes, line: line, column: column))
    }

    /// The document of the pages that were made last.
    package func compose(_ pages: [Page]) -> Document {
        Document(pages: pages.map { composer.compose($0) }, about: about(pages), cents: cents)
    }

    /// The sides of one sheet that holds pages of several documents.
    package func compose(_ sheet: [SheetSide]) -> Document {
        Document(
            pages: sheet.map { composer.compose($0.page, isTurned: $0.isTurned) }, about: about(sheet.map(\.page)), cents: cents)
    }

    /// What a file says of the document of the pages that were made last.
    private func about(_ pages: [Page]) -> DocumentAbout {
        guard profile != .print else { return DocumentAbout() }
        return DocumentAbout(
            title: title(of: pages), name: lastNumber, language: lastMerger.language,
            attachment: attachment.map {
                RecordFile.attachment(lastRecord, as: $0, kind: kind.name, number: lastNumber, day: issue.date)
            })
    }

    /// What the document of the pages that were made last is called.
    package func title(of pages: [Page]) -> String {
        lastMerger.title.isEmpty ? pages.firstHeading ?? kind.name : lastMerger.title
    }

    /// The language of the document that was made last.
    package var language: String { lastMerger.language }

    /// What the document that was made last says in cents.
    package var cents: Int64? {
        guard let amount = kind.contract.document?.amount, case .money(let cents) = record.slots[amount.slot] else { return nil }
        return cents
    }

    /// The merger of the language that the record chooses.
    private func merger(line: Int) throws(Refusal) -> Merger {
        guard !kind.isForced, let field = kind.contract.document?.language,
            let language = record.string(record.slots[field.slot]),
            LanguageTag.primary(language) != LanguageTag.primary(kind.template.language)
        else { return merger }
        if let known = mergers[language] { return known }
        guard let template = kind.others[language] else {
            let known = ([kind.template.language] + kind.others.keys).sorted()
            // The field may hold any text, and what is no language's name is not repeated.
            let isName = language.wholeMatch(of: /[a-z]{2,3}(-[A-Z]{2})?/) != nil
            throw Refusal(
                line: line, account: maskedAccount,
                DocumentFault.noWords(field: field.path, asked: isName ? language : nil, known: known), about: field)
        }
        let made = Merger(template)
        mergers[language] = made
        return made
    }

    /// The number that the record itself gives its document, where the contract names it.
    private var ownNumber: [UInt8]? {
        guard let number = kind.contract.document?.number else { return nil }
        switch record.slots[number.slot] {
        case .text: return Array(record.text(record.slots[number.slot]))
        case .integer(let value): return Array(String(value).utf8)
        default: return nil
        }
    }

    /// The account's last four characters, for messages; fewer of a short one, so that it is never shown whole.
    private var maskedAccount: String? {
        guard let account = kind.contract.document?.account else { return nil }
        let text: String
        switch record.slots[account.slot] {
        case .text: text = record.string(record.slots[account.slot]) ?? ""
        case .integer(let number): text = String(number)
        default: return nil
        }
        return MaskedAccount.tail(of: text)
    }
}

/// A finished document: its pages as a file will hold them.
package struct Document: Sendable {
    package let pages: [ComposedPage]
    package let about: DocumentAbout
    /// What the contract calls the document's amount, for control totals.
    package let cents: Int64?

    /// A whole file of it, in memory.
    package func file(book: FontBook, profile: OutputProfile, tools: FileTools = FileTools()) throws(PDFError) -> [UInt8] {
        try PDFFile.bytes(of: pages, about: about, book: book, profile: profile, tools: tools)
    }

    /// About what its pages take in a file that has none of their pictures yet; fonts, which documents share, are not counted.
    var byteCount: UInt64 { pages.reduce(UInt64(about.attachment?.bytes.count ?? 0)) { $0 + $1.byteCount } }
}

extension RunRules {
    /// The paper that the kind is printed on: where its contract says duplex, on both sides, as a book is.
    package var sides: PrintSides { isDuplex ? .twoLong : .one }
}
