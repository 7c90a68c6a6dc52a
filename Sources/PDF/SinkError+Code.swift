import Errors
import Glibc

extension SinkError: CodedError {
    /// By the system's error number.
    package var errorCode: ErrorCode {
        switch code {
        case ENOENT: .noFolder
        case ENOSPC, EDQUOT: .deviceFull
        default: .writeFailed
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> { ["reason": .text(message), "errno": .number(Int(code))] }
    package func sentence(by renderer: ErrorRenderer) -> String { message }
}

extension OutputFolderError: CodedError {
    package var errorCode: ErrorCode { .folderNotMade }
    package var parameters: KeyValuePairs<String, ErrorValue> { ["path": .text(path), "errno": .number(Int(code))] }
    package var places: [ErrorPlace] { [.file(path)] }

    package func sentence(by renderer: ErrorRenderer) -> String {
        "cannot make the folder \(path): \(String(cString: strerror(code)))"
    }
}
