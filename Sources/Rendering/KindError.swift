import Errors
import Records
import Templating

/// Why a kind cannot be loaded.
package enum KindError: Error {
    case unknown(String, known: [String])
    /// What no kind can be named.
    case name(String)
    /// A language that a kind has no words in.
    case language(String, String, known: [String])
    case file(FileFault)
    case contract(ContractFaults)
    case template(Diagnostics)
    case fonts([String], Diagnostics)
}

extension KindError: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .unknown: .unknownKind
        case .name: .badKindName
        case .language: .kindLanguage
        case .file: .unreadableFile
        case .contract: .contractRefused
        case .template: .templateRefused
        case .fonts: .missingFonts
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        switch self {
        case .unknown(let kind, let known): ["kind": .text(kind), "known": .texts(known)]
        case .name(let name): ["kind": .text(name)]
        case .language(let language, let kind, let known):
            ["kind": .text(kind), "language": .text(language), "known": .texts(known)]
        case .file(let fault): fault.parameters
        case .fonts(let names, _): ["fonts": .texts(names)]
        case .contract, .template: [:]
        }
    }

    package var places: [ErrorPlace] {
        if case .file(let fault) = self { fault.places } else { [] }
    }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .unknown(let kind, let known):
            "there is no kind \(kind)"
                + (Contract.didYouMean(kind, in: known).map { "; \($0)" }
                    ?? (known.isEmpty
                        ? ", and no other\(renderer.words(for: .nameTemplates, after: "; "))"
                        : "; there are: \(known.joined(separator: ", "))"))
        case .name(let name):
            "\(KindError.shown(name)) is no name of a kind: a name has 1 to \(Library.mostOfName) letters (A to Z, a to z), digits, hyphens, underscores and periods, and does not begin with a period"
        case .language(let language, let kind, let known):
            "\(kind) has no words in \(language); it has: \(known.joined(separator: ", "))"
        case .file(let fault): fault.sentence(by: renderer)
        case .contract(let faults): faults.description
        case .template(let diagnostics), .fonts(_, let diagnostics): diagnostics.description
        }
    }

    /// A name as a terminal may show it.
    private static func shown(_ name: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) }
        return isPlain && !name.isEmpty && name.utf8.count <= 100 ? name : "this"
    }
}
