import CHarfBuzz

/// What can be set: letters that stand one after the other from left to right, with marks upon them, and Chinese, Japanese
/// and Korean.
///
/// In other scripts letters change their shape or their order by what is around them, lines break by a dictionary, or text
/// runs from right to left. A font may have their glyphs all the same; wrong ink is worse than none, so they are named.
enum Writing {
    /// The first character of a word that cannot be set whatever the fonts have, and why.
    static func obstacle(in text: String) -> (scalar: Unicode.Scalar, reason: MissingGlyph.Reason)? {
        var before: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x300, let reason = obstacle(scalar, after: before) { return (scalar, reason) }
            before = scalar
        }
        return nil
    }

    /// The script of a character that belongs to one; figures, signs and marks go with any.
    static func script(of scalar: Unicode.Scalar) -> hb_script_t? {
        if scalar.value < 0x80 { return isLetter(UInt8(scalar.value)) ? HB_SCRIPT_LATIN : nil }
        let script = hb_unicode_script(hb_unicode_funcs_get_default(), scalar.value)
        return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN ? nil : script
    }

    /// Characters without ink that change nothing in text from left to right: joiners between letters, places where a line
    /// may or may not break, and the controls that say "from left to right". All others that fonts are not asked for
    /// (Default_Ignorable_Code_Point) would be dropped in silence.
    static func isWithoutInk(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x34F, 0x200B...0x200E, 0x202A, 0x202C, 0x202D, 0x2060...0x2064, 0x2066, 0x2068, 0x2069, 0xFEFF: true
        // Text or picture: in one color there is only one drawing of a sign.
        case 0xFE0E, 0xFE0F: true
        default: false
        }
    }

    /// Asks for another form of the character before it (but for U+FE0E and U+FE0F), which a font has or has not.
    static func isVariation(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isVariationSelector && !isWithoutInk(scalar) }

    private static func obstacle(_ scalar: Unicode.Scalar, after before: Unicode.Scalar?) -> MissingGlyph.Reason? {
        let script = script(of: scalar)
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            return .rightToLeft(script.map(name))
        case 0x200F, 0x202B, 0x202E, 0x2067: return .rightToLeft(nil)
        case 0xFFFC, 0xFFFD: return .lost
        case 0x2028, 0x2029, 0x206A...0x206F, 0xFFF9...0xFFFB: return .control
        case 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: return .sequence
        case 0x200D where before.map { $0.value > 0xFF && $0.properties.isEmoji || $0.value == 0xFE0F } ?? false: return .sequence
        default: break
        }
        switch scalar.properties.generalCategory {
        case .privateUse: return .privateUse
        case .enclosingMark: return .sequence
        case .nonspacingMark, .spacingMark: if before == nil { return .loneMark }
        default: break
        }
        return script.flatMap { simple.contains($0.rawValue) ? nil : .script(name($0)) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static let simple: Set<UInt32> = Set(
        [
            HB_SCRIPT_LATIN, HB_SCRIPT_GREEK, HB_SCRIPT_CYRILLIC, HB_SCRIPT_ARMENIAN, HB_SCRIPT_GEORGIAN, HB_SCRIPT_COPTIC,
            HB_SCRIPT_GLAGOLITIC, HB_SCRIPT_GOTHIC, HB_SCRIPT_CHEROKEE, HB_SCRIPT_CANADIAN_SYLLABICS, HB_SCRIPT_ETHIOPIC,
            HB_SCRIPT_TIFINAGH, HB_SCRIPT_OGHAM, HB_SCRIPT_OLD_ITALIC, HB_SCRIPT_LISU, HB_SCRIPT_VAI, HB_SCRIPT_BRAILLE,
            HB_SCRIPT_HAN, HB_SCRIPT_HIRAGANA, HB_SCRIPT_KATAKANA, HB_SCRIPT_BOPOMOFO, HB_SCRIPT_HANGUL, HB_SCRIPT_YI,
        ].map(\.rawValue))

    private static let names: [UInt32: String] = Dictionary(
        [
            (HB_SCRIPT_HEBREW, "Hebrew"), (HB_SCRIPT_ARABIC, "Arabic"), (HB_SCRIPT_SYRIAC, "Syriac"),
            (HB_SCRIPT_THAANA, "Thaana"),
            (HB_SCRIPT_NKO, "N'Ko"), (HB_SCRIPT_ADLAM, "Adlam"), (HB_SCRIPT_DEVANAGARI, "Devanagari"),
            (HB_SCRIPT_BENGALI, "Bengali"),
            (HB_SCRIPT_GURMUKHI, "Gurmukhi"), (HB_SCRIPT_GUJARATI, "Gujarati"), (HB_SCRIPT_ORIYA, "Odia"),
            (HB_SCRIPT_TAMIL, "Tamil"),
            (HB_SCRIPT_TELUGU, "Telugu"), (HB_SCRIPT_KANNADA, "Kannada"), (HB_SCRIPT_MALAYALAM, "Malayalam"),
            (HB_SCRIPT_SINHALA, "Sinhala"), (HB_SCRIPT_THAI, "Thai"), (HB_SCRIPT_LAO, "Lao"), (HB_SCRIPT_TIBETAN, "Tibetan"),
            (HB_SCRIPT_MYANMAR, "Myanmar"), (HB_SCRIPT_KHMER, "Khmer"), (HB_SCRIPT_MONGOLIAN, "Mongolian"),
            (HB_SCRIPT_JAVANESE, "Javanese"), (HB_SCRIPT_BALINESE, "Balinese"),
        ].map { ($0.0.rawValue, $0.1) }, uniquingKeysWith: { first, _ in first })

    /// A script's name in English, or its four letters of ISO 15924.
    private static func name(_ script: hb_script_t) -> String {
        if let name = names[script.rawValue] { return name }
        let tag = hb_script_to_iso15924_tag(script)
        return "the script "
            + String(String.UnicodeScalarView([24, 16, 8, 0].map { Unicode.Scalar(UInt8(truncatingIfNeeded: tag >> $0)) }))
    }
}
