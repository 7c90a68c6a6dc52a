/// Numbers and amounts as billing systems write them, brought to the figures that JSON has.
enum CSVNumber {
    /// A number that JSON has too, and also `007` and `.5`; false where it is none, and then something may be written.
    static func write(_ cell: UnsafeBufferPointer<UInt8>, to out: inout Growing<UInt8>) -> Bool {
        var i = 0
        if cell.first == UInt8(ascii: "-") {
            out.append(cell[0])
            i = 1
        }
        return figures(cell, i, cell.count, groups: false, exponent: true, to: &out)
    }

    /// `1,234.56`, `$1,234.56`, `-12.34`, `12.34-`, `(12.34)`: one sign at most. CR and DR say different things in
    /// different systems and are not guessed.
    static func money(_ cell: UnsafeBufferPointer<UInt8>, to out: inout Growing<UInt8>) -> Bool {
        var (i, end) = (0, cell.count)
        var signs = 0
        if end > 1, cell[0] == UInt8(ascii: "("), cell[end - 1] == UInt8(ascii: ")") {
            (i, end, signs) = (1, end - 1, 1)
        } else if end > 1, cell[end - 1] == UInt8(ascii: "-") {
            (end, signs) = (end - 1, 1)
        }
        func sign() {
            guard i < end, cell[i] == UInt8(ascii: "-") else { return }
            i += 1
            signs += 1
        }
        sign()
        if i < end, cell[i] == UInt8(ascii: "$") { i += 1 }
        sign()
        guard signs <= 1 else { return false }
        if signs == 1 { out.append(UInt8(ascii: "-")) }
        return figures(cell, i, end, groups: true, exponent: false, to: &out)
    }

    /// Figures from `first` to `end`, without the zeros before them; `groups` allows commas before each three.
    private static func figures(
        _ cell: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int, groups: Bool, exponent: Bool, to out: inout Growing<UInt8>
    ) -> Bool {
        var i = first
        let mark = out.count
        var figures = 0
        /// Figures since the last comma; -1 where none was.
        var group = -1
        while i < end {
            let byte = cell[i]
            if byte &- 48 < 10 {
                figures += 1
                if group >= 0 { group += 1 }
                if byte != 48 || out.count > mark { out.append(byte) }
            } else if groups, byte == UInt8(ascii: ","), group == 3 || (group == -1 && 1...3 ~= figures) {
                group = 0
            } else {
                break
            }
            i += 1
        }
        guard group == -1 || group == 3 else { return false }
        if out.count == mark { out.append(48) }
        if i < end, cell[i] == UInt8(ascii: ".") {
            let point = i
            i += 1
            while i < end, cell[i] &- 48 < 10 { i += 1 }
            guard i > point + 1 else { return false }
            figures += i - point - 1
            out.append(cell.baseAddress! + point, i - point)
        }
        guard figures > 0 else { return false }
        if exponent, i < end, cell[i] | 0x20 == UInt8(ascii: "e") {
            // the record reader refuses it, in words of its own
            out.append(cell.baseAddress! + i, end - i)
            i += 1
            if i < end, cell[i] == UInt8(ascii: "+") || cell[i] == UInt8(ascii: "-") { i += 1 }
            guard i < end else { return false }
            while i < end, cell[i] &- 48 < 10 { i += 1 }
        }
        return i == end
    }
}
