/// Writes a row, and the details that belong to it, as one record of JSON.
///
/// A class because it owns the buffer of the record.
final class CSVRecordWriter {
    /// What came of a place: a filler is no cell of the extract, such as a constant or `[]`.
    private enum Written {
        case nothing, filler, content
    }

    private(set) var out = Growing<UInt8>(capacity: 1 << 14)
    private let root: CSVNode
    private let tables: [CSVDetailTable]
    private let cells: CSVCellWriter

    init(_ root: CSVNode, _ tables: [CSVDetailTable], _ cells: CSVCellWriter) {
        (self.root, self.tables, self.cells) = (root, tables, cells)
    }

    deinit { out.deallocate() }

    /// The record, valid until the next one.
    func record(_ row: CSVRow) -> UnsafeRawBufferPointer {
        out.cut(to: 0)
        if case .nothing = write(root, row, .zero, 0) { out.append("{}") }
        return UnsafeRawBufferPointer(start: out.start, count: out.count)
    }

    private func write(_ node: CSVNode, _ row: CSVRow, _ numbers: SIMD4<Int32>, _ depth: Int) -> Written {
        switch node.content {
        case .column(let column, let kind):
            let cell = row[column]
            if CSVCellWriter.isEmpty(cell) { return .nothing }
            cells.write(cell, as: kind, to: &out)
            return .content
        case .constant(let json):
            out.append(json)
            return .filler
        case .record(let members):
            return record(members, row, numbers, depth)
        case .list(let items):
            var list = List(self)
            var hasLeftOut = false
            for item in items {
                let mark = list.begin(self)
                let written = write(item.node, row, CSVRecordWriter.at(item.number, numbers, depth), depth + 1)
                if list.end(self, written, keepsFiller: !item.node.hasColumns, mark) {
                    if hasLeftOut { node.hasGap = true }
                } else {
                    hasLeftOut = true
                }
            }
            return list.close(self, node.isRequired)
        case .details(let number, _, let item):
            let table = tables[number]
            var list = List(self)
            let rows = table.rows(within: numbers)
            for i in rows {
                table.setWritten(i)
                let mark = list.begin(self)
                let written = write(
                    item, table.row(table.loaded[i]), CSVRecordWriter.at(i - rows.lowerBound + 1, numbers, depth), depth + 1)
                _ = list.end(self, written, keepsFiller: true, mark)
                // a row is there, whatever its cells say
                list.hasContent = true
            }
            return list.close(self, node.isRequired)
        }
    }

    private func record(_ members: [CSVMember], _ row: CSVRow, _ numbers: SIMD4<Int32>, _ depth: Int) -> Written {
        var isFirst = true
        var hasContent = false
        out.append(UInt8(ascii: "{"))
        for member in members {
            let mark = out.count
            if !isFirst { out.append(UInt8(ascii: ",")) }
            out.append(member.key)
            let written = write(member.node, row, numbers, depth)
            switch written {
            case .content: hasContent = true
            case .filler where member.node.isKept: break
            case .filler, .nothing:
                out.cut(to: mark)
                continue
            }
            isFirst = false
        }
        out.append(UInt8(ascii: "}"))
        return hasContent ? .content : .filler
    }

    private static func at(_ number: Int, _ numbers: SIMD4<Int32>, _ depth: Int) -> SIMD4<Int32> {
        var numbers = numbers
        if depth < CSVDetailTable.deepest { numbers[depth] = Int32(truncatingIfNeeded: number) }
        return numbers
    }

    /// A list that is being written.
    private struct List {
        private let start: Int
        private var isEmpty = true
        var hasContent = false

        init(_ writer: CSVRecordWriter) {
            start = writer.out.count
            writer.out.append(UInt8(ascii: "["))
        }

        func begin(_ writer: CSVRecordWriter) -> Int {
            let mark = writer.out.count
            if !isEmpty { writer.out.append(UInt8(ascii: ",")) }
            return mark
        }

        /// Keeps the item, or takes it back.
        mutating func end(_ writer: CSVRecordWriter, _ written: Written, keepsFiller: Bool, _ mark: Int) -> Bool {
            switch written {
            case .content: hasContent = true
            case .filler where keepsFiller: break
            case .filler, .nothing:
                writer.out.cut(to: mark)
                return false
            }
            isEmpty = false
            return true
        }

        func close(_ writer: CSVRecordWriter, _ isRequired: Bool) -> Written {
            if isEmpty, !isRequired {
                writer.out.cut(to: start)
                return .nothing
            }
            writer.out.append(UInt8(ascii: "]"))
            return hasContent ? .content : .filler
        }
    }
}
