import Errors
import Platform

/// Why pages could not be taken.
package enum TakeFault: Error {
    case nothing
    case unreadable(SystemError)
    case noSuchPage(String, page: Int, count: Int)
    case damaged(String, String)
    /// A PDF file of a shape that Billpress does not write, and that qpdf could not bring into it either.
    case unfamiliar(String, String)
    /// The same, and qpdf is not installed.
    case missingProgram(String, String, program: String)
    case mark(String)
    case sink(SystemError)
    case file(PDFError)

    /// Writes, and tells what stops it as a fault of the taking.
    static func writing<Made>(_ step: () throws(PDFError) -> Made) throws(TakeFault) -> Made {
        do { return try step() } catch {
            if case .sink(let cause) = error { throw .sink(cause) }
            throw .file(error)
        }
    }
}

extension TakeFault: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .nothing: .noPages
        case .unreadable: .unreadablePDF
        case .noSuchPage: .noSuchPage
        case .damaged: .damagedPDF
        case .unfamiliar: .unfamiliarPDF
        case .missingProgram: .extractionProgramMissing
        case .mark: .overlayFailed
        case .sink(let error): error.errorCode
        case .file(let error): error.errorCode
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        switch self {
        case .nothing: [:]
        case .unreadable(let error): ["path": .text(error.path), "errno": .number(Int(error.code))]
        case .noSuchPage(let path, let page, let count): ["path": .text(path), "page": .number(page), "pages": .number(count)]
        case .damaged(let path, let what), .unfamiliar(let path, let what): ["path": .text(path), "reason": .text(what)]
        case .missingProgram(let path, let what, let program):
            ["path": .text(path), "reason": .text(what), "program": .text(program)]
        case .mark(let what): ["reason": .text(what)]
        case .sink(let error): error.parameters
        case .file(let error): error.parameters
        }
    }

    package var places: [ErrorPlace] {
        switch self {
        case .unreadable(let error): [.file(error.path)]
        case .noSuchPage(let path, _, _), .damaged(let path, _), .unfamiliar(let path, _),
            .missingProgram(let path, _, _):
            [.file(path)]
        case .nothing, .mark, .sink, .file: []
        }
    }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .nothing: "no pages are asked for"
        case .unreadable(let error): error.isAbsent ? "\(error.path) is not there" : error.description
        case .noSuchPage(let path, let page, let count):
            "there is no page \(page) in \(path), which has \(count == 1 ? "1 page" : "pages 1 to \(count)")"
        case .damaged(let path, let what): "\(path) is damaged, and nothing is taken from it: \(what)"
        case .unfamiliar(let path, let what): "no pages can be taken from \(path), which Billpress did not write: \(what)"
        case .missingProgram(let path, let what, let program):
            "\(path) is not as Billpress writes files (\(what)), and \(program), which reads others, is not installed: apt-get install qpdf"
        case .mark(let what): "the mark for the pages cannot be made: \(what)"
        case .sink(let error): error.description
        case .file(let error): error.sentence(by: renderer)
        }
    }
}
