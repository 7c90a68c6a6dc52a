import TestKit
import Testing

@testable import Records

/// The time that a pattern takes grows with the text, and not with the ways through it.
@Suite struct PatternTests {
    private func matches(_ pattern: String, _ text: [UInt8]) throws -> Bool {
        try text.withUnsafeBufferPointer { try Pattern(pattern).matcher().matches($0) }
    }

    @Test(
        arguments: [
            "^(a+)+$", "^(a|a)*$", "^(.*)*x$", "(a?){30}a{30}", "^(([a-z])+.)+[A-Z]([a-z])+$", "^[0-9]+([0-9]+)*$",
            "^(?:(?:a*)*)*$", "(?=(a+)+$)b", "^(?!(a+)+$)", "(a|aa|aaa)*z",
        ])
    func everyPatternComesToItsEnd(_ pattern: String) throws {
        let many = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
        let isFound = ["(a?){30}a{30}"].contains(pattern)
        #expect(try matches(pattern, many + [UInt8(ascii: "!")]) == (isFound || pattern == "^(?!(a+)+$)"))
        let hasOnlyLetters = ["^(a+)+$", "^(a|a)*$", "(a?){30}a{30}", "^(?:(?:a*)*)*$"].contains(pattern)
        #expect(try matches(pattern, many) == hasOnlyLetters)
        let digits = [UInt8](repeating: UInt8(ascii: "7"), count: 100_000)
        #expect(try matches(pattern, digits) == ["^[0-9]+([0-9]+)*$", "^(?!(a+)+$)"].contains(pattern))
    }

    /// The states of such a pattern are very many; they are begun anew before they fill the memory.
    @Test func aPatternOfManyStatesIsMatchedInTheSameMemory() throws {
        var noise = Noise(seed: 3)
        var text = (0..<30_000).map { _ in noise.pick(Array("ab".utf8)) }
        let matcher = try Pattern("a[ab]{200}c").matcher()
        #expect(!text.withUnsafeBufferPointer { matcher.matches($0) })
        text[20_000] = UInt8(ascii: "a")
        text[20_201] = UInt8(ascii: "c")
        #expect(text.withUnsafeBufferPointer { matcher.matches($0) })
        text[20_000] = UInt8(ascii: "b")
        #expect(!text.withUnsafeBufferPointer { matcher.matches($0) })
    }

    @Test func charactersOfAllKindsAreClassesOfTheirOwn() throws {
        let matcher = try Pattern(#"^[\p{L}\u00b7]{3}\P{Lu}$"#).matcher()
        for (text, isMatch) in [
            ("éЖ中a", true), ("abcD", false), ("ab·1", true), ("ab1c", false), ("e\u{301}ab", false), ("ÀÉÎo", true), ("", false),
        ] {
            #expect(Array(text.utf8).withUnsafeBufferPointer { matcher.matches($0) } == isMatch, "\(text)")
        }
        // Hundreds of characters, each of its own class, and the table grows with them.
        let scalars = (0..<300).map { Unicode.Scalar(UInt32(0x4E00 + $0))! }
        let many = try Pattern("^(?:" + scalars.prefix(60).map { "\($0)x" }.joined(separator: "|") + ")+$").matcher()
        for (index, scalar) in scalars.enumerated() {
            let text = Array("\(scalars[0])x\(scalar)x".utf8)
            #expect(text.withUnsafeBufferPointer { many.matches($0) } == (index < 60))
        }
    }

    @Test(arguments: [
        ("a{,3}", "write {2}, {2,} or {0,2}"), ("a{3,2}", "the other way round"), ("a{70000}", "more than 65535 times"),
        ("^*", "cannot be repeated"), ("(?=a)+", "cannot be repeated"), ("[b-a]", "ends before it begins"), ("[", "not closed"),
        ("a)", "closes nothing"), (#"\x4"#, "hexadecimal"), (#"\u{110000}"#, "hexadecimal"), (#"\p{Foo}"#, "no property"),
        (#"[\d-z]"#, "a set as its bound"), ("[]", "holds nothing"), ("(?<a>b)(?<a>c)", "two groups"), ("a{2001}", "too large"),
        (#"\07"#, "before a digit"), (#"(?<n>a)\k<n>"#, "refers back"),
    ])
    func whatIsNoPatternIsTold(pattern: String, message: String) {
        #expect {
            _ = try Pattern(pattern)
        } throws: { "\($0)".contains(message) }
    }
}
