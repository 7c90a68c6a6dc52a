import Errors

extension RunError {
    package var errorCode: ErrorCode {
        switch self {
        case .emptySource: .runEmptySource
        case .takenInBefore: .runTakenInBefore
        case .runNameTaken: .runRunNameTaken
        case .badRunName: .runBadRunName
        case .amountsTooLarge: .runAmountsTooLarge
        case .trailerDiffers: .runTrailerDiffers
        case .looseDetail: .runLooseDetail
        case .correctionCount: .runCorrectionCount
        case .correctionNamedTwice: .runCorrectionNamedTwice
        case .correctedTwice: .runCorrectedTwice
        case .unknownKey: .runUnknownKey
        case .keyIsSound: .runKeyIsSound
        case .issuedBefore: .runIssuedBefore
        case .sharedBarcode: .runSharedBarcode
        case .noLongerSetAside: .runNoLongerSetAside
        case .otherKind: .runOtherKind
        case .kindWithoutDocument: .runKindWithoutDocument
        case .keptKindWithoutDocument: .runKeptKindWithoutDocument
        case .amountNotStated: .runAmountNotStated
        case .sequenceInFlow: .runSequenceInFlow
        case .unknownRun: .runUnknownRun
        case .wrongState: .runWrongState
        case .notSetAside: .runNotSetAside
        case .noExpectedTotals: .runNoExpectedTotals
        case .notWaived: .runNotWaived
        case .totalsNotWaived: .runTotalsNotWaived
        case .changedMeanwhile: .runChangedMeanwhile
        case .approvedAlready: .runApprovedAlready
        case .notApproved: .runNotApproved
        case .approvalOutdated: .runApprovalOutdated
        case .notReady: .runNotReady
        case .publishing: .runPublishing
        case .personName: .runPersonName
        case .askerName: .runAskerName
        case .reason: .runReason
        case .notPermitted: .runNotPermitted
        case .brokenSeal: .runBrokenSeal
        case .releasedAlready: .runReleasedAlready
        case .notLaidOut: .runNotLaidOut
        case .cancelled: .runCancelled
        case .emptyStopList: .runEmptyStopList
        case .unmatchedStops: .runUnmatchedStops
        case .releasingElsewhere: .runReleasingElsewhere
        case .otherStopList: .runOtherStopList
        case .otherSingleFiles: .runOtherSingleFiles
        case .otherProgram: .runOtherProgram
        case .placeTaken: .runPlaceTaken
        case .notADirectory: .runNotADirectory
        case .directoryNameTooLong: .runDirectoryNameTooLong
        case .issuedElsewhere: .runIssuedElsewhere
        case .notPrinting: .runNotPrinting
        case .printFileNotWritten: .runPrintFileNotWritten
        case .printFilesNotWritten: .runPrintFilesNotWritten
        case .documentRefused: .runDocumentRefused
        case .documentDiffersFromRecord: .runDocumentDiffersFromRecord
        case .documentPagesDiffer: .runDocumentPagesDiffer
        case .documentMoved: .runDocumentMoved
        case .printingCrashed: .runPrintingCrashed
        case .printFileUnwritable: .runPrintFileUnwritable
        case .paused: .runPaused
        case .releasingByAnother: .runReleasingByAnother
        case .reportNotMade: .runReportNotMade
        case .differentKinds: .runDifferentKinds
        case .nothingToProve: .runNothingToProve
        case .list: .runList
        case .blobLost: .runBlobLost
        case .blobChanged: .runBlobChanged
        case .templatesChanged: .runTemplatesChanged
        case .runPruned: .runRunPruned
        case .documentsPruned: .runDocumentsPruned
        case .documentPruned: .runDocumentPruned
        case .notIssued: .runNotIssued
        case .noSuchPiece: .runNoSuchPiece
        case .printFileLost: .runPrintFileLost
        case .pagesAreOthers: .runPagesAreOthers
        case .notLaidOutAgain: .runNotLaidOutAgain
        case .recordIsOther: .runRecordIsOther
        case .unknownDocument: .runUnknownDocument
        case .severalDocuments: .runSeveralDocuments
        case .nameIsANumber: .runNameIsANumber
        case .keptBefore: .runKeptBefore
        case .issuedInRun: .runIssuedInRun
        case .held: .runHeld
        case .backupOccupied: .runBackupOccupied
        case .backupWithinHome: .runBackupWithinHome
        case .trailLacks: .runTrailLacks
        case .trailOutOfOrder: .runTrailOutOfOrder
        case .trailChanged: .runTrailChanged
        case .otherTrail: .runOtherTrail
        case .trailExtraLine: .runTrailExtraLine
        case .trailRunLost: .runTrailRunLost
        case .badPieceRange: .runBadPieceRange
        case .notAFile: .runNotAFile
        case .fileMissing: .runFileMissing
        case .noFontForMark: .runNoFontForMark
        case .store: .runStore
        case .newerStore: .runNewerStore
        case .damagedRow: .runDamagedRow
        case .strayRows: .runStrayRows
        case .storeLost: .runStoreLost
        case .workersEnded: .runWorkersEnded
        case .workersFail: .runWorkersFail
        case .system: .runSystem
        case .stopped: .runStopped
        case .job(_, .stopped(let error)), .job(_, .waits(let error)): error.errorCode
        case .claimsToBeArchival: .archivalEncryption
        case .other(let id, _, _, _): ErrorCode.engine.first { $0.id == id } ?? .uncoded
        }
    }

    package var cause: Cause {
        switch self {
        case .emptySource, .takenInBefore, .runNameTaken, .badRunName, .amountsTooLarge, .trailerDiffers, .looseDetail,
            .correctionCount, .correctionNamedTwice, .correctedTwice, .unknownKey, .keyIsSound, .issuedBefore,
            .sharedBarcode, .noLongerSetAside, .otherKind, .unknownRun, .notSetAside, .noExpectedTotals, .notWaived,
            .totalsNotWaived, .approvedAlready, .publishing, .personName, .askerName, .reason, .notPermitted, .releasedAlready,
            .cancelled,
            .emptyStopList, .unmatchedStops, .releasingElsewhere, .otherStopList, .otherSingleFiles, .placeTaken,
            .notADirectory, .directoryNameTooLong, .releasingByAnother, .differentKinds, .nothingToProve, .list,
            .runPruned, .documentsPruned, .documentPruned, .notIssued, .noSuchPiece, .unknownDocument, .severalDocuments,
            .nameIsANumber, .keptBefore, .issuedInRun, .held, .backupOccupied, .backupWithinHome, .badPieceRange,
            .notAFile:
            .usage
        case .kindWithoutDocument, .keptKindWithoutDocument, .amountNotStated, .sequenceInFlow, .reportNotMade:
            .template
        case .changedMeanwhile, .notApproved, .approvalOutdated, .notReady, .notLaidOut, .otherProgram, .issuedElsewhere,
            .notPrinting, .printFileNotWritten, .printFilesNotWritten, .documentRefused, .documentDiffersFromRecord,
            .documentPagesDiffer, .documentMoved, .printingCrashed, .paused:
            .notReleased
        case .brokenSeal, .printFileUnwritable, .blobLost, .blobChanged, .templatesChanged, .printFileLost,
            .pagesAreOthers, .notLaidOutAgain, .recordIsOther, .trailLacks, .trailOutOfOrder, .trailChanged, .otherTrail,
            .trailExtraLine, .trailRunLost, .strayRows, .storeLost, .fileMissing, .noFontForMark, .damagedRow:
            .damaged
        case .newerStore, .workersEnded, .workersFail, .system:
            .environment
        case .stopped:
            .stopped
        case .wrongState(_, _, let act): [.approve, .print, .release].contains(act) ? .notReleased : .usage
        case .store(let problem): problem.cause
        case .job(_, .stopped): .notReleased
        case .job(_, .waits), .claimsToBeArchival: .environment
        case .other(_, let cause, _, _): cause
        }
    }

    /// The system's error number, 0 where there is none.
    package var systemCode: Int32 {
        switch self {
        case .system(_, _, let code), .other(_, _, _, let code): code
        case .store(let problem): problem.systemCode
        default: 0
        }
    }
}
