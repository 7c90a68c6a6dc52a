/// What a person is set up to do.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// Finds and makes documents at the counter.
    case clerk
    /// Prints and hangs tags in the field.
    case crew
    /// Takes extracts in, corrects, waives, releases.
    case coordinator
    /// Looks at a run and approves it.
    case approver
    /// Reads the trail, and changes nothing.
    case auditor
    /// Sets up people, machines and retention.
    case admin
}
