import Pages

/// The names of months and weekdays in English and Spanish, which a pattern takes for signs of the data.
enum DateWords {
    enum Kind {
        /// A month by a word that says nothing else.
        case month
        /// A month only next to a figure: a short name, or one that is a common word too.
        case monthByFigure
        case weekday
    }

    struct Match {
        var kind: Kind
        var isSpanish: Bool
    }

    /// What a word names. The word is 3 to 10 bytes of letters.
    static func match(_ word: UnsafeBufferPointer<UInt8>) -> Match? {
        let count = word.count
        guard 3...10 ~= count else { return nil }
        let first = word[0]
        guard (first | 0x20) &- 0x61 < 26 else { return nil }
        let key = folded(word)
        let list = names[Int((first | 0x20) &- 0x61)]
        guard let name = list.first(where: { $0.key == key && $0.count == count }) else { return nil }
        let isUpper = first < 0x61
        // A capital is what tells "May 3" from "you may", and "Mar 3" from "mar".
        if name.isEnglish && (isUpper || !name.isSpanish) {
            guard isUpper else { return nil }
            let isLoud = word[1] < 0x61
            switch name.rank {
            case .weekday: return Match(kind: .weekday, isSpanish: false)
            case .plain: return Match(kind: isLoud && count <= 3 ? .monthByFigure : .month, isSpanish: false)
            case .common: return Match(kind: isLoud ? .monthByFigure : .month, isSpanish: false)
            case .short: return Match(kind: .monthByFigure, isSpanish: false)
            }
        }
        switch name.rank {
        case .weekday: return Match(kind: .weekday, isSpanish: true)
        case .plain: return Match(kind: .month, isSpanish: true)
        case .common, .short: return Match(kind: .monthByFigure, isSpanish: true)
        }
    }

    private enum Rank { case plain, common, short, weekday }

    private struct Name {
        var key: UInt64
        var count: Int
        var rank: Rank
        var isEnglish: Bool
        var isSpanish: Bool
    }

    /// The first eight bytes in lower case.
    private static func folded(_ word: some RandomAccessCollection<UInt8>) -> UInt64 {
        word.prefix(8).reduce(0) { $0 << 8 | UInt64($1 &- 0x41 < 26 ? $1 | 0x20 : $1) }
    }

    /// By their first letter.
    private static let names: [[Name]] = {
        var names = [[Name]](repeating: [], count: 26)
        func add(_ words: String, _ rank: Rank, english: Bool = false, spanish: Bool = false) {
            for word in words.split(separator: " ") {
                let bytes = Array(word.utf8)
                names[Int(bytes[0] - 0x61)].append(
                    Name(key: folded(bytes), count: bytes.count, rank: rank, isEnglish: english, isSpanish: spanish))
            }
        }
        add("january february april june july september october november december", .plain, english: true)
        add("jan feb apr jun jul aug sep sept oct nov dec", .plain, english: true)
        add("march august", .common, english: true)
        add("may", .common, english: true, spanish: true)
        add("mar", .short, english: true, spanish: true)
        add("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", .plain, spanish: true)
        add("ene abr ago dic", .short, spanish: true)
        // Spelt alike in both languages, and English with a capital.
        for both in ["feb", "jun", "jul", "sep", "sept", "oct", "nov"] {
            let bytes = Array(both.utf8)
            let letter = Int(bytes[0] - 0x61)
            for index in names[letter].indices where names[letter][index].key == folded(bytes) {
                names[letter][index].isSpanish = true
            }
        }
        add("sunday monday tuesday wednesday thursday friday saturday sun mon tue wed thu fri sat", .weekday, english: true)
        add("domingo lunes martes miércoles jueves viernes sábado dom lun mié jue vie sáb", .weekday, spanish: true)
        return names
    }()
}
