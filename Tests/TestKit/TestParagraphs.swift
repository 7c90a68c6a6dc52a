import Fonts
import Layout
import Pages

/// Paragraphs of plain text, for tests.
package enum TestParagraphs {
    package static func paragraph(
        _ text: String, _ style: TextStyle = TestStyles.body, align: Alignment = .left, orphans: Int = 2, widows: Int = 2
    ) throws -> Paragraph {
        var builder = ParagraphBuilder(shaper: Shaper())
        try builder.add(text, style: style)
        return builder.paragraph(
            ParagraphStyle(align: align, orphans: orphans, widows: widows), base: style, role: .paragraph)
    }

    package static func word(_ text: String, _ style: TextStyle = TestStyles.body) throws -> Word {
        try Shaper().word(text, chain: style.chain, features: style.features)
    }
}
