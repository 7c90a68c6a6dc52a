/// Text as names and addresses are written: `123 NE 3RD ST` is `123 NE 3rd St`, `O'BRIEN-LEE` is `O'Brien-Lee`.
///
/// A word of mixed case stays as it is: somebody wrote it so. Of the others, the first letter is a capital and the rest are
/// small, but for what is always written in another way, which is listed here. What cannot be told from its letters alone
/// (`MACKEY`, `VAN`) is capitalized like any word.
enum TitleCase {
    static func append(_ bytes: ArraySlice<UInt8>, to out: inout [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        let names = words.map { $0.uppercased() }
        for (index, word) in words.enumerated() {
            if index > 0 { out.append(0x20) }
            let neighbors = Neighbors(
                before: names[..<index].last { !$0.isEmpty }, after: names[(index + 1)...].first { !$0.isEmpty })
            out += Array(written(word, neighbors).utf8)
        }
    }

    /// The words beside one, in capitals.
    private struct Neighbors {
        let before: String?
        let after: String?
        var hasNumberAfter: Bool { after?.first?.isNumber ?? false }
    }

    /// Always in capitals.
    private static let capitals: Set<String> = [
        "LLC", "LLP", "LLLP", "PLLC", "LP", "PO", "NE", "NW", "SE", "SW", "USA", "HOA", "POA", "DBA", "VFW", "YMCA", "YWCA",
        "RV", "CPA", "MD", "DDS", "DVM",
    ]
    /// In capitals behind a name.
    private static let numerals: Set<String> = ["II", "III", "IV", "VI", "VII", "VIII", "IX"]
    /// In capitals before a number: roads and boxes.
    private static let roads: Set<String> = ["CR", "SR", "FM", "RM", "RR", "HC", "SH", "US"]
    private static let highways: Set<String> = ["HWY", "HIGHWAY", "RTE", "ROUTE"]
    private static let states: Set<String> = [
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
        "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "PR",
        "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
    ]
    /// Behind `Mac` a capital stands in these; other names that begin so (`MACY`, `MACHADO`) have none.
    private static let clans: Set<String> = [
        "ARTHUR", "BRIDE", "CALLUM", "DONALD", "DOUGALL", "DUFF", "FARLANE", "GREGOR", "INTOSH", "INTYRE", "KENZIE", "KINNON",
        "LEAN", "LEOD", "MILLAN", "NEIL", "NEILL", "PHERSON", "TAVISH",
    ]

    private static func written(_ word: Substring, _ neighbors: Neighbors) -> String {
        let name = word.uppercased()
        let bare = name.trimming { !$0.isLetter && !$0.isNumber }
        if name == "C/O" { return "c/o" }
        let isMixed = word.contains(where: \.isUppercase) && word.contains(where: \.isLowercase)
        if word.first(where: \.isLetter) != nil, word.first(where: { $0.isLetter || $0.isNumber })?.isNumber == true {
            return numbered(word, isMixed: isMixed)
        }
        if isMixed { return String(word) }
        if capitals.contains(bare) { return name }
        if numerals.contains(bare), neighbors.before != nil { return name }
        if roads.contains(bare), neighbors.hasNumberAfter { return name }
        if bare == "US", let after = neighbors.after, highways.contains(after) { return name }
        if states.contains(bare), let zip = neighbors.after, zip.prefix(5).count(where: \.isNumber) == 5 { return name }
        return capitalized(Array(word))
    }

    /// What begins with a figure: an ordinal has small letters, a unit (`2B`) capitals.
    private static func numbered(_ word: Substring, isMixed: Bool) -> String {
        let letters = word.filter(\.isLetter).uppercased()
        if ["ST", "ND", "RD", "TH"].contains(letters) { return word.lowercased() }
        if isMixed { return String(word) }
        // A number with words behind a hyphen: `4-UNIT`.
        if word.contains("-"), letters.count > 2 { return capitalized(Array(word)) }
        return word.uppercased()
    }

    /// A capital at the beginning of each part of a word, and small letters behind it.
    private static func capitalized(_ word: [Character]) -> String {
        var out = ""
        for (index, character) in word.enumerated() {
            let isInside = index > 0 && continues(word, index) && !beginsClan(word, index)
            out += isInside ? character.lowercased() : character.uppercased()
        }
        return out
    }

    /// A letter behind a letter or figure; or behind an apostrophe with no second letter after it, as in `DON'T`.
    private static func continues(_ text: [Character], _ index: Int) -> Bool {
        let before = text[index - 1]
        if before.isLetter || before.isNumber { return true }
        guard before == "'" || before == "’", index > 1, text[index - 2].isLetter else { return false }
        return !(index + 1 < text.count && text[index + 1].isLetter)
    }

    /// The letter behind `Mc` with two more behind it, or behind `Mac` where the rest is a name of a clan.
    private static func beginsClan(_ word: [Character], _ index: Int) -> Bool {
        let start = (word[..<index].lastIndex { !$0.isLetter } ?? -1) + 1
        let head = String(word[start..<index]).uppercased()
        let rest = String(word[index...].prefix { $0.isLetter }).uppercased()
        return head == "MC" && rest.count > 2 || head == "MAC" && clans.contains(rest)
    }
}

extension String {
    /// Without the characters at both ends of which something holds.
    fileprivate func trimming(_ isOutside: (Character) -> Bool) -> String {
        let rest = drop(while: isOutside)
        guard let last = rest.lastIndex(where: { !isOutside($0) }) else { return "" }
        return String(rest[...last])
    }
}
