import Records

/// The pieces of an expression's text.
enum Token: Equatable {
    case integer(Int64)
    case decimal(Scaled)
    case string([UInt8])
    case name(String)
    case symbol(String)
    case end
}

/// Cuts an expression's text into tokens.
struct Lexer {
    let bytes: ArraySlice<UInt8>
    private(set) var at: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    mutating func next() throws(SyntaxFault) -> (token: Token, offset: Int) {
        while at < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
        let start = at
        guard at < bytes.endIndex else { return (.end, start) }
        let byte = bytes[at]
        switch byte {
        case 0x30...0x39: return (try number(), start)
        case 0x41...0x5A, 0x61...0x7A, 0x5F:
            while at < bytes.endIndex, isNameByte(bytes[at]) { at += 1 }
            return (.name(String(decoding: bytes[start..<at], as: UTF8.self)), start)
        case 0x22, 0x27:
            at += 1
            var text: [UInt8] = []
            while at < bytes.endIndex, bytes[at] != byte {
                text.append(bytes[at])
                at += 1
            }
            guard at < bytes.endIndex else { throw SyntaxFault(message: "a text has no closing quote", offset: start) }
            at += 1
            return (.string(text), start)
        default:
            for symbol in ["==", "!=", "<=", ">=", "??", "?.", "<", ">", "+", "-", "*", "/", "(", ")", "|", ":", ",", "."] {
                let wanted = Array(symbol.utf8)
                if bytes[at...].starts(with: wanted) {
                    at += wanted.count
                    return (.symbol(symbol), start)
                }
            }
            let character = String(decoding: bytes[at...], as: UTF8.self).first.map(String.init) ?? "?"
            let instead =
                [
                    "=": "write ==", "!": "write not", "&": "write and", ";": "write ,",
                    "%": "k | bit:0 is true for every odd k, and 5 % of a number is * 0.05",
                ][character].map { "; \($0)" } ?? ""
            throw SyntaxFault(message: "\(character) is not part of an expression\(instead)", offset: start)
        }
    }

    private mutating func number() throws(SyntaxFault) -> Token {
        let start = at
        while at < bytes.endIndex, (0x30...0x39).contains(bytes[at]) { at += 1 }
        var isDecimal = false
        if at + 1 < bytes.endIndex, bytes[at] == 0x2E, (0x30...0x39).contains(bytes[at + 1]) {
            isDecimal = true
            at += 1
            while at < bytes.endIndex, (0x30...0x39).contains(bytes[at]) { at += 1 }
        }
        if at < bytes.endIndex, isNameByte(bytes[at]) { throw SyntaxFault(message: "a number ends in a letter", offset: at) }
        let digits = Array(bytes[start..<at])
        do throws(DigitsFault) {
            let value = try Scaled.parse(digits)
            return isDecimal ? .decimal(value) : .integer(value.units)
        } catch { throw SyntaxFault(message: "the number is too large or too fine", offset: start) }
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: false
        }
    }
}
