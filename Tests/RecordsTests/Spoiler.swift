import Foundation
import TestKit

@testable import Records

/// JSON as a test changes it: names keep their order, numbers their spelling.
indirect enum Tree {
    case object([(name: String, value: Tree)])
    case array([Tree])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    init(file: String) throws { self.init(try JSONValue.parse(FileBytes.read(file), file: file)) }

    private init(_ value: JSONValue) {
        switch value.content {
        case .object(let members): self = .object(members.map { ($0.key, Tree($0.value)) })
        case .array(let items): self = .array(items.map { Tree($0) })
        case .string(let text): self = .string(text)
        case .number(let digits): self = .number(digits)
        case .bool(let flag): self = .bool(flag)
        case .null: self = .null
        }
    }

    /// On one line; with `escaped`, all that is not ASCII as `\uXXXX`.
    func written(escaped: Bool = false) -> String {
        switch self {
        case .object(let members):
            let list = members.map { "\(Tree.quoted($0.name, escaped)): \($0.value.written(escaped: escaped))" }
            return "{\(list.joined(separator: ", "))}"
        case .array(let items): return "[\(items.map { $0.written(escaped: escaped) }.joined(separator: ", "))]"
        case .string(let text): return Tree.quoted(text, escaped)
        case .number(let digits): return digits
        case .bool(let flag): return "\(flag)"
        case .null: return "null"
        }
    }

    private static func quoted(_ text: String, _ escaped: Bool) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\\(scalar)"
            case "\n": out += "\\n"
            case _ where scalar.value < 0x20 || (escaped && scalar.value > 0x7E):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// This value and all within it.
    var count: Int {
        switch self {
        case .object(let members): members.reduce(1) { $0 + $1.value.count }
        case .array(let items): items.reduce(1) { $0 + $1.count }
        case .string, .number, .bool, .null: 1
        }
    }

    /// Changes the value of this number, counted from 0 in the order of the text.
    mutating func change(_ number: Int, _ body: (inout Tree) -> Void) {
        var number = number
        walk(&number, body)
    }

    private mutating func walk(_ number: inout Int, _ body: (inout Tree) -> Void) {
        if number == 0 { body(&self) }
        number -= 1
        guard number >= 0 else { return }
        switch self {
        case .object(var members):
            for index in members.indices where number >= 0 { members[index].value.walk(&number, body) }
            self = .object(members)
        case .array(var items):
            for index in items.indices where number >= 0 { items[index].walk(&number, body) }
            self = .array(items)
        case .string, .number, .bool, .null: break
        }
    }
}

/// Makes records and contracts a little wrong, or only otherwise, in the ways that billing systems do.
struct Spoiler {
    var noise: Noise

    init(seed: UInt64) { noise = Noise(seed: seed) }

    static let dates = [
        "2026-02-28", "2026-02-29", "2024-02-29", "2100-02-29", "2000-02-29", "2026-11-31", "2026-13-01", "2026-00-10",
        "2026-01-00",
        "1899-12-31", "1900-01-01", "2999-12-31", "3000-01-01", "2026-1-05", "2026-01-5", "26-01-05", "2026/01/05", "01/05/2026",
        "2026-01-05T00:00:00Z", "2026-01-05 ", " 2026-01-05", "2026-01-05\n", "20260105", "2026-01", "", "٢٠٢٦-٠١-٠٥",
        "2026-W01-1",
        "2026\u{2010}01\u{2010}05", "+026-01-05", "2026-+1-05",
    ]
    static let months = [
        "2026-01", "2026-12", "2026-13", "2026-00", "1899-12", "1900-01", "2999-12", "3000-01", "2026-1", "2026-01-01", "2026/01",
        "",
        "2026-01\n", "01-2026",
    ]
    static let amounts = [
        "0", "0.0", "0.00", "-0", "-0.00", "7", "7.4", "7.45", "-7.45", "7.450", "7.455", "007.45", "00", ".45", "7.", "7,45",
        "1,000.00",
        "$7.45", "7.45 ", " 7.45", "+7.45", "-", "", "1e2", "1E-2", "1.5e1", "0x10", "10000000000000", "10000000000000.00",
        "10000000000000.01",
        "-10000000000000.00", "-10000000000000.01", "99999999999999999999", "184467440737095516.16", "(7.45)", "7.45-", "−7.45",
        "٧.٤٥",
        "Infinity", "NaN", "7.45\n", "1_000",
    ]
    static let numbers = [
        "0", "-0", "0.0", "1", "1.0", "1.000", "1.5", "1.50", "-1", "100", "100.00", "99", "100.000000001", "0.123456789",
        "0.1234567891",
        "0.12345678900", "1e2", "1E2", "1e0", "1.0e0", "0e1", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809", "922337203685477580.7", "922337203685477580.70", "922337203685477580.8", "930000000000000000.0",
        "-930000000000000000.00", "9300000000.000000000", "9300000000.123456789", "123456789012345678901234567890",
        "18446744073709551616",
        "5.000000000000000000000000", "5.000000000000000000000001", "1.9999999999", "2.5", "2.500", "99999999", "100000000",
        "400", "401",
        "-100", "-101", "1.999", "-0.001", "-0.0011", "1844674407370955161.5", "1844674407370955161.0", "0.0000000000",
        "-0.0000000001",
    ]
    private static let texts = [
        "", " ", "é", "e\u{301}", "水", "\u{1F4A7}", "\u{1F1FA}\u{1F1F8}", "\n", "a\tb", "\u{FEFF}", "\u{200B}", "null", "true",
        "0", "12",
        "Unknown", "normal", "NORMAL", "actual ", "\"", "\\", "/", "\u{2028}", "\u{7F}", "\u{FFFD}", "\u{10FFFF}",
    ]

    /// Whether a text is a number as JSON writes it.
    private static func isJSON(_ digits: String) -> Bool {
        digits.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }

    /// A record with one change, or with two.
    mutating func spoilt(_ sample: Tree) -> String {
        var tree = sample
        for _ in 0..<(noise.next(below: 4) == 0 ? 2 : 1) {
            tree.change(noise.next(below: tree.count)) { spoil(&$0) }
        }
        return tree.written(escaped: noise.next(below: 4) == 0)
    }

    private mutating func spoil(_ tree: inout Tree) {
        switch tree {
        case .object(let members): tree = spoilt(members)
        case .array(let items): tree = spoilt(items)
        case .string(let text): tree = spoilt(text)
        case .number(let digits): tree = spoilt(number: digits)
        case .bool(let flag):
            tree = noise.pick([.bool(!flag), .bool(!flag), .string("\(flag)"), .number(flag ? "1" : "0"), .null])
        case .null: tree = .string("")
        }
    }

    private mutating func spoilt(_ members: [(name: String, value: Tree)]) -> Tree {
        var members = members
        guard !members.isEmpty else { return .object([("x", .null)]) }
        let index = noise.next(below: members.count)
        let other = noise.next(below: members.count)
        switch noise.next(below: 12) {
        case 0, 1, 2: members.remove(at: index)
        case 3:
            members.insert(
                ("x_unknown", noise.pick([.null, .string("é"), .number("1e400"), .array([]), .object([])])), at: index)
        case 4: members.append(members[index])
        case 5: (members[index].value, members[other].value) = (members[other].value, members[index].value)
        case 6: members.swapAt(index, other)
        case 7: members.reverse()
        case 8: members[index].name = members[index].name.uppercased()
        case 9: members[index].value = .null
        case 10: members[index].name += " "
        default: return noise.pick([.array([.object(members)]), .null, .string("x"), .object([]), .number("1"), .bool(true)])
        }
        return .object(members)
    }

    private mutating func spoilt(_ items: [Tree]) -> Tree {
        var items = items
        switch noise.next(below: 8) {
        case 0: items = []
        case 1, 2: if let first = items.first { items.append(first) }
        case 3: if !items.isEmpty { items.remove(at: noise.next(below: items.count)) }
        case 4: items.append(noise.pick([.null, .string(""), .array([]), .object([]), .number("0")]))
        case 5: if let first = items.first { items += Array(repeating: first, count: noise.pick([2, 5, 12, 60])) }
        case 6: items.reverse()
        default: return noise.pick([.null, .object([]), .string(""), items.first ?? .bool(false)])
        }
        return .array(items)
    }

    private mutating func spoilt(_ text: String) -> Tree {
        if text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil, noise.next(below: 6) > 0 { return .string(noise.pick(Self.dates)) }
        if text.wholeMatch(of: /\d{4}-\d\d/) != nil, noise.next(below: 6) > 0 { return .string(noise.pick(Self.months)) }
        if text.wholeMatch(of: /-?\d+\.\d\d/) != nil, noise.next(below: 6) > 0 {
            let amount = noise.pick(Self.amounts)
            return noise.next(below: 2) == 0 && Self.isJSON(amount) ? .number(amount) : .string(amount)
        }
        let length = text.unicodeScalars.count
        switch noise.next(below: 14) {
        case 0: return .null
        case 1: return Self.isJSON(text) ? .number(text) : .number("12")
        case 2: return .array([.string(text)])
        case 3: return .string(text + noise.pick(Self.texts))
        case 4: return .string(noise.pick(Self.texts))
        case 5: return .string(text + "\n")
        case 6: return .string(" " + text)
        case 7: return .string(String(text.dropLast()))
        case 8: return .string(text.uppercased())
        // Around the usual limits, in characters of one, two and four bytes, and in letters of two characters.
        case 9, 10:
            let wanted = noise.pick([1, 8, 9, 12, 13, 16, 17, 24, 25, 40, 41, 60, 61, 100, 101, 200, 201, 600, 601])
            let filler = noise.pick(["x", "é", "\u{1F4A7}", "e\u{301}", "水"])
            let parts = max(0, wanted - length) / filler.unicodeScalars.count
            return .string(text + String(repeating: filler, count: parts))
        case 11: return .string(text.decomposedStringWithCanonicalMapping)
        case 12: return .object([("value", .string(text))])
        default: return .string(String(text.map { $0.isNumber ? noise.pick(["0", "9", "x", "٣"]) : $0 }))
        }
    }

    private mutating func spoilt(number digits: String) -> Tree {
        switch noise.next(below: 8) {
        case 0: .string(digits)
        case 1: .number(digits + (digits.contains(".") ? "0" : ".0"))
        case 2: .number("-" + digits.drop { $0 == "-" })
        case 3: noise.pick([.null, .bool(true), .array([.number(digits)])])
        default: .number(noise.pick(Self.numbers))
        }
    }

    /// A contract with a rule or two of another strictness.
    mutating func changed(_ schema: Tree) -> String {
        var schema = schema
        var left = 1 + noise.next(below: 3)
        for _ in 0..<400 where left > 0 {
            schema.change(noise.next(below: schema.count)) { if change(&$0) { left -= 1 } }
        }
        return schema.written()
    }

    /// Changes an object that describes a field; anything else is left alone.
    private mutating func change(_ tree: inout Tree) -> Bool {
        guard case .object(var members) = tree, let type = members.first(where: { $0.name == "type" })?.value else {
            return false
        }
        func set(_ name: String, _ value: Tree?) {
            members.removeAll { $0.name == name }
            if let value { members.append((name, value)) }
        }
        let format = members.contains { $0.name == "format" }
        switch type {
        case .string("object"):
            guard case .object(let properties)? = members.first(where: { $0.name == "properties" })?.value, !properties.isEmpty
            else {
                return false
            }
            if noise.next(below: 4) == 0 {
                set("additionalProperties", .bool(noise.next(below: 2) == 0))
                break
            }
            var names: [String] = []
            if case .array(let required)? = members.first(where: { $0.name == "required" })?.value {
                names = required.compactMap { if case .string(let name) = $0 { name } else { nil } }
            }
            let name = noise.pick(properties).name
            if names.contains(name) { names.removeAll { $0 == name } } else { names.append(name) }
            set("required", .array(names.map { .string($0) }))
        case .string("array"):
            set(noise.pick(["minItems", "maxItems"]), noise.next(below: 5) == 0 ? nil : .number("\(noise.next(below: 6))"))
        case .string("integer"), .string("number"):
            switch noise.next(below: 4) {
            case 0: set("type", .string(noise.pick(["integer", "number", "string"])))
            case 1: set("enum", .array(["30", "30.0", "1", "140", "0"].map { .number($0) }))
            default:
                set(
                    noise.pick(["minimum", "maximum"]),
                    .number(noise.pick(["0", "1", "1.5", "29.999", "30", "100", "-1", "13000"])))
            }
        case .string("string") where format:
            set("format", noise.pick([nil, .string("date"), .string("month"), .string("money")]))
        case .string("string"):
            switch noise.next(below: 4) {
            case 0: set(noise.pick(["minLength", "maxLength"]), .number("\(noise.next(below: 24))"))
            case 1: set("enum", noise.pick([nil, .array([.string("normal"), .string("gal"), .string("Ingrid Lindström")])]))
            case 2:
                set(
                    "pattern",
                    noise.pick([
                        nil, .string("^[A-Z]"), .string("[0-9]{3}"), .string("^.{1,20}$"), .string("\\s"), .string("^\\S+$"),
                    ]))
            default: set("type", .string(noise.pick(["integer", "boolean"])))
            }
        case .array:
            set("type", noise.pick([.string("string"), .string("number"), .array([.string("string"), .string("number")])]))
        default: return false
        }
        tree = .object(members)
        return true
    }
}
