import Foundation
import Testing

@testable import Texts

@Suite struct JSONEncodeTests {
    private enum State: String, Codable { case setAside = "set-aside" }
    private enum Level: Int, Codable { case high = 3 }

    private struct Bill: Codable, Equatable {
        var zone = "west"
        var amount: Int64 = .min
        var count: UInt64 = .max
        var isPaid = false
        var note: String?
        var state = State.setAside
        var level = Level.high
        var lines: [Line] = [Line(text: "a", cents: 1), Line(text: "b\n", cents: nil)]
        var empty: [Int] = []
        var inner = Inner()
        struct Line: Codable, Equatable {
            var text: String
            var cents: Int?
        }
        struct Inner: Codable, Equatable {}
    }

    @Test func aValueIsWrittenInTheOrderInWhichItIsDeclared() throws {
        let text = try JSONWriter.encode(Bill())
        #expect(
            text
                == #"{"zone":"west","amount":-9223372036854775808,"count":18446744073709551615,"isPaid":false,"state":"set-aside","level":3,"lines":[{"text":"a","cents":1},{"text":"b\n"}],"empty":[],"inner":{}}"#
        )
        #expect(try JSONDecoder().decode(Bill.self, from: Data(text.utf8)) == Bill())
        var noted = Bill()
        noted.note = "x"
        #expect(try JSONWriter.encode(noted).contains(#""isPaid":false,"note":"x","state""#))
    }

    @Test func whatHasNoPartsIsAValueToo() throws {
        #expect(try JSONWriter.encode("a\"b") == #""a\"b""#)
        #expect(
            try JSONWriter.encode(17) == "17" && JSONWriter.encode(true) == "true"
                && JSONWriter.encode([Int?.none, 1]) == "[null,1]")
        #expect(try JSONWriter.encode(Int?.none) == "null" && JSONWriter.encode(State.setAside) == #""set-aside""#)
        #expect(try JSONWriter.encode(Int128.max) == "170141183460469231731687303715884105727")
        #expect(try JSONWriter.encode([[[Int]]]()) == "[]" && JSONWriter.encode([UInt8.max]) == "[255]")
        #expect(
            try JSONWriter.encode(0.5) == "0.5" && JSONWriter.encode(Float(-2.25)) == "-2.25"
                && JSONWriter.encode(1e300) == "1e+300")
        for number in [Double.nan, .infinity, -.infinity] {
            #expect(throws: EncodingError.self) { try JSONWriter.encode([number]) }
        }
    }

    @Test func whatHasNoOrderGetsOne() throws {
        let numbers = Dictionary(uniqueKeysWithValues: (0..<20).map { ("k\($0 % 10)\($0)", $0) })
        let keys = numbers.keys.sorted()
        #expect(try JSONWriter.encode(numbers) == "{" + keys.map { "\"\($0)\":\(numbers[$0]!)" }.joined(separator: ",") + "}")
        #expect(try JSONWriter.encode([2: "b", 10: "c", 1: "a"]) == #"{"1":"a","10":"c","2":"b"}"#)
        #expect(try JSONWriter.encode(Set(["c", "a", "b"])) == #"["a","b","c"]"#)
        #expect(try JSONWriter.encode([State.setAside: 1]) == #"["set-aside",1]"#)
        #expect(
            try JSONWriter.encode([Pair(a: 2, b: 1): "y", Pair(a: 1, b: 2): "x"]) == #"[{"a":1,"b":2},"x",{"a":2,"b":1},"y"]"#)
    }

    private struct Pair: Encodable, Hashable {
        var a: Int
        var b: Int
    }

    /// A type that goes through every container by hand, those of one level by turns.
    private struct ByHand: Encodable {
        enum Key: String, CodingKey { case first, list, object, again, nothing, parent, number }
        enum Inner: String, CodingKey { case a, b }

        func encode(to encoder: any Encoder) throws {
            var outer = encoder.container(keyedBy: Key.self)
            try outer.encode("1", forKey: .first)
            var list = outer.nestedUnkeyedContainer(forKey: .list)
            var object = outer.nestedContainer(keyedBy: Inner.self, forKey: .object)
            try list.encode(1)
            try object.encode(true, forKey: .b)
            try list.encodeNil()
            try outer.encodeNil(forKey: .nothing)
            var deep = list.nestedContainer(keyedBy: Inner.self)
            try deep.encode([1.5], forKey: .a)
            var deeper = list.nestedUnkeyedContainer()
            try deeper.encode(contentsOf: ["x", "y"])
            try State.setAside.encode(to: list.superEncoder())
            #expect(list.count == 5 && list.codingPath.map(\.stringValue) == ["list"])
            try object.encode(UInt8(7), forKey: .a)
            try outer.encode("old", forKey: .again)
            try outer.encode("new", forKey: .again)
            try Pair(a: 1, b: 2).encode(to: outer.superEncoder())
            try [3].encode(to: outer.superEncoder(forKey: .parent))
            var single = outer.superEncoder(forKey: .number).singleValueContainer()
            try single.encode(Int64.max)
            // The same container again goes on where it was.
            var same = encoder.container(keyedBy: Inner.self)
            try same.encodeIfPresent(Int?.none, forKey: .a)
            try same.encodeIfPresent(9, forKey: .b)
        }
    }

    @Test func allContainersWriteWhereTheyBelong() throws {
        #expect(
            try JSONWriter.encode(ByHand())
                == #"{"first":"1","list":[1,null,{"a":[1.5]},["x","y"],"set-aside"],"object":{"b":true,"a":7},"nothing":null,"again":"new","super":{"a":1,"b":2},"parent":[3],"number":9223372036854775807,"b":9}"#
        )
    }

    private class Base: Encodable { var base = 1 }
    private final class Derived: Base {
        var own = 2
        enum Key: CodingKey { case own }
        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(own, forKey: .own)
            try super.encode(to: container.superEncoder())
        }
    }

    private struct Silent: Encodable { func encode(to encoder: any Encoder) {} }

    @Test func classesAndTypesThatEncodeNothing() throws {
        #expect(try JSONWriter.encode(Derived()) == #"{"own":2,"super":{"base":1}}"#)
        let error = #expect(throws: EncodingError.self) { try JSONWriter.encode(["a": [Silent()]]) }
        guard case .invalidValue(_, let context)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["a", "0"])
    }

    @Test func valuesOfFoundationAreTakenAsTheyEncodeThemselves() throws {
        let id = UUID()
        #expect(try JSONWriter.encode([id]) == "[\"\(id.uuidString)\"]")
        #expect(try JSONWriter.encode(URL(string: "https://example.org/a")) == #"{"relative":"https://example.org/a"}"#)
    }
}
