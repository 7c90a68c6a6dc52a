import CSpawn
import Glibc

/// Another program, which is run to its end: what it is given stands in files without a name, what it answers comes
/// through a pipe, and nothing of either is ever in a folder.
package struct Program: Sendable {
    package let name: String
    /// A program that says nothing for so long, in milliseconds, is given up.
    package let patience: Int32

    package init(_ name: String, patience: Int32) {
        self.name = name
        self.patience = patience
    }

    /// How a program ended.
    package struct Ending: Sendable {
        /// What waitpid tells; zero if all went well.
        package let status: Int32
        package let output: [UInt8]
        /// The beginning of what it complained about.
        package let errors: String

        /// The first thing that qpdf complained of, without the names that only it knows.
        var complaint: String? {
            guard var line = errors.split(separator: "\n").first else { return nil }
            for prefix in ["qpdf: ", "WARNING: ", "/dev/fd/3: ", "/dev/fd/3 "] where line.hasPrefix(prefix) {
                line = line.dropFirst(prefix.count)
            }
            return String(line)
        }
    }

    /// The program is where the shell would find it.
    package var isInstalled: Bool {
        if name.contains("/") { return access(name, X_OK) == 0 }
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Runs the program; it finds the files that it is given as /dev/fd/3, /dev/fd/4 and so on, and has no others.
    package func run(_ arguments: [String], given: [OpenFile]) throws(ProgramFault) -> Ending {
        let complaints: OpenFile
        do { complaints = try OpenFile.unnamed(holding: []) } catch { throw .system("memfd_create: \(error)") }
        var pipe: [Int32] = [0, 0]
        guard pipe2(&pipe, O_CLOEXEC) == 0 else { throw .system("pipe: \(String(cString: strerror(errno)))") }
        defer { close(pipe[0]) }
        // A file is closed when nobody holds it any more, and a number holds nothing.
        let child = try withExtendedLifetime((complaints, given)) { () throws(ProgramFault) in
            try spawn(arguments, [pipe[1], complaints.descriptor] + given.map(\.descriptor), closing: pipe[1])
        }
        let output = readAll(pipe[0])
        if output == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard let output else { throw .late }
        let errors = complaints.bytes(0..<min(complaints.size, 4096)) ?? []
        return Ending(status: status, output: output, errors: String(decoding: errors, as: UTF8.self))
    }

    /// Starts the program with these descriptors as its 1, 2, 3, …
    private func spawn(_ arguments: [String], _ descriptors: [Int32], closing output: Int32) throws(ProgramFault) -> pid_t {
        defer { close(output) }
        let end = Int32(descriptors.count + 1)
        // Out of the way of the numbers that they are to have, so that none takes another's place before it has moved.
        let moved = descriptors.compactMap { OpenFile.duplicate($0, least: end) }
        guard moved.count == descriptors.count else { throw .system("too many open files") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (index, file) in moved.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, file.descriptor, Int32(index + 1))
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, end)
        var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = withExtendedLifetime(moved) { posix_spawnp(&child, name, &actions, nil, words, environ) }
        guard code == 0 else { throw code == ENOENT ? .missing : .system("\(name): \(String(cString: strerror(code)))") }
        return child
    }

    /// Everything that comes, or nil if nothing more comes and there is no end either.
    private func readAll(_ descriptor: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wait, 1, patience)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}

/// Why a program did not run to its end.
package enum ProgramFault: Error {
    case missing
    /// It said nothing for longer than our patience.
    case late
    case system(String)
}
