/// Opens the files of an extract, and holds their headers against the mapping and the contract.
struct CSVOpening {
    /// Details whose file is open and whose columns are known.
    private struct Bound {
        var detail: CSVRecords.Detail
        var list: CSVPath
        var outer: [(path: String, list: CSVPath)]
        var file: CSVDetailFile
        var columns: CSVColumns
    }

    let reader: CSVReader
    let root: CSVNode
    let tables: [CSVDetailTable]
    /// The column of the key among the records, and what kind of value it is.
    let key: Int?
    let keyKind: CSVCellKind

    init(
        _ records: CSVInput, _ details: [CSVRecords.Detail], _ contract: Contract, _ mapping: CSVMapping, _ key: String?
    ) throws(CSVFailure) {
        let reader: CSVReader
        do throws(SourceError) { reader = try records.reader(mapping.dialect) } catch { throw .unreadable(error) }
        let keyPath = key ?? mapping.keyPath(contract)
        var columns = CSVColumns(reader, contract, mapping, key: keyPath)
        if try columns.readHeader() { columns.bindRecords() }
        var keyKind = CSVCellKind.text
        if !details.isEmpty {
            do throws(CSVPathFault) {
                guard let keyPath else { throw CSVPathFault(message: "the contract names no account") }
                keyKind = CSVCellKind(try CSVPath.value(keyPath, from: CSVPlace(contract), contract).place.field) ?? .text
                if columns.isBound, columns.key == nil {
                    throw CSVPathFault(message: "no column is \(keyPath), by which details find their record")
                }
            } catch { columns.fault(error.message) }
        }
        var faults: [ContractFault] = []
        var bound: [Bound] = []
        for detail in details {
            let found: (list: CSVPath, outer: [(path: String, list: CSVPath)])
            do throws(CSVPathFault) { found = try CSVOpening.place(detail, bound, contract) } catch {
                let known = error.isUnknown ? mapping.details.map(\.path) : []
                let nearest = Contract.didYouMean(detail.path, in: known).map { "; \($0)" } ?? ""
                faults.append(ContractFault(file: detail.input.name, line: 1, column: 1, message: error.message + nearest))
                continue
            }
            let file: CSVDetailFile
            do throws(SourceError) { file = try CSVDetailFile(detail.input, mapping.dialect) } catch { throw .unreadable(error) }
            var columns = CSVColumns(file.reader, contract, mapping, key: keyPath, outer: found.outer.map(\.path))
            if try columns.readHeader() {
                columns.bindDetails(mapping.detail(detail.path), found.list)
            } else if columns.faults.isEmpty {
                columns.fault("the file is empty; a file of details has a row that names its columns")
            }
            bound.append(Bound(detail: detail, list: found.list, outer: found.outer, file: file, columns: columns))
        }
        if columns.isBound { CSVOpening.checkPlaces(columns, &bound) }
        faults = columns.faults + bound.flatMap(\.columns.faults) + faults
        guard faults.isEmpty else { throw .refused(ContractFaults(faults: faults)) }
        tables = bound.enumerated().map { number, bound in
            CSVDetailTable(
                bound.file, number: number, path: bound.detail.path, key: bound.columns.key ?? 0, keyKind: keyKind,
                outer: bound.columns.outer, mapping: mapping)
        }
        let lists = bound.enumerated().map { CSVEntry(steps: $1.list.steps[...], source: .details(table: $0)) }
        root = CSVNodeBuilder(contract: contract, tables: bound.map(\.columns.entries)).root(columns.entries + lists)
        (self.reader, self.key, self.keyKind) = (reader, columns.key, keyKind)
    }
}

extension CSVOpening {
    /// Every list of details of the mapping comes with its file, or is left out by name.
    static func checkGiven(_ details: [CSVRecords.Detail], _ without: [String], _ mapping: CSVMapping) throws(CSVFailure) {
        let known = mapping.details.map(\.path)
        for path in without {
            if details.contains(where: { $0.path == path }) {
                throw .contradiction(list: path)
            }
            guard known.contains(path) else {
                throw .unknownDetails(
                    list: CSVColumnName.shown(path), mapping: mapping.file, didYouMean: Contract.didYouMean(path, in: known))
            }
        }
        let missing = known.filter { path in !without.contains(path) && !details.contains { $0.path == path } }
        guard missing.isEmpty else { throw .missingDetails(missing, mapping: mapping.file) }
    }

    private static func place(
        _ detail: CSVRecords.Detail, _ bound: [Bound], _ contract: Contract
    ) throws(CSVPathFault) -> (list: CSVPath, outer: [(path: String, list: CSVPath)]) {
        let found = try CSVPath.list(detail.path, contract)
        if bound.contains(where: { $0.detail.path == detail.path }) {
            throw CSVPathFault(message: "\(detail.path) has two files of details")
        }
        guard found.outer.count <= CSVDetailTable.deepest else {
            throw CSVPathFault(
                message: "\(detail.path) is within \(found.outer.count) lists, and \(CSVDetailTable.deepest) are the most")
        }
        return found
    }

    /// Each list is filled by one file, and a list of details lies in items that there are.
    private static func checkPlaces(_ records: CSVColumns, _ bound: inout [Bound]) {
        let columns = records.entries.map { fields($0.steps) }
        for i in bound.indices {
            let (path, list) = (bound[i].detail.path, bound[i].list.steps)
            var others = columns
            for other in bound where other.list.steps.count < list.count {
                others += other.columns.entries.map { other.list.steps + fields($0.steps) }
            }
            if others.contains(where: { $0.starts(with: list) }) {
                bound[i].columns.fault("\(path) has columns in another file too")
            }
            for (around, place) in bound[i].outer where !columns.contains(where: { $0.starts(with: place.steps) }) {
                if bound.contains(where: { $0.detail.path == around }) { continue }
                bound[i].columns.fault("\(path) is within \(around), which has no columns and no details")
            }
        }
    }

    /// The steps without the numbers of items.
    private static func fields(_ steps: ArraySlice<CSVPath.Step>) -> [CSVPath.Step] {
        steps.filter { if case .field = $0 { true } else { false } }
    }
}
