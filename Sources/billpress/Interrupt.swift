import Glibc
import Synchronization

/// Somebody pressed Control-C, or asked the process to end.
struct Interrupted: Error {}

/// Notes a request to stop, so that what is half written is removed on the way out.
enum Interrupt {
    private static let isAsked = Atomic<Bool>(false)

    private static let isPatient = Atomic<Bool>(false)

    /// A worker is told twice, by the terminal or the system and by its supervisor, and gives back what it has all the same.
    static func install(isPatient: Bool = false) {
        Interrupt.isPatient.store(isPatient, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Who asks twice does not want to wait for input that may never come.
                guard Interrupt.isAsked.exchange(true, ordering: .relaxed), !Interrupt.isPatient.load(ordering: .relaxed) else {
                    return
                }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
        // A reader that goes away shows as an error of write, not as the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // So does a file that may not grow further.
        signal(SIGXFSZ, SIG_IGN)
    }

    static var isRequested: Bool { isAsked.load(ordering: .relaxed) }

    static func check() throws(Interrupted) {
        if isAsked.load(ordering: .relaxed) { throw Interrupted() }
    }
}
