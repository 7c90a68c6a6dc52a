// Fuzzes the readers of CSV: rows, mappings, and records with details. Not part of `swift build`.
//
// RecordsFuzz.swift says how it is built and run; its target is named CSVFuzz. The first byte of an input chooses what is
// fuzzed, and how large the pieces are that are read.

import Records

/// A contract with a field of every type, and lists in lists.
private let schema = #"""
    {"type": "object", "required": ["k", "l"], "x-document": {"account": "k"},
     "properties": {
       "k": {"type": "string"}, "m": {"type": "number", "format": "money"}, "i": {"type": "integer"}, "n": {"type": "number"},
       "d": {"type": "string", "format": "date"}, "o": {"type": "string", "format": "month"}, "f": {"type": "boolean"},
       "t": {"type": "array", "items": {"type": "string"}},
       "l": {"type": "array", "items": {"type": "object", "properties": {
          "m": {"type": "string", "format": "money"}, "g": {"type": "array", "items": {"type": "object", "properties": {
             "x": {"type": "string"}}}}}}}}}
    """#

private let contract: Contract = {
    do { return try Contract(parsing: Array(schema.utf8), file: "fuzz") } catch { fatalError("\(error)") }
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    let piece = Int(start[0]) / 4 + 1
    switch start[0] % 4 {
    case 0: read(bytes, piece, .utf8)
    case 1: read(bytes, piece, .windows1252)
    case 2: join(bytes, piece)
    default: _ = try? CSVMapping(parsing: bytes, file: "fuzz", contract: contract)
    }
    return 0
}

private func read(_ bytes: [UInt8], _ piece: Int, _ encoding: CSVEncoding) {
    let (whole, pieces) = (rows(bytes, 1 << 16, encoding), rows(bytes, piece, encoding))
    check(whole == pieces, "pieces of \(piece) bytes gave other rows")
}

private func rows(_ bytes: [UInt8], _ piece: Int, _ encoding: CSVEncoding) -> [[UInt8]] {
    var dialect = CSVDialect()
    dialect.encoding = encoding
    let reader = CSVReader(bytes: bytes, piece: piece, dialect: dialect, rowLimit: 64)
    var rows: [[UInt8]] = []
    var line = 0
    while let step = try? reader.next() {
        switch step {
        case .row(let at, let ordinal):
            check(reader.row.count == reader.columns.count && at > line && ordinal >= 1, "a row without its cells or its place")
            line = at
            rows.append([UInt8](repeating: UInt8(truncatingIfNeeded: at), count: 1))
            for i in 0..<reader.row.count {
                check(String(validating: reader.row[i], as: UTF8.self) != nil, "a cell that is not UTF-8")
                rows[rows.count - 1] += [0] + reader.row[i]
            }
        case .trailer(let at): rows.append([UInt8(truncatingIfNeeded: at)])
        case .fault(let fault):
            check(fault.line > line && fault.column >= 1, "a fault without a place")
            line = fault.line
            rows.append(Array(fault.description.utf8))
        case .end:
            check(reader.bytesRead == Int64(bytes.count) || rows.count <= 1 || bytes.last == 0x1A, "bytes that were not read")
            return rows
        }
        check(rows.count <= bytes.count + 1, "the rows do not come to an end")
    }
    fatalError("bytes in memory could not be read")
}

/// Records, and details behind a byte 0xFF and behind another.
private func join(_ bytes: [UInt8], _ piece: Int) {
    let parts = bytes.split(separator: 0xFF, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
    let whole = records(parts, 1 << 16)
    check(whole == records(parts, piece), "pieces of \(piece) bytes gave other records")
}

private func records(_ parts: [[UInt8]], _ piece: Int) -> [[UInt8]] {
    let headers = ["k,m,i,n,d,o,f,t.1,t.2,l.1.m,l.3.m\n", "k,l,x\n", "t,k\n"].map { Array($0.utf8) }
    let inputs = parts.enumerated().map { CSVInput.bytes(headers[$0.offset] + $0.element, piece: piece) }
    var details: [CSVRecords.Detail] = []
    if inputs.count > 1 { details.append(.init(path: "l.g", input: inputs[1])) }
    let records: CSVRecords
    do { records = try CSVRecords(inputs[0], details: details, contract: contract) } catch { fatalError("\(error)") }
    var steps: [[UInt8]] = []
    while let step = try? records.next() {
        switch step {
        case .record(let record, let line, _):
            check((try? JSONValue.parse(Array(record), file: "")) != nil && line >= 2, "a record that is not JSON")
            steps.append(Array(record))
        case .fault(let fault): steps.append(Array(fault.description.utf8))
        case .end:
            for pointer in ["", "/l/1/m", "/l/0/g/0/x", "/t/1"] { _ = records.sourceColumn(of: pointer) }
            return steps
        }
        check(steps.count <= parts.reduce(16) { $0 + 2 * $1.count }, "the records do not come to an end")
    }
    fatalError("bytes in memory could not be read")
}

private func check(_ claim: Bool, _ what: String) {
    if !claim { fatalError(what) }
}
