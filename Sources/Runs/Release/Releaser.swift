import Fonts
import Glibc
import Pages
import Platform
import Records
import Rendering
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
    package func problems(of run: Run, _ order: Order?) throws(RunError) -> [RunError.ReleaseProblem] {
        var problems = try ledger.books(of: run.id).imbalances.map { RunError.ReleaseProblem.imbalance($0) }
        if run.engine != engine {
            problems.append(
                .otherProgram(
                    run: run.name, program: run.engine.name, digest: run.engine.digest.short, own: engine.name,
                    ownDigest: engine.digest.short))
        }
        if let current = order?.current, current.digest != run.bundle {
            let changed = BundleKeeper.changed(try ledger.bundleFiles(run.bundle), current.files)
            let shown = changed.prefix(4).map { String($0.drop { $0 != "/" }.dropFirst()) }
            problems.append(.templatesChanged(run: run.name, files: shown, more: changed.count - shown.count))
        }
        return problems
    }

    /// `worker` works the print jobs here, beside any others; nil where somebody else is known to. `progress` is asked now
    /// and then, and stops the work by throwing.
    package func release(
        _ run: Run, _ order: Order, worker: Worker?, progress: (Progress) throws(RunError) -> Void
    ) throws(RunError) -> Run {
        let lock = try archive.lockRelease(of: run)
        defer { lock.release() }
        switch run.state {
        case .released: throw RunError.releasedAlready(run: run.name, output: run.output ?? "")
        case .composing: throw RunError.notLaidOut(run: run.name)
        case .composed:
            throw .notApproved(
                run: run.name, approvals: try ledger.approvals(of: run.id).count, needed: max(1, run.approvalsNeeded),
                problems: try problems(of: run, order))
        case .cancelled: throw RunError.cancelled(run: run.name)
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
        let problems = try problems(of: run, order)
        guard problems.isEmpty else {
            throw RunError.notReady(run: run.name, act: .release, problems: problems)
        }
        try refuseOccupied(order.directory)
        try ReleaseDirectory.checkName(order.directory)
        // What cannot be reported must not be printed either, and is better known now.
        let kinds = KindShelf(ledger, archive)
        _ = try ControlReport(run, kinds, ledger).pdf()
        // The list of a release that was given up between two steps is not this one's.
        if let list = order.stopList, list.names.isEmpty, !order.allowsUnmatched {
            throw RunError.emptyStopList(run: run.name)
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
            throw RunError.releasingElsewhere(run: run.name, output: run.output ?? "")
        }
        if let list = order.stopList, list.digest != run.stopList {
            throw RunError.otherStopList(run: run.name, hadNone: run.stopList == nil)
        }
        if let each = order.each, each != run.each {
            throw RunError.otherSingleFiles(run: run.name, profile: run.each?.rawValue)
        }
        guard run.engine == engine else {
            throw RunError.otherProgram(run: run.name, program: run.engine.name, digest: run.engine.digest.short)
        }
    }

    private func refuseOccupied(_ path: String) throws(RunError) {
        if FileStatus.isTaken(path) { throw RunError.placeTaken(path) }
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
            if let stopped = state.stopped.first { throw .job(run: stopped.run, .stopped(stopped.error)) }
            if try ledger.run(run.name).isPaused {
                throw RunError.paused(run: run.name)
            }
            if state.isIdle { return }
            guard let worker else {
                if state.hopeless > 0, let fault = state.waiting.first {
                    throw .job(run: fault.run, .waits(fault.error))
                }
                usleep(20_000)
                continue
            }
            switch try worker.step(of: run.id) {
            case .idle: usleep(50_000)
            case .done, .lost: continue
            case .givenBack: throw RunError.stopped(.releaseGoesOn)
            case .failed(let error):
                // What can be mended by waiting, others may be trying; a person who waits here should hear of it.
                if try ledger.progress(of: run.id, engine: engine).stopped.isEmpty {
                    throw .job(run: run.name, .waits(error))
                }
            }
        }
    }
}
