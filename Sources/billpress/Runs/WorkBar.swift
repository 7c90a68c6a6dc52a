import Glibc
import Runs

/// A bar on a terminal while workers work.
struct WorkBar {
    private let isShown: Bool
    private let start = ProgressBar.now
    private var first: Int?

    init(isShown: Bool) { self.isShown = isShown && Console.isTerminal }

    mutating func show(_ progress: Progress) {
        guard isShown, progress.documents > 0 else { return }
        let begun = first ?? progress.documentsDone
        first = begun
        let elapsed = max(0.001, ProgressBar.now - start)
        let rate = Double(progress.documentsDone - begun) / elapsed
        let part = Double(progress.documentsDone) / Double(progress.documents)
        let filled = Int(part * 30)
        let left = rate > 0 ? ", \(Int(Double(progress.documents - progress.documentsDone) / rate)) s left" : ""
        Console.write(
            "\r[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: 30 - filled))] \(Int(part * 100))%  \(progress.documentsDone) of \(progress.documents) documents, \(Int(rate))/s\(left)\(progress.stopped.isEmpty ? "" : ", \(progress.stopped.count) stopped")\u{1B}[K",
            to: STDERR_FILENO)
    }

    func clear() { if isShown { Console.write("\r\u{1B}[K", to: STDERR_FILENO) } }
}
