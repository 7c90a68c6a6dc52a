import Errors
import PDF
import Records
import Texts

extension RunError {
    package func sentence(by renderer: ErrorRenderer) -> String {
        func then(_ advice: ErrorAdvice) -> String { renderer.words(for: advice, after: "; ") }
        switch self {
        case .emptySource(let source): return "\(source) holds no record"
        case .takenInBefore(let source, let run):
            return "\(source) was taken in before, as the run \(run)\(then(.takeInAgain))"
        case .runNameTaken(let run): return "there is a run \(run) already\(then(.nameRun))"
        case .badRunName(let name):
            return
                "a run's name has 1 to 40 letters, figures, hyphens, points, spaces, at least one of them a letter; this is \(name.isEmpty ? "empty" : PrintableText.of(name))"
        case .amountsTooLarge(let source):
            return
                "the amounts of \(source) add up to more than \(Books.dollars(InputTotals.mostCents)), which is the most that a run holds"
        case .trailerDiffers(let source, let from):
            return "the trailer of \(source) does not say what \(from.words(source)) does"
        case .looseDetail(let why): return "\(why); corrections must be whole"
        case .correctionCount(let named, let source, let records):
            return
                "\(Books.many(named, "document")) \(named == 1 ? "is" : "are") named\(renderer.words(for: .namedSequences, after: " ")), and \(source) holds \(Books.many(records, "record"))"
        case .correctionNamedTwice: return "a document is named twice\(renderer.words(for: .namedSequences, after: " "))"
        case .correctedTwice(let line, let source, let sequence):
            return "line \(line) of \(source) corrects document \(sequence) a second time"
        case .unknownKey(let line, let source, let run, let nameless, let isAnyOpen):
            let shown = nameless.prefix(5).map(String.init).joined(separator: ", ") + (nameless.count > 5 ? ", …" : "")
            let advice =
                isAnyOpen
                ? "; where it corrects a line that could not be read, or a record whose account or number was wrong, name the document that it corrects\(renderer.words(for: .nameSequences, after: " "))\(nameless.isEmpty ? "" : " (without a key: \(shown))")"
                : ""
            return
                "line \(line) of \(source): no document of \(run) that is set aside has its key; a run takes corrections of what was set aside, and nothing new\(advice)"
        case .keyIsSound(let line): return "line \(line): the run has a document with its key that is not set aside"
        case .issuedBefore(let line, let run): return "line \(line): its number was issued already, in the run \(run)"
        case .sharedBarcode(let line): return "line \(line): another record of the run has its barcode"
        case .noLongerSetAside(let sequence): return "document \(sequence) is no longer set aside"
        case .otherKind(let run, let kind, let asked): return "\(run) is a run of \(kind), not of \(asked)"
        case .kindWithoutDocument(let kind):
            return
                "\(kind)/data.schema.json has no x-document: a run must know whose the documents are and what they say"
        case .keptKindWithoutDocument(let kind):
            return "\(kind)/data.schema.json has no x-document: what is kept must be found again by it"
        case .amountNotStated(let kind):
            return
                "\(kind): the contract names an amount, and no element of the template has states=\"amount\" or id=\"amount\": a run adds up what the pages state there"
        case .sequenceInFlow(let place):
            return "\(place): the flow uses run.sequence, which is known only when the pages are made; use it in a region"
        default: return decisionSentence(by: renderer)
        }
    }

    private func decisionSentence(by renderer: ErrorRenderer) -> String {
        func then(_ advice: ErrorAdvice, _ joint: String = "; ") -> String { renderer.words(for: advice, after: joint) }
        switch self {
        case .unknownRun(let name, let suggestion):
            return "there is no run \(name)\(suggestion.map { "; \($0)" } ?? then(.listRuns))"
        case .wrongState(let run, let state, let act): return "the run \(run) is \(state.rawValue)\(act.refusal)"
        case .notSetAside(let sequence, let run):
            return "document \(sequence) of \(run) is not set aside\(then(.listExceptions(run: run)))"
        case .noExpectedTotals(let run): return "the run \(run) has no expected totals to be waived"
        case .notWaived(let sequence, let run): return "document \(sequence) of \(run) is not waived"
        case .totalsNotWaived(let run): return "the totals of \(run) are not waived"
        case .changedMeanwhile(let run): return "the run \(run) has changed while you looked at it; look again"
        case .approvedAlready(let run, let by): return "\(by) has approved \(run) already"
        case .notApproved(let run, let approvals, let needed, let problems):
            let said = "the run \(run) is not approved (\(approvals) of \(needed))"
            guard problems.isEmpty else { return "\(said); and" + RunError.lines(problems, renderer) }
            return said + then(.approve(run: run), ": ")
        case .approvalOutdated(let run): return "the run \(run) is not what was approved: its books have changed since"
        case .notReady(let run, let act, let problems):
            return "the run \(run) cannot be \(act == .approve ? "approved" : "released"):" + RunError.lines(problems, renderer)
        case .publishing(let run, let output):
            return "the run \(run) is at the last step of its release to \(output): begin the release again, and it is done"
        case .personName(let problem): return problem.sentence(of: "who answers")
        case .askerName(let problem): return problem.sentence(of: "who asks")
        case .reason(let problem): return problem.reasonSentence
        case .notPermitted(let actor, let roles):
            return "\(actor) may not do this: it is for \(roles.map(\.rawValue).sorted().joined(separator: ", "))"
        case .brokenSeal(let run, let part):
            return
                "the run \(run) is not what the trail says: \(part.words); somebody or something has changed the store of runs"
        default: return releaseSentence(by: renderer)
        }
    }

    private static func lines(_ problems: [ReleaseProblem], _ renderer: ErrorRenderer) -> String {
        problems.map { "\n  " + $0.sentence(by: renderer) }.joined()
    }

    private func releaseSentence(by renderer: ErrorRenderer) -> String {
        func then(_ advice: ErrorAdvice, _ joint: String = "; ") -> String { renderer.words(for: advice, after: joint) }
        switch self {
        case .releasedAlready(let run, let output): return "the run \(run) is released already, to \(output)"
        case .notLaidOut(let run): return "the run \(run) is not laid out yet\(then(.work, ": "))"
        case .cancelled(let run): return "the run \(run) is cancelled"
        case .emptyStopList(let run):
            return
                "the stop list names nothing, as a list does whose export failed\(then(.stopAnyway(run: run, isEmpty: true)))"
        case .unmatchedStops(let run, let count, let shown):
            return
                "\(Books.many(count, "name")) of the stop list \(count == 1 ? "fits" : "fit") no document of \(run): \(shown.joined(separator: " "))\(count > shown.count ? " …" : "")\(then(.stopAnyway(run: run, isEmpty: false)))"
        case .releasingElsewhere(let run, let output): return "the run \(run) is being released to \(output); go on with that"
        case .otherStopList(let run, let hadNone):
            return "the run \(run) is being printed with \(hadNone ? "no" : "another") stop list\(then(.goOnWithoutStops))"
        case .otherSingleFiles(let run, let profile):
            return
                "the run \(run) is being released \(renderer.words(for: .singleFiles(profile: profile), after: "")); go on with that"
        case .otherProgram(let run, let program, let digest):
            return
                "the release of \(run) was begun by \(program) (\(digest)…), and this is another; go on with that\(then(.recompose(run: run), ", or "))"
        case .placeTaken(let path): return "\(path) is there already; move it away, or release to a new folder"
        case .notADirectory(let path): return "\(path) is not a folder; name one for the set"
        case .directoryNameTooLong(let bytes, let max):
            return "the name of the folder has \(bytes) bytes; a name has at most \(max)"
        case .issuedElsewhere(let run, let count, let document, let other):
            return
                "the numbers of \(Books.many(count, "document")) of \(run) were issued already, the first, \(document), in the run \(other): put \(count == 1 ? "it" : "them") on the stop list"
        case .notPrinting: return "the run is not being printed any more"
        case .printFileNotWritten(let name): return "the print file \(name) is not written yet"
        case .printFilesNotWritten(let run): return "print files of \(run) are not written yet"
        case .documentRefused(let document, let why):
            return "document \(document) was good when it was approved, and is not now: \(why)"
        case .documentDiffersFromRecord(let document):
            return "the books of document \(document) do not say what its record does"
        case .documentPagesDiffer(let document):
            return "document \(document) is not what was approved: its pages are others now"
        case .documentMoved(let document, let page, let planned):
            return "document \(document) would begin on page \(page) of its print file, and the plan has it on page \(planned)"
        case .printingCrashed(let document, let how): return "printing document \(document) \(how)"
        case .printFileUnwritable(let why): return "a print file cannot be written: \(why)"
        case .paused(let run): return "the run \(run) is paused\(then(.resume(run: run), ": "))"
        case .releasingByAnother(let run): return "the run \(run) is being released by another process"
        case .reportNotMade(let why): return "the control report cannot be made: \(why)"
        case .differentKinds(let before, let kind, let after, let otherKind):
            return "\(before) is of \(kind) and \(after) of \(otherKind): they have no pages to compare"
        case .nothingToProve(let run): return "the run \(run) has no document to look at"
        case .list(let path, let problem): return problem.sentence(of: path)
        default: return archiveSentence(by: renderer)
        }
    }

    private func archiveSentence(by renderer: ErrorRenderer) -> String {
        func then(_ advice: ErrorAdvice, _ joint: String = "; ") -> String { renderer.words(for: advice, after: joint) }
        switch self {
        case .blobLost(let digest): return "the archive has lost the file \(digest)…"
        case .blobChanged(let digest):
            return "the file \(digest)… of the archive is not what was kept: somebody or something has changed it"
        case .templatesChanged(let digest): return "the list of the templates \(digest)… is not what was kept"
        case .runPruned(let run): return "the run \(run) is past its retention and was removed"
        case .documentsPruned(let run): return "the documents of \(run) are past their retention and were removed"
        case .documentPruned(let document): return "the document \(document) is past its retention and was removed"
        case .notIssued(let document, let run, let state, let isStopped):
            return
                "the document \(document) was not issued: it is \(isStopped ? "on the stop list" : "in the run \(run), which is \(state.rawValue)")"
        case .noSuchPiece(let run, let piece): return "the run \(run) has no \(piece.map { "piece \($0)" } ?? "such piece")"
        case .printFileLost(let run): return "the store of runs has lost a print file of \(run)"
        case .pagesAreOthers(let document, let run):
            return "document \(document): its pages are others now\(then(.verifyArchive(run: run)))"
        case .notLaidOutAgain(let document, let why): return "document \(document) cannot be laid out: \(why)"
        case .recordIsOther(let document): return "document \(document) is not what was laid out"
        case .unknownDocument(let name): return "there is no issued document \(name)\(then(.findAccount))"
        case .severalDocuments(let number, let count, let names):
            return "\(count) documents have the number \(number); name one of them: \(names.joined(separator: ", "))"
        case .nameIsANumber(let name):
            return "\(name) is a document's name here, and the number that another has in its data; find it by its account"
        case .keptBefore(let line, let document):
            return "\(RunError.line(line))its number was given out before, as \(document)\(then(.reissue(document: document)))"
        case .issuedInRun(let line, let run, let number):
            return "\(RunError.line(line))its number was issued already, in the run \(run)\(then(.reissue(document: number)))"
        case .held(let run, let why): return "the run \(run) is held: \(why)"
        case .backupOccupied(let path):
            return "\(path) holds other things; back up to a new folder, or to one that holds a backup"
        case .backupWithinHome(let path): return "\(path) is the home itself, or lies in it; back up to another folder"
        case .trailLacks(let line): return "the audit trail lacks line \(line)"
        case .trailOutOfOrder(let line): return "line \(line) of the audit trail does not follow the one before it"
        case .trailChanged(let line): return "line \(line) of the audit trail was changed"
        case .otherTrail:
            return "the audit trail does not go through the head that was written down: it is another trail"
        case .trailExtraLine(let line): return "the audit trail has a line \(line), which is none of it"
        case .trailRunLost(let run): return "the audit trail tells of run \(run), and the store of runs has lost it"
        case .badPieceRange(let text): return "\(text) is no range of pieces; write such as 1200-1850"
        case .notAFile(let name): return "\(name) is read twice, so it is a file; this is a folder, a pipe or a device"
        case .fileMissing(let name): return "\(name) is not there"
        case .noFontForMark: return "the templates have no font to stamp a copy with"
        case .store(let problem): return problem.sentence + (problem.isForeign ? then(.lookAtStore) : "")
        case .newerStore(let home): return "the store of runs in \(home) was written by a newer version of the program"
        case .damagedRow(let what): return "the store of runs is damaged: \(what)"
        case .strayRows:
            return "the store of runs has rows of a run that is not there: somebody or something has changed it"
        case .storeLost(let home):
            return
                "the store of runs in \(home) is gone or empty, and the archive beside it holds what was issued: restore the store from a backup"
        case .workersEnded(let times):
            return times.map { "its workers ended \($0) times without a word" } ?? "its workers ended again and again"
        case .workersFail: return "workers cannot work; what they said stands above"
        case .job(let run, .stopped(let error)): return "\(run): \(renderer.message(of: error))"
        case .job(let run, .waits(let error)):
            return "\(run): \(renderer.message(of: error)); begin the release again to go on"
        case .system(let what, let reason, _): return "\(what): \(reason)"
        case .claimsToBeArchival: return EncryptionFault.archival.sentence(by: renderer)
        case .other(_, _, let sentence, _): return sentence
        case .stopped(let point): return point.sentence
        default: return ""
        }
    }

    private static func line(_ line: Int) -> String { line > 0 ? "line \(line): " : "" }
}

extension RunError.RunAct {
    /// As it goes on after "the run nov is released".
    fileprivate var refusal: String {
        switch self {
        case .correct: ", and takes no corrections"
        case .waive: "; nothing can be waived any more"
        case .unwaive: "; its waivers stand"
        case .pause: ": there is no work to pause"
        case .resume: ": there is no work to go on with"
        case .cancel: " and cannot be cancelled"
        case .approve: ", and only a composed one is approved"
        case .recompose: ", and is not laid out again"
        case .stopList: ": the stop list comes with the release"
        case .print: ", and only an approved one is printed"
        case .release: ""
        case .prune: "; only released and cancelled runs are pruned"
        case .reprint: "; only what was released is printed again"
        }
    }
}

extension RunError.ReleaseProblem {
    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .imbalance(let imbalance): return imbalance.description
        case .otherProgram(let run, let program, let digest, let own, let ownDigest):
            return
                "it was laid out by \(program) (\(digest)…) and this is \(own) (\(ownDigest)…)\(renderer.words(for: .recompose(run: run), after: ": "))"
        case .templatesChanged(let run, let files, let more):
            return
                "\(files.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "") changed since it was laid out\(renderer.words(for: .recomposeOrAsApproved(run: run), after: ": "))"
        }
    }
}

extension RunError.PersonNameProblem {
    fileprivate func sentence(of whom: String) -> String {
        switch self {
        case .length(let most): "\(whom) is told by a name of 1 to \(most) characters"
        case .noLetters: "the name of \(whom) has letters"
        case .twoScripts: "the name of \(whom) mixes letters of two scripts; write it in one"
        case .looseAccent: "the name of \(whom) has an accent without a letter"
        case .comma:
            "the name of \(whom) has letters, spaces, periods, hyphens and apostrophes, and here is a comma; write Ana Ruiz for Ruiz, Ana"
        case .character(let shown):
            "the name of \(whom) has letters, spaces, periods, hyphens and apostrophes, and here is \(shown)"
        case .unseen(let shown): "the name of \(whom) has no characters that are not seen: \(shown)"
        }
    }

    fileprivate var reasonSentence: String {
        switch self {
        case .unseen(let shown): "a reason has no characters that are not seen: \(shown)"
        default: "a reason has 1 to 300 characters"
        }
    }
}

extension RunError.ListProblem {
    fileprivate func sentence(of path: String) -> String {
        switch self {
        case .foreign(let noun): "\(path) is \(noun); a list is text or CSV"
        case .tooManyLines: "\(path) has more than a million lines"
        case .utf16: "\(path) is no text in UTF-8 (it looks like UTF-16); save it as UTF-8 or as Unicode text"
        case .halfCharacter: "\(path) ends within a character of UTF-16; save it as UTF-8"
        case .notAFile: "\(path): a list is a file, and this is a folder, a pipe or a device"
        case .tooLarge(let megabytes): "\(path) has more than \(megabytes) MB"
        case .unreadable(let reason): "\(path): \(reason)"
        case .notAPiece(let entry, let shown):
            "\(path): entry \(entry), \(shown), is no number of a piece; nothing was written"
        case .noPieces: "\(path) names no piece"
        }
    }
}

extension RunError.StoreProblem {
    /// Something else has written into it: where to look is said behind.
    fileprivate var isForeign: Bool { [.constraint, .schema, .foreign, .unknown].contains(self) }

    fileprivate var sentence: String {
        switch self {
        case .full: "the disk is full: the store of runs cannot grow"
        case .unreadable: "the store of runs cannot be read or written: is the disk full?"
        case .memory: "there is no memory left for the store of runs"
        case .busy: "the store of runs was busy for a minute"
        case .readOnly: "the store of runs cannot be written"
        case .interrupted: "the work on the store of runs was stopped"
        case .corrupt: "the store of runs is damaged; restore it from a backup (docs/operations.md)"
        case .constraint: "the store of runs was changed by something else: what is to be written does not fit it"
        case .schema: "the store of runs was changed by something else: it is not laid out as this program has it"
        case .tooBig: "a text is too long for the store of runs"
        case .unfitText: "a text holds the character U+0000, which the store of runs does not"
        case .onlyRead: "a transaction that only reads has tried to write"
        case .foreign: "the store of runs holds something that this program did not write"
        case .unknown: "the store of runs cannot be used"
        }
    }
}

extension RunError.StopPoint {
    fileprivate var sentence: String {
        switch self {
        case .silent: ""
        case .plain: "stopped"
        case .nothingTakenIn: "stopped; nothing was taken in"
        case .releaseGoesOn: "stopped; begin the release again to go on"
        }
    }
}
