import Errors

/// R4xx to R9xx: what runs, the archive and the store refuse.
extension ErrorCode {
    package static let runEmptySource = ErrorCode(
        "R401", "empty-extract", "The extract holds no record.",
        fix: "Look whether the export came to its end.")
    package static let runTakenInBefore = ErrorCode(
        "R402", "taken-in-before", "The same content is a run already.",
        fix: "Look at that run; take it in again only if it is meant.")
    package static let runRunNameTaken = ErrorCode(
        "R403", "run-name-taken", "Another run has the name.",
        fix: "Give this one a name of its own.")
    package static let runBadRunName = ErrorCode(
        "R404", "bad-run-name", "A run's name has something that a name cannot have.",
        fix: "Take letters, digits, hyphens, periods and spaces, up to 40.")
    package static let runAmountsTooLarge = ErrorCode(
        "R405", "amounts-too-large", "The amounts add up to more than a run holds.",
        fix: "Look for an amount with too many digits, or split the extract.")
    package static let runTrailerDiffers = ErrorCode(
        "R406", "trailer-differs", "The trailer of the extract and the expected totals are not the same.",
        fix: "Ask which of them is of another month.")
    package static let runLooseDetail = ErrorCode(
        "R407", "correction-not-whole", "A correction has a row of details that belongs to no record.",
        fix: "Hand in whole records.")
    package static let runCorrectionCount = ErrorCode(
        "R408", "correction-count", "More or fewer documents are named than the correction has records.",
        fix: "Name one document for each record.")
    package static let runCorrectionNamedTwice = ErrorCode(
        "R409", "correction-named-twice", "A document is named twice for a correction.",
        fix: "Name each once.")
    package static let runCorrectedTwice = ErrorCode(
        "R410", "corrected-twice", "Two records of a correction are for one document.",
        fix: "Leave one of them out.")
    package static let runUnknownKey = ErrorCode(
        "R411", "unknown-key", "A corrected record is of no document that is set aside.",
        fix: "Name the document that it corrects, or leave the record out.")
    package static let runKeyIsSound = ErrorCode(
        "R412", "key-is-sound", "A corrected record has the key of a document that is good.",
        fix: "Correct its number or account.")
    package static let runIssuedBefore = ErrorCode(
        "R413", "issued-before", "The number of a corrected record was issued in another run.",
        fix: "Correct the number, or waive the document.")
    package static let runNoLongerSetAside = ErrorCode(
        "R414", "no-longer-set-aside", "The document was corrected or waived meanwhile.",
        fix: "Look at the exceptions again.")
    package static let runOtherKind = ErrorCode(
        "R415", "other-kind", "The run is of another kind.",
        fix: "Name the kind of the run.")
    package static let runKindWithoutDocument = ErrorCode(
        "R421", "kind-without-document", "The contract does not say whose the documents are.",
        fix: "Add `x-document` to the contract.")
    package static let runKeptKindWithoutDocument = ErrorCode(
        "R422", "kept-kind-without-document", "The contract does not say by what a kept document is found.",
        fix: "Add `x-document` to the contract.")
    package static let runAmountNotStated = ErrorCode(
        "R423", "amount-not-stated", "The contract names an amount that no element of the template states.",
        fix: "Give the element `states=\"amount\"`.")
    package static let runSequenceInFlow = ErrorCode(
        "R424", "sequence-in-flow", "The flow uses the number of the piece.",
        fix: "Use it in a region.")
    package static let runSharedBarcode = ErrorCode(
        "R425", "shared-barcode", "Another record of the run has the barcode of a correction.",
        fix: "Give each record its own barcode.")
    package static let runUnknownRun = ErrorCode(
        "R501", "unknown-run", "There is no run of that name or number.",
        fix: "List the runs.")
    package static let runWrongState = ErrorCode(
        "R502", "wrong-state", "The run is in a state in which this is not done.",
        fix: "Look where the run stands.")
    package static let runNotSetAside = ErrorCode(
        "R503", "not-set-aside", "The document is not set aside.",
        fix: "List the exceptions of the run.")
    package static let runNoExpectedTotals = ErrorCode(
        "R504", "no-expected-totals", "The run has no expected totals.",
        fix: "Nothing needs to be waived.")
    package static let runNotWaived = ErrorCode(
        "R505", "not-waived", "The document is not waived.",
        fix: "List the exceptions of the run.")
    package static let runTotalsNotWaived = ErrorCode(
        "R506", "totals-not-waived", "The totals of the run are not waived.",
        fix: "Nothing needs to be taken back.")
    package static let runChangedMeanwhile = ErrorCode(
        "R507", "changed-meanwhile", "The run is no longer what was looked at.",
        fix: "Look again, and then decide.")
    package static let runApprovedAlready = ErrorCode(
        "R508", "approved-already", "The same person has approved the run.",
        fix: "Another person approves it.")
    package static let runNotApproved = ErrorCode(
        "R509", "not-approved", "Not as many people as the kind asks for have approved the run.",
        fix: "Have it approved.")
    package static let runApprovalOutdated = ErrorCode(
        "R510", "approval-outdated", "The run has changed since it was approved.",
        fix: "Look again, and have it approved again.")
    package static let runNotReady = ErrorCode(
        "R511", "not-ready", "Something keeps the run from being approved or released.",
        fix: "Each reason stands on a line of its own.")
    package static let runPublishing = ErrorCode(
        "R512", "publishing", "The run is at the last step of its release.",
        fix: "Begin the release again.")
    package static let runPersonName = ErrorCode(
        "R513", "person-name", "The name of who answers cannot stand for a person.",
        fix: "Write first and last name in letters of one script.")
    package static let runAskerName = ErrorCode(
        "R514", "asker-name", "The name of who asks cannot be shown.",
        fix: "Write it with characters that are seen.")
    package static let runReason = ErrorCode(
        "R515", "reason", "A reason is empty, too long, or has characters that are not seen.",
        fix: "Write a sentence of at most 300 characters.")
    package static let runNotPermitted = ErrorCode(
        "R516", "not-permitted", "The person's roles do not allow it.",
        fix: "Ask somebody who has the role.")
    package static let runBrokenSeal = ErrorCode(
        "R520", "broken-seal", "A row of the store is not what the trail says.",
        fix: "Find out who wrote into the store; restore it from a backup.")
    package static let runReleasedAlready = ErrorCode(
        "R601", "released-already", "The run is released already.",
        fix: "Print pieces of it again instead.")
    package static let runNotLaidOut = ErrorCode(
        "R602", "not-laid-out", "Documents of the run are not laid out yet.",
        fix: "Let a worker work.")
    package static let runCancelled = ErrorCode(
        "R603", "cancelled", "The run is cancelled.",
        fix: "Take its extract in again.")
    package static let runEmptyStopList = ErrorCode(
        "R604", "empty-stop-list", "The stop list names nothing.",
        fix: "Look whether its export came to its end.")
    package static let runUnmatchedStops = ErrorCode(
        "R605", "unmatched-stops", "Names of the stop list fit no document of the run.",
        fix: "Look whether it is the list for this run.")
    package static let runReleasingElsewhere = ErrorCode(
        "R606", "releasing-elsewhere", "The run is being released to another folder.",
        fix: "Go on with that folder.")
    package static let runOtherStopList = ErrorCode(
        "R607", "other-stop-list", "The release was begun with another stop list.",
        fix: "Go on without one.")
    package static let runOtherSingleFiles = ErrorCode(
        "R608", "other-single-files", "The release was begun with other files for single documents.",
        fix: "Go on as it was begun.")
    package static let runOtherProgram = ErrorCode(
        "R609", "other-program", "The release was begun by another program.",
        fix: "Go on with that, or lay the run out again.")
    package static let runPlaceTaken = ErrorCode(
        "R610", "place-taken", "Something is there already.",
        fix: "Move it away, or name a new folder.")
    package static let runNotADirectory = ErrorCode(
        "R611", "not-a-directory", "The output set goes into a folder, and this is none.",
        fix: "Name a folder.")
    package static let runDirectoryNameTooLong = ErrorCode(
        "R612", "directory-name-too-long", "The name of the folder is too long.",
        fix: "Take a shorter one.")
    package static let runIssuedElsewhere = ErrorCode(
        "R613", "issued-elsewhere", "Numbers of the run were issued in another run meanwhile.",
        fix: "Put those documents on the stop list.")
    package static let runNotPrinting = ErrorCode(
        "R614", "not-printing", "The run is not being printed any more.",
        fix: "Look where it stands.")
    package static let runPrintFileNotWritten = ErrorCode(
        "R615", "print-file-not-written", "A print file is not written yet.",
        fix: "Begin the release again.")
    package static let runPrintFilesNotWritten = ErrorCode(
        "R616", "print-files-not-written", "Print files are not written yet.",
        fix: "Begin the release again.")
    package static let runDocumentRefused = ErrorCode(
        "R617", "document-refused", "A document that was good when it was approved is not good now.",
        fix: "Lay the run out again; look what has changed.")
    package static let runDocumentDiffersFromRecord = ErrorCode(
        "R618", "document-differs-from-record", "What the store says of a document is not what its record says.",
        fix: "Find out who wrote into the store; lay the run out again.")
    package static let runDocumentPagesDiffer = ErrorCode(
        "R619", "document-pages-differ", "The pages of a document are not those that were approved.",
        fix: "Lay the run out again, and have it approved again.")
    package static let runDocumentMoved = ErrorCode(
        "R620", "document-moved", "A document does not begin on the page that was planned.",
        fix: "Lay the run out again.")
    package static let runPrintingCrashed = ErrorCode(
        "R621", "printing-crashed", "Printing a document ended the program.",
        fix: "Correct or waive the document.")
    package static let runPrintFileUnwritable = ErrorCode(
        "R622", "print-file-unwritable", "A print file cannot be written.",
        fix: "The message has the reason.")
    package static let runPaused = ErrorCode(
        "R623", "paused", "The run is paused.",
        fix: "Let it go on.")
    package static let runReleasingByAnother = ErrorCode(
        "R624", "releasing-by-another", "Another process releases the run.",
        fix: "Wait for it.")
    package static let runReportNotMade = ErrorCode(
        "R625", "report-not-made", "The control report cannot be made.",
        fix: "Look at the kind `control-report` of the templates.")
    package static let runDifferentKinds = ErrorCode(
        "R626", "different-kinds", "The runs are of different kinds.",
        fix: "Compare runs of one kind.")
    package static let runNothingToProve = ErrorCode(
        "R627", "nothing-to-prove", "The run has no document to look at.",
        fix: "Look at its exceptions.")
    package static let runList = ErrorCode(
        "R628", "bad-list", "A list of accounts, numbers or pieces cannot be read.",
        fix: "Save it as text or CSV with one name a line.")
    package static let runBlobLost = ErrorCode(
        "R701", "blob-lost", "The archive has lost a file.",
        fix: "Restore it from a backup.")
    package static let runBlobChanged = ErrorCode(
        "R702", "blob-changed", "A file of the archive is not what was kept.",
        fix: "Restore it from a backup.")
    package static let runTemplatesChanged = ErrorCode(
        "R703", "templates-changed", "The list of a run's templates is not what was kept.",
        fix: "Restore the store from a backup.")
    package static let runRunPruned = ErrorCode(
        "R704", "run-pruned", "The run is past its retention.",
        fix: "It was removed.")
    package static let runDocumentsPruned = ErrorCode(
        "R705", "documents-pruned", "The documents of the run are past their retention.",
        fix: "They were removed.")
    package static let runDocumentPruned = ErrorCode(
        "R706", "document-pruned", "The document is past its retention.",
        fix: "It was removed.")
    package static let runNotIssued = ErrorCode(
        "R707", "not-issued", "The document was not issued.",
        fix: "Look where its run stands.")
    package static let runNoSuchPiece = ErrorCode(
        "R708", "no-such-piece", "The run has no such piece.",
        fix: "Look at its manifest.")
    package static let runPrintFileLost = ErrorCode(
        "R709", "print-file-lost", "The store has lost a print file.",
        fix: "Restore it from a backup.")
    package static let runPagesAreOthers = ErrorCode(
        "R710", "pages-are-others", "A document laid out again has other pages.",
        fix: "Verify the archive.")
    package static let runNotLaidOutAgain = ErrorCode(
        "R711", "not-laid-out-again", "A document cannot be laid out again.",
        fix: "Verify the archive.")
    package static let runRecordIsOther = ErrorCode(
        "R712", "record-is-other", "A record is not what was laid out.",
        fix: "Verify the archive.")
    package static let runUnknownDocument = ErrorCode(
        "R713", "unknown-document", "No issued document has the name or number.",
        fix: "Find it by its account.")
    package static let runSeveralDocuments = ErrorCode(
        "R714", "several-documents", "Several issued documents have the number.",
        fix: "Name one of them.")
    package static let runNameIsANumber = ErrorCode(
        "R715", "name-is-a-number", "The name of a document is the number of another.",
        fix: "Find it by its account.")
    package static let runKeptBefore = ErrorCode(
        "R716", "kept-before", "The number was given out before.",
        fix: "Write that document again.")
    package static let runIssuedInRun = ErrorCode(
        "R717", "issued-in-run", "The number was issued in a run.",
        fix: "Write that document again.")
    package static let runHeld = ErrorCode(
        "R718", "held", "The run is held.",
        fix: "End the hold first.")
    package static let runBackupOccupied = ErrorCode(
        "R719", "backup-occupied", "The folder of the backup holds other things.",
        fix: "Name a new folder, or an older backup.")
    package static let runBackupWithinHome = ErrorCode(
        "R720", "backup-within-home", "The backup would lie within the home.",
        fix: "Name another folder.")
    package static let runTrailLacks = ErrorCode(
        "R721", "trail-lacks", "A line of the trail is gone.",
        fix: "Find out who wrote into the store; restore it from a backup.")
    package static let runTrailOutOfOrder = ErrorCode(
        "R722", "trail-out-of-order", "A line of the trail does not follow the one before.",
        fix: "Find out who wrote into the store; restore it from a backup.")
    package static let runTrailChanged = ErrorCode(
        "R723", "trail-changed", "A line of the trail was changed.",
        fix: "Find out who wrote into the store; restore it from a backup.")
    package static let runOtherTrail = ErrorCode(
        "R724", "other-trail", "The trail does not go through the head that was written down.",
        fix: "Find out whose store this is.")
    package static let runBadPieceRange = ErrorCode(
        "R725", "bad-piece-range", "A range of pieces cannot be read.",
        fix: "Write it as 1200-1850.")
    package static let runNotAFile = ErrorCode(
        "R726", "not-a-file", "What is read twice is no file.",
        fix: "Save it as a file.")
    package static let runFileMissing = ErrorCode(
        "R727", "file-missing", "A file is not there.",
        fix: "The message names it.")
    package static let runNoFontForMark = ErrorCode(
        "R728", "no-font-for-mark", "The templates have no font to stamp a copy with.",
        fix: "Add a font to the template.")
    package static let runTrailExtraLine = ErrorCode(
        "R729", "trail-extra-line", "The trail has a line whose number is none of it.",
        fix: "Find out who wrote into the store; restore it from a backup.")
    package static let runTrailRunLost = ErrorCode(
        "R730", "trail-run-lost", "The trail tells of a run that the store has lost.",
        fix: "Restore the store from a backup.")
    package static let runStore = ErrorCode(
        "R801", "store", "The database of runs refuses something.",
        fix: "The message says what.")
    package static let runNewerStore = ErrorCode(
        "R802", "newer-store", "The store was written by a newer version.",
        fix: "Use that version of the program.")
    package static let runDamagedRow = ErrorCode(
        "R803", "damaged-row", "A row of the store cannot be read.",
        fix: "Restore the store from a backup.")
    package static let runWorkersEnded = ErrorCode(
        "R804", "workers-ended", "The workers of a job ended again and again.",
        fix: "Look into the journal of the system; then retry the run.")
    package static let runWorkersFail = ErrorCode(
        "R805", "workers-fail", "Workers cannot work.",
        fix: "What they said stands above.")
    package static let runStrayRows = ErrorCode(
        "R806", "stray-rows", "The store has rows of a run that is not there.",
        fix: "Find out who wrote into the store; restore it from a backup.")
    package static let runStoreLost = ErrorCode(
        "R807", "store-lost", "The store is gone or empty, and the archive beside it is full.",
        fix: "Restore the store from a backup.")
    package static let runSystem = ErrorCode(
        "R901", "system", "The system refused something.",
        fix: "The message has its reason.")
    package static let runStopped = ErrorCode(
        "R902", "stopped", "Somebody asked the program to end.",
        fix: "Begin it again.")

    /// Every code of runs, in order.
    package static let runs = [
        runEmptySource, runTakenInBefore, runRunNameTaken, runBadRunName, runAmountsTooLarge, runTrailerDiffers,
        runLooseDetail, runCorrectionCount, runCorrectionNamedTwice, runCorrectedTwice, runUnknownKey, runKeyIsSound,
        runIssuedBefore, runNoLongerSetAside, runOtherKind, runKindWithoutDocument, runKeptKindWithoutDocument,
        runAmountNotStated, runSequenceInFlow, runSharedBarcode, runUnknownRun, runWrongState, runNotSetAside,
        runNoExpectedTotals, runNotWaived, runTotalsNotWaived, runChangedMeanwhile, runApprovedAlready, runNotApproved,
        runApprovalOutdated, runNotReady, runPublishing, runPersonName, runAskerName, runReason, runNotPermitted,
        runBrokenSeal, runReleasedAlready, runNotLaidOut, runCancelled, runEmptyStopList, runUnmatchedStops,
        runReleasingElsewhere, runOtherStopList, runOtherSingleFiles, runOtherProgram, runPlaceTaken, runNotADirectory,
        runDirectoryNameTooLong, runIssuedElsewhere, runNotPrinting, runPrintFileNotWritten, runPrintFilesNotWritten,
        runDocumentRefused, runDocumentDiffersFromRecord, runDocumentPagesDiffer, runDocumentMoved, runPrintingCrashed,
        runPrintFileUnwritable, runPaused, runReleasingByAnother, runReportNotMade, runDifferentKinds, runNothingToProve,
        runList, runBlobLost, runBlobChanged, runTemplatesChanged, runRunPruned, runDocumentsPruned, runDocumentPruned,
        runNotIssued, runNoSuchPiece, runPrintFileLost, runPagesAreOthers, runNotLaidOutAgain, runRecordIsOther,
        runUnknownDocument, runSeveralDocuments, runNameIsANumber, runKeptBefore, runIssuedInRun, runHeld, runBackupOccupied,
        runBackupWithinHome, runTrailLacks, runTrailOutOfOrder, runTrailChanged, runOtherTrail, runBadPieceRange, runNotAFile,
        runFileMissing, runNoFontForMark, runTrailExtraLine, runTrailRunLost, runStore, runNewerStore, runDamagedRow,
        runWorkersEnded, runWorkersFail, runStrayRows, runStoreLost, runSystem, runStopped,
    ]
}
