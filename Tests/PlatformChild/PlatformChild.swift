import Glibc
import Platform

/// What tests of `Platform` do in another process: `PlatformChild WHAT PATH`. It says "ready" when it has done it, and then waits
/// for the end of its input, or for its end.
@main struct PlatformChild {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { exit(2) }
        let path = arguments[2]
        switch arguments[1] {
        case "file":
            let file = try AtomicFile(path: path)
            try file.write([UInt8](repeating: 1, count: 1 << 20))
            try file.sync()
            hold(file)
        case "directory":
            let directory = try AtomicDirectory(path)
            try AtomicFile.write([1], to: "\(directory.temporary)/one")
            hold(directory)
        case "shared": hold(try FileLock(path, .shared))
        case "exclusive": hold(try FileLock(path, .exclusive))
        case "byte":
            guard let lock = try FileLock(byte: 3, of: path) else { exit(3) }
            hold(lock)
        default: exit(2)
        }
    }

    private static func hold(_ value: AnyObject) {
        try? BorrowedDescriptor.standardOutput.write(Array("ready".utf8))
        var byte: UInt8 = 0
        while read(STDIN_FILENO, &byte, 1) > 0 {}
        withExtendedLifetime(value) {}
    }
}
