/// R1xx: what is wrong with a record, or with the extract that it comes from.
extension ErrorCode {
    package static let missingField = ErrorCode(
        "R101", "missing-field", "A required field is not in the record.",
        fix: "Have it written, or take it out of `required` in the contract.")
    package static let wrongType = ErrorCode(
        "R102", "wrong-type", "A value is not of the type that the contract gives the field.",
        fix: "Write it as the message says: text and dates in quotes, numbers without.")
    package static let belowMinimum = ErrorCode(
        "R103", "below-minimum", "A number is less than the contract allows.",
        fix: "Correct the value, or the contract's `minimum`.")
    package static let aboveMaximum = ErrorCode(
        "R104", "above-maximum", "A number is more than the contract allows.",
        fix: "Correct the value, or the contract's `maximum`.")
    package static let tooManyDecimals = ErrorCode(
        "R105", "too-many-decimals", "A number has more decimals than the field takes.",
        fix: "Round it where it is computed.")
    package static let valueNotListed = ErrorCode(
        "R106", "value-not-listed", "A value is not among those that the contract lists.",
        fix: "Write one of them, or add it to `enum`.")
    package static let textTooShort = ErrorCode(
        "R107", "text-too-short", "A text is shorter than the contract allows.",
        fix: "Correct the text, or the contract's `minLength`.")
    package static let textTooLong = ErrorCode(
        "R108", "text-too-long", "A text is longer than the contract allows.",
        fix: "Shorten the text, or raise the contract's `maxLength`.")
    package static let patternMismatch = ErrorCode(
        "R109", "pattern-mismatch", "A text does not match the contract's pattern.",
        fix: "Correct the text, or the contract's `pattern`.")
    package static let tooFewItems = ErrorCode(
        "R110", "too-few-items", "A list has fewer items than the contract allows.",
        fix: "Write the missing items, or lower the contract's `minItems`.")
    package static let tooManyItems = ErrorCode(
        "R111", "too-many-items", "A list has more items than the contract allows.",
        fix: "Leave items out, or raise the contract's `maxItems`.")
    package static let exponent = ErrorCode(
        "R112", "exponent", "A number is written with an exponent.",
        fix: "Write all of its digits: `1200` and not `1.2e3`.")
    package static let numberTooLarge = ErrorCode(
        "R113", "number-too-large", "A number is too large to be reckoned with.",
        fix: "Correct the value; amounts go up to 10,000,000,000,000.")
    package static let duplicateField = ErrorCode(
        "R114", "duplicate-field", "A record has the same field twice.",
        fix: "Write each field once.")
    package static let unknownField = ErrorCode(
        "R115", "unknown-field", "A field is not in the contract, which takes no others.",
        fix: "Correct its name, leave it out, or declare it in the contract.")
    package static let invisibleText = ErrorCode(
        "R116", "invisible-text", "A text holds nothing that can be seen.",
        fix: "Leave the field out where there is nothing to say.")
    package static let jsonSyntax = ErrorCode(
        "R121", "json-syntax", "The record breaks the grammar of JSON (RFC 8259).",
        fix: "Have the record written by a JSON library.")
    package static let invalidUTF8 = ErrorCode(
        "R122", "invalid-utf8", "A text is not valid UTF-8.",
        fix: "Write the extract in UTF-8.")
    package static let invalidCharacter = ErrorCode(
        "R123", "invalid-character", "A text holds a raw control character, a broken escape or a NUL.",
        fix: "Have the record written by a JSON library.")
    package static let nestingTooDeep = ErrorCode(
        "R124", "nesting-too-deep", "Records and lists lie too deep within each other.",
        fix: "Flatten the record.")
    package static let recordTooLarge = ErrorCode(
        "R125", "record-too-large", "A record is larger than one record may be.",
        fix: "Split it, or look whether two records ran together.")
    package static let emptyRecord = ErrorCode(
        "R126", "empty-record", "There is no record where one should be.",
        fix: "Leave the line out, or write the record.")
    package static let moreFaults = ErrorCode(
        "R127", "more-faults", "The record has more errors than are listed.",
        fix: "Correct those that are listed first.")
    package static let arrayStructure = ErrorCode(
        "R128", "array-structure", "The array of records is broken between its elements.",
        fix: "Have the array written by a JSON library, or write JSON lines.")
    package static let misplacedMark = ErrorCode(
        "R129", "misplaced-byte-order-mark", "A byte order mark stands within the input.",
        fix: "Leave it out; it may stand only at the start of a file.")
    package static let belowBound = ErrorCode(
        "R131", "below-bound", "A value is less than the bound that a rule of the contract sets.",
        fix: "Correct the value or the bound, or say the right day of the documents.")
    package static let aboveBound = ErrorCode(
        "R132", "above-bound", "A value is more than the bound that a rule of the contract sets.",
        fix: "Correct the value or the bound, or say the right day of the documents.")
    package static let notEqual = ErrorCode(
        "R133", "not-equal", "Two fields that must be the same are not.",
        fix: "Correct the one that is wrong.")
    package static let notConsecutive = ErrorCode(
        "R134", "not-consecutive", "The items of a list do not rise by one.",
        fix: "Write the items in order, without gaps.")
    package static let fieldNotAllowed = ErrorCode(
        "R135", "field-not-allowed", "A field is in the record although its condition does not hold.",
        fix: "Leave the field out, or correct what the condition names.")
    package static let fieldNeeded = ErrorCode(
        "R136", "field-needed", "A field is not in the record although its condition holds.",
        fix: "Write the field, or correct what the condition names.")
    package static let ambiguousIdentity = ErrorCode(
        "R137", "ambiguous-identity",
        "A text that tells one document from another holds a character that looks like another, or cannot be seen.",
        fix: "Write it with plain letters, digits and single spaces.")
    package static let routingWithoutZIP = ErrorCode(
        "R138", "routing-code-without-zip", "The barcode has a routing code and the address no ZIP Code.",
        fix: "Leave the routing code out of the barcode, or write the ZIP Code.")
    package static let routingDiffers = ErrorCode(
        "R139", "routing-code-differs", "The barcode's routing code is not the address's ZIP Code.",
        fix: "Correct the one that is wrong.")
    package static let wrongEncoding = ErrorCode(
        "R141", "wrong-encoding", "The file is not in the encoding that is expected.",
        fix: "Save it in UTF-8, or as `extract.json` says.")
    package static let foreignFormat = ErrorCode(
        "R142", "foreign-format", "The file is of another format: a spreadsheet, a PDF, a compressed file.",
        fix: "Save it in the format that is wanted.")
    package static let malformedRow = ErrorCode(
        "R143", "malformed-row", "The quotes of a row in CSV do not match.",
        fix: "Quote the field, and double the quotes within it.")
    package static let controlCharacter = ErrorCode(
        "R144", "control-character", "A row in CSV holds a control character.",
        fix: "Have it taken out of the extract.")
    package static let undecodableByte = ErrorCode(
        "R145", "undecodable-byte", "A byte of a row in CSV is none of the file's encoding.",
        fix: "Save the file in that encoding, or name its own in `extract.json`.")
    package static let fieldCount = ErrorCode(
        "R146", "field-count", "A row in CSV has more or fewer fields than the header.",
        fix: "Correct the row; look for a delimiter that is not in quotes.")
    package static let unnamedColumn = ErrorCode(
        "R147", "unnamed-column", "A column of the header has no name.",
        fix: "Name it, and list it under `ignore` if it is of no use.")
    package static let duplicateColumn = ErrorCode(
        "R148", "duplicate-column", "Two columns of the header have one name.",
        fix: "Rename one of them.")
    package static let missingHeader = ErrorCode(
        "R149", "missing-header", "The first row in CSV holds values and no names.",
        fix: "Write the names of the columns in the first row.")
    package static let detailWithoutKey = ErrorCode(
        "R151", "detail-without-key", "A row of details does not say whose it is.",
        fix: "Fill the column of the key.")
    package static let detailWithoutNumber = ErrorCode(
        "R152", "detail-without-number", "A row of details does not say which item holds it.",
        fix: "Fill the column with the number of the item, from 1.")
    package static let detailWithoutRecord = ErrorCode(
        "R153", "detail-without-record", "A row of details has a key that no record has.",
        fix: "Add the record, or leave the row out.")
    package static let badDetail = ErrorCode(
        "R154", "bad-detail", "A row of details that belongs to the record is bad.",
        fix: "Correct the row that is named.")
    package static let repeatedKey = ErrorCode(
        "R155", "repeated-key", "The details of the record went to an earlier record of the same key.",
        fix: "Give each record a key of its own.")
    package static let detailWithoutItem = ErrorCode(
        "R156", "detail-without-item", "A row of details belongs to an item that its record does not have.",
        fix: "Correct the number of the item, or add the item.")
    package static let detailCount = ErrorCode(
        "R157", "detail-count", "A file of details has another number of rows than its trailer says.",
        fix: "Have the file written again; it was cut off or added to.")
    package static let repeatedTrailer = ErrorCode(
        "R161", "repeated-trailer", "An extract has a second trailer.",
        fix: "Write one trailer, as the last record.")
    package static let badTrailer = ErrorCode(
        "R162", "bad-trailer", "The trailer of an extract cannot be read.",
        fix: "Write it as the message says.")
    package static let recordBehindTrailer = ErrorCode(
        "R163", "record-behind-trailer", "Records stand behind the trailer.",
        fix: "Write the trailer as the last record.")
    package static let unreadableInput = ErrorCode(
        "R171", "unreadable-input", "The input cannot be opened or read.",
        fix: "Look at its path and rights; the message has the system's reason.")
    package static let extractRefused = ErrorCode(
        "R172", "extract-refused", "The header, the mapping and the contract do not fit together.",
        fix: "Correct each place that the message lists.")
    package static let detailsMissing = ErrorCode(
        "R173", "details-missing", "The file of a list of details is not given.",
        fix: "Give the file, or leave the list out by name.")
    package static let unknownDetails = ErrorCode(
        "R174", "unknown-details", "A list of details is left out that the mapping does not have.",
        fix: "Correct its name.")
    package static let detailsContradict = ErrorCode(
        "R175", "details-contradict", "A list of details is given and left out at once.",
        fix: "Do one of both.")

    package static let records: [ErrorCode] = [
        .missingField, .wrongType, .belowMinimum, .aboveMaximum, .tooManyDecimals, .valueNotListed, .textTooShort,
        .textTooLong, .patternMismatch, .tooFewItems, .tooManyItems, .exponent, .numberTooLarge, .duplicateField,
        .unknownField, .invisibleText, .jsonSyntax, .invalidUTF8, .invalidCharacter, .nestingTooDeep, .recordTooLarge,
        .emptyRecord, .moreFaults, .arrayStructure, .misplacedMark, .belowBound, .aboveBound, .notEqual,
        .notConsecutive, .fieldNotAllowed, .fieldNeeded, .ambiguousIdentity, .routingWithoutZIP, .routingDiffers,
        .wrongEncoding, .foreignFormat, .malformedRow, .controlCharacter, .undecodableByte, .fieldCount,
        .unnamedColumn, .duplicateColumn, .missingHeader, .detailWithoutKey, .detailWithoutNumber,
        .detailWithoutRecord, .badDetail, .repeatedKey, .detailWithoutItem, .detailCount, .repeatedTrailer,
        .badTrailer, .recordBehindTrailer, .unreadableInput, .extractRefused, .detailsMissing, .unknownDetails,
        .detailsContradict,
    ]
}
