import Pages
import Platform
import Records
import Rendering
import Runs

/// An approved run that is to be printed and put in place.
package struct ReleaseRequest: Encodable, Sendable {
    package var run: String
    /// The new folder of the output set, as a whole path.
    package var directory: String
    package var on: Day
    /// Accounts or numbers that are not to be printed.
    package var stopList: [String]?
    /// Names of the stop list that fit no document stop nothing.
    package var allowsUnmatched = false
    /// One PDF for each document beside the print files, in this profile.
    package var each: String?
    package var pagesPerFile = Releaser.Order.pagesPerFile
    /// Print what was approved although templates have changed since.
    package var asApproved = false
    package init(run: String, directory: String, on day: Day) {
        self.run = run
        self.directory = directory
        on = day
    }
}

package struct ReleaseResult: Encodable, Sendable {
    package var result: RunResult
    package var files: [PlannedFile]
    package func encode(to encoder: any Encoder) throws { try result.encode(to: encoder) }
}

/// What a front end hears of while a release goes on.
package struct ReleaseProgress {
    /// What the stop list took out, and which of its names fit no document.
    package var stopped: (_ documents: Int, _ unmatched: [String]) -> Void
    /// Asked again and again: sees after the workers that print, where there are any.
    package var tend: () throws(RunError) -> Void
    package var show: (Progress) -> Void
    package init(
        stopped: @escaping (_ documents: Int, _ unmatched: [String]) -> Void,
        tend: @escaping () throws(RunError) -> Void, show: @escaping (Progress) -> Void
    ) {
        self.stopped = stopped
        self.tend = tend
        self.show = show
    }
}

/// Pieces of a released run that are printed again.
package enum ReprintSelection: Encodable, Sendable {
    /// From this piece to the end of its file.
    case from(Int)
    /// As `7,12,1200-1850`.
    case range(String)
    /// Numbers from a list.
    case list([Int])
}

package struct ReprintResult: Encodable, Sendable {
    package var documents: Int
    package var pages: Int
    package var blanks: Int
    /// The print file to whose end it goes.
    package var file: String?
    /// Pieces that were asked for and are not in the run.
    package var missing: Int
}

extension Operations {
    /// Prints an approved run and puts its output set in place. `current`: the files of its kind as they are now, where a
    /// change since the approval is to stop it. `isPrintedByOthers`: workers print, and this process waits for them.
    package func release(
        _ actor: Actor, _ request: ReleaseRequest, current: Bundle?, isPrintedByOthers: Bool, _ progress: ReleaseProgress
    ) throws(RunError) -> ReleaseResult {
        try allow(.release, actor)
        let run = try ledger.run(request.run)
        var order = Releaser.Order(directory: request.directory, by: actor, on: request.on)
        order.each = request.each.flatMap(OutputProfile.init)
        order.pagesPerFile = request.pagesPerFile
        order.current = request.asApproved || run.state != .approved ? nil : current.map { BundleKeeper.digest($0) }
        order.stopList = request.stopList.map { StopList($0) }
        order.allowsUnmatched = request.allowsUnmatched
        order.stopped = progress.stopped
        let worker = Worker(
            name: "release \(ProcessNumber.own)", ledger: ledger, archive: archive, engine: workspace.program,
            machine: actor.machine)
        worker.isStopped = isCancelled
        let released = try Releaser(ledger: ledger, archive: archive, engine: workspace.program).release(
            run, order, worker: isPrintedByOthers ? nil : worker
        ) { state throws(RunError) in
            try progress.tend()
            try checkCancelled(.releaseGoesOn)
            progress.show(state)
        }
        return ReleaseResult(
            result: RunResult(run: released, books: try ledger.books(of: released.id)),
            files: try ledger.files(of: released.id).filter(\.isPrinted))
    }

    /// Writes pieces of a released run again, as one PDF.
    package func reprint(
        _ actor: Actor, run name: String, _ selection: ReprintSelection, to path: String
    ) throws(RunError) -> ReprintResult {
        try allow(.reprint, actor)
        let run = try ledger.run(name)
        var asked: PieceSelection?
        var first: Int?
        let about: String
        switch selection {
        case .from(let piece):
            first = piece
            about = "from piece \(piece)"
        case .range(let text):
            asked = try PieceSelection(text)
            about = "pieces \(text)"
        case .list(let pieces):
            asked = PieceSelection(pieces.sorted().map { $0...$0 })
            about = "\(pieces.count) pieces of a list"
        }
        let made = try Reissue(ledger, archive).pieces(
            run, { asked?.contains($0) ?? false }, from: first, to: path, by: actor, about: about)
        return ReprintResult(
            documents: made.documents, pages: made.pages, blanks: made.blanks, file: made.file,
            missing: (asked?.count ?? made.documents) - made.documents)
    }
}
