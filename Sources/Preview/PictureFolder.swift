import Glibc
import PDF

/// The pictures of a document's pages as files, readable by their owner alone: `bill-normal-1.png`.
package struct PictureFolder {
    private let path: String
    private let dpi: Int
    /// What this run wrote, with the digest of the page.
    private var written: [String: String] = [:]

    package init(path: String, dpi: Int = 144) throws(SinkError) {
        self.path = path
        self.dpi = dpi
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw SinkError(message: "cannot make the folder \(path): \(String(cString: strerror(errno)))", code: errno)
        }
    }

    /// Writes the pages that look other than before, and removes those that this run wrote and the document no longer has;
    /// answers the paths of what was written.
    package mutating func write(_ shown: Shown, of session: PreviewSession) async throws -> [String] {
        guard shown.outcome == .good else { return [] }
        var fresh: [String] = []
        var left = Set(written.keys)
        for page in shown.pages {
            let file = "\(path)/\(shown.kind)-\(shown.sample)-\(page.number).png"
            left.remove(file)
            if written[file] == page.digest { continue }
            guard let png = try await session.picture(of: shown.view, page: page.number, dpi: dpi) else { continue }
            let sink = try FileSink(path: file)
            try png.withUnsafeBytes { try sink.write($0) }
            try sink.publish()
            written[file] = page.digest
            fresh.append(file)
        }
        for file in left {
            unlink(file)
            written[file] = nil
        }
        return fresh
    }
}
