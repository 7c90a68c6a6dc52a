/// Says whether a text holds what a pattern wants, in time that grows with the text alone.
///
/// The states of the automaton are made as texts lead to them, and remembered (a DFA by need). Where a pattern looks ahead,
/// its steps are gone through as a set at each character, after it is known at which places each lookahead holds.
final class PatternMatcher {
    private let program: PatternProgram
    private let properties: [ScalarSet.Property: Regex<AnyRegexOutput>]

    /// Characters that all sets of the pattern take alike are one class.
    private var ascii: [Int32]
    private var others: [UInt32: Int32] = [:]
    /// A number for each combination of sets, and which sets those are.
    private var classes: [[Bool]: Int32] = [:]
    private var members: [[Bool]] = []

    /// The next state for each state and class, or `unknown`.
    private var table: [Int32] = []
    private var states: [State] = []
    private var numbers: [[Int32]: Int32] = [:]
    private var width = 0
    private var weight = 0
    /// The pattern holds before any character, whatever the text.
    private var isMatchAtOnce = false

    /// The walk that met each step last, so that each is met once.
    private let marks: UnsafeMutablePointer<Int>
    private var walk = 0
    /// Steps that a walk has still to go on from; each step adds two at most.
    private let waiting: UnsafeMutablePointer<Int>

    private struct State {
        /// The steps that wait for a character, in the order in which they were met.
        let steps: [Int32]
        let isMatchAtEnd: Bool
    }

    private static let dead: Int32 = -1
    private static let match: Int32 = -2
    private static let unknown: Int32 = -3
    /// Numbers that the table and the states hold together before they are begun anew.
    private static let mostWeight = 1 << 19
    private static let mostOthers = 1 << 12

    init(_ program: PatternProgram) {
        self.program = program
        var properties: [ScalarSet.Property: Regex<AnyRegexOutput>] = [:]
        for property in program.sets.flatMap(\.properties) {
            properties[property] = try? Regex(property.source).matchingSemantics(.unicodeScalar)
        }
        self.properties = properties
        let most = max(program.steps.count, program.lookaheads.map(\.count).max() ?? 0)
        marks = .allocate(capacity: most)
        marks.initialize(repeating: 0, count: most)
        waiting = .allocate(capacity: 3 * most + 2)
        ascii = []
        ascii = (0..<128).map { newClass(of: $0) }
        width = members.count
    }

    deinit {
        marks.deallocate()
        waiting.deallocate()
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if !program.lookaheads.isEmpty { return matchesLookingAhead(text) }
        if states.isEmpty { begin() }
        var state: Int32 = 0
        var at = 0
        let count = text.count
        if isMatchAtOnce { return true }
        while at < count {
            let byte = text[at]
            let group: Int32
            if byte < 0x80 {
                group = ascii[Int(byte)]
                at += 1
            } else {
                group = scalarClass(in: text, &at)
                if members.count > width { state = widen(state) }
            }
            var next = table[Int(state) * width + Int(group)]
            if next == PatternMatcher.unknown {
                if weight > PatternMatcher.mostWeight { return simulated(from: state, group, text, at) }
                next = step(from: state, group)
            }
            if next < 0 { return next == PatternMatcher.match }
            state = next
        }
        return states[Int(state)].isMatchAtEnd
    }

    // MARK: Classes

    private func newClass(of scalar: UInt32) -> Int32 {
        let flags = program.sets.map { set in
            set.contains(scalar) { property in
                guard let regex = properties[property], let scalar = Unicode.Scalar(scalar) else { return false }
                return ((try? regex.wholeMatch(in: String(scalar))) ?? nil) != nil
            }
        }
        if let known = classes[flags] { return known }
        let number = Int32(members.count)
        members.append(flags)
        classes[flags] = number
        return number
    }

    /// The class of the character that begins at `at`, which moves behind it.
    private func scalarClass(in text: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int32 {
        let scalar = PatternMatcher.scalar(in: text, &at)
        if let known = others[scalar] { return known }
        if others.count >= PatternMatcher.mostOthers { others.removeAll(keepingCapacity: true) }
        let number = newClass(of: scalar)
        others[scalar] = number
        return number
    }

    private static func scalar(in text: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt32 {
        let first = text[at]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = UInt32(first & (0xFF >> UInt8(length + 1)))
        for byte in text[min(text.count, at + 1)..<min(text.count, at + length)] { value = value << 6 | UInt32(byte & 0x3F) }
        at += length
        return value
    }

    // MARK: States

    private func begin() {
        table = []
        states = []
        numbers = [:]
        weight = 0
        _ = state(after: [], isFirst: true)
    }

    /// A character of a class that the table has no column for: the table is begun anew, wider.
    private func widen(_ state: Int32) -> Int32 {
        let known = states[Int(state)]
        width = members.count + members.count / 2
        begin()
        return number(of: known)
    }

    /// The state after a character.
    private func step(from number: Int32, _ group: Int32) -> Int32 {
        let sets = members[Int(group)]
        var reached: [Int] = []
        for step in states[Int(number)].steps {
            if case .set(let set) = program.steps[Int(step)], sets[set] { reached.append(Int(step) + 1) }
        }
        let next = state(after: reached, isFirst: false)
        table[Int(number) * width + Int(group)] = next
        return next
    }

    /// The rest of a text that leads to ever new states: they are not remembered any more, and begun anew with the next text.
    private func simulated(from number: Int32, _ group: Int32, _ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var open = states[Int(number)].steps.map(Int.init)
        begin()
        var (group, at) = (group, place)
        var reached: [Int] = []
        let steps = program.steps
        while true {
            let sets = members[Int(group)]
            reached.removeAll(keepingCapacity: true)
            for step in open { if case .set(let set) = steps[step], sets[set] { reached.append(step + 1) } }
            reached.append(0)
            open.removeAll(keepingCapacity: true)
            let isEnd = at >= text.count
            var isMatch = false
            follow(reached, in: steps, { $0 ? false : isEnd }, { _ in false }) { step in
                if step < 0 { isMatch = true } else { open.append(step) }
            }
            if isMatch || isEnd { return isMatch }
            if text[at] < 0x80 {
                group = ascii[Int(text[at])]
                at += 1
            } else {
                group = scalarClass(in: text, &at)
            }
        }
    }

    /// The state of these steps, and of a match that may begin here.
    private func state(after reached: [Int], isFirst: Bool) -> Int32 {
        var isMatch = false
        var isMatchAtEnd = false
        var steps: [Int32] = []
        follow(reached + [0], in: program.steps, { $0 ? isFirst : false }, { _ in false }) { step in
            if step < 0 { isMatch = true } else { steps.append(Int32(step)) }
        }
        if !isMatch {
            follow(reached + [0], in: program.steps, { $0 ? isFirst : true }, { _ in false }) {
                if $0 < 0 { isMatchAtEnd = true }
            }
        }
        if isFirst {
            isMatchAtOnce = isMatch
            if isMatch { steps = [] }
            return number(of: State(steps: steps, isMatchAtEnd: !isMatch && isMatchAtEnd), isFirst: true)
        }
        if isMatch { return PatternMatcher.match }
        if steps.isEmpty && !isMatchAtEnd { return PatternMatcher.dead }
        return number(of: State(steps: steps, isMatchAtEnd: isMatchAtEnd))
    }

    private func number(of state: State, isFirst: Bool = false) -> Int32 {
        let key = state.steps + [state.isMatchAtEnd ? -1 : -2]
        if !isFirst, let known = numbers[key] { return known }
        let number = Int32(states.count)
        states.append(state)
        // The first state is left for good: what may begin a text alone is no part of another.
        if !isFirst { numbers[key] = number }
        table.append(contentsOf: repeatElement(PatternMatcher.unknown, count: width))
        weight += width + 2 * state.steps.count
        return number
    }

    /// Goes from steps to all that wait for a character, and to the end of the program (-1), each once. `isEdge` answers
    /// whether this is the beginning (true) or the end of the text.
    private func follow(
        _ begins: [Int], in steps: [PatternProgram.Step], _ isEdge: (Bool) -> Bool, _ holds: (Int) -> Bool,
        _ found: (Int) -> Void
    ) {
        walk += 1
        let (walk, marks, waiting) = (walk, marks, waiting)
        var count = 0
        for step in begins.reversed() {
            waiting[count] = step
            count += 1
        }
        steps.withUnsafeBufferPointer { steps in
            while count > 0 {
                count -= 1
                let step = waiting[count]
                if marks[step] == walk { continue }
                marks[step] = walk
                var next = -1
                switch steps[step] {
                case .set: found(step)
                case .accept: found(-1)
                case .start: if isEdge(true) { next = step + 1 }
                case .end: if isEdge(false) { next = step + 1 }
                case .lookahead(let number, let isNegated): if holds(number) != isNegated { next = step + 1 }
                case .jump(let target): next = target
                case .split(let one, let other):
                    waiting[count] = other
                    count += 1
                    next = one
                }
                if next >= 0 {
                    waiting[count] = next
                    count += 1
                }
            }
        }
    }

    // MARK: Looking ahead

    private func matchesLookingAhead(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var groups: [Int32] = []
        var at = 0
        while at < text.count {
            if text[at] < 0x80 {
                groups.append(ascii[Int(text[at])])
                at += 1
            } else {
                groups.append(scalarClass(in: text, &at))
            }
        }
        let count = groups.count
        /// For each lookahead, the places at which what it looks for begins.
        var holds: [[Bool]] = []
        func places(_ steps: [PatternProgram.Step], _ order: [Int], _ visit: (Int, Bool) -> Bool) {
            var reached: [Int] = []
            for (index, place) in order.enumerated() {
                var isMatch = false
                var open: [Int] = []
                follow(reached + [0], in: steps, { place == ($0 ? 0 : count) }, { holds[$0][place] }) { step in
                    if step < 0 { isMatch = true } else { open.append(step) }
                }
                guard visit(place, isMatch), index + 1 < order.count else { return }
                let sets = members[Int(groups[min(place, order[index + 1])])]
                reached = open.compactMap { step in
                    if case .set(let set) = steps[step], sets[set] { step + 1 } else { nil }
                }
            }
        }
        for steps in program.lookaheads {
            var found = [Bool](repeating: false, count: count + 1)
            places(steps, Array((0...count).reversed())) { place, isMatch in
                found[place] = isMatch
                return true
            }
            holds.append(found)
        }
        var isMatch = false
        places(program.steps, Array(0...count)) { _, isFound in
            isMatch = isFound
            return !isFound
        }
        return isMatch
    }
}
