import Foundation
import Records
import Texts

/// Names of people and their reasons, as the trail and the reports hold them.
package enum People {
    /// A name is letters of one script, with spaces, periods, hyphens and apostrophes between them: what looks like another
    /// name is that name.
    package static func checkName(_ name: String) throws(RunError) {
        guard (1...40).contains(name.count), name.unicodeScalars.count <= 80 else {
            throw RunError.personName(.length(most: 40))
        }
        guard name.contains(where: \.isLetter) else { throw RunError.personName(.noLetters) }
        var script: NameScript?
        var before: Unicode.Scalar?
        for scalar in name.unicodeScalars {
            defer { before = scalar }
            if let own = NameScript.of(scalar) {
                guard script == nil || script == own else {
                    throw RunError.personName(.twoScripts)
                }
                script = own
            } else if NameScript.isMark(scalar) {
                guard let before, NameScript.of(before) != nil || NameScript.isMark(before) else {
                    throw RunError.personName(.looseAccent)
                }
            } else if !" .-'’ʻ‐".unicodeScalars.contains(scalar) {
                throw .personName(scalar == "," ? .comma : .character(PrintableText.of("\(scalar)")))
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
        guard (1...80).contains(name.count) else { throw RunError.askerName(.length(most: 80)) }
        guard name.unicodeScalars.allSatisfy(PrintableText.isPlain) else {
            throw RunError.askerName(.unseen(PrintableText.of(name)))
        }
    }

    package static func checkReason(_ why: String) throws(RunError) {
        guard (1...300).contains(why.count) else { throw RunError.reason(.length(most: 300)) }
        guard why.unicodeScalars.allSatisfy(PrintableText.isPlain) else {
            throw RunError.reason(.unseen(PrintableText.of(why)))
        }
    }
}
