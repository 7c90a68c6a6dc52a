import Pages

/// Reads the pieces of a text for its pattern: spaces, figures, signs and words.
struct PatternScan {
    let text: UnsafeBufferPointer<UInt8>
    var at = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Past the end there is 0, which is none of what is looked for.
    private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    private func isDigit(_ index: Int) -> Bool { byte(index) &- 0x30 < 10 }

    /// Of ASCII or beyond: what begins with C2 or E2 are the signs of Latin-1 and of typography.
    private func isLetter(_ index: Int) -> Bool {
        let byte = byte(index)
        return (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 && byte != 0xC2 && byte != 0xE2
    }

    /// How many bytes of space are here: a blank, a no-break space or a thin one.
    private func space(_ index: Int) -> Int {
        switch byte(index) {
        case 0x20: 1
        case 0xC2 where byte(index + 1) == 0xA0: 2
        case 0xE2 where byte(index + 1) == 0x80 && (byte(index + 2) == 0xAF || byte(index + 2) == 0x89): 3
        default: 0
        }
    }

    private func afterSpaces(_ index: Int) -> Int {
        var index = index
        while case let length = space(index), length > 0 { index += length }
        return index
    }

    mutating func skipSpaces() -> Bool {
        let end = afterSpaces(at)
        defer { at = end }
        return end > at
    }

    /// Goes past digits with their points and commas, and answers whether they end in a fraction.
    mutating func skipFigure() -> Bool {
        var separator: Int?
        var points = 0
        while true {
            if isDigit(at) {
                at += 1
            } else if byte(at) == 0x2E || byte(at) == 0x2C, isDigit(at + 1) {
                separator = at
                if byte(at) == 0x2E { points += 1 }
                at += 1
            } else {
                break
            }
        }
        guard let separator else { return false }
        // A single point begins a fraction of any length; three digits after a comma are thousands.
        return byte(separator) == 0x2E ? points == 1 : at - separator != 4
    }

    /// Writes the ending of an ordinal and the half of a day that follow a figure in one way.
    mutating func finishFigure(into out: inout [UInt8]) {
        let low = byte(at) | 0x20
        let next = byte(at + 1) | 0x20
        switch (low, next) {
        case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68):
            guard !isLetter(at + 2) else { return }
            out.append(0x74)
            out.append(0x68)
            at += 2
        default:
            let half = afterSpaces(at)
            guard byte(half) | 0x20 == 0x61 || byte(half) | 0x20 == 0x70 else { return }
            let middle = afterSpaces(byte(half + 1) == 0x2E ? half + 2 : half + 1)
            guard byte(middle) | 0x20 == 0x6D, !isLetter(middle + 1), byte(half + 1) == 0x2E || middle == half + 1 else { return }
            if half > at { out.append(0x20) }
            // The `a` of "a.m.", in the case of what stands here.
            out.append(byte(half) & 0x20 | 0x41)
            at = half + 1
        }
    }

    /// The length of a sign that is no letter, and nothing where a word begins.
    var punctuation: Int? {
        switch byte(at) {
        case 0xC2: min(2, text.count - at)
        case 0xE2: min(3, text.count - at)
        case _ where isLetter(at): nil
        default: 1
        }
    }

    var wordEnd: Int {
        var end = at + 1
        while isLetter(end) { end += 1 }
        return end
    }

    private func word(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> { .init(rebasing: text[start..<end]) }

    private static let month = Array("Month".utf8)
    private static let mes = Array("mes".utf8)
    private static let weekday = Array("Weekday".utf8)
    private static let día = Array("día".utf8)

    /// What stands in a pattern for the word that begins here, if it is a part of a date.
    func dateWord(to end: Int, after out: [UInt8], from start: Int) -> [UInt8]? {
        guard let match = DateWords.match(word(at, end)) else { return nil }
        switch match.kind {
        case .month: return match.isSpanish ? Self.mes : Self.month
        case .monthByFigure:
            guard figureFollows(end) || figurePrecedes(out, start) else { return nil }
            return match.isSpanish ? Self.mes : Self.month
        case .weekday: return dateFollows(end) ? (match.isSpanish ? Self.día : Self.weekday) : nil
        }
    }

    /// Goes past the point of a short name ("Nov. 9"), since a month without one has none ("May 9").
    mutating func finishDateWord() {
        if byte(at) == 0x2E, figureFollows(at) { at += 1 }
    }

    private func figureFollows(_ end: Int) -> Bool {
        var index = byte(end) == 0x2E ? end + 1 : end
        if byte(index) == 0x2D || byte(index) == 0x2F { return isDigit(index + 1) }
        index = afterSpaces(index)
        if byte(index) == 0x64, byte(index + 1) == 0x65, space(index + 2) > 0 { index = afterSpaces(index + 2) }
        return isDigit(index)
    }

    /// `9 `, `9-`, `9/` or `9 de ` at the end of the pattern so far.
    private func figurePrecedes(_ out: [UInt8], _ start: Int) -> Bool {
        var end = out.count
        if end - start >= 4, out[end - 1] == 0x20, out[end - 2] == 0x65, out[end - 3] == 0x64, out[end - 4] == 0x20 { end -= 3 }
        guard end - start >= 2, out[end - 2] == 0x39 else { return false }
        return out[end - 1] == 0x20 || out[end - 1] == 0x2D || out[end - 1] == 0x2F
    }

    /// A month's name, or a figure before a month's name.
    private func dateFollows(_ end: Int) -> Bool {
        var index = afterSpaces(byte(end) == 0x2C || byte(end) == 0x2E ? end + 1 : end)
        let first = index
        while isDigit(index) { index += 1 }
        if index > first {
            index = afterSpaces(index)
            if byte(index) == 0x64, byte(index + 1) == 0x65, space(index + 2) > 0 { index = afterSpaces(index + 2) }
        }
        var last = index
        while isLetter(last) { last += 1 }
        guard last > index, let match = DateWords.match(word(index, last)) else { return false }
        switch match.kind {
        case .month, .monthByFigure: return true
        case .weekday: return false
        }
    }
}
