import Records

/// What a document is told of its issue, beside its record: the day of the run, and its own number and copy.
///
/// It comes from outside as an argument, so that the same record with the same issue always makes the same pages.
package struct Issuance: Sendable {
    /// `run.date`: the day that the run is made for, and not what a clock says.
    package var date: Day
    /// `run.sequence`: the place of the piece in its print file, where the run has ordered them.
    package var sequence: Int?
    /// `document.number`, where the run has numbered its documents.
    package var number: [UInt8]?
    /// `document.copy`: whose copy it is (`owner`, `tenant`), or that it is a duplicate.
    package var copy: [UInt8]?

    /// A sample of a kind: it is of the day of its own data, and bounds relative to the run's day are not held against it.
    package var isSample = false
    /// The day that a record's bounds are relative to.
    package var day: Day? { isSample ? nil : date }

    package init(date: Day, number: String? = nil, copy: String? = nil, sequence: Int? = nil, isSample: Bool = false) {
        self.isSample = isSample
        self.sequence = sequence
        self.date = date
        self.number = number.map { Array($0.utf8) }
        self.copy = copy.map { Array($0.utf8) }
    }

    /// For what is set before any document.
    static let none = Issuance(date: Day(days: 0))
}
