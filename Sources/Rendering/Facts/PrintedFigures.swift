/// What numbers and amounts are read by.
extension Unicode.Scalar {
    var isFigure: Bool { (0x30...0x39).contains(value) }

    /// Parts groups of figures, or whole and fraction.
    var isGroupMark: Bool { self == "." || self == "," }

    /// White space, that which does not break among it.
    var isBlank: Bool { isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace }

    /// Minus signs, and what looks like one.
    var isDash: Bool {
        self == "-" || value == 0x2212 || (0x2010...0x2015).contains(value) || value == 0xFE63 || value == 0xFF0D
    }

    /// A letter or a figure, a fraction among them.
    var isPartOfWord: Bool {
        if isASCII { return isFigure || (0x41...0x5A).contains(value & 0xDF) }
        return properties.isAlphabetic || properties.numericType != nil
    }
}

extension [Unicode.Scalar] {
    /// The next figures with the marks between them, `1,234.56`; nil where there are none.
    func figures(from start: Int) -> Range<Int>? {
        guard let first = self[start...].firstIndex(where: \.isFigure) else { return nil }
        var end = first
        while end < count, self[end].isFigure || self[end].isGroupMark && end + 1 < count && self[end + 1].isFigure { end += 1 }
        return first..<end
    }
}
