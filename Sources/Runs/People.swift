/// Names of people and their reasons, as the trail and the reports hold them.
package enum People {
    package static func checkName(_ name: String) throws(RunError) {
        guard (1...40).contains(name.count), !name.contains(where: \.isNewline), name.contains(where: \.isLetter) else {
            throw .usage("who answers is told by a name of 1 to 40 characters")
        }
    }

    /// One person is one, however the name is written: capitals, spaces, accents composed or not.
    static func isSame(_ one: String, _ other: String) -> Bool { folded(one) == folded(other) }

    private static func folded(_ name: String) -> String {
        name.lowercased().split { $0.isWhitespace || $0 == "." || $0 == "-" }.joined(separator: " ")
    }

    package static func checkReason(_ why: String) throws(RunError) {
        guard (1...300).contains(why.count) else { throw .usage("a reason has 1 to 300 characters") }
    }
}
