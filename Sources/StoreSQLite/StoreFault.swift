import GRDB
import Glibc
import Runs

/// What the database says, in words that tell a person what to do: nobody reads SQL, and no value of a row gets out.
enum StoreFault {
    static func error(_ error: any Error) -> RunError {
        if let error = error as? RunError { return error }
        guard let error = error as? DatabaseError else {
            return .damaged("the store of runs holds something that this program did not write; \(remedy)")
        }
        return self.error(code: error.extendedResultCode.rawValue)
    }

    /// Of a result code of SQLite, as it has extended ones (sqlite3.h).
    static func error(code: Int32) -> RunError {
        switch ResultCode(rawValue: code).primaryResultCode {
        case .SQLITE_FULL: return .environment("the disk is full: the store of runs cannot grow", code: ENOSPC)
        // A full disk shows as an input or output error, too, where the journal cannot be made.
        case .SQLITE_IOERR: return .environment("the store of runs cannot be read or written: is the disk full?", code: EIO)
        case .SQLITE_NOMEM: return .environment("there is no memory left for the store of runs", code: ENOMEM)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .environment("the store of runs was busy for a minute", code: EBUSY)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            return .environment("the store of runs cannot be written", code: EACCES)
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: return .environment("the work on the store of runs was stopped", code: EINTR)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return .damaged("the store of runs is damaged; restore it from a backup (docs/operations.md)")
        case .SQLITE_CONSTRAINT: return .conflict
        case .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISMATCH, .SQLITE_EMPTY, .SQLITE_RANGE:
            return .damaged(
                "the store of runs was changed by something else: it is not laid out as this program has it; \(remedy)")
        case .SQLITE_TOOBIG: return .usage("a text is too long for the store of runs")
        default:
            return .environment("the store of runs cannot be used (SQLite error \(code)); \(remedy)")
        }
    }

    private static let remedy =
        "look at it with `billpress audit verify` and `billpress archive verify`, and restore it from a backup if they find a fault"
}
