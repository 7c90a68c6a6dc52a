import Testing

@testable import Records

/// A contract from its text; a wrong one fails the test with its sentences.
func contract(_ schema: String) throws -> Contract {
    do { return try Contract(parsing: Array(schema.utf8), file: "test.json") } catch {
        Issue.record("\(error)")
        throw error
    }
}

/// The sentences about a wrong contract, without the file's name.
func faults(ofContract schema: String) -> [String] {
    do {
        _ = try Contract(parsing: Array(schema.utf8), file: "test.json")
        return []
    } catch {
        return error.faults.map { "\($0.line):\($0.column): \($0.message)" }
    }
}

/// A contract of one object with these properties.
func object(_ properties: String, required: String = "", rest: String = "") -> String {
    "{\"type\": \"object\", \(rest)\"required\": [\(required)], \"properties\": {\(properties)}}"
}

/// Reads a record and gives it with the sentences of its faults.
func read(_ json: String, _ contract: Contract, line: Int = 1) -> (record: Record, faults: [String]) {
    let (record, faults) = read(Array(json.utf8), contract, line: line)
    return (record, faults.map(\.description))
}

func read(_ bytes: [UInt8], _ contract: Contract, line: Int = 1) -> (record: Record, faults: [RecordFault]) {
    let reader = RecordReader(contract)
    var record = Record()
    let faults = reader.read(bytes, line: line, into: &record)
    return (record, faults)
}

/// A format's output as a string.
func written(_ write: (inout [UInt8]) -> Void) -> String {
    var out: [UInt8] = []
    write(&out)
    return String(decoding: out, as: UTF8.self)
}

/// A small generator of numbers, the same on every machine.
struct Dice: RandomNumberGenerator {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
