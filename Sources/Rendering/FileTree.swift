import Synchronization

/// Where the files of kinds and fonts are read from: folders, or what a run has kept of them.
///
/// A path has the shelf first: `templates/bill/bill.xml`, `fonts/PublicSans-Regular.ttf`.
package protocol FileTree: Sendable {
    func read(_ path: String) throws(FileFault) -> [UInt8]
    func isFile(_ path: String) -> Bool
    /// The names in a folder, sorted; none where there is no such folder.
    func names(in folder: String) -> [String]
}

/// The folders on the disk.
struct Folders: FileTree {
    let templates: String
    let fonts: String

    private func place(_ path: String) -> String {
        guard let slash = path.firstIndex(of: "/") else { return path == "templates" ? templates : fonts }
        return (path[..<slash] == "templates" ? templates : fonts) + path[slash...]
    }

    func read(_ path: String) throws(FileFault) -> [UInt8] { try FileBytes.read(place(path)) }
    func isFile(_ path: String) -> Bool { FileBytes.isFile(place(path)) }
    func names(in folder: String) -> [String] { FileBytes.names(in: place(folder)) }
}

/// All that some kinds are made of: every template, part, word, picture and font, held in memory.
///
/// A run keeps its bundle, so that what was issued can be made again the same when the folders have long changed.
package struct Bundle: FileTree {
    /// The files by their paths.
    package let files: [String: [UInt8]]

    package init(files: [String: [UInt8]]) { self.files = files }

    package func read(_ path: String) throws(FileFault) -> [UInt8] {
        guard let bytes = files[path] else {
            throw FileFault(path: path, message: "is not among the files that were kept", isAbsent: true)
        }
        return bytes
    }

    package func isFile(_ path: String) -> Bool { files[path] != nil }

    package func names(in folder: String) -> [String] {
        let start = folder + "/"
        let names = files.keys.filter { $0.hasPrefix(start) }.map { path in
            String(path.dropFirst(start.count).prefix { $0 != "/" })
        }
        return Set(names).sorted()
    }
}

/// Notes what is read through it.
final class RecordingTree: FileTree {
    private let tree: any FileTree
    private let read = Mutex<[String: [UInt8]]>([:])

    init(_ tree: any FileTree) { self.tree = tree }

    var files: [String: [UInt8]] { read.withLock { $0 } }

    func read(_ path: String) throws(FileFault) -> [UInt8] {
        let bytes = try tree.read(path)
        read.withLock { $0[path] = bytes }
        return bytes
    }

    func isFile(_ path: String) -> Bool { tree.isFile(path) }
    func names(in folder: String) -> [String] { tree.names(in: folder) }
}
