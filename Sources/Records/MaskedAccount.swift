/// An account as logs and lists name it: its last four letters or figures with what stands between them, and never more
/// than half of it.
package enum MaskedAccount {
    package static func tail(of text: String) -> String {
        var shown = 0
        var start = text.endIndex
        let most = min(4, text.count(where: isName) / 2)
        while start > text.startIndex, shown < most {
            start = text.index(before: start)
            if isName(text[start]) { shown += 1 }
        }
        return "…" + text[start...]
    }

    private static func isName(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
