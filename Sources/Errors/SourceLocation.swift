/// A place in a file that somebody wrote: a template, a part, a contract, a language file, a record.
package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// As a message names it: `bill/bill.xml`.
    package let file: String
    /// Line and column from 1; a column is one character.
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `bill/bill.xml:24:54`
    package var description: String { "\(file):\(line):\(column)" }
}
