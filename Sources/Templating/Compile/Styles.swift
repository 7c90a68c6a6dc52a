import Fonts
import Layout
import Pages

/// What a style says; what it leaves open, the style that it is applied over says.
struct StyleProperties: Hashable, Sendable {
    var font: String?
    var size: Length?
    var leading: Length?
    var tint: Tint?
    var isBold: Bool?
    var isItalic: Bool?
    var align: Alignment?
    var isTabular: Bool?
    var before: Length?
    var after: Length?
    var orphans: Int?
    var widows: Int?
    /// A word that no line can hold is broken anywhere.
    var breaksAnywhere: Bool?
    /// The language of the text, where it is not the document's (BCP 47).
    var language: String?
    /// What the text states.
    var statement: Statement?

    /// These properties with another style's applied over them.
    func applying(_ other: StyleProperties) -> StyleProperties {
        var out = self
        out.font = other.font ?? font
        out.size = other.size ?? size
        // A style that sets a size without a leading keeps the usual distance for that size.
        out.leading = other.leading ?? (other.size == nil ? leading : nil)
        out.tint = other.tint ?? tint
        out.isBold = other.isBold ?? isBold
        out.isItalic = other.isItalic ?? isItalic
        out.align = other.align ?? align
        out.isTabular = other.isTabular ?? isTabular
        out.before = other.before ?? before
        out.after = other.after ?? after
        out.orphans = other.orphans ?? orphans
        out.widows = other.widows ?? widows
        out.breaksAnywhere = other.breaksAnywhere ?? breaksAnywhere
        out.language = other.language ?? language
        out.statement = other.statement ?? statement
        return out
    }

    var paragraph: ParagraphStyle {
        ParagraphStyle(
            align: align ?? .left, orphans: orphans ?? 2, widows: widows ?? 2, breaksAnywhere: breaksAnywhere ?? false)
    }
}

/// The faces that a name in a template stands for.
struct FontFamily {
    var faces: [Face]
    var fallback: [Face]

    func face(isBold: Bool, isItalic: Bool) -> Face? {
        faces.first { ($0.weight >= 600) == isBold && $0.isItalic == isItalic }
    }
}

/// The named styles and fonts of a template, and the text styles made of them, each once.
final class StyleBook {
    var families: [String: FontFamily] = [:]
    var styles: [String: StyleProperties] = [:]
    /// The style that everything starts from.
    var ground: StyleProperties { styles["p"] ?? StyleProperties() }
    private var made: [StyleProperties: TextStyle] = [:]
    private var chains: [[FaceID]: FaceChain] = [:]

    /// Why a text style cannot be made.
    struct Fault: Error { let message: String }

    func text(_ properties: StyleProperties) throws(Fault) -> TextStyle {
        var key = properties
        (key.align, key.before, key.after, key.orphans, key.widows, key.breaksAnywhere) = (nil, nil, nil, nil, nil, nil)
        if let style = made[key] { return style }
        let name = properties.font ?? "body"
        guard let family = families[name] else {
            throw Fault(message: "there is no font \(name); <fonts> has: \(families.keys.sorted().joined(separator: ", "))")
        }
        let isBold = properties.isBold ?? false
        let isItalic = properties.isItalic ?? false
        guard let face = family.face(isBold: isBold, isItalic: isItalic) else {
            let look = [isBold ? "bold" : nil, isItalic ? "italic" : nil].compactMap(\.self).joined(separator: " ")
            throw Fault(message: "font \(name) has no \(look.isEmpty ? "regular" : look) face among its files")
        }
        let faces = [face] + family.fallback.filter { $0.id != face.id }
        let chain = chains[faces.map(\.id)] ?? FaceChain(faces)
        chains[faces.map(\.id)] = chain
        let size = properties.size ?? .points(10)
        let style = TextStyle(
            chain: chain, features: properties.isTabular == true ? .tabular : .plain, size: size,
            leading: properties.leading ?? size.scaled(by: 5, of: 4), tint: properties.tint ?? .black,
            role: properties.language.map { .language(Label($0)) }, statement: properties.statement)
        made[key] = style
        return style
    }
}
