import Foundation

/// A folder of a test's own, gone when nobody holds it.
package final class Scratch: Sendable {
    package let path: String

    /// `isInMemory`: where the machine has such a place, nothing waits for a disk.
    package init(isInMemory: Bool = false) throws {
        let memory = URL(fileURLWithPath: "/dev/shm")
        let place =
            isInMemory && FileManager.default.isWritableFile(atPath: memory.path)
            ? memory : FileManager.default.temporaryDirectory
        path = place.appendingPathComponent("billpress-test-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The root of the sources.
    package static let root = TestFonts.folder.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
        separator: "/")

    package func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Every file below the folder, by its path in it.
    package var files: [String] {
        (FileManager.default.subpaths(atPath: path) ?? []).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: self.path($0), isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    package func write(_ bytes: [UInt8], _ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path(name)).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    package func write(_ text: String, _ name: String) throws { try write(Array(text.utf8), name) }

    package func bytes(_ name: String) throws -> [UInt8] { try FileBytes.read(path(name)) }
    package func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    package func copy(_ source: String, to name: String) throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path(name)).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: source, toPath: path(name))
    }
}

/// A program that is run to its end: one of ours, or a judge from outside.
package struct Tool {
    package struct Missing: Error, CustomStringConvertible {
        let name: String
        package var description: String { "\(name) is not installed: Scripts/install-missing installs it" }
    }

    package struct Result: Sendable {
        package let status: Int32
        package let output: [UInt8]
        package let errors: String
        /// The signal that ended it, or zero.
        package let signal: Int32
        package var text: String { String(decoding: output, as: UTF8.self) }
    }

    private let process = Process()
    private let folder: Scratch
    private let handles: [FileHandle]

    /// Starts a program; a name without a slash is looked for where the shell would.
    package init(
        _ name: String, _ arguments: [String], input: [UInt8]? = nil, in place: String? = nil, environment: [String: String] = [:]
    ) throws {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        guard
            let path = name.contains("/")
                ? name : folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile)
        else { throw Missing(name: name) }
        folder = try Scratch()
        try folder.write(input ?? [], "input")
        try folder.write([UInt8](), "output")
        try folder.write([UInt8](), "errors")
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let place { process.currentDirectoryURL = URL(fileURLWithPath: place) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files rather than pipes, which a program that says much would fill.
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("output")))
        let errors = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("errors")))
        let given = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.path("input")))
        handles = [output, errors, given]
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = given
        try process.run()
    }

    package var id: Int32 { process.processIdentifier }
    package var isRunning: Bool { process.isRunning }

    /// What it has written so far.
    package var soFar: String { get throws { try folder.text("output") } }

    package func finish() throws -> Result {
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return Result(
            status: process.terminationStatus, output: try folder.bytes("output"), errors: try folder.text("errors"),
            signal: isSignal ? process.terminationStatus : 0)
    }

    package static func run(
        _ name: String, _ arguments: [String], input: [UInt8]? = nil, in place: String? = nil, environment: [String: String] = [:]
    ) throws -> Result {
        try Tool(name, arguments, input: input, in: place, environment: environment).finish()
    }
}
