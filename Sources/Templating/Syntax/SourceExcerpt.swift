import Records
import Texts

/// A line of a source as a message shows it, with a caret below a place in it.
package struct SourceExcerpt: Sendable {
    /// The line; of a long one, the part around the place.
    package let text: String
    /// How many characters stand before the caret.
    package let caret: Int

    /// Nil where the line has no such place, or nothing to show.
    package init?(of line: String, column: Int) {
        let start = column > 140 ? column - 100 : 0
        let shown = line.dropFirst(start).prefix(160)
        guard !shown.isEmpty, column > 0, column - start <= shown.count + 1 else { return nil }
        let lead = start > 0 ? "…" : ""
        func plain(_ text: Substring) -> String {
            lead + text.map { $0 == "\t" ? " " : PrintableText.of(String($0)) }.joined()
        }
        text = plain(shown)
        caret = plain(shown.prefix(column - start - 1)).count
    }
}
