import Glibc

/// A folder that is filled under a temporary name and gets its own when all of it is there. It is readable by its owner
/// alone.
package final class AtomicDirectory {
    /// The name that it is to have, without a slash at its end.
    package let path: String
    package let temporary: String
    private var isCommitted = false

    /// The most bytes that the name may have: while it is filled, a folder has a longer one, and a name has 255 bytes.
    package static let maxNameLength = 235

    /// Makes the folders around it, too, and removes what killed processes left of the same folder.
    package init(_ path: String) throws(SystemError) {
        let path = Directory.trimmed(path)
        self.path = path
        let parent = Directory.parent(of: path)
        try Directory.make(parent, mode: 0o700)
        temporary = "\(parent)/.\(Directory.name(of: path)).\(ProcessNumber.own).partial"
        AtomicDirectory.sweep(beside: path)
        Directory.removeAll(temporary)
        guard mkdir(temporary, 0o700) == 0 else { throw SystemError(.create, path) }
        PartialFiles.add(temporary)
    }

    deinit {
        if !isCommitted { Directory.removeAll(temporary) }
        PartialFiles.remove(temporary)
    }

    /// Makes a folder in it.
    package func makeDirectory(_ name: String) throws(SystemError) {
        try Directory.makeOne("\(temporary)/\(name)", mode: 0o700)
    }

    /// Gives the folder its name. One that holds something already is not replaced.
    package func commit() throws(SystemError) {
        guard rename(temporary, path) == 0 else { throw SystemError(.rename, path) }
        isCommitted = true
        Directory.sync(Directory.parent(of: path))
    }

    /// Removes what killed processes left of a folder that they filled.
    package static func sweep(beside path: String) {
        let path = Directory.trimmed(path)
        let parent = Directory.parent(of: path)
        let prefix = ".\(Directory.name(of: path))."
        for name in Directory.names(in: parent) where name.hasPrefix(prefix) && name.hasSuffix(".partial") {
            guard let owner = Int32(name.dropFirst(prefix.count).dropLast(8)), !ProcessNumber.isRunning(owner) else { continue }
            Directory.removeAll("\(parent)/\(name)")
        }
    }
}
