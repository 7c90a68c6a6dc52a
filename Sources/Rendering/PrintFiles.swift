import Fonts
import PDF
import Pages
import Platform

/// What one file of a print holds at most; a new file begins before a limit is reached.
package struct FileLimits: Sendable {
    package var pages: Int
    package var bytes: UInt64

    /// Readers and printers that count offsets in 32 bits stop at 2 GiB.
    package static let print = FileLimits(pages: 5_000, bytes: 1_900_000_000)

    package init(pages: Int, bytes: UInt64) {
        self.pages = pages
        self.bytes = bytes
    }
}

/// A finished file and what it holds.
package struct PrintFile: Sendable {
    package let path: String
    package var documents: Int
    /// All of its pages.
    package var pages: Int
    /// Those of them that are blank: the backs of documents of an odd number of pages, on two-sided paper.
    package var blanks: Int
    package var bytes: UInt64

    package init(path: String, documents: Int, pages: Int, blanks: Int = 0, bytes: UInt64) {
        self.path = path
        self.documents = documents
        self.pages = pages
        self.blanks = blanks
        self.bytes = bytes
    }
}

/// The files that documents are put into, in order: `bills.pdf`, `bills-2.pdf`, …; all appear under their names when the
/// last of them is whole, and none if the work stops before. What is to be encrypted is made in memory and comes to the
/// disk encrypted, never before.
package final class PrintFiles {
    private let path: String
    private let book: FontBook
    private let profile: OutputProfile
    private let limits: FileLimits
    private let sides: PrintSides
    /// The last page so far, where its back is still to come. A file of one document has none: it is for one reader.
    private var uneven: ComposedPage?
    private let encryption: Encryption?
    private let tools: FileTools
    /// `memory` holds a file that is to be encrypted until it is whole.
    private var open: (file: PDFFile, sink: AtomicFile, memory: MemorySink?, about: PrintFile)?
    private var whole: [(sink: AtomicFile, about: PrintFile)] = []
    /// The files that have their names.
    package private(set) var finished: [PrintFile] = []

    package init(
        path: String, book: FontBook, profile: OutputProfile, sides: PrintSides = .one, limits: FileLimits = .print,
        encryption: Encryption? = nil, tools: FileTools = FileTools()
    ) {
        // Blank backs are for paper. What is read on a screen, or has a password and so is for one reader, has none.
        self.sides = profile == .print && encryption == nil ? sides : .one
        self.tools = tools
        self.path = path
        self.book = book
        self.profile = profile
        self.encryption = encryption
        var limits = limits
        // Fonts, which come last and are not counted, have the rest.
        if encryption != nil { limits.bytes = min(limits.bytes, UInt64(Encryption.mostBytes / 4 * 3)) }
        self.limits = limits
    }

    /// Puts a document's pages into the file at hand, or into a new one; they are never parted. On two-sided paper the
    /// next begins on a front: a blank back follows an odd number of pages. A sheet that holds pages of several documents
    /// counts as none.
    package func append(_ document: Document, documents: Int = 1) throws(PDFError) {
        let pages = sides.filePages(of: document.pages.count)
        if let current = open,
            current.file.pageCount + pages > limits.pages
                || current.file.byteCount + document.byteCount > limits.bytes
        {
            try close()
        }
        if open == nil {
            let name = name(of: whole.count + 1)
            guard whole.isEmpty || !AtomicFile.isStream(path) else { throw .oneFile(path, pages: limits.pages) }
            let sink: AtomicFile
            do throws(SystemError) { sink = try AtomicFile(path: name) } catch { throw .sink(error) }
            let memory = encryption.map { _ in MemorySink() }
            open = (
                try PDFFile(sink: memory ?? sink as any ByteSink, book: book, profile: profile, tools: tools), sink, memory,
                PrintFile(path: name, documents: 0, pages: 0, bytes: 0)
            )
        }
        try appendBlank()
        try open!.file.begin(document.about)
        for page in document.pages { try open!.file.append(page) }
        if pages > document.pages.count { uneven = document.pages.last }
        open!.about.documents += documents
        open!.about.pages += document.pages.count
    }

    /// The back of the last page of an odd number, once something follows it.
    private func appendBlank() throws(PDFError) {
        guard let page = uneven else { return }
        uneven = nil
        try open!.file.appendBlank(behind: page)
        open!.about.pages += 1
        open!.about.blanks += 1
    }

    package func finish() throws(PDFError) {
        try close()
        for (sink, about) in whole {
            do throws(SystemError) { try sink.commit() } catch { throw .sink(error) }
            finished.append(about)
        }
        whole = []
    }

    private func close() throws(PDFError) {
        if let about = open?.about, about.documents > 1 { try appendBlank() }
        uneven = nil
        guard var current = open else { return }
        open = nil
        try current.file.finish()
        current.about.bytes = current.file.byteCount
        if let encryption, let memory = current.memory {
            let bytes: [UInt8]
            do throws(EncryptionFault) { bytes = try encryption.encrypted(memory.bytes) } catch { throw .encryption(error) }
            do throws(SystemError) { try current.sink.write(bytes) } catch { throw .sink(error) }
            current.about.bytes = UInt64(bytes.count)
        }
        do throws(SystemError) { try current.sink.sync() } catch { throw .sink(error) }
        whole.append((current.sink, current.about))
    }

    /// The path of the first, second, … file.
    package func name(of number: Int) -> String {
        if number == 1 { return path }
        return path.hasSuffix(".pdf") ? "\(path.dropLast(4))-\(number).pdf" : "\(path)-\(number)"
    }
}
