import Glibc
import PDF
import Records

/// A table for other programs, as CSV (RFC 4180) with a line of names.
struct CSVText {
    private(set) var bytes: [UInt8] = []

    init(_ names: [String]) { add(names) }

    mutating func add(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            // A spreadsheet would take such a cell for a formula.
            let isFormula = "=+@\t".contains(cell.first ?? " ") || (cell.first == "-" && cell.dropFirst().first?.isNumber != true)
            let cell = PrintableText.of(isFormula ? "'" + cell : cell)
            if cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
                bytes.append(0x22)
                for byte in cell.utf8 {
                    if byte == 0x22 { bytes.append(0x22) }
                    bytes.append(byte)
                }
                bytes.append(0x22)
            } else {
                bytes.append(contentsOf: cell.utf8)
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }
}

/// A folder that is filled aside and appears under its name when all of it is there.
package final class FolderAside {
    package let target: String
    private let aside: String
    private var isPlaced = false
    /// The files and their digests, by name.
    private(set) var sums: [(name: String, digest: Digest)] = []

    package init(_ target: String) throws(RunError) {
        var target = target
        while target.count > 1, target.hasSuffix("/") { target.removeLast() }
        self.target = target
        let slash = target.lastIndex(of: "/")
        let parent = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
        guard !FileSink.isStream(target) else { throw .usage("\(target) is not a folder; name one for the set") }
        try RunError.makeFolder(parent)
        aside = "\(parent)/.\(name).\(getpid()).partial"
        FolderAside.sweep(beside: target)
        FolderAside.removeAll(aside)
        guard mkdir(aside, 0o700) == 0 else { throw .system("cannot make a folder beside \(target)") }
        PartialFiles.add(aside)
    }

    /// While it is filled, a folder has a longer name than in the end, and a name has 255 bytes.
    static func checkName(_ target: String) throws(RunError) {
        let name = target.split(separator: "/").last ?? ""
        guard name.utf8.count <= 235 else {
            throw .usage("the name of the folder has \(name.utf8.count) bytes; a name has at most 235")
        }
    }

    deinit {
        if !isPlaced { FolderAside.removeAll(aside) }
        PartialFiles.remove(aside)
    }

    /// Writes a file of the folder.
    func write(_ name: String, _ bytes: [UInt8]) throws(RunError) {
        do throws(SinkError) { try FileSink.write(bytes, to: "\(aside)/\(name)") } catch {
            throw .environment(error.message, code: error.code)
        }
        sums.append((name, Digest(of: bytes)))
    }

    /// Copies a file of the archive, and holds it against its digest on the way.
    func copy(_ digest: Digest, as name: String, from archive: Archive) throws(RunError) {
        let source = open(archive.path(of: digest), O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw Archive.unreadable(digest) }
        defer { close(source) }
        let digester = Digester()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        do throws(SinkError) {
            let sink = try FileSink(path: "\(aside)/\(name)")
            while true {
                let count = read(source, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw SinkError(message: "cannot read the archive", code: errno) }
                if count == 0 { break }
                let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                digester.add(part)
                try sink.write(part)
            }
            guard digester.finish() == digest else { throw SinkError(message: "", code: -1) }
            try sink.publish()
        } catch {
            if error.code == -1 { throw Archive.changed(digest) }
            throw .environment(error.message, code: error.code)
        }
        sums.append((name, digest))
    }

    func makeFolder(_ name: String) throws(RunError) {
        guard mkdir("\(aside)/\(name)", 0o700) == 0 || errno == EEXIST else { throw .system("cannot make a folder in \(target)") }
    }

    /// Removes what a killed release of the same set left behind.
    static func sweep(beside target: String) {
        let parent =
            target.contains("/")
            ? target.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") : "."
        let name = target.split(separator: "/").last ?? ""
        for other in OutputFolder.names(in: parent.isEmpty ? "/" : parent)
        where other.hasPrefix(".\(name).") && other.hasSuffix(".partial") {
            guard let pid = Int32(other.dropFirst(name.count + 2).dropLast(8)), kill(pid, 0) != 0, errno == ESRCH else {
                continue
            }
            removeAll("\(parent)/\(other)")
        }
    }

    /// The digests of all files, as `sha256sum -c` reads them. Answers the digest of the list, which stands for the set.
    func writeSums() throws(RunError) -> Digest {
        let list = sums.sorted { $0.name < $1.name }.map { "\($0.digest)  \($0.name)\n" }.joined()
        try write(FolderAside.sumsName, Array(list.utf8))
        return Digest(of: Array(list.utf8))
    }

    static let sumsName = "SHA256SUMS"

    /// Gives the folder its name.
    func place() throws(RunError) {
        guard rename(aside, target) == 0 else {
            if errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR { throw .usage("\(target) is there already") }
            throw .system("cannot name the folder \(target)")
        }
        isPlaced = true
        let slash = target.lastIndex(of: "/")
        let parent = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let handle = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    static func removeAll(_ path: String) {
        if unlink(path) == 0 || errno == ENOENT { return }
        for name in OutputFolder.names(in: path) { removeAll("\(path)/\(name)") }
        rmdir(path)
    }
}
