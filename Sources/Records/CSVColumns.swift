import Errors

/// What the columns of one file fill, and what is wrong with them.
struct CSVColumns {
    let contract: Contract
    let mapping: CSVMapping
    let reader: CSVReader
    private(set) var entries: [CSVEntry] = []
    private(set) var faults: [ContractFault] = []
    /// The column of the key, and of the number of the item in each list around.
    private(set) var key: Int?
    private(set) var outer: [Int]
    /// The header was read and is one.
    private(set) var isBound = false
    private let outerPaths: [String]
    private let keyPath: String?
    /// Which column, or `a constant`, fills each path.
    private var filled: [String: String] = [:]

    init(_ reader: CSVReader, _ contract: Contract, _ mapping: CSVMapping, key: String?, outer: [String] = []) {
        (self.reader, self.contract, self.mapping, keyPath) = (reader, contract, mapping, key)
        outerPaths = outer
        self.outer = Array(repeating: -1, count: outer.count)
    }

    /// Reads the header; false where it cannot be used.
    mutating func readHeader() throws(CSVFailure) -> Bool {
        do throws(SourceError) {
            faults = try reader.readHeader().map {
                ContractFault(
                    file: reader.name, line: $0.line, column: $0.column,
                    message: $0.sentence(by: ErrorRenderer(.author)))
            }
        } catch { throw .unreadable(error) }
        isBound = faults.isEmpty && !reader.isEmpty
        return isBound
    }

    /// The columns of the records themselves.
    mutating func bindRecords() {
        let root = CSVPlace(contract)
        for constant in mapping.constants {
            guard let path = try? CSVPath.value(constant.path, from: root, contract), let kind = CSVCellKind(path.place.field),
                let json = CSVColumns.constant(constant.text, kind, mapping.writer)
            else { continue }
            filled[constant.path] = "a constant"
            entries.append(CSVEntry(steps: path.steps[...], source: .constant(json)))
        }
        bind(mapping.columns, mapping.ignored, root) { columns, index, path in
            if path == columns.keyPath { columns.key = index }
            return false
        }
    }

    /// The columns of the items of one list.
    mutating func bindDetails(_ detail: CSVMapping.Detail, _ list: CSVPath) {
        let item = list.place.item(contract)
        bind(detail.columns, detail.ignored, item) { columns, index, path in
            if path == columns.keyPath {
                columns.key = index
            } else if let around = columns.outerPaths.firstIndex(of: path) {
                columns.outer[around] = index
            } else if item.isValue, path == detail.path {
                columns.entries.append(CSVEntry(steps: [], source: .column(index)))
            } else {
                return false
            }
            return true
        }
        if key == nil, let keyPath { fault("no column is \(keyPath), by which details find their record") }
        for (path, index) in zip(outerPaths, outer) where index < 0 {
            fault("no column is \(path), which has the number of the item that holds the row, from 1")
        }
    }

    mutating func fault(_ message: String) {
        faults.append(ContractFault(file: reader.name, line: reader.line, column: 1, message: message))
    }

    /// `takes` says whether a path is more than a field of the item.
    private mutating func bind(
        _ mapped: [CSVMapping.Column], _ ignored: [String], _ root: CSVPlace,
        _ takes: (inout CSVColumns, Int, String) -> Bool
    ) {
        let names = reader.columns
        for (index, name) in names.enumerated() where !ignored.contains(name) {
            guard !CSVColumnName.isForbidden(name) else {
                fault(
                    "column \(CSVColumnName.shown(name)) is data that must not be in a bill extract; leave it out of the extract, or list it under \"ignore\" in \(mapping.file)"
                )
                continue
            }
            let column = mapped.first { $0.name == name }
            let path = column?.path ?? name
            let isTaken = takes(&self, index, path)
            if !isTaken {
                do throws(CSVPathFault) {
                    let found = try CSVPath.value(path, from: root, contract)
                    entries.append(CSVEntry(steps: found.steps[...], source: .column(index)))
                } catch {
                    fault(unknown(name, error, mapped, root))
                    continue
                }
            }
            if let other = filled.updateValue("column \(name)", forKey: path) {
                fault("column \(CSVColumnName.shown(name)) fills \(path), and so does \(other)")
            }
        }
        for column in mapped where !names.contains(column.name) {
            let nearest =
                Contract.didYouMean(column.name, in: names.filter { CSVColumnName.shown($0) == $0 }).map { "; \($0)" } ?? ""
            fault("there is no column \(column.name), which \(mapping.file) has for \(column.path)\(nearest)")
        }
    }

    private func unknown(
        _ name: String, _ error: CSVPathFault, _ mapped: [CSVMapping.Column], _ root: CSVPlace
    ) -> String {
        let shown = CSVColumnName.shown(name)
        guard error.isUnknown else { return "column \(shown): \(error.message)" }
        if reader.columns.count == 1, let other = [";", "\t", "|", ","].first(where: { name.contains($0 as String) }) {
            let called = other == "\t" ? "a tab" : other
            return
                "the header is one column with \(called) in it; \(mapping.file) says what else than a comma stands between fields, with \"delimiter\""
        }
        let nearest =
            Contract.didYouMean(name, in: mapped.map(\.name))
            ?? CSVPath.nearest(to: name, from: root, contract).map { "did you mean \($0)?" }
        return "column \(shown) is in no mapping and is no path of the contract\(nearest.map { "; \($0)" } ?? "")"
    }

    /// The JSON of a constant, or nil where it is no value of its type.
    static func constant(_ text: String, _ kind: CSVCellKind, _ writer: CSVCellWriter) -> [UInt8]? {
        var out = Growing<UInt8>()
        defer { out.deallocate() }
        let isValue = Array(text.utf8).withUnsafeBufferPointer { writer.write($0, as: kind, to: &out) }
        return isValue ? Array(UnsafeBufferPointer(start: out.start, count: out.count)) : nil
    }
}
