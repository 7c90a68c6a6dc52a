/// Text as names and titles are written: `123 N MAIN ST` is `123 N Main St`, `O'BRIEN-LEE` is `O'Brien-Lee`.
enum TitleCase {
    static func append(_ bytes: ArraySlice<UInt8>, to out: inout [UInt8]) {
        let characters = Array(String(decoding: bytes, as: UTF8.self))
        for (index, character) in characters.enumerated() {
            let isInside = index > 0 && continues(characters, index)
            out += Array((isInside ? character.lowercased() : character.uppercased()).utf8)
        }
    }

    /// A letter behind a letter or figure; or behind an apostrophe with no second letter after it, as in `DON'T`.
    private static func continues(_ text: [Character], _ index: Int) -> Bool {
        let before = text[index - 1]
        if before.isLetter || before.isNumber { return true }
        guard before == "'" || before == "’", index > 1, text[index - 2].isLetter else { return false }
        return !(index + 1 < text.count && text[index + 1].isLetter)
    }
}
