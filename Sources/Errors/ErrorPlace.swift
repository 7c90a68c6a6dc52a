/// Where an error is, as a value; a renderer makes words of it.
package enum ErrorPlace: Hashable, Sendable {
    /// In a file that an author wrote.
    case source(SourceLocation)
    /// In the records that were read.
    case record(RecordLocation)
    /// On a finished page, counted from 1, in a region of it or in its body.
    case page(Int, region: String?)
    /// A file as a whole.
    case file(String)
}

/// A place in the input.
package struct RecordLocation: Hashable, Sendable {
    /// The file, where it is another than the one that holds the records; empty otherwise.
    package let file: String
    /// Line and column from 1.
    package let line: Int
    package let column: Int
    /// JSON pointer (RFC 6901) of the field; empty for the record as a whole.
    package let pointer: String

    package init(file: String = "", line: Int, column: Int, pointer: String = "") {
        self.file = file
        self.line = line
        self.column = column
        self.pointer = pointer
    }
}
