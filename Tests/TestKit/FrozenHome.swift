import Foundation

/// A home as an earlier version of the program left it (`Tests/RunsTests/Homes`).
package struct FrozenHome {
    package let folder: String

    package init(_ version: String) { folder = "\(Scratch.root)/Tests/RunsTests/Homes/\(version)" }

    package struct Spoilt: Error, CustomStringConvertible { package let description: String }

    package func text(_ name: String) throws -> String {
        String(decoding: try FileBytes.read("\(folder)/\(name)"), as: UTF8.self)
    }

    /// Digests of files by their names, as `sha256sum` writes them.
    package func sums(_ name: String) throws -> [String: String] {
        var sums: [String: String] = [:]
        for line in try text(name).split(separator: "\n") { sums[String(line.dropFirst(66))] = String(line.prefix(64)) }
        return sums
    }

    /// Puts the home into a folder, with the fonts that the sources still have, and runs statements on its store.
    package func thaw(to home: String, changing sql: String = "") throws {
        let files = FileManager.default
        try files.createDirectory(atPath: home, withIntermediateDirectories: true)
        try run("tar", ["-xzf", "\(folder)/archive.tar.gz", "-C", home])
        for (font, digest) in try sums("fonts.SHA256SUMS") {
            let place = "\(home)/archive/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))"
            try files.createDirectory(atPath: place, withIntermediateDirectories: true)
            try files.copyItem(atPath: "\(TestFonts.folder)/\(font)", toPath: "\(place)/\(digest)")
        }
        // Triggers that are dropped for a change stand again afterwards.
        let store = try text("store.sql")
        let triggers = store.split(separator: "\n").filter { $0.hasPrefix("CREATE TRIGGER ") }
            .map { $0.replacing("CREATE TRIGGER ", with: "CREATE TRIGGER IF NOT EXISTS ") }.joined(separator: "\n")
        try run("sqlite3", ["-bail", "\(home)/billpress.sqlite"], input: Array("\(store)\(sql);\n\(triggers)".utf8))
    }

    /// All of a store, as statements.
    package static func dump(_ home: String) throws -> String {
        try Tool.run("sqlite3", ["\(home)/billpress.sqlite", ".dump"]).text
    }

    private func run(_ tool: String, _ arguments: [String], input: [UInt8]? = nil) throws {
        let done = try Tool.run(tool, arguments, input: input)
        guard done.status == 0 else { throw Spoilt(description: "\(folder): \(done.errors)") }
    }
}
