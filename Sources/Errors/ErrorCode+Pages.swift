/// R2xx: why no pages can be made of a record, or why a kind cannot be loaded.
extension ErrorCode {
    package static let regionOverflow = ErrorCode(
        "R201", "region-overflow", "The content of a fixed region needs more room than it has.",
        fix: "Shorten the text, enlarge the region, or let it shrink, go on elsewhere or be cut.")
    package static let tooTall = ErrorCode(
        "R202", "too-tall", "Something is taller than an empty page.",
        fix: "Allow it to be cut, or make it smaller.")
    package static let tooWide = ErrorCode(
        "R203", "too-wide", "Something is wider than its room.",
        fix: "Make the room wider or the type smaller, or let long words break.")
    package static let tooManyPages = ErrorCode(
        "R204", "too-many-pages", "The document has more pages than its template allows.",
        fix: "Look where its pages begin, and raise `max-pages` if they are right.")
    package static let noBody = ErrorCode(
        "R205", "no-body", "A page that the text should flow onto has no body.",
        fix: "Give the page a `<body>`.")
    package static let noPageMaster = ErrorCode(
        "R206", "no-page-master", "The template has no page for the position that is needed.",
        fix: "Add a `<page>` with the `use` that is named.")
    package static let rollTooLong = ErrorCode(
        "R207", "roll-too-long", "A roll is longer than the largest page that PDF has.",
        fix: "Print fewer rows on one document.")
    package static let noValue = ErrorCode(
        "R211", "no-value", "An expression has no value for this record.",
        fix: "Guard it with `<if>`, or correct the data.")
    package static let checkFailed = ErrorCode(
        "R212", "check-failed", "A `<check>` of the template is false.",
        fix: "Read its message: the author of the template wrote it.")
    package static let emptyTable = ErrorCode(
        "R213", "empty-table", "A table has no rows.",
        fix: "Correct the data, or say what an empty table becomes (`empty`).")
    package static let missingGlyph = ErrorCode(
        "R214", "missing-glyph", "A character cannot be set with the fonts of the template.",
        fix: "Add a font that has it to `<fonts>`, or correct the text.")
    package static let emptyBarcode = ErrorCode(
        "R215", "empty-barcode", "The value of a barcode is empty.",
        fix: "Correct the data, or hide the barcode (`empty=\"hide\"`).")
    package static let barcodeRefused = ErrorCode(
        "R216", "barcode-refused", "A text cannot become a barcode.",
        fix: "Correct the data as the message says.")
    package static let barcodeTooFine = ErrorCode(
        "R217", "barcode-too-fine", "The modules of a barcode are too small to be read.",
        fix: "Make the barcode larger or its text shorter.")
    package static let scanLineField = ErrorCode(
        "R218", "scan-line-field", "A value does not fit its field of a scan line.",
        fix: "Correct the value, or the field's width and fill.")
    package static let scanLineCheck = ErrorCode(
        "R219", "scan-line-check", "A check digit covers something that is no digit.",
        fix: "Correct the field, or what the check digit covers.")
    package static let badLink = ErrorCode(
        "R220", "bad-link", "The address of a link is none.",
        fix: "Begin it with https://, http://, mailto: or tel:.")
    package static let unknownPicture = ErrorCode(
        "R221", "unknown-picture", "The data name a picture that is not there.",
        fix: "Add the picture beside the template, or correct the data.")
    package static let chartValue = ErrorCode(
        "R222", "chart-value", "A bar of a chart has no value, or one that is too large.",
        fix: "Correct the data.")
    package static let requiredEmpty = ErrorCode(
        "R223", "required-empty", "Data that the template requires are empty.",
        fix: "Have the field filled.")
    package static let requiredNotPrinted = ErrorCode(
        "R224", "required-not-printed", "An element that the template requires is not printed.",
        fix: "Look which condition leaves it out.")
    package static let requiredWithoutText = ErrorCode(
        "R225", "required-without-text", "An element that the template requires holds no text.",
        fix: "Have its data filled.")
    package static let requiredTooSmall = ErrorCode(
        "R226", "required-too-small", "An element that the template requires is set too small.",
        fix: "Set it larger, or keep its region from shrinking.")
    package static let layoutFailed = ErrorCode(
        "R229", "layout-failed", "Pages could not be made for a reason of the program.",
        fix: "Report it with the template and the record.")
    package static let factDiffers = ErrorCode(
        "R231", "fact-differs", "A page says something else than the record.",
        fix: "Correct the expression that prints the fact.")
    package static let factSign = ErrorCode(
        "R232", "fact-sign", "A page says an amount with the other sign.",
        fix: "Where the negative is printed, write `states=\"-…\"`.")
    package static let factUnreadable = ErrorCode(
        "R233", "fact-unreadable", "No amount or date can be read where a fact is stated.",
        fix: "Print the value itself there, or state the fact elsewhere.")
    package static let factNotPrinted = ErrorCode(
        "R234", "fact-not-printed", "A fact is not printed where it is stated.",
        fix: "Print the value there.")
    package static let amountNotPrinted = ErrorCode(
        "R241", "amount-not-printed", "The document does not print its amount.",
        fix: "Print the element that states the amount in every document.")
    package static let amountAmbiguous = ErrorCode(
        "R242", "amount-ambiguous", "The document prints several amounts as its own.",
        fix: "Give one element the id `amount`, or state facts.")
    package static let amountUnreadable = ErrorCode(
        "R243", "amount-unreadable", "The amount that is printed cannot be read.",
        fix: "Print figures with two decimals.")
    package static let amountDiffers = ErrorCode(
        "R244", "amount-differs", "The document prints another amount than its record has.",
        fix: "Correct the expression that prints it.")
    package static let amountCredit = ErrorCode(
        "R245", "amount-credit", "The document prints a credit and its record is none.",
        fix: "Correct the expression that prints it.")
    package static let unequalSides = ErrorCode(
        "R251", "unequal-sides", "Two pages that share a sheet are of different sizes.",
        fix: "Give all pages of a document for two-sided paper one size.")
    package static let pageLargerThanSheet = ErrorCode(
        "R252", "page-larger-than-sheet", "A page does not go on the sheet.",
        fix: "Take larger sheets, or a smaller gutter.")
    package static let pageSizesDiffer = ErrorCode(
        "R253", "page-sizes-differ", "Pages of different sizes cannot share sheets.",
        fix: "Impose documents of one size at a time.")
    package static let tooManyImposed = ErrorCode(
        "R254", "too-many-imposed", "More pages are imposed at once than memory should hold.",
        fix: "Impose fewer records at once.")
    package static let languageWithoutWords = ErrorCode(
        "R261", "language-without-words", "The record asks for a language that the kind has no words in.",
        fix: "Add the language file, or correct the field.")
    package static let notAccessible = ErrorCode(
        "R262", "not-accessible", "The data make the document one that cannot be accessible.",
        fix: "Let headings follow in order whatever the data are.")
    package static let unknownKind = ErrorCode(
        "R271", "unknown-kind", "There is no such document kind.",
        fix: "Correct the name, or the folder of the kinds.")
    package static let badKindName = ErrorCode(
        "R272", "bad-kind-name", "A name is none that a document kind can have.",
        fix: "Rename its folder.")
    package static let kindLanguage = ErrorCode(
        "R273", "kind-language", "The kind has no words in the language that is asked for.",
        fix: "Add the language file, or ask for another language.")
    package static let unreadableFile = ErrorCode(
        "R274", "unreadable-file", "A file of a kind, or a font, cannot be read.",
        fix: "Look at its path and rights; the message has the system's reason.")
    package static let contractRefused = ErrorCode(
        "R275", "contract-refused", "The contract of a kind is not good.",
        fix: "Correct each place that is listed (C001).")
    package static let templateRefused = ErrorCode(
        "R276", "template-refused", "The template of a kind is not good.",
        fix: "Correct each place that is listed (T001 to T308).")
    package static let missingFonts = ErrorCode(
        "R277", "missing-fonts", "Fonts of a template are not in the folder of the fonts.",
        fix: "Put them there.")

    package static let pages: [ErrorCode] = [
        .regionOverflow, .tooTall, .tooWide, .tooManyPages, .noBody, .noPageMaster, .rollTooLong, .noValue,
        .checkFailed, .emptyTable, .missingGlyph, .emptyBarcode, .barcodeRefused, .barcodeTooFine, .scanLineField,
        .scanLineCheck, .badLink, .unknownPicture, .chartValue, .requiredEmpty, .requiredNotPrinted,
        .requiredWithoutText, .requiredTooSmall, .layoutFailed, .factDiffers, .factSign, .factUnreadable,
        .factNotPrinted, .amountNotPrinted, .amountAmbiguous, .amountUnreadable, .amountDiffers, .amountCredit,
        .unequalSides, .pageLargerThanSheet, .pageSizesDiffer, .tooManyImposed, .languageWithoutWords, .notAccessible,
        .unknownKind, .badKindName, .kindLanguage, .unreadableFile, .contractRefused, .templateRefused, .missingFonts,
    ]
}
