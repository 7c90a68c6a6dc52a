/// What an Intelligent Mail barcode says (USPS-B-3200): 20 digits that track a mail piece, and the ZIP that routes it.
package struct IntelligentMail: Hashable, Sendable {
    /// Barcode identifier (2 digits), service type (3), mailer and serial number (15 together), in ASCII.
    package let tracking: [UInt8]
    /// Delivery-point ZIP of 0, 5, 9 or 11 digits, in ASCII; an address that is not matched, or abroad, has none.
    package let routing: [UInt8]

    /// A bar's extent: every bar has the tracker in its middle.
    package enum Bar: Character, CaseIterable, Sendable {
        case full = "F"
        case ascender = "A"
        case descender = "D"
        case tracker = "T"
    }

    /// Bars of a barcode, from the left.
    package static let barCount = 65

    /// Holds the two parts to the input rules of the specification, in the order of the encoders that USPS gives away.
    package init(tracking: [UInt8], routing: [UInt8]) throws(Fault) {
        guard tracking.count == 20 else { throw .trackingLength(tracking.count) }
        // They count a space at an end as a digit that is missing.
        let spaces = tracking.prefix { $0 == 0x20 }.count + tracking.reversed().prefix { $0 == 0x20 }.count
        guard spaces == 0 else { throw .trackingLength(max(0, 20 - spaces)) }
        if let index = tracking.firstIndex(where: { !IntelligentMail.isDigit($0) }) { throw .trackingNotNumeric(at: index + 1) }
        guard tracking[1] <= 0x34 else { throw .barcodeIdentifier }
        guard [0, 5, 9, 11].contains(routing.count) else { throw .routingLength(routing.count) }
        if let index = routing.firstIndex(where: { !IntelligentMail.isDigit($0) }) { throw .routingNotNumeric(at: index + 1) }
        self.tracking = tracking
        self.routing = routing
    }

    /// Reads `tracking-routing`, or both parts without a hyphen: the first 20 digits track, the rest routes.
    package init(_ text: [UInt8]) throws(Fault) {
        if let hyphen = text.firstIndex(of: 0x2D) {
            try self.init(tracking: Array(text[..<hyphen]), routing: Array(text[(hyphen + 1)...]))
        } else {
            try self.init(tracking: Array(text.prefix(20)), routing: Array(text.dropFirst(20)))
        }
    }

    /// The 65 bars.
    package func bars() throws(SymbolError) -> [Bar] {
        let symbol = try ZintSymbol.encode(routing.isEmpty ? tracking : tracking + [0x2D] + routing, as: .intelligentMail)
        // Three rows (ascenders, trackers, descenders); a bar in every other column.
        guard symbol.rows == 3, symbol.width == 2 * IntelligentMail.barCount - 1 else {
            throw SymbolError("libzint made an Intelligent Mail barcode of \(symbol.width) × \(symbol.rows) modules")
        }
        return (0..<IntelligentMail.barCount).map { index in
            switch (symbol.isDark(x: 2 * index, y: 0), symbol.isDark(x: 2 * index, y: 2)) {
            case (true, true): .full
            case (true, false): .ascender
            case (false, true): .descender
            case (false, false): .tracker
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension IntelligentMail {
    /// Which input rule digits break, numbered as the encoders of USPS number it. The sentences hold no digits of a mail piece.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case trackingLength(Int)
        case trackingNotNumeric(at: Int)
        case barcodeIdentifier
        case routingLength(Int)
        case routingNotNumeric(at: Int)

        /// The return code of the USPS encoder for the same input.
        package var code: Int {
            switch self {
            case .trackingLength: 9
            case .trackingNotNumeric: 10
            case .barcodeIdentifier: 11
            case .routingLength: 12
            case .routingNotNumeric: 13
            }
        }

        package var description: String {
            switch self {
            case .trackingLength(let count):
                "an Intelligent Mail barcode has 20 digits for tracking; \(count == 1 ? "1 character is" : "\(count) characters are") given"
            case .trackingNotNumeric(let place):
                "the tracking part of an Intelligent Mail barcode is digits only; character \(place) is not one"
            case .barcodeIdentifier:
                "the second digit of an Intelligent Mail barcode is 0 to 4 (its barcode identifier); here it is 5 to 9"
            case .routingLength(let count):
                "the ZIP of an Intelligent Mail barcode has 0, 5, 9 or 11 digits; \(count == 1 ? "1 character is" : "\(count) characters are") given"
            case .routingNotNumeric(let place):
                "the ZIP of an Intelligent Mail barcode is digits only; character \(place) is not one"
            }
        }
    }
}
