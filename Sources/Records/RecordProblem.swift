import Errors

/// What is wrong with a record or an extract, with what a message about it needs.
package enum RecordProblem: Hashable, Sendable {
    // MARK: A field

    /// The field is required; what its type wants is told.
    case missing(FieldForm)
    case type(FieldForm)
    /// The digits of a number that are not the number that is wanted.
    case digits(DigitsFault, FieldForm)
    case minimum(String)
    case maximum(String)
    case decimals(Int)
    case notListed([String])
    case minimumLength(Int)
    case maximumLength(Int)
    case pattern(String)
    case minimumItems(Int)
    case maximumItems(Int)
    case duplicate
    /// The nearest name of the contract, as a question.
    case unknown(didYouMean: String?)
    case invisible

    // MARK: A rule of the contract

    case bound(Bound, isMinimum: Bool)
    case unequal(to: String)
    /// Items of a list, counted from 1, whose field does not rise.
    case notConsecutive(field: String, item: Int, before: String, after: String)
    case notAllowed(unless: String)
    case needed(since: String)
    case identity(IdentityProblem)
    case routingWithoutZIP
    case routingDiffers

    // MARK: The text of a record

    case syntax(JSONHalt)
    /// A byte order mark within the input.
    case mark
    case text(TextProblem.Kind, byte: Int)
    case tooLong(what: String, limit: Int)
    case oneGibibyte
    case nothing
    case more

    // MARK: The input

    case array(ArrayProblem)
    case encoding(EncodingProblem)
    case foreign
    case row(CSVTrouble)
    /// The row ends on a line of its own, if it has several.
    case fieldCount(wanted: Int, lastLine: Int?)
    case unnamedColumn(Int)
    case duplicateColumn(Int, Int, name: String)
    case dataInHeader(column: Int)

    // MARK: Details and trailers

    case detailWithoutKey(column: String)
    case detailWithoutNumber(columns: String)
    case detailWithoutRecord(column: String)
    case badDetail(line: Int, file: String)
    case repeatedKey(file: String)
    case detailWithoutItem(line: Int, file: String)
    case detailCount(wanted: Int, found: Int)
    case repeatedTrailer(line: Int)
    case trailer(TrailerFault)
    case recordBehindTrailer
}

extension RecordProblem {
    /// A bound that a rule of the contract reckons for each record.
    package struct Bound: Hashable, Sendable {
        package enum Origin: Hashable, Sendable { case run, field, value }

        package let value: String
        /// As the contract writes it: `run - 60`.
        package let text: String
        package let origin: Origin
    }

    /// Where an array of records is broken.
    package enum ArrayProblem: Hashable, Sendable {
        case notClosed, noElement, noElementAfterComma, noComma, textBehind
    }

    /// Which encoding was expected.
    package enum EncodingProblem: Hashable, Sendable {
        case utf8JSON, utf8OrWindows1252
        case named(String)
    }
}

// MARK: Codes

extension RecordProblem {
    package var code: ErrorCode {
        switch self {
        case .missing: .missingField
        case .type, .digits(.notANumber, _), .digits(.fraction, _): .wrongType
        case .digits(.exponent, _): .exponent
        case .digits(.tooManyDecimals, _), .decimals: .tooManyDecimals
        case .digits(.tooLarge, _): .numberTooLarge
        case .minimum: .belowMinimum
        case .maximum: .aboveMaximum
        case .notListed: .valueNotListed
        case .minimumLength: .textTooShort
        case .maximumLength: .textTooLong
        case .pattern: .patternMismatch
        case .minimumItems: .tooFewItems
        case .maximumItems: .tooManyItems
        case .duplicate: .duplicateField
        case .unknown: .unknownField
        case .invisible: .invisibleText
        case .bound(_, let isMinimum): isMinimum ? .belowBound : .aboveBound
        case .unequal: .notEqual
        case .notConsecutive: .notConsecutive
        case .notAllowed: .fieldNotAllowed
        case .needed: .fieldNeeded
        case .identity: .ambiguousIdentity
        case .routingWithoutZIP: .routingWithoutZIP
        case .routingDiffers: .routingDiffers
        case .syntax(.depth): .nestingTooDeep
        case .syntax(.slots), .tooLong, .oneGibibyte: .recordTooLarge
        case .syntax: .jsonSyntax
        case .mark: .misplacedMark
        case .text(.notUTF8, _): .invalidUTF8
        case .text: .invalidCharacter
        case .nothing: .emptyRecord
        case .more: .moreFaults
        case .array: .arrayStructure
        case .encoding: .wrongEncoding
        case .foreign: .foreignFormat
        case .row(.textAfterQuote), .row(.quoteInside), .row(.neverClosed): .malformedRow
        case .row(.control): .controlCharacter
        case .row(.notUTF8), .row(.notWindows1252): .undecodableByte
        case .fieldCount: .fieldCount
        case .unnamedColumn: .unnamedColumn
        case .duplicateColumn: .duplicateColumn
        case .dataInHeader: .missingHeader
        case .detailWithoutKey: .detailWithoutKey
        case .detailWithoutNumber: .detailWithoutNumber
        case .detailWithoutRecord: .detailWithoutRecord
        case .badDetail: .badDetail
        case .repeatedKey: .repeatedKey
        case .detailWithoutItem: .detailWithoutItem
        case .detailCount: .detailCount
        case .repeatedTrailer: .repeatedTrailer
        case .trailer: .badTrailer
        case .recordBehindTrailer: .recordBehindTrailer
        }
    }
}

// MARK: Sentences

extension RecordProblem {
    /// What was wanted, behind `found …; wanted `; or, where nothing was found, the whole sentence.
    func wanted(by renderer: ErrorRenderer) -> String {
        switch self {
        case .missing(let form), .type(let form): form.wanted
        case .digits(let fault, let form): form.wanted(after: fault)
        case .minimum(let least): "at least \(least)"
        case .maximum(let most): "at most \(most)"
        case .decimals(let most): "at most \(many(most, "decimal"))"
        case .notListed(let names):
            names.count == 1
                ? names[0]
                : "one of \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " and \(names.count - 12) others" : "")"
        case .minimumLength(let least): "at least \(many(least, "character"))"
        case .maximumLength(let most): "at most \(many(most, "character"))"
        case .pattern(let source): "text that matches \(source)"
        case .minimumItems(let least): "at least \(many(least, "item"))"
        case .maximumItems(let most): "at most \(many(most, "item"))"
        case .duplicate: "each field once, and this one is here a second time"
        case .unknown(let nearest): "no field of this name, which is not in the contract\(nearest.map { "; \($0)" } ?? "")"
        case .invisible: "text with something to see, or no field"
        case .bound(let bound, let isMinimum):
            "\(isMinimum ? "at least" : "at most") \(bound.value)\(note(on: bound, renderer))"
        case .unequal(let path): "the same as \(path)"
        case .notConsecutive(let field, let item, let before, let after):
            "items whose \(field) rises by one; item \(item) has \(before) and item \(item + 1) \(after)"
        case .notAllowed(let condition): "no such field unless \(condition)"
        case .needed(let condition): "the field, since \(condition)"
        case .identity(let problem): problem.wanted
        case .routingWithoutZIP:
            "the barcode has a routing code, and no line of the address ends in a ZIP Code; leave the routing code out"
        case .routingDiffers: "the routing code of the barcode is not the ZIP Code of the address"
        case .syntax(let halt): halt.wanted
        case .mark: "one only at the very start of a file"
        case .text(let kind, let byte): kind.wanted(at: byte)
        case .tooLong(let what, let limit): "\(what) is longer than \(limit) bytes and is left out"
        case .oneGibibyte: "a record of less than 1 GiB"
        case .nothing: "a record, and here is nothing"
        case .more: "there are more faults in this record, which are not listed"
        case .array(.notClosed): "] after the last element; the array is not closed"
        case .array(.noElement): "an element of the array"
        case .array(.noElementAfterComma): "an element after the comma"
        case .array(.noComma): "a comma between two elements"
        case .array(.textBehind): "nothing after the end of the array"
        case .encoding(.utf8JSON): "JSON in UTF-8; save the file with that encoding"
        case .encoding(.utf8OrWindows1252): "a file in UTF-8 or windows-1252; save it with one of those"
        case .encoding(.named(let name)): "a file in \(name), as extract.json says"
        case .foreign: "a table in CSV; save it as one"
        case .row(let trouble): trouble.wanted
        case .fieldCount(let count, let last): "\(count), as the header has\(last.map { "; the row goes to line \($0)" } ?? "")"
        case .unnamedColumn(let column): "column \(column) has no name"
        case .duplicateColumn(let first, let second, let name): "columns \(first) and \(second) are both named \(name)"
        case .dataInHeader(let column): "the first row names the columns, and column \(column) of it holds a value"
        case .detailWithoutKey(let column): "the key of the record that the row belongs to, \(column); it is empty"
        case .detailWithoutNumber(let columns): "the number of the item that holds the row, from 1, in \(columns)"
        case .detailWithoutRecord(let column): "the key of a record (column \(column)); no record has this one"
        case .badDetail(let line, let file):
            "a record whose details are all good; line \(line) of \(file), which belongs to it, is not"
        case .repeatedKey(let file): "a key of its own; a record before has it, and its rows of \(file)"
        case .detailWithoutItem(let line, let file):
            "an item for each detail; line \(line) of \(file) belongs to one that the record does not have"
        case .detailCount(let wanted, let found): "as many rows as the trailer says, \(wanted); there are \(found)"
        case .repeatedTrailer(let line): "one trailer; another is at line \(line)"
        case .trailer(let fault): fault.wanted
        case .recordBehindTrailer: "the trailer as the last record; there are records behind it"
        }
    }

    private func note(on bound: Bound, _ renderer: ErrorRenderer) -> String {
        switch bound.origin {
        case .run:
            " (\(bound.text), the day that the documents are made for\(renderer.words(for: .sayDay, after: "; ")))"
        case .field: " (\(bound.text.drop { $0 == "." }))"
        case .value: ""
        }
    }

    private func many(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
