import CSpawn
import Glibc

/// Makes pictures of PDF pages with `mutool draw` of MuPDF, as a program of its own.
///
/// Of Debian's three, mutool takes a fifth of the time of pdftoppm and pdftocairo for a bill's page. MuPDF is under the AGPL,
/// so it is run and not linked. The PDF goes there as a file without a name and the picture comes back through a pipe: no
/// address is ever in a folder.
struct Rasteriser: Sendable {
    var program = "mutool"
    /// A page that takes longer is given up.
    var patience: Int32 = 20_000

    /// The program is where the shell would find it.
    var isInstalled: Bool {
        if program.contains("/") { return access(program, X_OK) == 0 }
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    /// A page, numbered from 1, as a PNG file.
    func png(of pdf: [UInt8], page: Int, dpi: Int) throws(RasterFault) -> [UInt8] {
        let input = try unnamedFile(holding: pdf)
        defer { close(input) }
        var pipe: [Int32] = [0, 0]
        guard pipe2(&pipe, O_CLOEXEC) == 0 else { throw RasterFault.system("pipe") }
        defer { close(pipe[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
        posix_spawn_file_actions_adddup2(&actions, input, 3)
        posix_spawn_file_actions_addclosefrom_np(&actions, 4)
        let words = [program, "draw", "-q", "-F", "png", "-r", "\(dpi)", "-o", "-", "/dev/fd/3", "\(page)"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, program, &actions, nil, arguments, environ)
        close(pipe[1])
        guard code == 0 else {
            throw code == ENOENT ? .missing(program) : .system("\(program): \(String(cString: strerror(code)))")
        }
        let picture = readAll(pipe[0])
        if picture == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard let picture else { throw .system("\(program) took more than \(patience / 1000) s for page \(page)") }
        guard status == 0, picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
            throw .system("\(program) made no picture of page \(page)")
        }
        return picture
    }

    private func unnamedFile(holding bytes: [UInt8]) throws(RasterFault) -> Int32 {
        let descriptor = memfd_create("billpress", BILLPRESS_MFD_CLOEXEC)
        guard descriptor >= 0 else { throw RasterFault.system("memfd_create") }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                close(descriptor)
                throw RasterFault.system("memfd")
            }
            written += count
        }
        return descriptor
    }

    /// Everything that comes, or nil if it does not come to an end.
    private func readAll(_ descriptor: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var end = timespec()
        clock_gettime(CLOCK_MONOTONIC, &end)
        let last = end.tv_sec * 1000 + end.tv_nsec / 1_000_000 + Int(patience)
        while true {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let left = last - (now.tv_sec * 1000 + now.tv_nsec / 1_000_000)
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = left > 0 ? poll(&wait, 1, Int32(left)) : 0
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}

/// Why there is no picture of a page.
package enum RasterFault: Error, CustomStringConvertible {
    case missing(String)
    case system(String)

    package var description: String {
        switch self {
        case .missing(let program): "\(program) is not installed, which makes the pictures: apt-get install mupdf-tools"
        case .system(let what): "no picture: \(what)"
        }
    }
}
