/// One thing wrong with a contract, with its place.
package struct ContractFault: Sendable, Hashable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var column: Int
    package var message: String

    package var description: String { "\(file):\(line):\(column): \(message)" }
}

/// Everything wrong with a contract, in the order of the file.
package struct ContractFaults: Error, Sendable, CustomStringConvertible {
    package var faults: [ContractFault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
