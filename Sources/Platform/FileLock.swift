import CSpawn
import Glibc

/// A lock of a file that other processes respect, until it is released or its owner ends, however that happens.
package final class FileLock {
    package enum Kind { case shared, exclusive }
    private let file: OwnedDescriptor

    /// Waits until nobody holds a lock that excludes this one.
    package init(_ path: String, _ kind: Kind) throws(SystemError) {
        file = try .updating(path)
        guard retrying({ flock(file.number, kind == .shared ? LOCK_SH : LOCK_EX) }) == 0 else { throw SystemError(.lock, path) }
    }

    /// Locks one byte of a file, so that one file has many locks. Fails at once, with nil, where somebody else holds it.
    package init?(byte: Int64, of path: String) throws(SystemError) {
        file = try .updating(path)
        // The lock is this descriptor's; F_SETLK's would be the process's, and gone with any descriptor of the file.
        var lock = Glibc.flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(byte)
        lock.l_len = 1
        if fcntl(file.number, BILLPRESS_F_OFD_SETLK, &lock) != 0 {
            guard errno == EAGAIN || errno == EACCES else { throw SystemError(.lock, path) }
            return nil
        }
    }

    package func release() { try? file.close() }
}
