import Errors
import Fonts
import Layout
import Pages
import Records

/// Why one document cannot be made of its record: what failed, and where in the template.
package struct MergeFault: Error, Sendable {
    package enum Problem: Sendable {
        /// An expression has no value, for this reason.
        case noValue(String)
        /// A `<check>` is false; its message without private text.
        case check(String)
        case emptyTable
        /// A character that cannot be set, of a field if one is known.
        case glyph(MissingGlyph, field: String? = nil)
        case emptyBarcode
        /// A text that cannot become a symbol, for this reason.
        case symbol(String)
        case symbolTooFine(String, modules: Int, module: Length)
        case scanField(String, ScanProblem)
        case scanCheck(String)
        case badLink
        case unknownPicture
        /// The value of a bar; nil where it has none.
        case chartValue(Int64?)
        case requiredEmpty(String)
        case requiredNotPrinted(String)
        case requiredWithoutText(String)
        case requiredTooSmall(String, Length, least: Length)
        /// `starts`: what the pages after the first begin with, if there are too many.
        indirect case layout(LayoutFault, starts: [SourceLocation?] = [])
        case unforeseen(String)
    }

    /// Why a value is not what its field of a scan line takes. Characters count from 1.
    package enum ScanProblem: Sendable {
        case negative, empty
        case tooLong(Int, width: Int)
        case noDigit(character: Int)
    }

    package let problem: Problem
    /// Nil where the fault has no place in the template.
    package let location: SourceLocation?
    /// The text that is the trouble, for the person at the screen; it may be private.
    package let text: String

    init(_ problem: Problem, at place: SourcePlace?, text: String = "") {
        self.problem = problem
        location = place?.location
        self.text = text
    }

    /// A sentence without its place in the template, and without private text.
    package var message: String { ErrorRenderer.plain.message(of: self, lead: .besideLocation) }
}

extension MergeFault: CodedError {
    package var errorCode: ErrorCode {
        switch problem {
        case .noValue: .noValue
        case .check: .checkFailed
        case .emptyTable: .emptyTable
        case .glyph: .missingGlyph
        case .emptyBarcode: .emptyBarcode
        case .symbol: .barcodeRefused
        case .symbolTooFine: .barcodeTooFine
        case .scanField: .scanLineField
        case .scanCheck: .scanLineCheck
        case .badLink: .badLink
        case .unknownPicture: .unknownPicture
        case .chartValue: .chartValue
        case .requiredEmpty: .requiredEmpty
        case .requiredNotPrinted: .requiredNotPrinted
        case .requiredWithoutText: .requiredWithoutText
        case .requiredTooSmall: .requiredTooSmall
        case .layout(let fault, _): fault.errorCode
        case .unforeseen: .layoutFailed
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        switch problem {
        case .noValue(let reason), .symbol(let reason), .scanCheck(let reason), .unforeseen(let reason):
            ["reason": .text(reason)]
        case .check(let message): ["message": .hidden(text.isEmpty ? message : text, outline: message)]
        case .glyph(let missing, let field):
            ["reason": .text(missing.description), "field": .text(field ?? ""), "character": .number(Int(missing.scalar.value))]
        case .symbolTooFine(let symbol, let modules, let module):
            ["symbol": .text(symbol), "modules": .number(modules), "module": .length(hundredths: Int(module.hundredths))]
        case .scanField(let field, _): ["field": .text(field)]
        case .chartValue(let value?): ["value": .number(Int(value))]
        case .requiredEmpty(let name), .requiredNotPrinted(let name), .requiredWithoutText(let name): ["required": .text(name)]
        case .requiredTooSmall(let name, let size, let least):
            [
                "required": .text(name), "size": .length(hundredths: Int(size.hundredths)),
                "least": .length(hundredths: Int(least.hundredths)),
            ]
        case .layout(let fault, _): fault.parameters
        case .emptyTable, .emptyBarcode, .badLink, .unknownPicture, .chartValue(nil): [:]
        }
    }

    package var places: [ErrorPlace] {
        var places = location.map { [ErrorPlace.source($0)] } ?? []
        if case .layout(let fault, _) = problem { places += fault.places }
        return places
    }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch problem {
        case .noValue(let reason), .symbol(let reason), .unforeseen(let reason): reason
        case .check(let message): message
        case .emptyTable: "the table has no rows (empty=\"error\")"
        case .glyph(let missing, let field): (field.map { "\($0): " } ?? "") + missing.description
        case .emptyBarcode: "the barcode's value is empty (with empty=\"hide\" nothing is drawn)"
        case .symbolTooFine(let symbol, let modules, let module):
            "the \(symbol) symbol has \(modules) modules a side and each would be \(module) pt wide; \(BarcodePlan.narrowest) pt (0.25 mm) is the least: give it a larger size or a shorter text"
        case .scanField(let field, let problem): "scan line, field \(field): \(problem.sentence)"
        case .scanCheck(let reason): "scan line: \(reason)"
        case .badLink: "a link's address begins with https://, http://, mailto: or tel:"
        case .unknownPicture: "the data name a picture that is not beside the template or in the shared folder"
        case .chartValue(nil): "a chart's bar has no value"
        case .chartValue(let value?): "a chart's bars are up to 1,000,000,000,000; this one is \(value)"
        case .requiredEmpty(let name): "the document must have \(name), and it is empty"
        case .requiredNotPrinted(let name): "the document must have \(name), and it is not printed"
        case .requiredWithoutText(let name): "the document must have \(name), and no text is in it"
        case .requiredTooSmall(let name, let size, let least): "\(name) is set in type of \(size) pt; \(least) pt is the least"
        case .layout(let fault, let starts): fault.sentence(by: renderer) + MergeFault.pages(starts)
        }
    }

    /// `: page 2 begins with bill/bill.xml:20:5, page 3 would begin with …`: the first few and the last show where the pages
    /// went.
    private static func pages(_ starts: [SourceLocation?]) -> String {
        var pages: [String] = []
        for (index, start) in starts.enumerated() {
            guard let start else { continue }
            pages.append("page \(index + 2) \(index + 1 == starts.count ? "would begin" : "begins") with \(start)")
        }
        if pages.count > 5 { pages.replaceSubrange(3..<(pages.count - 1), with: ["…"]) }
        return pages.isEmpty ? "" : ": " + pages.joined(separator: ", ")
    }
}

extension MergeFault.ScanProblem {
    fileprivate var sentence: String {
        switch self {
        case .negative: "its value is negative, which no scan line can say"
        case .empty: "its value is empty, and zeros would say another one"
        case .tooLong(let count, let width): "its value has \(count) characters and the field \(width)"
        case .noDigit(let character): "it holds digits only, and character \(character) of its value is not one"
        }
    }
}
