import Glibc
import Runs

/// Documents that crash or hang their process, which no input does, for tests of what then happens: `crash:17,hang:23` in
/// BILLPRESS_DISTURB, by their sequence; `slow:5:300` takes so many milliseconds more. Only in debug builds.
package struct FaultInjection: Sendable {
    private enum Fault {
        case crash, hang
        case slow(milliseconds: UInt32)
    }

    private let faults: [Int: Fault]

    package static let none = FaultInjection(faults: [:])

    /// What the environment asks for.
    package static var requested: FaultInjection {
        #if DEBUG
            guard let text = getenv("BILLPRESS_DISTURB").map({ String(cString: $0) }) else { return .none }
            var faults: [Int: Fault] = [:]
            for part in text.split(separator: ",") {
                let words = part.split(separator: ":")
                guard words.count > 1, let sequence = Int(words[1]) else { continue }
                switch words[0] {
                case "crash": faults[sequence] = .crash
                case "hang": faults[sequence] = .hang
                case "slow": faults[sequence] = .slow(milliseconds: words.count > 2 ? UInt32(words[2]) ?? 20 : 20)
                default: continue
                }
            }
            return FaultInjection(faults: faults)
        #else
            return .none
        #endif
    }

    /// Does what is asked for at a document.
    func strike(at sequence: Int) {
        switch faults[sequence] {
        case .crash: abort()
        case .hang: while true { sleep(1_000) }
        case .slow(let milliseconds): usleep(milliseconds * 1_000)
        case nil: return
        }
    }
}
