import Errors
import Platform

/// Why a PDF file could not be written.
package enum PDFError: Error {
    case sink(SystemError)
    /// What goes to this path is one file, and there are more pages than one holds.
    case oneFile(String, pages: Int)
    /// libharu's error number, or zero.
    case library(String, code: UInt)
    case font(FontFault)
    case picture(String)
    case encryption(EncryptionFault)
}

/// A font that could not be written.
package struct FontFault: Sendable {
    package let message: String
}

extension PDFError: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .sink(let error): error.errorCode
        case .oneFile: .onlyOneFile
        case .library: .pdfLibrary
        case .font: .fontNotEmbedded
        case .picture: .pictureNotEmbedded
        case .encryption(let fault): fault.errorCode
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        switch self {
        case .sink(let error): error.parameters
        case .oneFile(let path, let pages): ["path": .text(path), "pages": .number(pages)]
        case .library(let message, let code): ["reason": .text(message), "code": .number(Int(code))]
        case .font(let fault): ["reason": .text(fault.message)]
        case .picture(let message): ["reason": .text(message)]
        case .encryption(let fault): fault.parameters
        }
    }

    package var places: [ErrorPlace] {
        if case .oneFile(let path, _) = self { [.file(path)] } else { [] }
    }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .sink(let error): error.description
        case .oneFile(let path, let pages):
            "\(path) takes one file, and this print has more than one (\(pages) pages, or 1.9 GB); name a file, or print fewer records"
        case .library(let message, let code): code == 0 ? message : "\(message) (error 0x\(String(code, radix: 16)))"
        case .font(let fault): fault.message
        case .picture(let message): message
        case .encryption(let fault): fault.sentence(by: renderer)
        }
    }
}
