/// A pattern as an automaton (Thompson's construction): steps that go on from one to others, without going back.
struct PatternProgram: Sendable {
    enum Step: Sendable {
        /// Takes a character of a set, and goes on with the next step.
        case set(Int)
        case start
        case end
        /// Goes on where the text here is (or is not) what a lookahead wants.
        case lookahead(Int, isNegated: Bool)
        case split(Int, Int)
        case jump(Int)
        case accept
    }

    /// Steps of a pattern with its repetitions written out.
    static let mostSteps = 2_000

    private(set) var steps: [Step] = []
    /// The sets of all steps, each once.
    private(set) var sets: [ScalarSet] = []
    /// What looks ahead: read from the end of the text to its beginning; one may need those before it.
    private(set) var lookaheads: [[Step]] = []

    init(_ node: PatternNode) {
        var numbers: [ScalarSet: Int] = [:]
        steps = program(of: node, &numbers)
    }

    private mutating func program(of node: PatternNode, _ numbers: inout [ScalarSet: Int]) -> [Step] {
        var steps: [Step] = []
        write(node, to: &steps, &numbers)
        steps.append(.accept)
        return steps
    }

    private mutating func write(_ node: PatternNode, to steps: inout [Step], _ numbers: inout [ScalarSet: Int]) {
        switch node {
        case .empty: break
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .set(let set):
            let number = numbers[set] ?? sets.count
            if number == sets.count {
                sets.append(set)
                numbers[set] = number
            }
            steps.append(.set(number))
        case .sequence(let parts): for part in parts { write(part, to: &steps, &numbers) }
        case .choice(let parts):
            var ends: [Int] = []
            for (index, part) in parts.enumerated() {
                guard index < parts.count - 1 else {
                    write(part, to: &steps, &numbers)
                    break
                }
                let fork = steps.count
                steps.append(.jump(0))
                write(part, to: &steps, &numbers)
                ends.append(steps.count)
                steps.append(.jump(0))
                steps[fork] = .split(fork + 1, steps.count)
            }
            for end in ends { steps[end] = .jump(steps.count) }
        case .repetition(let part, let least, let most):
            for _ in 0..<least { write(part, to: &steps, &numbers) }
            guard let most else {
                let fork = steps.count
                steps.append(.jump(0))
                write(part, to: &steps, &numbers)
                steps.append(.jump(fork))
                steps[fork] = .split(fork + 1, steps.count)
                return
            }
            var forks: [Int] = []
            for _ in least..<max(least, most) {
                forks.append(steps.count)
                steps.append(.jump(0))
                write(part, to: &steps, &numbers)
            }
            for fork in forks { steps[fork] = .split(fork + 1, steps.count) }
        case .lookahead(let part, let isNegated):
            let program = program(of: part.reversed, &numbers)
            lookaheads.append(program)
            steps.append(.lookahead(lookaheads.count - 1, isNegated: isNegated))
        }
    }
}
