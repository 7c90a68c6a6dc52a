/// Where the rows of an extract come from.
package enum CSVInput: Sendable {
    case path(String)
    /// A descriptor that stays open, such as 0 for standard input.
    case descriptor(Int32, name: String)
    case bytes([UInt8], name: String = "bytes in memory", piece: Int = 1 << 18)

    var name: String {
        switch self {
        case .path(let name), .descriptor(_, let name), .bytes(_, let name, _): name
        }
    }

    func reader(_ dialect: CSVDialect) throws(SourceError) -> CSVReader {
        switch self {
        case .path(let path): try CSVReader(path: path, dialect: dialect)
        case .descriptor(let descriptor, let name): CSVReader(descriptor: descriptor, name: name, dialect: dialect)
        case .bytes(let bytes, let name, let piece): CSVReader(bytes: bytes, name: name, piece: piece, dialect: dialect)
        }
    }
}

/// Why an extract cannot be begun with.
package enum CSVFailure: Error, Sendable, CustomStringConvertible {
    case unreadable(SourceError)
    /// The header, the mapping and the contract do not fit together.
    case refused(ContractFaults)
    /// A file is missing, or one too many is named.
    case incomplete(String)

    package var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .refused(let faults): faults.description
        case .incomplete(let message): message
        }
    }
}
