import Errors

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
package enum CSVFailure: Error, Sendable {
    case unreadable(SourceError)
    /// The header, the mapping and the contract do not fit together.
    case refused(ContractFaults)
    /// A list of details has its file, and is left out.
    case contradiction(list: String)
    /// A list is left out that the mapping does not have.
    case unknownDetails(list: String, mapping: String, didYouMean: String?)
    /// Lists of the mapping whose files are not given.
    case missingDetails([String], mapping: String)
}

extension CSVFailure: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .unreadable(let error): error.errorCode
        case .refused: .extractRefused
        case .contradiction: .detailsContradict
        case .unknownDetails: .unknownDetails
        case .missingDetails: .detailsMissing
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        switch self {
        case .unreadable(let error): error.parameters
        case .refused: [:]
        case .contradiction(let list): ["list": .text(list)]
        case .unknownDetails(let list, let mapping, _): ["list": .text(list), "mapping": .text(mapping)]
        case .missingDetails(let lists, let mapping): ["lists": .texts(lists), "mapping": .text(mapping)]
        }
    }

    package var places: [ErrorPlace] {
        switch self {
        case .unreadable(let error): error.places
        case .refused, .contradiction: []
        case .unknownDetails(_, let mapping, _), .missingDetails(_, let mapping): [.file(mapping)]
        }
    }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .unreadable(let error): error.sentence(by: renderer)
        case .refused(let faults): faults.description
        case .contradiction(let list):
            "\(list) has a file of details, and is left out\(renderer.words(for: .wasLeftOut, after: " "))"
        case .unknownDetails(let list, let mapping, let nearest):
            "\(mapping) has no details of \(list)\(nearest.map { "; \($0)" } ?? "")"
        case .missingDetails(let lists, let mapping):
            "\(mapping) has details of \(lists.joined(separator: ", ")), and no file of \(lists.count == 1 ? "them" : "these") is given"
                + renderer.words(for: .giveDetails(list: lists[0]), after: ": ")
        }
    }
}
