import Foundation

/// Runs the programs that judge our files from outside.
///
/// Where one is missing the test fails and says how to install it, because a judge that stays away is no verdict.
enum OutsideTool {
    struct Missing: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name) is not installed: Scripts/install-missing installs it" }
    }

    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    static func run(_ name: String, _ arguments: [String]) throws -> Result {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        guard let path = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile) else {
            throw Missing(name: name)
        }
        let folder = try Folder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        // Files rather than pipes, which a program that says much would fill.
        let output = try folder.handle("output")
        let errors = try folder.handle("errors")
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: try folder.text("output"), errors: try folder.text("errors"))
    }

    /// Runs a tool on a PDF file of these bytes, which stands where the arguments say `PDF`.
    static func run(_ name: String, on pdf: [UInt8], _ arguments: [String]) throws -> Result {
        let folder = try Folder()
        try folder.write(pdf, "file.pdf")
        return try run(name, arguments.map { $0 == "PDF" ? folder.path("file.pdf") : $0 })
    }

    /// What each page looks like, as PNG files.
    static func pictures(of pdf: [UInt8], dpi: Int) throws -> [Data] {
        let folder = try Folder()
        try folder.write(pdf, "file.pdf")
        let result = try run("pdftoppm", ["-r", "\(dpi)", "-png", folder.path("file.pdf"), folder.path("page")])
        guard result.status == 0, result.errors.isEmpty else { throw Complaint(description: result.errors) }
        return try folder.files.filter { $0.hasPrefix("page") }.map {
            try Data(contentsOf: URL(fileURLWithPath: folder.path($0)))
        }
    }

    struct Complaint: Error, CustomStringConvertible {
        let description: String
    }
}

/// A folder that is gone when nobody holds it.
final class Folder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("billpress-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? [] }
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
    func bytes(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(name)).map { [UInt8]($0) } }
    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path(name))) }
    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
    }

    func handle(_ name: String) throws -> FileHandle {
        try write([], name)
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path(name)))
    }
}
