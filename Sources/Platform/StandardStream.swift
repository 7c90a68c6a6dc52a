import Glibc

/// Names of files that stand for what this process has open: `-`, `/dev/stdout`, `/dev/fd/3`, `/proc/self/fd/3`.
package enum StandardStream {
    /// The descriptor that a path is a name of, links followed.
    package static func descriptor(named path: String) -> Int32? {
        if path == "-" { return STDOUT_FILENO }
        var path = path
        for _ in 0..<40 {
            let folder = Directory.parent(of: path)
            let name = Directory.name(of: path)
            guard let real = Directory.resolved(folder) else { return nil }
            if isOwnDescriptors(real), let number = Int32(name), number >= 0 { return number }
            guard let target = linkTarget(of: path) else { return nil }
            path = target.hasPrefix("/") ? target : "\(folder)/\(target)"
        }
        return nil
    }

    private static func isOwnDescriptors(_ folder: String) -> Bool {
        let own = "/proc/\(ProcessNumber.own)"
        return folder == "\(own)/fd" || folder.hasPrefix("\(own)/task/") && folder.hasSuffix("/fd")
    }

    private static func linkTarget(of path: String) -> String? {
        let room = Int(PATH_MAX)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room + 1) { buffer in
            let count = readlink(path, buffer.baseAddress!, room)
            guard count > 0 else { return nil }
            buffer[count] = 0
            return String(cString: buffer.baseAddress!)
        }
    }
}
