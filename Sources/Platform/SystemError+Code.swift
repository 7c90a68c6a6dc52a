import Errors
import Glibc

extension SystemError: CodedError {
    /// By the system's error number.
    package var errorCode: ErrorCode {
        if operation == .makeDirectory { return .folderNotMade }
        switch code {
        case ENOENT: return .noFolder
        case ENOSPC, EDQUOT: return .deviceFull
        default: return .writeFailed
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> { ["reason": .text(reason), "errno": .number(Int(code))] }
    package func sentence(by renderer: ErrorRenderer) -> String { description }
}
