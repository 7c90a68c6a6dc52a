import Errors
import Platform

/// Reads whole files, with the system's own words where that fails.
enum FileBytes {
    /// Larger than any template, font or picture that makes sense.
    static let limit = 64 << 20

    static func read(_ path: String) throws(FileFault) -> [UInt8] {
        do throws(SystemError) { return try OwnedDescriptor.readingFile(path).readToEnd(limit: limit) } catch {
            let message =
                error.isOtherKind
                ? "is not a file, but \(FileBytes.noun(FileStatus(of: path)?.kind))"
                : error.isTooLarge ? "has more than \(limit >> 20) MB" : error.reason
            throw FileFault(path: path, message: message, isAbsent: error.isAbsent)
        }
    }

    private static func noun(_ kind: FileStatus.Kind?) -> String {
        switch kind {
        case .directory: "a folder"
        case .pipe: "a pipe"
        case .socket: "a socket"
        case .file, .device, nil: "a device"
        }
    }

    static func isFile(_ path: String) -> Bool { FileStatus.isReadable(path) }

    /// The names in a folder, sorted; none where it cannot be read.
    static func names(in folder: String) -> [String] {
        Directory.names(in: folder).filter { !$0.hasPrefix(".") }.sorted()
    }
}

/// Why a file cannot be read.
package struct FileFault: Error {
    package let path: String
    package let message: String
    package let isAbsent: Bool

    init(path: String, message: String, isAbsent: Bool) {
        self.path = path
        self.message = message
        self.isAbsent = isAbsent
    }
}

extension FileFault: CodedError {
    package var errorCode: ErrorCode { .unreadableFile }
    package var parameters: KeyValuePairs<String, ErrorValue> { ["path": .text(path), "reason": .text(message)] }
    package var places: [ErrorPlace] { [.file(path)] }
    package func sentence(by renderer: ErrorRenderer) -> String { "\(path): \(message)" }
}
