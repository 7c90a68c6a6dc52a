/// How an extract is written.
package struct CSVDialect: Sendable {
    package var encoding = CSVEncoding.utf8
    package var delimiter = UInt8(ascii: ",")
    /// What the first cell of a row with control totals says; nil where no row is one.
    package var trailer: String? = "TRAILER"

    package init() {}
}
