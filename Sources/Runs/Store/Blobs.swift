import Foundation
import GRDB
import System

// GRDB holds the bytes of a column as Foundation's `Data`; nothing above the store sees it.

extension [UInt8] {
    var data: Data { Data(self) }
}

extension Digest {
    var data: Data { Data(bytes) }
}

extension Row {
    /// The bytes of a column; nil where it is null.
    func bytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map { [UInt8]($0) } }

    /// A digest of a column; nil where it is null.
    func digest(_ column: String) -> Digest? { bytes(column).flatMap { Digest(bytes: $0) } }

    /// A digest that must be there.
    func needed(_ column: String) throws -> Digest {
        guard let digest = digest(column) else { throw RunError.damaged("the store of runs is damaged: \(column) is no digest") }
        return digest
    }
}
