import GRDB
import Runs

/// What the database says, in words that tell a person what to do: nobody reads SQL, and no value of a row gets out.
enum StoreFault {
    static func error(_ error: any Error) -> RunError {
        if let error = error as? RunError { return error }
        guard let error = error as? DatabaseError else { return .store(.foreign) }
        return self.error(code: error.extendedResultCode.rawValue)
    }

    /// Of a result code of SQLite, as it has extended ones (sqlite3.h).
    static func error(code: Int32) -> RunError {
        switch ResultCode(rawValue: code).primaryResultCode {
        case .SQLITE_FULL: .store(.full)
        // A full disk shows as an input or output error, too, where the journal cannot be made.
        case .SQLITE_IOERR: .store(.unreadable)
        case .SQLITE_NOMEM: .store(.memory)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .store(.busy)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .store(.readOnly)
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: .store(.interrupted)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .store(.corrupt)
        case .SQLITE_CONSTRAINT: .store(.constraint)
        case .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISMATCH, .SQLITE_EMPTY, .SQLITE_RANGE: .store(.schema)
        case .SQLITE_TOOBIG: .store(.tooBig)
        default: .store(.unknown)
        }
    }
}
