/// Makes records of an extract in CSV: one row for each record, and files of details for the items of its lists.
///
/// Details are read first, for their places and their faults; then the records come in the order of their own file, each with
/// its details; then what belongs to none is told. A class because it owns the files.
package final class CSVRecords: RecordStream {
    /// A file whose rows are the items of a list: `charges`, or `services.charges` for a list within another.
    package struct Detail: Sendable {
        package var path: String
        package var input: CSVInput

        package init(path: String, input: CSVInput) { (self.path, self.input) = (path, input) }
    }

    private enum Phase {
        case details(Int)
        case records
        case orphans(table: Int, row: Int)
        case done
    }

    let reader: CSVReader
    let tables: [CSVDetailTable]
    let root: CSVNode
    private let writer: CSVRecordWriter
    private let cells: CSVCellWriter
    /// The column of the key by which details find their record.
    private let key: Int?
    private let keyKind: CSVCellKind
    private var keyText = Growing<UInt8>()
    private var phase: Phase
    private var spoilt: [UInt64: CSVDetailTable.Spoilt] = [:]
    private var watch = TrailerWatch()
    /// What is handed out with the next call, behind a fault of the trailer.
    private var held: CSVReader.Step?
    private let elementLimit: Int

    package var column: Int { 1 }
    package var bytesRead: Int64 { reader.bytesRead }
    package var isEmpty: Bool { reader.isEmpty }
    package var ordinal: Int { reader.ordinal }
    package var trailer: Trailer? { watch.trailer }

    /// Opens the files and reads their headers. `key` goes before the mapping's, and that before the contract's account.
    /// `without` are lists whose details the mapping has, and which are left out on purpose.
    package init(
        _ records: CSVInput, details: [Detail] = [], without: [String] = [], contract: Contract,
        mapping: CSVMapping = CSVMapping(), key: String? = nil,
        elementLimit: Int = RecordSource.elementLimit
    ) throws(CSVFailure) {
        try CSVOpening.checkGiven(details, without, mapping)
        let opened = try CSVOpening(records, details, contract, mapping, key)
        reader = opened.reader
        tables = opened.tables
        root = opened.root
        self.key = opened.key
        keyKind = opened.keyKind
        cells = mapping.writer
        writer = CSVRecordWriter(opened.root, opened.tables, mapping.writer)
        phase = .details(0)
        self.elementLimit = elementLimit
    }

    deinit { keyText.deallocate() }

    package func next() throws(SourceError) -> RecordSource.Step {
        while true {
            switch phase {
            case .details(let table):
                guard table < tables.count else {
                    phase = .records
                    continue
                }
                if let fault = try tables[table].readOn(&spoilt) { return .fault(fault) }
                phase = .details(table + 1)
            case .records:
                if let step = try record() { return step }
                phase = .orphans(table: 0, row: 0)
            case .orphans(let table, let row):
                guard table < tables.count else {
                    phase = .done
                    continue
                }
                guard let orphan = try tables[table].orphan(from: row) else {
                    phase = .orphans(table: table + 1, row: 0)
                    continue
                }
                phase = .orphans(table: table, row: orphan.number + 1)
                return .fault(orphan.fault)
            case .done:
                return .end
            }
        }
    }

    /// The next row as a record, or nil at the end of the file.
    private func record() throws(SourceError) -> RecordSource.Step? {
        while true {
            let step: CSVReader.Step
            if let held {
                step = held
                self.held = nil
            } else {
                step = try reader.next()
                let isTrailer = if case .trailer = step { true } else { false }
                let isEnd = if case .end = step { true } else { false }
                if !isTrailer, !isEnd, let fault = watch.passRecord() {
                    held = step
                    return .fault(fault)
                }
            }
            switch step {
            case .row(let line, let ordinal):
                return try record(line, ordinal)
            case .fault(let fault):
                try takeDetailsOfBadRow()
                return .fault(fault)
            case .trailer(let line):
                let trailer = Result { () throws(TrailerFault) in try Trailer.read(reader.row, line: line) }
                if let fault = watch.take(trailer, line: line) { return .fault(fault) }
            case .end:
                return nil
            }
        }
    }

    private func record(_ line: Int, _ ordinal: Int) throws(SourceError) -> RecordSource.Step {
        let row = reader.row
        if let key, !tables.isEmpty, let fault = try takeDetails(row[key], line) { return .fault(fault) }
        let bytes = writer.record(row)
        if let fault = unwritten(line) { return .fault(fault) }
        guard bytes.count <= elementLimit else { return .fault(tooLong(line)) }
        return .record(bytes: bytes, line: line, ordinal: ordinal)
    }

    // MARK: Details

    /// Loads the details of the record at hand, or says why it cannot have them.
    private func takeDetails(_ cell: UnsafeBufferPointer<UInt8>, _ line: Int) throws(SourceError) -> RecordFault? {
        let hash = hash(cell)
        let bad = spoilt[hash]
        var wasTaken: CSVDetailTable?
        var size = 0
        for table in tables {
            let key = UnsafeBufferPointer(start: keyText.start, count: keyText.count)
            if try table.take(key, hash, bad == nil && size <= elementLimit ? .load : .drop) { wasTaken = table }
            size += table.size
        }
        if let bad {
            var fault = RecordFault(line: line, column: 1, .badDetail(line: bad.line, file: tables[bad.table].name))
            tables[bad.table].hide(cell, in: &fault)
            return fault
        }
        if let wasTaken {
            var fault = RecordFault(line: line, column: 1, .repeatedKey(file: wasTaken.name))
            wasTaken.hide(cell, in: &fault)
            return fault
        }
        return size > elementLimit ? tooLong(line) : nil
    }

    /// The details of a row that is bad are not told as if they belonged to nothing.
    private func takeDetailsOfBadRow() throws(SourceError) {
        guard let key, !tables.isEmpty else { return }
        var hashes: [(key: [UInt8], hash: UInt64)] = []
        try reader.eachCell(thatMayBe: key) { cell in
            let hash = hash(cell)
            hashes.append((Array(UnsafeBufferPointer(start: keyText.start, count: keyText.count)), hash))
        }
        for (key, hash) in hashes {
            for table in tables {
                _ = try key.withUnsafeBufferPointer { key throws(SourceError) in try table.take(key, hash, .excuse) }
            }
        }
    }

    private func hash(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        keyText.cut(to: 0)
        cells.write(cell, as: keyKind, to: &keyText)
        return CSVDetailIndex.hash(UnsafeBufferPointer(start: keyText.start, count: keyText.count))
    }

    /// A detail within an item that the record does not have.
    private func unwritten(_ line: Int) -> RecordFault? {
        for table in tables {
            guard let row = table.loaded.first(where: { !$0.isWritten }) else { continue }
            return RecordFault(line: line, column: 1, .detailWithoutItem(line: row.line, file: table.name))
        }
        return nil
    }

    private func tooLong(_ line: Int) -> RecordFault {
        RecordFault(line: line, column: 1, .tooLong(what: "a record with its details", limit: elementLimit))
    }
}
