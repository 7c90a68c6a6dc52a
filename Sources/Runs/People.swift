import Records

/// Names of people and their reasons, as the trail and the reports hold them.
package enum People {
    /// A name is letters of one script, with spaces, periods, hyphens and apostrophes between them: what looks like another
    /// name is that name.
    package static func checkName(_ name: String) throws(RunError) {
        guard (1...40).contains(name.count), name.unicodeScalars.count <= 80, name.contains(where: \.isLetter) else {
            throw .usage("who answers is told by a name of 1 to 40 characters")
        }
        var script: NameScript?
        var before: Unicode.Scalar?
        for scalar in name.unicodeScalars {
            defer { before = scalar }
            if let own = NameScript.of(scalar) {
                guard script == nil || script == own else {
                    throw .usage("the name of who answers mixes letters of two scripts; write it in one")
                }
                script = own
            } else if NameScript.isMark(scalar) {
                guard let before, NameScript.of(before) != nil || NameScript.isMark(before) else {
                    throw .usage("the name of who answers has an accent without a letter")
                }
            } else if !" .-'’ʻ‐".unicodeScalars.contains(scalar) {
                let shown = scalar == "," ? "a comma; write Ana Ruiz for Ruiz, Ana" : PrintableText.of("\(scalar)")
                throw .usage(
                    "the name of who answers has letters, spaces, periods, hyphens and apostrophes, and here is \(shown)")
            }
        }
    }

    /// One person is one, however the name is written: capitals, spaces, hyphens and periods, accents composed or not,
    /// letters of another script that look the same.
    static func isSame(_ one: String, _ other: String) -> Bool { folded(one) == folded(other) }

    private static func folded(_ name: String) -> String {
        var out = ""
        for character in name.lowercased() where character.isLetter {
            out.append(NameScript.lookalikes[character] ?? character)
        }
        return out
    }

    /// Who asks for what needs no second person may be told by the name of an account or of a program, too: the trail holds
    /// it as it is seen.
    package static func checkAsker(_ name: String) throws(RunError) {
        guard (1...80).contains(name.count) else { throw .usage("who asks is told by a name of 1 to 80 characters") }
        guard name.unicodeScalars.allSatisfy(PrintableText.isPlain) else {
            throw .usage("the name of who asks has no characters that are not seen: \(PrintableText.of(name))")
        }
    }

    package static func checkReason(_ why: String) throws(RunError) {
        guard (1...300).contains(why.count) else { throw .usage("a reason has 1 to 300 characters") }
        guard why.unicodeScalars.allSatisfy(PrintableText.isPlain) else {
            throw .usage("a reason has no characters that are not seen: \(PrintableText.of(why))")
        }
    }
}
