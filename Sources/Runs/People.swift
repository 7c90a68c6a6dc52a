import Foundation
import Records
import Texts

/// Names of people and their reasons, as the trail and the reports hold them.
package enum People {
    /// A name is letters of one script, with spaces, periods, hyphens and apostrophes between them: what looks like another
    /// name is that name.
    package static func checkName(_ name: String) throws(RunError) {
        guard (1...40).contains(name.count), name.unicodeScalars.count <= 80 else {
            throw .usage("who answers is told by a name of 1 to 40 characters")
        }
        guard name.contains(where: \.isLetter) else { throw .usage("the name of who answers has letters") }
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

    /// One person is one, however the name is written: capitals, spaces, hyphens and periods, with accents or without, the
    /// last name first, and letters that look the same: those of another script, `l` for `I`, `rn` for `m`. Two people of
    /// whom this is true write a further name.
    static func isSame(_ one: String, _ other: String) -> Bool {
        folded(one[...]) == folded(other[...]) || parts(one) == parts(other)
    }

    private static func parts(_ name: String) -> [String] {
        name.split(whereSeparator: { " -‐".contains($0) }).map(folded).sorted()
    }

    private static func folded(_ name: Substring) -> String {
        var out = ""
        // `ß` and its like as what they are in capitals; accents are marks of their own then.
        for scalar in name.uppercased().lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
        where scalar.properties.isAlphabetic {
            let letter = Character(scalar)
            let plain = NameScript.lookalikes[letter] ?? letter
            out.append(plain == "i" ? "l" : plain)
        }
        return out.replacing("rn", with: "m").replacing("vv", with: "w")
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
