import Glibc
import Platform
import Synchronization

/// Somebody pressed Control-C, or asked the process to end.
struct Interrupted: Error {}

/// Notes a request to stop, so that what is half written is removed on the way out; and sees to it that the process ends
/// soon, wherever it is: waiting for input or for who reads a pipe, within an endless line, in a call that knows of nothing.
enum Interrupt {
    private static let isAsked = Atomic<Bool>(false)

    private static let isPatient = Atomic<Bool>(false)

    /// How long a command has to end by itself.
    private static let grace: UInt32 = 700_000

    /// Posted by the handler, which may do little else.
    nonisolated(unsafe) private static let wake: UnsafeMutablePointer<sem_t> = {
        let wake = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        sem_init(wake, 0, 0)
        return wake
    }()

    /// For every command, at its start.
    static func install() {
        _ = wake
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // What nohup has begun goes on without its terminal.
            var before = sigaction()
            if number == SIGHUP, sigaction(number, nil, &before) == 0,
                unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1
            {
                continue
            }
            signal(number) { number in
                // Who asks twice does not want to wait for input that may never come.
                guard Interrupt.isAsked.exchange(true, ordering: .relaxed), !Interrupt.isPatient.load(ordering: .relaxed) else {
                    sem_post(Interrupt.wake)
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
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                Interrupt.end()
                return nil
            }, nil)
        pthread_detach(thread)
    }

    /// Workers, and who watches over them, have their own bound: they give back what they have begun. A worker is told
    /// twice, by the terminal or the system and by its supervisor, and does so all the same.
    static func isLeftToItself(isWorker: Bool) {
        isPatient.store(isWorker, ordering: .relaxed)
        mayEnd.store(false, ordering: .relaxed)
    }

    private static let mayEnd = Atomic<Bool>(true)

    /// The thread that waits for a request, and ends the process if it is still there a moment later.
    private static func end() {
        while sem_wait(wake) != 0 {}
        usleep(grace)
        guard mayEnd.load(ordering: .relaxed) else { return }
        PartialFiles.removeAll()
        Console.error("stopped")
        _exit(130)
    }

    static var isRequested: Bool { isAsked.load(ordering: .relaxed) }

    static func check() throws(Interrupted) {
        if isAsked.load(ordering: .relaxed) { throw Interrupted() }
    }
}
