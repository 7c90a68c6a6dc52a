/// A `pattern` of a contract: a regular expression as JSON Schema 2020-12 section 6.4 has them (ECMA-262, code points, unanchored).
///
/// It becomes an automaton, so that the time it takes grows with the text and never with the ways through it.
struct Pattern: Sendable, Hashable {
    /// As the contract writes it.
    let source: String
    private let program: PatternProgram

    init(_ source: String) throws(FormatError) {
        self.source = source
        let node = try PatternParser.parse(source)
        guard node.size(bound: PatternProgram.mostSteps) <= PatternProgram.mostSteps else {
            throw FormatError(
                message:
                    "the pattern \(source) is too large: with its repetitions written out it has more than \(PatternProgram.mostSteps) steps; bound the length with maxLength instead"
            )
        }
        program = PatternProgram(node)
    }

    /// A matcher remembers what it has met, so each reader has its own.
    func matcher() -> PatternMatcher { PatternMatcher(program) }

    static func == (one: Pattern, other: Pattern) -> Bool { one.source == other.source }

    func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
