/// The scripts in which names of people are written.
enum NameScript: Hashable {
    case latin, greek, cyrillic, armenian, georgian, hebrew, arabic, devanagari, thai, ethiopic, cherokee, hangul, han

    /// The script of a letter of a name; letters of phonetics, mathematics and full width are none.
    static func of(_ scalar: Unicode.Scalar) -> NameScript? {
        guard scalar.properties.isAlphabetic, !scalar.properties.isDefaultIgnorableCodePoint else { return nil }
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: return .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: return .greek
        case 0x400...0x52F: return .cyrillic
        case 0x531...0x587: return .armenian
        case 0x10A0...0x10FF, 0x1C90...0x1CBF: return .georgian
        case 0x5D0...0x5F2: return .hebrew
        case 0x620...0x64A, 0x671...0x6D3: return .arabic
        case 0x900...0x97F: return .devanagari
        case 0xE01...0xE4D: return .thai
        case 0x1200...0x135A: return .ethiopic
        case 0x13A0...0x13FD, 0xAB70...0xABBF: return .cherokee
        case 0xAC00...0xD7A3: return .hangul
        case 0x3041...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF: return .han
        default: return nil
        }
    }

    /// An accent that stands upon the letter before it.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool { 0x300...0x34E ~= scalar.value || 0x350...0x36F ~= scalar.value }

    /// Small letters that look like those of the Latin alphabet (a part of UTS 39's confusables).
    static let lookalikes: [Character: Character] = {
        let pairs: [(String, String)] = [
            ("асԁеһіјкӏмпоԛрѕтцѵѡхуԝвнгз", "acdehijklmnoqpstuvwxywbhrz"),
            ("αβγεικηνορτυχωμζ", "abyeiknvoptuxwmz"),
            ("ı", "i"),
        ]
        var map: [Character: Character] = [:]
        for (odd, plain) in pairs { for (one, other) in zip(odd, plain) { map[one] = other } }
        return map
    }()
}
