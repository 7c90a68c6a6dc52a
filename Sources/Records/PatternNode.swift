/// A pattern as it is read, before it becomes a program.
indirect enum PatternNode: Sendable {
    case empty
    case set(ScalarSet)
    /// `^` and `$`, which are the ends of the text.
    case start
    case end
    case sequence([PatternNode])
    case choice([PatternNode])
    case repetition(PatternNode, least: Int, most: Int?)
    /// `(?=…)` and `(?!…)`.
    case lookahead(PatternNode, isNegated: Bool)

    /// How many steps a program of it has; no more than some above `bound`, which ends the count.
    func size(bound: Int) -> Int {
        switch self {
        case .empty: return 0
        case .set, .start, .end: return 1
        case .sequence(let parts):
            return parts.reduce(0) { min(bound + 1, $0 + $1.size(bound: bound)) }
        case .choice(let parts):
            return parts.reduce(0) { min(bound + 1, $0 + 2 + $1.size(bound: bound)) }
        case .repetition(let part, let least, let most):
            let one = part.size(bound: bound)
            return min(bound + 1, one * least + (most.map { ($0 - least) * (one + 1) } ?? one + 2))
        case .lookahead(let part, _): return min(bound + 1, part.size(bound: bound) + 2)
        }
    }

    /// The same read from its end to its beginning.
    var reversed: PatternNode {
        switch self {
        case .empty, .set, .start, .end, .lookahead: self
        case .sequence(let parts): .sequence(parts.reversed().map(\.reversed))
        case .choice(let parts): .choice(parts.map(\.reversed))
        case .repetition(let part, let least, let most): .repetition(part.reversed, least: least, most: most)
        }
    }
}
