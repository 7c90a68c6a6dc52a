/// Reads the regular expressions of JSON Schema (ECMA-262 by code points), so far as they need no memory of what they met:
/// no references back, no lookbehind, no `\b`.
struct PatternParser {
    private let source: String
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var groupNames: Set<String> = []

    /// The largest number in braces.
    static let mostRepetitions = 65_535

    static func parse(_ source: String) throws(FormatError) -> PatternNode {
        var parser = PatternParser(source: source, scalars: Array(source.unicodeScalars))
        let node = try parser.choice()
        if parser.at < parser.scalars.count { throw parser.fault("has a ) that closes nothing") }
        return node
    }

    private init(source: String, scalars: [Unicode.Scalar]) {
        self.source = source
        self.scalars = scalars
    }

    private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private func fault(_ what: String) -> FormatError { FormatError(message: "the pattern \(source) \(what)") }

    private func malformed(_ what: String) -> FormatError {
        FormatError(message: "the pattern \(source) is not a regular expression: \(what)")
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        at += 1
        return true
    }

    private mutating func choice() throws(FormatError) -> PatternNode {
        var parts = [try sequence()]
        while skip("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(FormatError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let (part, isRepeatable) = try atom()
            parts.append(try repeated(part, isRepeatable))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func atom() throws(FormatError) -> (node: PatternNode, isRepeatable: Bool) {
        let scalar = scalars[at]
        at += 1
        switch scalar {
        case "^": return (.start, false)
        case "$": return (.end, false)
        case ".": return (.set(.anyButLineEnds), true)
        case "(": return try group()
        case "[": return (.set(try set()), true)
        case "\\": return (.set(try escape(inSet: false)), true)
        case "*", "+", "?": throw malformed("\(scalar) repeats nothing")
        case "{":
            at -= 1
            if try bounds() != nil { throw malformed("{ } repeats nothing") }
            at += 1
            return (.set(ScalarSet(scalar)), true)
        default: return (.set(ScalarSet(scalar)), true)
        }
    }

    private mutating func group() throws(FormatError) -> (node: PatternNode, isRepeatable: Bool) {
        var isLookahead = false
        var isNegated = false
        if next == "*" { throw fault("has (*, which repeats nothing") }
        if skip("?") {
            guard let kind = next else { throw unknownGroup }
            at += 1
            switch kind {
            case ":": break
            case "=": isLookahead = true
            case "!": (isLookahead, isNegated) = (true, true)
            case "<": try groupName()
            default: throw unknownGroup
            }
        }
        let inner = try choice()
        guard skip(")") else { throw malformed("a ( is not closed with )") }
        return isLookahead ? (.lookahead(inner, isNegated: isNegated), false) : (inner, true)
    }

    private var unknownGroup: FormatError { fault("has a group that JSON Schema's patterns do not have; use (?: )") }

    private mutating func groupName() throws(FormatError) {
        if next == "=" || next == "!" { throw fault("has a lookbehind, (?<= or (?<!, which contracts do not have") }
        var name = ""
        while let scalar = next, scalar != ">" {
            name.unicodeScalars.append(scalar)
            at += 1
        }
        let isName =
            name.unicodeScalars.first.map { $0 == "_" || $0.properties.isXIDStart } ?? false
            && name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
        guard isName, skip(">") else { throw malformed("(?< begins a named group, (?<name>…)") }
        guard groupNames.insert(name).inserted else { throw malformed("two groups are named \(name)") }
    }

    private mutating func repeated(_ part: PatternNode, _ isRepeatable: Bool) throws(FormatError) -> PatternNode {
        var least = 0
        var most: Int?
        switch next {
        case "*": at += 1
        case "+":
            at += 1
            least = 1
        case "?":
            at += 1
            most = 1
        case "{":
            guard let (low, high) = try bounds() else { return part }
            (least, most) = (low, high)
        default: return part
        }
        guard isRepeatable else { throw malformed("^, $ and what looks ahead cannot be repeated") }
        // Fewest first is a matter of what is found, and a contract only asks whether.
        _ = skip("?")
        switch next {
        case "*", "+", "?": throw malformed("\(next!) repeats what is repeated already; write (?: ) around it")
        case "{": if try bounds() != nil { throw malformed("{ } repeats what is repeated already; write (?: ) around it") }
        default: break
        }
        return .repetition(part, least: least, most: most)
    }

    /// `{2}`, `{2,}` or `{2,5}`; nil (and nothing passed over) where the brace is only a character.
    private mutating func bounds() throws(FormatError) -> (Int, Int?)? {
        var end = at + 1
        while end < scalars.count, scalars[end] == "," || scalars[end] == " " || ("0"..."9").contains(scalars[end]) { end += 1 }
        guard end < scalars.count, scalars[end] == "}", end > at + 1 else { return nil }
        let text = String(String.UnicodeScalarView(scalars[at + 1..<end]))
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= 2, !parts[0].isEmpty, !text.contains(" ") else {
            throw malformed("{\(text)} is no count; write {2}, {2,} or {0,2}")
        }
        guard let least = Int(parts[0]), least <= PatternParser.mostRepetitions else { throw tooMany(text) }
        var most: Int? = least
        if parts.count == 2 {
            most = nil
            if !parts[1].isEmpty {
                guard let upper = Int(parts[1]), upper <= PatternParser.mostRepetitions else { throw tooMany(text) }
                most = upper
            }
        }
        if let most, most < least { throw malformed("{\(text)} has its bounds the other way round") }
        at = end + 1
        return (least, most)
    }

    private func tooMany(_ text: String) -> FormatError {
        malformed("{\(text)} repeats more than \(PatternParser.mostRepetitions) times")
    }

    // MARK: Sets and escapes

    private mutating func set() throws(FormatError) -> ScalarSet {
        var set = ScalarSet(isNegated: skip("^"))
        if next == "]" { throw malformed("[ ] holds nothing; write \\] for a bracket") }
        while true {
            guard let scalar = next else { throw malformed("a [ is not closed with ]") }
            if skip("]") { return set }
            let (member, low) = try member(scalar)
            guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
                add(member, to: &set)
                continue
            }
            // `-` stands for itself at the ends of a set and behind a range.
            at += 1
            let following = scalars[at]
            if following == "-" { throw fault("has -- in a set; write \\- for a hyphen") }
            let (_, high) = try self.member(following)
            guard let low, let high else { throw malformed("a range in [ ] has a set as its bound; write \\- for a hyphen") }
            guard low <= high else { throw malformed("a range in [ ] ends before it begins") }
            set.ranges.append(low.value...high.value)
            // What follows a range begins anew: [a-z-9] is a range, a hyphen and a 9.
            if next == "-" {
                if at + 1 < scalars.count, scalars[at + 1] == "-" { throw fault("has -- in a set; write \\- for a hyphen") }
                at += 1
                set.ranges.append(0x2D...0x2D)
            }
        }
    }

    /// What stands at one place of a set, and the character alone where it is one.
    private mutating func member(_ scalar: Unicode.Scalar) throws(FormatError) -> (ScalarSet, Unicode.Scalar?) {
        at += 1
        if scalar == "-", next == "-" { throw fault("has -- in a set; write \\- for a hyphen") }
        let set = scalar == "\\" ? try escape(inSet: true) : ScalarSet(scalar)
        guard set.ranges.count == 1, set.properties.isEmpty, !set.isNegated, set.ranges[0].count == 1 else { return (set, nil) }
        return (set, Unicode.Scalar(set.ranges[0].lowerBound))
    }

    private func add(_ member: ScalarSet, to set: inout ScalarSet) {
        set.ranges += member.isNegated ? member.complement : member.ranges
        set.properties += member.properties
    }

    /// What follows a `\`.
    private mutating func escape(inSet: Bool) throws(FormatError) -> ScalarSet {
        guard let scalar = next else { throw fault("ends with a lone \\") }
        at += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet(ranges: ScalarSet.digits.complement)
        case "w": return .wordCharacters
        case "W": return ScalarSet(ranges: ScalarSet.wordCharacters.complement)
        case "s": return .spaces
        case "S": return ScalarSet(ranges: ScalarSet.spaces.complement)
        case "t": return ScalarSet("\t")
        case "n": return ScalarSet("\n")
        case "v": return ScalarSet("\u{B}")
        case "f": return ScalarSet("\u{C}")
        case "r": return ScalarSet("\r")
        case "b" where inSet: return ScalarSet("\u{8}")
        case "b", "B": throw fault("has \\\(scalar); say what may stand beside the word")
        case "0":
            if let next, ("0"..."9").contains(next) { throw malformed("\\0 stands before a digit; write \\u0000") }
            return ScalarSet("\0")
        case "1"..."9", "k": throw fault("refers back to a group with \\\(scalar), which contracts do not have")
        case "x": return ScalarSet(try hexadecimal(2, "\\x"))
        case "u": return ScalarSet(try hexadecimal(4, "\\u"))
        case "p", "P": return try property(isNegated: scalar == "P")
        case "a"..."z", "A"..."Z": throw fault("has \\\(scalar), which JSON Schema's patterns do not have")
        default:
            guard scalar.isASCII else { throw malformed("\\\(scalar) is no escape; write the character alone") }
            return ScalarSet(scalar)
        }
    }

    private mutating func hexadecimal(_ count: Int, _ name: String) throws(FormatError) -> Unicode.Scalar {
        var end = at
        let isBraced = next == "{"
        if isBraced {
            at += 1
            end = at
            while end < scalars.count, scalars[end] != "}" { end += 1 }
        } else {
            end = min(scalars.count, at + count)
        }
        let digits = String(String.UnicodeScalarView(scalars[at..<end]))
        guard isBraced ? (1...8).contains(end - at) && end < scalars.count : end - at == count,
            digits.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 6 || $0 &- 0x30 < 10 }), let value = UInt32(digits, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw malformed("\(name) stands before \(count) hexadecimal digits of a character, or some in braces") }
        at = isBraced ? end + 1 : end
        return scalar
    }

    private mutating func property(isNegated: Bool) throws(FormatError) -> ScalarSet {
        guard skip("{"), let end = scalars[at...].firstIndex(of: "}") else {
            throw malformed("\\p stands before a property in braces, such as \\p{L}")
        }
        let name = String(String.UnicodeScalarView(scalars[at..<end]))
        at = end + 1
        let source = "\\p{\(name)}"
        let isName = name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "=" || $0 == " " || $0 == "-" }
        do { if !name.isEmpty, isName { _ = try Regex(source) } else { throw malformed("no name") } } catch {
            throw malformed("\(source) names no property of characters")
        }
        var set = ScalarSet()
        set.properties = [ScalarSet.Property(source: source, isNegated: isNegated)]
        return set
    }
}
