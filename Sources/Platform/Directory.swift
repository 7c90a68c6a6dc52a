import Glibc

/// Folders of the disk, and the parts of paths.
package enum Directory {
    /// The names in a folder, hidden ones too; none where it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a folder and those around it that do not exist yet.
    package static func make(_ path: String, mode: mode_t) throws(SystemError) {
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            folder += folder.isEmpty && !path.hasPrefix("/") ? "\(part)" : "/\(part)"
            if !part.isEmpty { try makeOne(folder, mode: mode) }
        }
    }

    /// Makes one folder, unless it exists.
    package static func makeOne(_ path: String, mode: mode_t) throws(SystemError) {
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw SystemError(.makeDirectory, path) }
    }

    /// Removes a file, or a folder with all that is in it.
    package static func removeAll(_ path: String) {
        if unlink(path) == 0 || errno == ENOENT { return }
        for name in names(in: path) { removeAll("\(path)/\(name)") }
        rmdir(path)
    }

    /// Removes a file. Returns whether it was there.
    @discardableResult package static func removeFile(_ path: String) throws(SystemError) -> Bool {
        if unlink(path) == 0 { return true }
        guard errno == ENOENT else { throw SystemError(.remove, path) }
        return false
    }

    /// Flushes the names in a folder to the disk: a new name is safe when its folder is.
    package static func sync(_ path: String) {
        let handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { return }
        fsync(handle)
        close(handle)
    }

    /// The folder that a path is in: `.` for a bare name.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    package static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// A path without slashes at its end.
    package static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// The path with all links followed; nil where nothing is there.
    package static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
