import Platform

/// The pictures of a document's pages as files, readable by their owner alone: `bill-normal-1.png`.
package struct PictureFolder {
    private let path: String
    private let dpi: Int
    /// What this run wrote, with the digest of the page.
    private var written: [String: String] = [:]

    package init(path: String, dpi: Int = 144) throws(SystemError) {
        self.path = path
        self.dpi = dpi
        try Directory.make(path, mode: 0o700)
    }

    /// Writes the pages that look other than before, and removes those that the document no longer has, of this run or of an
    /// earlier one; answers the paths of what was written.
    package mutating func write(_ shown: Shown, of session: PreviewSession) async throws -> [String] {
        guard shown.outcome == .good else {
            // What cannot be made is not to be looked at; while it is watched, the last good pages stay.
            if written.isEmpty { removePages(of: shown, after: 0) }
            return []
        }
        var fresh: [String] = []
        for page in shown.pages {
            let file = "\(path)/\(shown.kind)-\(shown.sample)-\(page.number).png"
            if written[file] == page.digest { continue }
            guard let png = try await session.picture(of: shown.view, page: page.number, dpi: dpi) else { continue }
            try AtomicFile.write(png, to: file)
            written[file] = page.digest
            fresh.append(file)
        }
        removePages(of: shown, after: shown.pages.count)
        return fresh
    }

    private mutating func removePages(of shown: Shown, after last: Int) {
        var number = last + 1
        while case let file = "\(path)/\(shown.kind)-\(shown.sample)-\(number).png", (try? Directory.removeFile(file)) == true {
            written[file] = nil
            number += 1
        }
    }
}
