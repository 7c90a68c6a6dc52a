import Errors
import Platform

/// What opens an encrypted file: 1 to 127 characters of ASCII that can be seen, or blanks between them. Whoever prints,
/// dumps or reflects on one sees only that it is a password.
///
/// PDF takes a password as at most 127 bytes of UTF-8, brought into one form by SASLprep (ISO 32000-2, 7.6.4.3, algorithm
/// 2.A; RFC 4013). qpdf 11.3, poppler and mutool take the bytes as they are given; readers that follow the standard do
/// not, and keyboards differ in how they make an é. ASCII, which SASLprep leaves as it is, opens the file everywhere.
/// (The commands of poppler, such as `pdftotext -upw`, read 32 characters of a password and no more.)
package struct Password: Sendable {
    let text: String
    static let mostBytes = 127
    /// A file of more bytes holds something else than a password.
    private static let mostOfFile = 4096

    /// The first line of a file, without its end; nobody but the file's owner may have rights on it, as ssh wants it of its
    /// keys, and nothing may follow the line, since that is perhaps another file.
    package init(file path: String) throws(PasswordFault) {
        let file: OwnedDescriptor
        let status: FileStatus
        let bytes: [UInt8]
        do throws(SystemError) {
            file = try OwnedDescriptor.readingFile(path)
            status = try file.status()
        } catch { throw .unreadable(path, error) }
        guard status.mode & 0o077 == 0 else { throw .open(path, mode: Int(status.mode)) }
        guard status.size <= Password.mostOfFile else { throw .moreLines(path) }
        do throws(SystemError) { bytes = try file.readToEnd() } catch { throw .unreadable(path, error) }
        var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let rest = bytes[line.endIndex...]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard rest.allSatisfy({ $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else { throw .moreLines(path) }
        guard let first = line.first, let last = line.last else { throw .empty(path) }
        guard line.count <= Password.mostBytes else { throw .tooLong(path) }
        guard !line.starts(with: [0xEF, 0xBB, 0xBF]) else { throw .mark(path) }
        // What is not UTF-8 has such bytes, too.
        guard line.allSatisfy({ $0 < 0x80 }) else { throw .beyondASCII(path) }
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .control(path) }
        guard first != 0x20, last != 0x20 else { throw .outerBlank(path) }
        text = String(decoding: line, as: UTF8.self)
    }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a password" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a file has no password to encrypt with; what stands in the file is never told.
package enum PasswordFault: Error {
    case unreadable(String, SystemError)
    /// Others than the owner have rights on the file.
    case open(String, mode: Int)
    case empty(String)
    case moreLines(String)
    case tooLong(String)
    case beyondASCII(String)
    /// It begins with a byte order mark.
    case mark(String)
    case control(String)
    case outerBlank(String)
}

extension PasswordFault: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .unreadable: .passwordUnreadable
        case .open: .passwordOpen
        case .empty: .passwordEmpty
        case .moreLines: .passwordLines
        case .tooLong: .passwordTooLong
        case .beyondASCII: .passwordNotASCII
        case .mark: .passwordMark
        case .control: .passwordControl
        case .outerBlank: .passwordBlank
        }
    }

    private var path: String {
        switch self {
        case .unreadable(let path, _), .open(let path, _), .empty(let path), .moreLines(let path), .tooLong(let path),
            .beyondASCII(let path), .mark(let path), .control(let path), .outerBlank(let path):
            path
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> { ["path": .text(path)] }
    package var places: [ErrorPlace] { [.file(path)] }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .unreadable(let path, let error): "cannot read the password file \(path): \(error.reason)"
        case .open(let path, let mode):
            "the password file \(path) is open to others (mode 0\(String(mode, radix: 8))): chmod 600 \(path)"
        case .empty(let path): "the password file \(path) holds no password: its first line is empty"
        case .moreLines(let path):
            "\(path) holds more than one line: is it the password file? A password stands alone on the first line"
        case .tooLong(let path):
            "the password in \(path) is longer than \(Password.mostBytes) bytes, which is the most that PDF takes"
        case .beyondASCII(let path):
            "the password in \(path) holds a character beyond ASCII; readers of PDF do not agree about those, and some would not open the file"
        case .mark(let path):
            "the password file \(path) begins with a byte order mark, which some editors write: save it as plain text, without one"
        case .control(let path): "the password in \(path) holds a control character, such as a tab, which nobody can type"
        case .outerBlank(let path): "the password in \(path) begins or ends with a blank, which nobody sees"
        }
    }
}
