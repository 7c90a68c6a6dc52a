/// The routing code of an Intelligent Mail barcode (USPS-B-3200, 3.3: 5, 9 or 11 digits behind the 20 of the tracking code)
/// and the ZIP Code of the address that it stands above.
package enum RoutingCode {
    /// Why a record's barcode would take its letter elsewhere than its address says; nil where it would not.
    package static func fault(in record: Record, _ document: DocumentFields?) -> RecordFault? {
        guard let barcode = document?.barcode, let recipient = document?.recipient,
            case .text = record.slots[barcode.slot]
        else { return nil }
        let routing = record.text(record.slots[barcode.slot]).dropFirst(20)
        // No routing code, or digits that the barcode itself refuses.
        guard routing.count >= 5, routing.allSatisfy(isDigit) else { return nil }
        var zip: [UInt8]?
        gather(recipient.type, at: recipient.slot, record, besides: barcode.slot) { line in zip = self.zip(of: line) ?? zip }
        func fault(_ problem: RecordProblem) -> RecordFault {
            RecordFault(line: record.line, column: 1, pointer: barcode.pointer, problem)
        }
        guard let zip else { return fault(.routingWithoutZIP) }
        let shared = min(zip.count, routing.count == 5 ? 5 : 9)
        guard zip.prefix(shared).elementsEqual(routing.prefix(shared)) else {
            return fault(.routingDiffers)
        }
        return nil
    }

    /// The texts of an address, line by line.
    private static func gather(
        _ type: FieldType, at slot: Int, _ record: Record, besides barcode: Int, _ take: (ArraySlice<UInt8>) -> Void
    ) {
        switch type {
        case .text: if slot != barcode, case .text = record.slots[slot] { take(record.text(record.slots[slot])) }
        case .list(of: .text, let stride):
            guard case .list(let start, let count) = record.slots[slot] else { return }
            for index in 0..<Int(count) { take(record.text(record.slots[Int(start) + index * stride])) }
        case .record(let shape):
            for field in shape.fields { gather(field.type, at: slot + 1 + field.slot, record, besides: barcode, take) }
        case .integer, .number, .money, .date, .month, .boolean, .list: return
        }
    }

    /// `80599` or `805991234` of a line that ends in `80599`, `80599-1234`, `80599 1234` or with a dash of another kind.
    private static func zip(of line: ArraySlice<UInt8>) -> [UInt8]? {
        var rest = line
        while rest.last == 0x20 { rest.removeLast() }
        /// The digits at the end, taken off.
        func digits() -> [UInt8] {
            let found = Array(rest.reversed().prefix(while: isDigit).reversed())
            rest.removeLast(found.count)
            return found
        }
        var zip = digits()
        if zip.count == 4, let joint = joints.first(where: { rest.suffix($0.count).elementsEqual($0) }) {
            rest.removeLast(joint.count)
            let first = digits()
            zip = first.count == 5 ? first + zip : []
        }
        return (zip.count == 5 || zip.count == 9) && (rest.last ?? 0x20) == 0x20 ? zip : nil
    }

    /// What stands between the two parts of a ZIP+4: a hyphen, a space, a hyphen or dash of three bytes.
    private static let joints: [[UInt8]] = [
        [0x2D], [0x20], [0xE2, 0x80, 0x90], [0xE2, 0x80, 0x91], [0xE2, 0x80, 0x92], [0xE2, 0x80, 0x93],
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
