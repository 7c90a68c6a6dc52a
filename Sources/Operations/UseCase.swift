import Runs

/// What can be asked of Billpress: one row for each, and who may ask for it.
///
/// Where a home has no people, whoever can read it may ask for all of it, and the trail says that nobody was verified.
package enum UseCase: String, Sendable, CaseIterable {
    // A run, in the order of its life.
    case submit, correct, listRuns, showRun, listExceptions, waive, unwaive, proof, compare, approve, release, reprint
    case pause, resume, retry, recompose, cancel
    // Single documents.
    case keep, find, reissue, readText
    // What is kept.
    case verifyArchive, backUp, hold, unhold, prune
    case readTrail, verifyTrail

    package var roles: Set<Role> {
        switch self {
        case .submit, .correct, .pause, .resume, .retry, .recompose: [.coordinator]
        case .waive, .unwaive, .cancel, .release: [.coordinator]
        case .listRuns, .showRun, .proof, .compare: [.coordinator, .approver, .auditor]
        case .listExceptions: [.coordinator, .approver, .auditor]
        case .approve: [.approver]
        case .reprint: [.coordinator, .crew]
        case .keep: [.clerk, .coordinator]
        case .find, .reissue, .readText: [.clerk, .crew, .coordinator]
        case .verifyArchive, .readTrail, .verifyTrail: [.auditor, .admin]
        case .backUp, .hold, .unhold, .prune: [.admin]
        }
    }
}
