// Fuzzes the room Records: the record reader, the contract compiler and the source splitter. Not part of `swift build`.
//
// Make a scratch package with a link to Sources/Records, and beside that target one that holds this file:
//     .executableTarget(name: "RecordsFuzz", dependencies: ["Records"],
//         swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
// and run
//     export SWIFT_BACKTRACE=enable=no
//     swift build -c release --sanitize=fuzzer
//     .build/release/RecordsFuzz -max_total_time=300 -max_len=4096 -timeout=10 CORPUS
// then run the kept corpus once more with addresses checked:
//     swift build -c release --sanitize=fuzzer --sanitize=address --scratch-path .build-address
//     ASAN_OPTIONS=detect_leaks=0 .build-address/release/RecordsFuzz -runs=0 -max_len=4096 CORPUS
// (LeakSanitizer takes what only Swift's tagged pointers lead to for lost.) The first byte of an input chooses what is fuzzed.

import Records

/// A contract with a field of every type, for records to be read by.
private let schema = #"""
    {"type": "object", "additionalProperties": false, "required": ["a", "l"],
     "properties": {
       "a": {"type": "string", "maxLength": 9, "pattern": "^[a-z]*$"}, "m": {"type": ["string", "number"], "format": "money"},
       "i": {"type": "integer", "minimum": -5}, "n": {"type": "number", "maximum": 9.5}, "d": {"type": "string", "format": "date"},
       "o": {"type": "string", "format": "month"}, "f": {"type": "boolean"}, "a_longer_name": {"type": "string", "enum": ["x", "y"]},
       "r": {"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}, "q\"": {"type": "integer"}}},
       "l": {"type": "array", "maxItems": 4, "items": {"type": "object", "properties": {
          "m": {"type": "string", "format": "money"}, "g": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}}}}}}
    """#

private struct Bench: @unchecked Sendable {
    // one thread runs all inputs
    let reader: RecordReader

    init() {
        do { reader = RecordReader(try Contract(parsing: Array(schema.utf8), file: "fuzz")) } catch { fatalError("\(error)") }
    }
}

private let bench = Bench()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // a copy of exactly this size, so that the address sanitizer sees one byte too many
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start[0] % 3 {
    case 0: readRecord(bytes)
    case 1: compile(bytes)
    default: split(bytes, piece: Int(start[0]) / 3 + 1)
    }
    return 0
}

private func readRecord(_ bytes: [UInt8]) {
    var record = Record()
    let faults = bench.reader.read(bytes, line: 1, into: &record)
    for fault in faults {
        check(!fault.description.isEmpty && fault.line >= 1 && fault.column >= 1, "a fault without place or words")
    }
    for slot in record.slots {
        switch slot {
        case .text(let offset, let length): check(Int(offset) + Int(length) <= record.bytes.count, "a text behind the bytes")
        case .list(let start, let count): check(Int(start) + Int(count) <= record.slots.count, "a list behind the slots")
        case .absent, .integer, .scaled, .money, .day, .month, .flag, .present: break
        }
    }
    if faults.isEmpty {
        check(String(validating: record.bytes, as: UTF8.self) != nil, "a good record with bytes that are not UTF-8")
    }
}

private func compile(_ bytes: [UInt8]) {
    do {
        let contract = try Contract(parsing: bytes, file: "fuzz")
        var record = Record()
        let reader = RecordReader(contract)
        _ = reader.read(bytes, line: 1, into: &record)
        _ = reader.read(Array("{\"a\":{\"b\":[1]}}".utf8), line: 1, into: &record)
    } catch { check(!error.faults.isEmpty && !error.description.isEmpty, "a refused contract without a reason") }
}

private func split(_ bytes: [UInt8], piece: Int) {
    let (whole, pieces) = (steps(bytes, piece: 1 << 16), steps(bytes, piece: piece))
    check(whole == pieces, "pieces of \(piece) bytes gave other records")
}

private func steps(_ bytes: [UInt8], piece: Int) -> [[UInt8]] {
    let source = RecordSource(bytes: bytes, piece: piece, lineLimit: 64, elementLimit: 128)
    var steps: [[UInt8]] = []
    while let step = try? source.next() {
        switch step {
        case .record(let record, let line, let ordinal):
            check(record.count <= 128 && line >= 1 && ordinal >= 1, "a record that is too long or has no place")
            steps.append(Array(record) + [UInt8(truncatingIfNeeded: line)])
        case .fault(let fault): steps.append(Array(fault.description.utf8))
        case .end: return steps
        }
        check(steps.count <= bytes.count + 8, "the source does not come to an end")
    }
    return steps
}

private func check(_ claim: Bool, _ what: String) {
    if !claim { fatalError(what) }
}
