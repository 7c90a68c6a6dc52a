import Foundation

/// Programs that the build puts beside the tests.
package enum BuiltProgram {
    /// The path of one of them.
    package static func path(_ name: String) -> String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : "\(Scratch.root)/.build/debug/\(name)"
    }
}
