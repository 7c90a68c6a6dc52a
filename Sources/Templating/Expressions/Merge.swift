import Fonts
import Layout
import Pages
import Records
import Symbols

/// A template meeting a record: the record's slots, the variables of loops, the page at hand, and what shapes text.
///
/// One for each thread, used for one record after the other.
final class Merge {
    var record = Record()
    /// The first slot of each variable; variable 0 is the record itself.
    var bases: [Int]
    var page = PagePlace(number: 1, count: 1)
    var carried: Int64 = 0
    var issue = Issuance.none
    /// The first fault of what was made while the pages were laid out.
    var lateFault: MergeFault?
    /// The way of the document at hand through the template.
    private(set) var way: Way
    /// Items that loops and filters have gone through for the record at hand.
    private var steps = 0
    /// The values of names that are the same all over the document, as they were first asked for.
    private var named: [Value?]
    /// Far more than any bill asks for; loops within loops over long lists stop here and not after hours.
    static let mostSteps = 1_000_000
    var scale = TypeScale.full
    /// The link that the text at hand stands in.
    var link: Role?
    /// What is written is for a machine (a symbol, an address): its minus is the hyphen of ASCII.
    var isForMachine = false
    let shaper: Shaper
    private(set) lazy var codes = QRCache()
    let formats: Formats
    private var scaled: [ScaledKey: TextStyle] = [:]
    private var scratch: [UInt8] = []
    private var key: [UInt8] = []
    let texts: TextMemory
    /// The template's own paragraphs as this thread laid them out, by their number.
    private var statics: [Fixed?]

    private struct ScaledKey: Hashable {
        let style: ObjectIdentifier
        let scale: TypeScale
    }

    /// `memory` is how many texts are remembered: a power of two.
    init(variables: Int, paragraphs: Int = 0, turns: Int = 0, names: Int = 0, shaper: Shaper, formats: Formats, memory: Int) {
        bases = [Int](repeating: 0, count: max(1, variables))
        named = [Value?](repeating: nil, count: names)
        way = Way(turns: turns)
        self.shaper = shaper
        self.formats = formats
        texts = TextMemory(capacity: memory)
        statics = [Fixed?](repeating: nil, count: paragraphs)
    }

    /// A paragraph of the template itself, laid out once on this thread.
    func fixed(_ number: Int, _ paragraph: Paragraph) -> Fixed {
        guard statics.indices.contains(number) else { return Fixed(paragraph) }
        if let known = statics[number] { return known }
        let new = Fixed(paragraph)
        statics[number] = new
        return new
    }

    func begin(_ record: Record, _ issue: Issuance) {
        link = nil
        self.record = record
        self.issue = issue
        steps = 0
        scale = .full
        lateFault = nil
        way.begin()
    }

    /// Lets go of the record, so that its memory can be used for the next, and of what was worked out of it.
    func end() {
        for name in named.indices { named[name] = nil }
        record = Record()
    }

    /// Counts the items that a loop or a filter is about to go through.
    func pass(_ count: Int) throws(ValueFault) {
        steps += count + 1
        guard steps <= Merge.mostSteps else {
            throw ValueFault(message: "loops and filters go through more than \(Merge.mostSteps) items for one document")
        }
    }

    /// Goes to an item of a loop: where it stands, and beside that its number.
    func enter(_ variable: Int, _ items: ListValue, _ index: Int) {
        bases[variable] = items.base(index)
        bases[variable + 1] = index + 1
    }

    /// The items of a loop's list; nil where there are none.
    func items(_ list: Expression) throws(MergeFault) -> ListValue? {
        guard case .list(let items) = try value(list) else { return nil }
        if let turn = list.turn { way.take(turn, items.size > 0) }
        do throws(ValueFault) { try pass(items.size) } catch { throw MergeFault(.noValue(error.message), at: list.place) }
        return items
    }

    /// A buffer for the key of a text, used again by whoever asks next.
    func takeKey() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &key)
        taken.removeAll(keepingCapacity: true)
        return taken
    }

    func giveBack(_ used: consuming [UInt8]) { key = used }

    /// A style at the scale that the region is being set at.
    func style(_ style: TextStyle) -> TextStyle {
        if let link { return style.scaled(by: scale, link: link) }
        if scale.isFull { return style }
        let key = ScaledKey(style: ObjectIdentifier(style), scale: scale)
        if let known = scaled[key] { return known }
        let smaller = style.scaled(by: scale, link: nil)
        scaled[key] = smaller
        return smaller
    }

    // MARK: Values

    func value(_ expression: Expression) throws(MergeFault) -> Value {
        do { return try value(expression.node) } catch let fault as ValueFault {
            throw MergeFault(.noValue(fault.message), at: expression.place)
        } catch let fault as MergeFault { throw fault } catch { throw MergeFault(.noValue("\(error)"), at: expression.place) }
    }

    func flag(_ expression: Expression) throws(MergeFault) -> Bool {
        guard case .flag(let value) = try value(expression) else { return false }
        if let turn = expression.turn { way.take(turn, value) }
        return value
    }

    func value(_ node: Node) throws -> Value {
        switch node {
        case .constant(let value): return value
        case .slot(let variable, let offset): return read(bases[variable] + offset)
        case .list(let variable, let offset, let stride): return list(bases[variable] + offset, stride)
        case .item(let variable): return .record(bases[variable])
        case .field(let base, let offset, let stride):
            guard case .record(let start) = try value(base) else { return .absent }
            return stride.map { list(start + offset, $0) } ?? read(start + offset)
        case .number(let variable): return .integer(Int64(bases[variable]))
        case .pageNumber: return .integer(Int64(page.number))
        case .pageCount: return .integer(Int64(page.count))
        case .runDate: return .day(issue.date)
        case .runSequence: return issue.sequence.map { .integer(Int64($0)) } ?? .absent
        case .documentNumber: return issue.number.map { .text($0[...]) } ?? .absent
        case .documentCopy: return issue.copy.map { .text($0[...]) } ?? .absent
        case .carried: return .money(carried)
        case .arithmetic(let op, let left, let right): return try Arithmetic.value(op, value(left), value(right))
        case .compare(let op, let left, let right): return .flag(try Arithmetic.compare(op, value(left), value(right)))
        case .and(let left, let right): return .flag(try isTrue(left) && isTrue(right))
        case .or(let left, let right): return .flag(try isTrue(left) || isTrue(right))
        case .not(let inner): return .flag(try !isTrue(inner))
        case .negate(let inner):
            let value = try value(inner)
            return try Arithmetic.value(.subtract, Arithmetic.zero(like: value), value)
        case .present(let inner): return .flag(try !value(inner).isAbsent)
        case .coalesce(let inner, let other):
            let first = try value(inner)
            return first.isAbsent ? try value(other) : first
        case .word(let parts, let arguments):
            var out: [UInt8] = []
            for part in parts {
                switch part {
                case .text(let bytes): out += bytes
                case .argument(let index): append(try value(arguments[index]), to: &out)
                }
            }
            return .text(out[...])
        case .filter(let filter): return try filter.run(self)
        case .named(let name, let inner):
            // A number in a text for a machine is written otherwise; and what is static is asked for before any document.
            guard !isForMachine, named.indices.contains(name) else { return try value(inner) }
            if let known = named[name] { return known }
            let new = try value(inner)
            named[name] = new
            return new
        }
    }

    func isTrue(_ node: Node) throws -> Bool {
        if case .flag(let value) = try value(node) { return value }
        return false
    }

    private func read(_ index: Int) -> Value {
        switch record.slots[index] {
        case .absent: return .absent
        case .text(let offset, let length): return .text(record.bytes[Int(offset)..<Int(offset) + Int(length)])
        case .integer(let value): return .integer(value)
        case .scaled(let value): return .number(value)
        case .money(let cents): return .money(cents)
        case .day(let days): return .day(Day(days: days))
        case .month(let index): return .month(Month(index: index))
        case .flag(let value): return .flag(value)
        case .present: return .record(index + 1)
        case .list: return .absent
        }
    }

    private func list(_ index: Int, _ stride: Int) -> Value {
        guard case .list(let start, let count) = record.slots[index] else { return .absent }
        return .list(ListValue(start: Int(start), count: Int(count), stride: stride))
    }

    // MARK: Text

    /// Appends a value as the template's formats write it.
    func append(_ value: Value, to out: inout [UInt8]) {
        switch value {
        case .absent, .list, .record: break
        case .text(let bytes): out += bytes
        case .integer(let value): if isForMachine { out += Array(String(value).utf8) } else { formats.plain(value, to: &out) }
        case .number(let value):
            let start = out.count
            formats.plain(value, to: &out)
            if isForMachine, out.dropFirst(start).starts(with: [0xE2, 0x88, 0x92]) {
                out.replaceSubrange(start..<start + 3, with: CollectionOfOne(0x2D))
            }
        case .money(let cents): formats.money.append(Money(cents: cents), to: &out)
        case .day(let day): formats.date.append(day, to: &out)
        case .month(let month): formats.month.append(month, to: &out)
        case .flag(let value): out += value ? Array("true".utf8) : Array("false".utf8)
        }
    }

    func text(_ expression: Expression) throws(MergeFault) -> [UInt8] {
        var out: [UInt8] = []
        append(try value(expression), to: &out)
        return out
    }

    /// Appends the text of an expression; a text field is copied from where it lies in the record.
    func append(_ expression: Expression, to out: inout [UInt8]) throws(MergeFault) {
        if case .slot(let variable, let offset) = expression.node,
            case .text(let start, let length) = record.slots[bases[variable] + offset]
        {
            record.bytes.withUnsafeBufferPointer { out.append(contentsOf: $0[Int(start)..<Int(start) + Int(length)]) }
        } else {
            append(try value(expression), to: &out)
        }
    }

    /// Hands the text of an expression to a body: a text field is read where it lies in the record, anything else is
    /// written into a buffer that is used again.
    func withText<Failure: Error>(
        _ expression: Expression, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(MergeFault) -> Failure? {
        if case .slot(let variable, let offset) = expression.node,
            case .text(let start, let length) = record.slots[bases[variable] + offset]
        {
            return record.bytes.withUnsafeBufferPointer { bytes in
                let part = UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(start) + Int(length)])
                do throws(Failure) { try body(part) } catch { return error }
                return nil
            }
        }
        var buffer = scratch
        scratch = []
        buffer.removeAll(keepingCapacity: true)
        append(try value(expression), to: &buffer)
        defer { scratch = buffer }
        return buffer.withUnsafeBufferPointer { bytes in
            do throws(Failure) { try body(bytes) } catch { return error }
            return nil
        }
    }
}

/// How a template writes amounts and dates where no filter says otherwise.
struct Formats: Sendable {
    var money: MoneyFormat
    var date: DateFormat
    var month: DateFormat
    var names: DateNames

    /// A number with as many decimals as it was given, without groups.
    func plain(_ value: Scaled, to out: inout [UInt8]) {
        guard let format = try? NumberFormat(decimals: Int(value.scale), group: "") else { return }
        format.append(value, to: &out)
    }

    /// An integer as it is, with the true minus sign as any other number.
    func plain(_ value: Int64, to out: inout [UInt8]) {
        if value < 0 { out += [0xE2, 0x88, 0x92] }
        out += Array(String(value.magnitude).utf8)
    }
}

extension TextStyle {
    /// The style at a scale, as text of a link.
    fileprivate func scaled(by scale: TypeScale, link: Role?) -> TextStyle {
        let size = scale.apply(size)
        let leading = leading.scaled(by: Int(size.hundredths), of: max(1, Int(self.size.hundredths)))
        return TextStyle(
            chain: chain, features: features, size: size, leading: leading, tint: tint, role: role, link: link,
            statement: statement)
    }
}
