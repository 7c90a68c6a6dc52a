import Glibc

/// A folder that output goes into.
package enum OutputFolder {
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

    /// Makes a folder and those around it that are not there yet.
    package static func make(_ path: String, mode: mode_t) throws(OutputFolderError) {
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            folder += folder.isEmpty && !path.hasPrefix("/") ? "\(part)" : "/\(part)"
            guard part.isEmpty || mkdir(folder, mode) == 0 || errno == EEXIST else {
                throw OutputFolderError(path: folder, code: errno)
            }
        }
    }
}

/// The folder that could not be made, and the system's reason.
package struct OutputFolderError: Error {
    package let path: String
    package let code: Int32
}
