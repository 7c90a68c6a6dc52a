import Errors
import Platform
import Runs
import Testing

/// Codes of runs are for good, their sentences know no front end, and a store gives an error back as it was.
@Suite struct RunErrorTests {
    private static let frozen = """
        R401 empty-extract
        R402 taken-in-before
        R403 run-name-taken
        R404 bad-run-name
        R405 amounts-too-large
        R406 trailer-differs
        R407 correction-not-whole
        R408 correction-count
        R409 correction-named-twice
        R410 corrected-twice
        R411 unknown-key
        R412 key-is-sound
        R413 issued-before
        R414 no-longer-set-aside
        R415 other-kind
        R421 kind-without-document
        R422 kept-kind-without-document
        R423 amount-not-stated
        R424 sequence-in-flow
        R425 shared-barcode
        R501 unknown-run
        R502 wrong-state
        R503 not-set-aside
        R504 no-expected-totals
        R505 not-waived
        R506 totals-not-waived
        R507 changed-meanwhile
        R508 approved-already
        R509 not-approved
        R510 approval-outdated
        R511 not-ready
        R512 publishing
        R513 person-name
        R514 asker-name
        R515 reason
        R516 not-permitted
        R520 broken-seal
        R601 released-already
        R602 not-laid-out
        R603 cancelled
        R604 empty-stop-list
        R605 unmatched-stops
        R606 releasing-elsewhere
        R607 other-stop-list
        R608 other-single-files
        R609 other-program
        R610 place-taken
        R611 not-a-directory
        R612 directory-name-too-long
        R613 issued-elsewhere
        R614 not-printing
        R615 print-file-not-written
        R616 print-files-not-written
        R617 document-refused
        R618 document-differs-from-record
        R619 document-pages-differ
        R620 document-moved
        R621 printing-crashed
        R622 print-file-unwritable
        R623 paused
        R624 releasing-by-another
        R625 report-not-made
        R626 different-kinds
        R627 nothing-to-prove
        R628 bad-list
        R701 blob-lost
        R702 blob-changed
        R703 templates-changed
        R704 run-pruned
        R705 documents-pruned
        R706 document-pruned
        R707 not-issued
        R708 no-such-piece
        R709 print-file-lost
        R710 pages-are-others
        R711 not-laid-out-again
        R712 record-is-other
        R713 unknown-document
        R714 several-documents
        R715 name-is-a-number
        R716 kept-before
        R717 issued-in-run
        R718 held
        R719 backup-occupied
        R720 backup-within-home
        R721 trail-lacks
        R722 trail-out-of-order
        R723 trail-changed
        R724 other-trail
        R725 bad-piece-range
        R726 not-a-file
        R727 file-missing
        R728 no-font-for-mark
        R729 trail-extra-line
        R730 trail-run-lost
        R801 store
        R802 newer-store
        R803 damaged-row
        R804 workers-ended
        R805 workers-fail
        R806 stray-rows
        R807 store-lost
        R901 system
        R902 stopped
        """

    /// One of each.
    private static let samples: [RunError] = [
        .emptySource("a.csv"), .takenInBefore(source: "a.csv", run: "nov"), .runNameTaken("nov"), .badRunName(""),
        .amountsTooLarge(source: "a.csv"), .trailerDiffers(source: "a.csv", from: .asked), .looseDetail("line 3: bad"),
        .correctionCount(named: 1, source: "a.csv", records: 2), .correctionNamedTwice,
        .correctedTwice(line: 3, source: "a.csv", sequence: 4),
        .unknownKey(line: 3, source: "a.csv", run: "nov", nameless: [1, 2, 3, 4, 5, 6], isAnyOpen: true),
        .keyIsSound(line: 3), .issuedBefore(line: 3, run: "oct"), .noLongerSetAside(sequence: 4),
        .otherKind(run: "nov", kind: "bill", asked: "receipt"), .kindWithoutDocument(kind: "bill"),
        .keptKindWithoutDocument(kind: "bill"), .amountNotStated(kind: "bill"), .sequenceInFlow(place: "bill/bill.xml:3:5"),
        .sharedBarcode(line: 3),
        .unknownRun("nv", suggestion: nil), .wrongState(run: "nov", state: .released, act: .correct),
        .notSetAside(sequence: 4, run: "nov"), .noExpectedTotals(run: "nov"), .notWaived(sequence: 4, run: "nov"),
        .totalsNotWaived(run: "nov"), .changedMeanwhile(run: "nov"), .approvedAlready(run: "nov", by: "Ana Ruiz"),
        .notApproved(run: "nov", approvals: 0, needed: 1, problems: [.imbalance(.setAside(documents: 2))]),
        .approvalOutdated(run: "nov"),
        .notReady(
            run: "nov", act: .approve,
            problems: [
                .otherProgram(run: "nov", program: "billpress 1", digest: "ab", own: "billpress 2", ownDigest: "cd"),
                .templatesChanged(run: "nov", files: ["bill.xml"], more: 2),
            ]),
        .publishing(run: "nov", output: "/out"), .personName(.twoScripts), .askerName(.unseen("x")), .reason(.length(most: 300)),
        .notPermitted(actor: "Ana Ruiz", roles: [.approver]), .brokenSeal(run: "nov", part: .pieces),
        .releasedAlready(run: "nov", output: "/out"), .notLaidOut(run: "nov"), .cancelled(run: "nov"), .emptyStopList(run: "nov"),
        .unmatchedStops(run: "nov", count: 7, shown: ["…12"]), .releasingElsewhere(run: "nov", output: "/out"),
        .otherStopList(run: "nov", hadNone: true), .otherSingleFiles(run: "nov", profile: nil),
        .otherProgram(run: "nov", program: "billpress 1", digest: "ab"), .placeTaken("/out"), .notADirectory("-"),
        .directoryNameTooLong(bytes: 240, max: 235),
        .issuedElsewhere(run: "nov", count: 2, document: "r1-000001", other: "oct"), .notPrinting,
        .printFileNotWritten("a.pdf"), .printFilesNotWritten(run: "nov"), .documentRefused(document: "r1-000001", why: "bad"),
        .documentDiffersFromRecord(document: "r1-000001"), .documentPagesDiffer(document: "r1-000001"),
        .documentMoved(document: "r1-000001", page: 2, planned: 3), .printingCrashed(document: "r1-000001", how: "ended"),
        .printFileUnwritable("full"), .paused(run: "nov"), .releasingByAnother(run: "nov"), .reportNotMade("bad"),
        .differentKinds(before: "a", kind: "bill", after: "b", otherKind: "receipt"), .nothingToProve(run: "nov"),
        .list(path: "a.csv", .tooLarge(megabytes: 256)), .blobLost("ab"), .blobChanged("ab"), .templatesChanged("ab"),
        .runPruned("nov"), .documentsPruned(run: "nov"), .documentPruned("r1-000001"),
        .notIssued(document: "r1-000001", run: "nov", state: .composed, isStopped: false), .noSuchPiece(run: "nov", piece: 9),
        .printFileLost(run: "nov"), .pagesAreOthers(document: "r1-000001", run: "nov"),
        .notLaidOutAgain(document: "r1-000001", why: "bad"), .recordIsOther(document: "r1-000001"), .unknownDocument("S-1"),
        .severalDocuments(number: "S-1", count: 2, names: ["r1-000001", "r2-000001"]), .nameIsANumber("r1-000001"),
        .keptBefore(line: 3, document: "r1-000001"), .issuedInRun(line: 3, run: "nov", number: "S-1"),
        .held(run: "nov", why: "a lawsuit"), .backupOccupied("/b"), .backupWithinHome("/b"), .trailLacks(line: 3),
        .trailOutOfOrder(line: 3), .trailChanged(line: 3), .otherTrail, .badPieceRange("a"), .notAFile("a"), .fileMissing("a"),
        .noFontForMark, .trailExtraLine(9), .trailRunLost("3"), .store(.constraint), .newerStore(home: "h"),
        .damagedRow("a run's state"), .workersEnded(times: 20),
        .workersFail, .strayRows, .storeLost(home: "h"),
        .system(
            "cannot open a",
            reason: "Permission denied", errno: 13), .stopped(.releaseGoesOn),
    ]

    @Test func codesStayWhatTheyAre() {
        #expect(ErrorCode.runs.map { "\($0.id) \($0.name)" }.joined(separator: "\n") == Self.frozen)
        let names = (ErrorCode.engine + ErrorCode.runs).map(\.name)
        let ids = (ErrorCode.engine + ErrorCode.runs).map(\.id)
        #expect(Set(ids).count == ids.count && Set(names).count == names.count)
        #expect(Self.samples.map(\.errorCode.id) == ErrorCode.runs.map(\.id))
    }

    @Test func noSentenceKnowsTheCommandLine() {
        for sample in Self.samples {
            let sentence = sample.message
            #expect(!sentence.isEmpty && !sentence.contains("--") && !sentence.contains("billpress run"), "\(sentence)")
            #expect(!sentence.contains("`") && !sentence.hasSuffix(":") && !sentence.hasSuffix("; "), "\(sentence)")
        }
        #expect(RunError.stopped(.silent).message.isEmpty)
    }

    @Test func aStoreGivesAnErrorBackAsItWas() {
        let more: [RunError] = [
            .job(run: "nov", .stopped(.store(.full))), .job(run: "nov", .waits(.blobLost("ab"))), .claimsToBeArchival,
            .other(code: "R311", cause: .damaged, sentence: "no", errno: 0),
        ]
        for sample in Self.samples + more { #expect(RunError(json: sample.json) == sample, "\(sample.json)") }
        // What version 0.1 wrote is its sentence.
        #expect(RunError(json: "nov: the disk is full").message == "nov: the disk is full")
        #expect(more.map(\.errorCode.id) == ["R801", "R701", "R342", "R311"])
    }
}
