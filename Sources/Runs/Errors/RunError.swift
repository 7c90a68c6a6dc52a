import Errors
import Glibc
import Platform

/// Why a run, or the archive, cannot do what was asked: what happened, as data. Its code is stable (`RunError+Code`), its
/// sentence is made last (`RunError+Sentence`), and what a front end's user can do about it is worded by the front end.
package enum RunError: CodedError, Equatable, Codable {
    // MARK: Taking in

    case emptySource(String)
    case takenInBefore(source: String, run: String)
    case runNameTaken(String)
    case badRunName(String)
    case amountsTooLarge(source: String)
    case trailerDiffers(source: String, from: ExpectedTotals.Origin)
    /// A row of details that belongs to no record, with what is wrong with it.
    case looseDetail(String)
    case correctionCount(named: Int, source: String, records: Int)
    case correctionNamedTwice
    case correctedTwice(line: Int, source: String, sequence: Int)
    case unknownKey(line: Int, source: String, run: String, nameless: [Int], isAnyOpen: Bool)
    case keyIsSound(line: Int)
    case issuedBefore(line: Int, run: String)
    case sharedBarcode(line: Int)
    case noLongerSetAside(sequence: Int)
    case otherKind(run: String, kind: String, asked: String)
    case kindWithoutDocument(kind: String)
    case keptKindWithoutDocument(kind: String)
    case amountNotStated(kind: String)
    case sequenceInFlow(place: String)

    // MARK: Deciding

    case unknownRun(String, suggestion: String?)
    case wrongState(run: String, state: RunState, act: RunAct)
    case notSetAside(sequence: Int, run: String)
    case noExpectedTotals(run: String)
    case notWaived(sequence: Int, run: String)
    case totalsNotWaived(run: String)
    case changedMeanwhile(run: String)
    case approvedAlready(run: String, by: String)
    case notApproved(run: String, approvals: Int, needed: Int, problems: [ReleaseProblem])
    case approvalOutdated(run: String)
    case notReady(run: String, act: RunAct, problems: [ReleaseProblem])
    case publishing(run: String, output: String)
    case personName(PersonNameProblem)
    case askerName(PersonNameProblem)
    case reason(PersonNameProblem)
    case notPermitted(actor: String, roles: [Role])
    case brokenSeal(run: String, part: SealedPart)

    // MARK: Releasing

    case releasedAlready(run: String, output: String)
    case notLaidOut(run: String)
    case cancelled(run: String)
    case emptyStopList(run: String)
    case unmatchedStops(run: String, count: Int, shown: [String])
    case releasingElsewhere(run: String, output: String)
    case otherStopList(run: String, hadNone: Bool)
    case otherSingleFiles(run: String, profile: String?)
    case otherProgram(run: String, program: String, digest: String)
    case placeTaken(String)
    case notADirectory(String)
    case directoryNameTooLong(bytes: Int, max: Int)
    case issuedElsewhere(run: String, count: Int, document: String, other: String)
    case notPrinting
    case printFileNotWritten(String)
    case printFilesNotWritten(run: String)
    case documentRefused(document: String, why: String)
    case documentDiffersFromRecord(document: String)
    case documentPagesDiffer(document: String)
    case documentMoved(document: String, page: Int, planned: Int)
    case printingCrashed(document: String, how: String)
    case printFileUnwritable(String)
    case paused(run: String)
    case releasingByAnother(run: String)
    case reportNotMade(String)
    case differentKinds(before: String, kind: String, after: String, otherKind: String)
    case nothingToProve(run: String)
    case list(path: String, ListProblem)

    // MARK: The archive

    case blobLost(String)
    case blobChanged(String)
    case templatesChanged(String)
    case runPruned(String)
    case documentsPruned(run: String)
    case documentPruned(String)
    case notIssued(document: String, run: String, state: RunState, isStopped: Bool)
    case noSuchPiece(run: String, piece: Int?)
    case printFileLost(run: String)
    case pagesAreOthers(document: String, run: String)
    case notLaidOutAgain(document: String, why: String)
    case recordIsOther(document: String)
    case unknownDocument(String)
    case severalDocuments(number: String, count: Int, names: [String])
    case nameIsANumber(String)
    case keptBefore(line: Int, document: String)
    case issuedInRun(line: Int, run: String, number: String)
    case held(run: String, why: String)
    case backupOccupied(String)
    case backupWithinHome(String)
    case trailLacks(line: Int64)
    case trailOutOfOrder(line: Int64)
    case trailChanged(line: Int64)
    case otherTrail
    case trailExtraLine(Int64)
    case trailRunLost(String)
    case badPieceRange(String)
    case notAFile(String)
    case fileMissing(String)
    case noFontForMark

    // MARK: The store and the system

    case store(StoreProblem)
    case newerStore(home: String)
    case damagedRow(String)
    case strayRows
    case storeLost(home: String)
    case workersEnded(times: Int?)
    case workersFail
    case job(run: String, JobError)
    /// What the system refused, in words of what was attempted.
    case system(String, reason: String, errno: Int32)
    /// A copy was to be encrypted that claims to be archival.
    case claimsToBeArchival
    /// An error of another room, by its code and its sentence.
    case other(code: String, cause: Cause, sentence: String, errno: Int32)
    case stopped(StopPoint)

    /// What it is a matter of.
    package enum Cause: String, Sendable, Codable {
        /// What was asked for makes no sense, or its input is bad.
        case usage
        /// A template cannot be used.
        case template
        /// The run does not balance, is not approved, or something changed since it was.
        case notReleased
        /// A file of the archive, or a row of the store, is not what was kept.
        case damaged
        /// The disk is full, the store is busy, a file cannot be read: it may be good the next time.
        case environment
        /// Somebody asked the program to end.
        case stopped
    }

    /// What is done with a run, for those who asked for it in the wrong state.
    package enum RunAct: String, Sendable, Codable {
        case correct, waive, unwaive, pause, resume, cancel, approve, recompose, stopList, print, release, prune, reprint
    }

    /// What keeps a run from being approved or released.
    package enum ReleaseProblem: Sendable, Equatable, Codable {
        case imbalance(Imbalance)
        case otherProgram(run: String, program: String, digest: String, own: String, ownDigest: String)
        case templatesChanged(run: String, files: [String], more: Int)
    }

    package enum PersonNameProblem: Sendable, Equatable, Codable {
        case length(most: Int)
        case noLetters, twoScripts, looseAccent, comma
        case character(String)
        case unseen(String)
    }

    package enum ListProblem: Sendable, Equatable, Codable {
        case foreign(String)
        case tooManyLines, utf16, halfCharacter, notAFile
        case tooLarge(megabytes: Int)
        case unreadable(String)
        case notAPiece(entry: Int, shown: String)
        case noPieces
    }

    package enum StoreProblem: String, Sendable, Codable {
        case full, unreadable, memory, busy, readOnly, interrupted, corrupt, constraint, schema, tooBig, foreign, unknown
        case unfitText, onlyRead
    }

    package enum StopPoint: String, Sendable, Codable {
        /// Nothing need be said.
        case silent
        case plain, nothingTakenIn, releaseGoesOn
    }

    /// A job that stopped, or waits: its own error.
    package indirect enum JobError: Sendable, Equatable, Codable {
        case stopped(RunError)
        case waits(RunError)
    }
}

extension RunError {
    /// Of an error of another room.
    package init(_ error: any CodedError, _ cause: Cause, errno: Int32 = 0) {
        if error.errorCode == .archivalEncryption {
            self = .claimsToBeArchival
            return
        }
        self = .other(
            code: error.errorCode.id, cause: cause, sentence: ErrorRenderer.plain.message(of: error), errno: errno)
    }

    /// In the system's own words.
    package init(_ error: SystemError) { self.init(error, .environment, errno: error.code) }

    /// The same, with words of our own for what was attempted.
    package static func system(_ what: String, _ error: SystemError) -> RunError {
        .system(what, reason: error.reason, errno: error.code)
    }

    /// Makes a folder, readable by its owner alone, and those around it.
    package static func makeFolder(_ path: String) throws(RunError) {
        do throws(SystemError) { try Directory.make(path, mode: 0o700) } catch { throw RunError(error) }
    }

    /// The same without the line of the input, for a list that says it beside.
    package var withoutLine: RunError {
        switch self {
        case .keptBefore(_, let document): .keptBefore(line: 0, document: document)
        case .issuedInRun(_, let run, let number): .issuedInRun(line: 0, run: run, number: number)
        default: self
        }
    }

    /// The sentence without a front end's words.
    package var message: String { sentence(by: .plain) }
}

extension RunError.StoreProblem {
    var cause: RunError.Cause {
        switch self {
        case .full, .unreadable, .memory, .busy, .readOnly, .interrupted, .unknown: .environment
        case .corrupt, .constraint, .schema, .foreign, .onlyRead: .damaged
        case .tooBig, .unfitText: .usage
        }
    }

    var systemCode: Int32 {
        switch self {
        case .full: ENOSPC
        case .unreadable: EIO
        case .memory: ENOMEM
        case .busy: EBUSY
        case .readOnly: EACCES
        case .interrupted: EINTR
        case .corrupt, .constraint, .schema, .tooBig, .foreign, .unknown, .unfitText, .onlyRead: 0
        }
    }
}
