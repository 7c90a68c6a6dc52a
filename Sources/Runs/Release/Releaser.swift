import Fonts
import Glibc
import Pages
import Records
import Rendering
import System
import Templating

/// Releases a run: checks that it is what was approved and that it balances, prints it, and puts the output set in place
/// in one step. Whoever is killed on the way can be begun again, and goes on where it was.
package struct Releaser {
    package let ledger: Ledger
    package let archive: Archive
    package let engine: Engine
    package init(ledger: Ledger, archive: Archive, engine: Engine) {
        self.ledger = ledger
        self.archive = archive
        self.engine = engine
    }

    package struct Order {
        package var directory: String
        package var by: Actor
        package var on: Day
        /// Accounts or numbers that are not to be printed.
        package var stopList: StopList?
        /// Names that fit no document stop nothing.
        package var allowsUnmatched = false
        /// Hears what the stop list took out, and which of its names fit no document.
        package var stopped: (_ documents: Int, _ unmatched: [String]) -> Void = { _, _ in }
        /// One PDF for each document beside the print files, in this profile.
        package var each: OutputProfile?
        package var pagesPerFile = Order.pagesPerFile
        /// The files of the kind's folders as they are now; a change since the approval is told. Nil: print what was approved.
        package var current: (digest: Digest, files: [BundleFile])?
        /// 2,500 pages: two processes share ten thousand bills, and a printer takes a file at once.
        package static let pagesPerFile = 2_500
        package init(directory: String, by: Actor, on day: Day) {
            self.directory = directory
            self.by = by
            on = day
        }
    }

    /// What keeps a run from being released; empty where nothing does.
    package func faults(of run: Run, _ order: Order?) throws(RunError) -> [String] {
        var faults = try ledger.books(of: run.id).faults
        if run.engine != engine {
            faults.append(
                "it was laid out by \(run.engine.name) (\(run.engine.digest.short)…) and this is \(engine.name) (\(engine.digest.short)…): `billpress run recompose \(run.name)`"
            )
        }
        if let current = order?.current, current.digest != run.bundle {
            let changed = BundleKeeper.changed(try ledger.bundleFiles(run.bundle), current.files)
            let shown = changed.prefix(4).map { $0.drop { $0 != "/" }.dropFirst() }.joined(separator: ", ")
            faults.append(
                "\(shown)\(changed.count > 4 ? " and \(changed.count - 4) more" : "") changed since it was laid out: `billpress run recompose \(run.name)`, or release with --as-approved"
            )
        }
        return faults
    }

    /// `worker` works the print jobs here, beside any others; nil where somebody else is known to. `progress` is asked now
    /// and then, and stops the work by throwing.
    package func release(
        _ run: Run, _ order: Order, worker: Worker?, progress: (Progress) throws(RunError) -> Void
    ) throws(RunError) -> Run {
        let lock = try archive.lockRelease(of: run)
        defer { lock.release() }
        switch run.state {
        case .released: throw .usage("the run \(run.name) is released already, to \(run.output ?? "")")
        case .composing: throw .notReleased("the run \(run.name) is not laid out yet: `billpress work --drain`")
        case .composed:
            let faults = try faults(of: run, order)
            throw .notReleased(
                "the run \(run.name) is not approved (\(try ledger.approvals(of: run.id).count) of \(max(1, run.approvalsNeeded)))"
                    + (faults.isEmpty
                        ? ": `billpress run approve \(run.name) --by WHO`" : "; and\n  " + faults.joined(separator: "\n  ")))
        case .cancelled: throw .usage("the run \(run.name) is cancelled")
        case .approved: try begin(run, order)
        case .printing:
            try goOn(run, order)
            try ledger.checkApproved(run.id)
            try ledger.wake(run.id)
        }
        if let set = run.publishing, try isInPlace(set, order.directory) {
            // It was killed between the two last steps.
            try ledger.release(run.id, by: order.by)
            AtomicDirectory.sweep(beside: order.directory)
            return try ledger.run(run.name)
        }
        try refuseOccupied(order.directory)
        try print(run, worker, progress)
        let folder = try assemble(try ledger.run(run.name), order)
        let set = try folder.writeSums()
        try ledger.publish(run.id, set: set, by: order.by)
        try folder.place()
        try ledger.release(run.id, by: order.by)
        return try ledger.run(run.name)
    }

    private func begin(_ run: Run, _ order: Order) throws(RunError) {
        let faults = try faults(of: run, order)
        guard faults.isEmpty else {
            throw .notReleased("the run \(run.name) cannot be released:\n  " + faults.joined(separator: "\n  "))
        }
        try refuseOccupied(order.directory)
        try ReleaseDirectory.checkName(order.directory)
        // What cannot be reported must not be printed either, and is better known now.
        let kinds = KindShelf(ledger, archive)
        _ = try ControlReport(run, kinds, ledger).pdf()
        // The list of a release that was given up between two steps is not this one's.
        if let list = order.stopList, list.names.isEmpty, !order.allowsUnmatched {
            throw .usage(
                "the stop list names nothing, as a list does whose export failed; --stop-anyway releases \(run.name) all the same"
            )
        }
        if let list = order.stopList ?? (run.stopList == nil ? nil : StopList([])) {
            let taken = try ledger.stop(run.id, list, allowsUnmatched: order.allowsUnmatched, by: order.by)
            order.stopped(taken.documents, taken.unmatched)
        }
        try ledger.plan(
            run.id, pagesPerFile: order.pagesPerFile, output: order.directory, each: order.each, on: order.on, by: order.by)
    }

    /// A release that was begun goes on as it was begun.
    private func goOn(_ run: Run, _ order: Order) throws(RunError) {
        guard run.output == order.directory else {
            throw .usage("the run \(run.name) is being released to \(run.output ?? ""); go on with that")
        }
        if let list = order.stopList, list.digest != run.stopList {
            throw .usage(
                "the run \(run.name) is being printed with \(run.stopList == nil ? "no" : "another") stop list; go on without --stop"
            )
        }
        if let each = order.each, each != run.each {
            let begun = run.each.map { "with --each in the profile \($0.rawValue)" } ?? "without --each"
            throw .usage("the run \(run.name) is being released \(begun); go on with that")
        }
        guard run.engine == engine else {
            throw .notReleased(
                "the release of \(run.name) was begun by \(run.engine.name) (\(run.engine.digest.short)…), and this is another; go on with that, or `billpress run recompose \(run.name)`"
            )
        }
    }

    private func refuseOccupied(_ path: String) throws(RunError) {
        if FileStatus.isTaken(path) { throw .usage("\(path) is there already; move it away, or release to a new folder") }
    }

    private func isInPlace(_ set: Digest, _ path: String) throws(RunError) -> Bool {
        guard FileStatus.exists("\(path)/\(ReleaseDirectory.sumsName)") else { return false }
        return try Archive.digest(ofFile: "\(path)/\(ReleaseDirectory.sumsName)", named: "\(path)/\(ReleaseDirectory.sumsName)")
            == set
    }

    /// Works the print jobs beside any other workers until all are done.
    private func print(_ run: Run, _ worker: Worker?, _ progress: (Progress) throws(RunError) -> Void) throws(RunError) {
        while true {
            let state = try ledger.progress(of: run.id, engine: engine)
            try progress(state)
            if let stopped = state.stopped.first { throw .notReleased(stopped) }
            if try ledger.run(run.name).isPaused {
                throw .notReleased("the run \(run.name) is paused: `billpress run resume \(run.name)`")
            }
            if state.isIdle { return }
            guard let worker else {
                if state.hopeless > 0, let fault = state.waiting.first {
                    throw .environment("\(fault); begin the release again to go on")
                }
                usleep(20_000)
                continue
            }
            switch try worker.step(of: run.id) {
            case .idle: usleep(50_000)
            case .done, .lost: continue
            case .givenBack: throw RunError(.stopped, "stopped; begin the release again to go on")
            case .failed(let message):
                // What can be mended by waiting, others may be trying; a person who waits here should hear of it.
                if try ledger.progress(of: run.id, engine: engine).stopped.isEmpty {
                    throw .environment("\(message); begin the release again to go on")
                }
            }
        }
    }
}
