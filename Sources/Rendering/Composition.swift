import Errors
import Pages
import Templating

/// A document laid out, and what a run writes down about it.
package struct Composition {
    package let pages: [Page]
    /// The amount that its pages state, in cents, read from them and not from the record; nil where its kind states none.
    package let stated: Int64?
    /// The amount of the record, in cents.
    package let cents: Int64?
    package let way: Way

    /// Marks of all pages: the document with most of them shows how full a page can be.
    package var markCount: Int { pages.reduce(0) { $0 + Composition.count($1.frame) } }

    private static func count(_ frame: Frame) -> Int {
        frame.marks.reduce(0) { sum, placed in
            switch placed.mark {
            case .group(let inner): sum + count(inner)
            case .stamp(let stamp): sum + count(stamp.frame)
            default: sum + 1
            }
        }
    }
}

/// Reads the amount that finished pages state, in the element with the id `amount`: the second of the two paths on which a
/// run's totals are counted, the first being the records.
enum StatedAmount {
    /// The amount in cents. A credit is told by a minus sign, by parentheses or `CR`; or by words beside the element, which
    /// are not read, so that a credit without a sign takes the record's.
    static func read(from pages: [Page], expecting cents: Int64) throws(StatedAmountFault) -> Int64 {
        var texts: [[UInt8]] = []
        for page in pages { gather(page.frame, into: &texts) }
        guard !texts.isEmpty else {
            throw .notPrinted
        }
        var stated: UInt64?
        var isCredit = false
        for text in texts {
            isCredit = isCredit || saysCredit(text)
            for amount in amounts(in: text) {
                guard stated == nil || stated == amount else {
                    throw .several
                }
                stated = amount
            }
        }
        guard let stated, stated <= UInt64(Int64.max) else {
            throw .unreadable
        }
        guard stated == cents.magnitude else {
            throw .differs(cents: difference(stated, cents.magnitude))
        }
        guard !isCredit || cents < 0 || stated == 0 else {
            throw .credit
        }
        return cents < 0 ? -Int64(stated) : Int64(stated)
    }

    private static func difference(_ one: UInt64, _ other: UInt64) -> UInt64 { one > other ? one - other : other - one }

    /// The text of each element that states the amount.
    private static func gather(_ frame: Frame, into texts: inout [[UInt8]]) {
        if case .required(let label)? = frame.role, label.text == "amount" {
            var text: [UInt8] = []
            append(frame, to: &text)
            texts.append(text)
            return
        }
        for placed in frame.marks {
            switch placed.mark {
            case .group(let inner): gather(inner, into: &texts)
            case .stamp(let stamp): gather(stamp.frame, into: &texts)
            default: continue
            }
        }
    }

    private static func append(_ frame: Frame, to text: inout [UInt8]) {
        for placed in frame.marks {
            switch placed.mark {
            case .glyphs(let run): text += run.shaped.text + [0x20]
            case .group(let inner): append(inner, to: &text)
            case .stamp(let stamp): append(stamp.frame, to: &text)
            default: continue
            }
        }
    }

    /// Figures with a point or comma before the last two: `1,234.56`, `1.234,56`, `0.00`; dates and counts are none.
    static func amounts(in text: [UInt8]) -> [UInt64] {
        var found: [UInt64] = []
        var index = 0
        while index < text.count {
            guard isDigit(text[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < text.count,
                isDigit(text[index]) || (isMark(text[index]) && index + 1 < text.count && isDigit(text[index + 1]))
            {
                index += 1
            }
            let word = text[start..<index]
            guard word.count >= 4, isMark(word[word.endIndex - 3]),
                let cents = UInt64(String(decoding: word.filter(isDigit), as: UTF8.self))
            else { continue }
            found.append(cents)
        }
        return found
    }

    private static func saysCredit(_ text: [UInt8]) -> Bool {
        let text = String(decoding: text, as: UTF8.self).lowercased()
        if text.contains("\u{2212}") || text.split(separator: " ").contains("cr") { return true }
        // A hyphen before the figures, and not one within a range or a word; parentheses around all that is said, for a
        // sentence has an amount in them too ("one hundred dollars ($100.00)").
        return text.wholeMatch(of: /(?s)(\s*\(.*|.*(^|[\s$])-\s*\$?\s*[0-9].*)/) != nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }
}

/// Why no amount can be taken from a document's pages; the amount itself is not told.
enum StatedAmountFault: Error {
    case notPrinted, several, unreadable, credit
    case differs(cents: UInt64)
}

extension StatedAmountFault: CodedError {
    var errorCode: ErrorCode {
        switch self {
        case .notPrinted: .amountNotPrinted
        case .several: .amountAmbiguous
        case .unreadable: .amountUnreadable
        case .differs: .amountDiffers
        case .credit: .amountCredit
        }
    }

    var parameters: KeyValuePairs<String, ErrorValue> {
        if case .differs(let cents) = self { ["cents": .number(Int(clamping: cents))] } else { [:] }
    }

    func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .notPrinted: "the document states no amount: its element with the id amount is not printed"
        case .several: "the document states more than one amount in its elements with the id amount"
        case .unreadable: "no amount can be read in the element with the id amount"
        case .differs(let cents): "the document states another amount than its record: they differ by \(cents) cents"
        case .credit: "the document states a credit, and its record is none"
        }
    }
}
