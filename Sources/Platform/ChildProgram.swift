import Glibc

/// Another program, which is run to its end: its input is in files without a name, its output comes through a pipe, and
/// nothing of either is ever in a folder.
package struct ChildProgram: Sendable {
    package let name: String
    /// A program that writes nothing for so many milliseconds is killed.
    package let timeout: Int32

    package init(_ name: String, timeout: Int32) {
        self.name = name
        self.timeout = timeout
    }

    /// The program is where the shell would find it.
    package var isInstalled: Bool {
        if name.contains("/") { return access(name, X_OK) == 0 }
        let path = Environment.value(of: "PATH") ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Runs the program; it finds the files as /dev/fd/3, /dev/fd/4 and so on, and has no others.
    ///
    /// A program that is not installed throws `ENOENT`, one that is killed for its silence `ETIMEDOUT`.
    package func run(_ arguments: [String], files: [OwnedDescriptor]) throws(SystemError) -> ProcessResult {
        let errors = try OwnedDescriptor.anonymous()
        let (reader, writer) = try OwnedDescriptor.pipe()
        let child = try ChildProcess.spawn(
            name, arguments, streams: [.null, .open(writer), .open(errors)] + files.map { .open($0) })
        // Its end comes when the child's copies are closed, and ours must not hold it back.
        try? writer.close()
        let output: [UInt8]
        let status: ExitStatus
        do throws(SystemError) {
            output = try readAll(reader)
            // It may close its output and go on.
            guard let end = child.wait(milliseconds: timeout) else { throw late }
            status = end
        } catch {
            child.signal(SIGKILL)
            _ = child.wait()
            throw error
        }
        return ProcessResult(
            status: status, output: output,
            errors: String(decoding: errors.bytes(0..<min(errors.count, 4096)) ?? [], as: UTF8.self))
    }

    private var late: SystemError { SystemError(.awaitOutput, name, code: ETIMEDOUT) }

    /// Everything that comes until the end.
    private func readAll(_ reader: OwnedDescriptor) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var wait = pollfd(fd: reader.number, events: Int16(POLLIN), revents: 0)
            guard retrying({ poll(&wait, 1, timeout) }) > 0 else { throw late }
            let count = try buffer.withMutableBytes { buffer throws(SystemError) in try reader.read(into: buffer) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}

/// How a program ended, and what it wrote.
package struct ProcessResult: Sendable {
    package let status: ExitStatus
    package let output: [UInt8]
    /// The beginning of its standard error.
    package let errors: String

    /// The first line of its standard error, without prefixes that name the program or a file.
    package func firstErrorLine(without prefixes: [String] = []) -> String? {
        guard var line = errors.split(separator: "\n").first else { return nil }
        for prefix in prefixes where line.hasPrefix(prefix) { line = line.dropFirst(prefix.count) }
        return String(line)
    }
}
