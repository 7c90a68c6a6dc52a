import Glibc
import Platform
import Records
import Synchronization
import Texts

/// Writes lines to the terminal: results to standard output, everything else to standard error.
enum Console {
    /// Something written to standard output was lost (a full disk behind it, a reader that went away).
    static var isOutputLost: Bool { lost.load(ordering: .relaxed) }
    private static let lost = Atomic<Bool>(false)

    /// A document goes to standard output, so that what is said of it goes to standard error.
    static var isOutputTaken: Bool {
        get { taken.load(ordering: .relaxed) }
        set { taken.store(newValue, ordering: .relaxed) }
    }
    private static let taken = Atomic<Bool>(false)

    static func print(_ line: String) {
        write(PrintableText.of(line, keepsLines: true) + "\n", to: isOutputTaken ? STDERR_FILENO : STDOUT_FILENO)
    }
    /// A text for a program that reads it, whose line ends are its own.
    static func printRaw(_ text: String) { write(text, to: isOutputTaken ? STDERR_FILENO : STDOUT_FILENO) }
    static func error(_ line: String) { write(PrintableText.of(line, keepsLines: true) + "\n", to: STDERR_FILENO) }

    /// Writes all of a text, or answers that it could not.
    @discardableResult static func write(_ text: String, to descriptor: Int32) -> Bool {
        do throws(SystemError) {
            try BorrowedDescriptor(descriptor, path: "").write(Array(text.utf8))
            return true
        } catch {
            if descriptor == STDOUT_FILENO { lost.store(true, ordering: .relaxed) }
            return false
        }
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// A bar on a terminal while many records are rendered; nothing where standard error is a file.
struct ProgressBar {
    private let isShown: Bool
    private let start: Double
    private var last = 0.0
    private let total: Int64?

    /// `total` is the size of the input in bytes, if it is known.
    init(isShown: Bool, total: Int64?) {
        self.isShown = isShown && Console.isTerminal
        self.total = total
        start = ProgressBar.now
    }

    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    var elapsed: Double { ProgressBar.now - start }

    mutating func show(documents: Int, setAside: Int, read: Int64) {
        let now = ProgressBar.now
        guard isShown, now - last > 0.1 else { return }
        last = now
        let rate = Int(Double(documents) / max(0.001, now - start))
        var line = "\r\(documents) documents, \(rate)/s" + (setAside > 0 ? ", \(setAside) set aside" : "")
        if let total, total > 0 {
            let part = min(1, Double(read) / Double(total))
            let filled = Int(part * 30)
            let left = part > 0.01 ? Int((now - start) * (1 - part) / part) : nil
            line =
                "\r[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: 30 - filled))] \(Int(part * 100))%  "
                + line.dropFirst() + (left.map { ", \($0) s left" } ?? "")
        }
        Console.write(line + "\u{1B}[K", to: STDERR_FILENO)
    }

    func clear() { if isShown { Console.write("\r\u{1B}[K", to: STDERR_FILENO) } }
}

extension Console {
    /// Where a document is to be written: `-` and other names of standard output leave standard output to it.
    static func output(_ path: String) -> String {
        if StandardStream.descriptor(named: path) == STDOUT_FILENO { isOutputTaken = true }
        return path
    }
}
