import Records
import Rendering

/// What is written down about a record beside the record itself.
extension Kind {
    /// What a run writes down of a record; of a bad one, as much as could be read.
    package func describe(_ record: Record) -> NewDocument {
        var document = NewDocument()
        guard let fields = contract.document else { return document }
        document.account = name(fields.account, record)
        document.number = fields.number.flatMap { name($0, record) }
        let key = fields.key.map { part($0, record) }
        if key.contains(where: { $0 != nil }) {
            document.key = PlainName.of(key.map { $0 ?? "" }.joined(separator: PlainName.separator))
        }
        document.sort = SortKey.of(record, fields.sort)
        document.cycle = fields.cycle.flatMap { name($0, record) }
        document.route = fields.route.flatMap { name($0, record) }
        document.delivery = delivery(record)
        document.barcode = fields.barcode.flatMap { name($0, record) }
        if let amount = fields.amount {
            if record.slots.indices.contains(amount.slot), case .money(let cents) = record.slots[amount.slot] {
                document.cents = cents
            }
        } else {
            document.cents = 0
        }
        document.nameLength = nameLength(record)
        return document
    }

    func delivery(_ record: Record) -> String? {
        guard let way = contract.document?.delivery.flatMap({ name($0, record) }), way != "paper" else { return nil }
        return way
    }

    func name(_ field: ResolvedField, _ record: Record) -> String? {
        guard record.slots.indices.contains(field.slot) else { return nil }
        switch record.slots[field.slot] {
        case .text: return record.string(record.slots[field.slot])
        case .integer(let number): return String(number)
        default: return nil
        }
    }

    /// A part of the key: any value that can be sorted by.
    func part(_ field: ResolvedField, _ record: Record) -> String? {
        guard record.slots.indices.contains(field.slot) else { return nil }
        switch record.slots[field.slot] {
        case .text: return record.string(record.slots[field.slot])
        case .integer(let number), .money(let number): return String(number)
        case .day(let day): return String(day)
        case .month(let month): return String(month)
        case .scaled(let value): return "\(value)"
        default: return nil
        }
    }

    func nameLength(_ record: Record) -> Int {
        guard let recipient = contract.document?.recipient, record.slots.indices.contains(recipient.slot) else { return 0 }
        let count = recipient.type.slots
        var longest = 0
        for slot in record.slots[recipient.slot..<min(record.slots.count, recipient.slot + count)] {
            switch slot {
            case .text(_, let length): longest = max(longest, Int(length))
            case .list(let start, let count):
                for item in Int(start)..<Int(start) + Int(count) where record.slots.indices.contains(item) {
                    if case .text(_, let length) = record.slots[item] { longest = max(longest, Int(length)) }
                }
            default: continue
            }
        }
        return longest
    }
}

extension Intake {
    /// Whether what a run has written down of a document is what its record says, addressed to its recipient.
    func isOf(_ record: Record, _ document: JobDocument) -> Bool {
        let said = kind.describe(record)
        return said.account == document.account && said.number == document.number && said.barcode == document.barcode
            && said.cents == document.cents && said.delivery == document.delivery
            && (said.delivery == nil) == (document.state == .composed)
    }
}
