import Fonts
import Pages

/// How a stretch of text is set: face and its stand-ins, size, colour, and the line height that it asks for.
///
/// A class so that thousands of words can share one by identity.
package final class TextStyle: Sendable {
    package let chain: FaceChain
    package let features: Features
    package let size: Length
    package let leading: Length
    package let tint: Tint
    /// What text of this style is to a reader beside what its paragraph is: words of another language.
    package let role: Role?
    /// The link that it is part of.
    package let link: Role?
    /// What text of this style states, beside what it is to a reader.
    package let statement: Statement?

    /// Where the baseline lies below the top of a line of this style: half of the leading above the face's ascent.
    let baseline: Length
    let spaceWidth: Length
    let spaceGlyph: UInt16
    let spaceAdvance: Int

    package init(
        chain: FaceChain, features: Features = .plain, size: Length, leading: Length, tint: Tint = .black, role: Role? = nil,
        link: Role? = nil, statement: Statement? = nil
    ) {
        self.statement = statement
        self.role = role
        self.link = link
        self.chain = chain
        self.features = features
        self.size = size
        self.leading = leading
        self.tint = tint
        let face = chain.first
        let ascent = face.scaled(face.ascent, at: size)
        let content = ascent - face.scaled(face.descent, at: size)
        baseline = (leading - content) / 2 + ascent
        spaceGlyph = face.glyph(of: " ")
        spaceAdvance = face.advance(of: spaceGlyph)
        spaceWidth = face.scaled(spaceAdvance, at: size)
    }
}

/// Where the lines of a paragraph stand between its edges.
package enum Alignment: Hashable, Sendable {
    case left, right, center
}

/// How a paragraph's lines are arranged, and what a cut must leave together.
package struct ParagraphStyle: Hashable, Sendable {
    package var align: Alignment
    /// The least number of lines before a cut, and after one.
    package var orphans: Int
    package var widows: Int
    /// A word that no line can hold is broken between any two characters, without a hyphen.
    package var breaksAnywhere: Bool
    /// The line breaks of values are line breaks; else they are white space as any other.
    package var keepsLines: Bool

    package init(
        align: Alignment = .left, orphans: Int = 2, widows: Int = 2, breaksAnywhere: Bool = false, keepsLines: Bool = false
    ) {
        self.breaksAnywhere = breaksAnywhere
        self.keepsLines = keepsLines
        self.align = align
        self.orphans = orphans
        self.widows = widows
    }
}

/// A place on the line that the text after a tab goes to.
package struct TabStop: Hashable, Sendable {
    package var align: Alignment
    /// From the paragraph's left edge; nil is its right edge.
    package var at: Length?

    package init(align: Alignment, at: Length?) {
        self.align = align
        self.at = at
    }
}
