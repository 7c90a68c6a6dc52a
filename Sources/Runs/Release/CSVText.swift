import Records
import Texts

/// A table for other programs, as CSV (RFC 4180) with a line of names.
struct CSVText {
    private(set) var bytes: [UInt8] = []

    init(_ names: [String]) { add(names) }

    mutating func add(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            // A spreadsheet would take such a cell for a formula.
            let isFormula = "=+@\t".contains(cell.first ?? " ") || (cell.first == "-" && cell.dropFirst().first?.isNumber != true)
            let cell = PrintableText.of(isFormula ? "'" + cell : cell)
            if cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
                bytes.append(0x22)
                for byte in cell.utf8 {
                    if byte == 0x22 { bytes.append(0x22) }
                    bytes.append(byte)
                }
                bytes.append(0x22)
            } else {
                bytes.append(contentsOf: cell.utf8)
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }
}
