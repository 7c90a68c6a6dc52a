import Pages
import Platform
import Synchronization
import Templating

/// Makes documents in processes that are kept warm: a record goes in, a PDF or what is wrong comes out. A crash in a library
/// costs the request at hand and no other.
///
/// `render` blocks, and may be called from any number of threads; not from Swift's tasks, whose threads are few. A request
/// waits for its turn, first come, first served.
package final class RenderPool: Sendable {
    package struct Settings: Sendable {
        /// How many documents are made at the same time.
        package var children = 2
        /// Children more than that, ready to take the place of one that ends.
        package var spares = 1
        /// How many requests may wait.
        package var queueLimit = 64
        /// Milliseconds that a request waits for its turn.
        package var queueTimeout = 10_000
        /// Milliseconds that a document may take.
        package var deadline = 20_000
        /// A child that has answered so many is replaced, so that what libraries leak is given back.
        package var requestsPerChild = 2_000
        /// So is one with so many bytes in memory.
        package var residentLimit = 512 << 20
        /// How many kinds, those asked for last, a new child loads before it is asked for them.
        package var preparedKinds = 4
        /// Milliseconds in which a child has to start, and to load a kind.
        package var startTimeout = 10_000

        package init() {}
    }

    private let queue: RenderQueue
    private let settings: Settings
    private let keeper = Mutex<BlockingThread?>(nil)
    private let ids = Atomic<UInt64>(0)

    /// A child that closes its connection has so many milliseconds to end by itself, so that its own status is heard.
    private static let exitGrace: Int32 = 500

    /// `command` starts a process that runs a `RenderLoop`. Who has its end of children ignored (SIGCHLD) never hears of them.
    package init(_ command: ChildCommand, _ settings: Settings = Settings()) throws(SystemError) {
        self.settings = settings
        let queue = try RenderQueue(settings)
        self.queue = queue
        let thread = try BlockingThread { RenderChildKeeper(queue, command, settings).run() }
        keeper.withLock { $0 = thread }
    }

    deinit { shutDown() }

    /// Makes a document, or throws why there is none.
    package func render(_ request: RenderRequest) throws(RenderError) -> RenderedDocument {
        let id = ids.add(1, ordering: .relaxed).newValue
        let frame = RenderCommand.render(id, request).frame()
        guard frame.count - WireFrame.headerSize <= WireFrame.requestLimit else { throw .requestTooLarge }
        // Who finds a child gone before it had the request has lost nothing, and is the first to have another.
        for attempt in 0...settings.children + settings.spares {
            let child = try queue.acquire(isFirst: attempt > 0)
            let answer: RenderChild.Answer
            do throws(RenderChild.Failure) {
                answer = try child.exchange(frame, id: id, by: Deadline(milliseconds: settings.deadline))
            } catch {
                let status = child.end(after: error == .died ? RenderPool.exitGrace : 0)
                if queue.lose(child, isEnded: status != nil) { throw .poolShutDown }
                switch error {
                case .notReceived: continue
                case .died: throw .renderChildDied(signal: status?.signal)
                case .timedOut: throw .renderTimedOut
                case .invalid: throw .renderAnswerInvalid
                }
            }
            let prepared = RenderPreparation(kind: request.kind, profile: request.profile, attachment: request.attachment)
            queue.release(child, answer.statistics, prepared: answer.isDocument ? prepared : nil)
            var document = try answer.result.get()
            document.child = answer.statistics
            return document
        }
        throw .renderChildDied(signal: nil)
    }

    /// How things stand, for whoever watches a service.
    package struct Status: Sendable {
        /// Processes that are ready.
        package let idle: [Int32]
        /// Processes that are at work.
        package let busy: [Int32]
        /// How many are being started.
        package let starting: Int
        /// Requests that wait.
        package let waiting: Int
    }

    package var status: Status { queue.status }

    /// Waits until so many children are ready for requests. False if they are not in time.
    package func waitUntilReady(_ children: Int, milliseconds: Int = 10_000) -> Bool {
        queue.waitUntilReady(children, by: Deadline(milliseconds: milliseconds))
    }

    /// Ends all children at once. Requests that wait, those that are at work, and those to come end with `poolShutDown`.
    package func shutDown() {
        queue.shutDown()
        keeper.withLock { keeper in
            keeper?.join()
            keeper = nil
        }
        for child in queue.waitUntilIdle(by: Deadline(milliseconds: 5_000)) { _ = child.end() }
    }
}
