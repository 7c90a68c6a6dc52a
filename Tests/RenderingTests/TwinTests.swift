import Foundation
import TestKit
import Testing

/// Kinds that print the same record another way: a town's records serve both, so their contracts are one.
@Suite struct TwinTests {
    @Test(arguments: [("bill", "bill-large-print"), ("door-tag", "door-tag-small"), ("receipt", "receipt-roll")])
    func contractsAreTheSameButForTheTitle(kind: String, twin: String) throws {
        func contract(_ kind: String) throws -> [Substring] {
            let text = try String(contentsOfFile: "\(Scratch.root)/Templates/\(kind)/data.schema.json", encoding: .utf8)
            return text.split(separator: "\n").filter { !$0.hasPrefix("  \"title\": ") }
        }
        let (one, other) = (try contract(kind), try contract(twin))
        #expect(one.count > 20)
        #expect(one == other)
    }
}
