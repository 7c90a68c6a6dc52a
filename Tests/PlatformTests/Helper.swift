import Foundation
import TestKit

@testable import Platform

/// A `PlatformChild` that has said that it is ready.
struct Helper {
    private let process: ChildProcess
    private let input: OwnedDescriptor
    private let output: OwnedDescriptor

    private static let program = BuiltProgram.path("PlatformChild")

    init(_ what: String, _ path: String) throws {
        let (stdin, input) = try OwnedDescriptor.pipe()
        let (output, stdout) = try OwnedDescriptor.pipe()
        self.input = input
        self.output = output
        process = try ChildProcess.spawn(
            Helper.program, [what, path], streams: [.open(stdin), .open(stdout), .inherited])
    }

    /// Waits until it has what it came for. False if it ends without.
    func isReady() throws -> Bool {
        var said = [UInt8](repeating: 0, count: 5)
        return try said.withMutableBytes { said throws(SystemError) in try output.read(into: said) } == 5
    }

    /// Something is there to read within some milliseconds.
    func isReady(within milliseconds: Int32) -> Bool {
        var event = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)
        return poll(&event, 1, milliseconds) > 0
    }

    /// Lets it end by itself.
    func end() throws -> ExitStatus {
        try input.close()
        return process.wait()
    }

    func kill() -> ExitStatus {
        process.signal(SIGKILL)
        return process.wait()
    }
}
