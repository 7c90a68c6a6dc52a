/// What a kind's `extract.json` says about the extracts that it is made from.
package struct CSVMapping: Sendable {
    /// A column of the extract and the path of the field that it fills.
    struct Column: Sendable {
        var name: String
        var path: String
    }

    /// A field that no column fills, with the text of its cell.
    struct Constant: Sendable {
        var path: String
        var text: String
    }

    /// What the extract of one list says, beside the extract of the records.
    struct Detail: Sendable {
        var path: String
        var columns: [Column] = []
        var ignored: [String] = []
    }

    package var dialect = CSVDialect()
    /// The path of the field by which details find their record; nil for the contract's account.
    package var key: String?
    /// How the mapping is called in messages.
    var file = "extract.json"
    var columns: [Column] = []
    var constants: [Constant] = []
    var ignored: [String] = []
    var details: [Detail] = []
    var writer = CSVCellWriter()

    /// What an extract is without a mapping: each column is named as the path that it fills.
    package init() {}

    /// Reads a mapping, or reports everything that is wrong with it at once.
    package init(parsing bytes: [UInt8], file: String, contract: Contract) throws(ContractFaults) {
        let value: JSONValue
        do throws(JSONSyntaxError) { value = try JSONValue.parse(bytes, file: file) } catch {
            throw ContractFaults(
                faults: [ContractFault(file: file, line: error.line, column: error.column, message: error.message)])
        }
        var reader = CSVMappingReader(file: file, contract: contract)
        reader.read(value)
        let faults = reader.sortedFaults()
        guard faults.isEmpty else { throw ContractFaults(faults: faults) }
        self = reader.mapping
    }

    /// What the mapping says of the details of this list.
    func detail(_ path: String) -> Detail { details.first { $0.path == path } ?? Detail(path: path) }

    /// The path by which details find their record.
    func keyPath(_ contract: Contract) -> String? { key ?? contract.document?.account.path }
}
