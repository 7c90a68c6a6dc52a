import Errors
import Glibc
import Platform
import Texts

/// Encrypts PDF files with AES-256, revision 6 (ISO 32000-2, 7.6), through the program `qpdf`: a copy that is mailed.
///
/// The password opens the file with all rights: printing at full quality is allowed, and so is the extraction of text,
/// which readers for the blind need. Metadata are encrypted with the rest. Keys and salts are random: the same file and
/// password never give the same bytes again.
///
/// qpdf runs as a process of its own, so that it costs nothing at start-up, and a crash costs one file. It is told the
/// password by job JSON in a file without a name, since others may see a command line and an environment. An `@` argument
/// file would not do: qpdf 11.3 takes a password in it that begins with `-` for an option, and crashes at one of `--`.
package struct Encryption: Sendable {
    private let password: Password
    var program = "qpdf"
    /// The largest file that is taken, in bytes: it and what becomes of it go through memory, some five
    /// times its size in all.
    package static let mostBytes = 128 << 20
    /// How long qpdf may say nothing, in milliseconds.
    private static let timeout: Int32 = 120_000
    /// What a file in PDF/A says of itself, in metadata that are never compressed (ISO 19005-2, 6.6.4).
    private static let archivalClaim: StaticString = "http://www.aiim.org/pdfa/ns/id/"

    /// What is given may say that it is PDF/A; the encrypted copy does not.
    package var dropsClaim = false

    package init(password: Password) { self.password = password }

    /// There is a qpdf; worth asking before many documents are made.
    package var isInstalled: Bool { ChildProgram(program, timeout: Encryption.timeout).isInstalled }

    /// The file, encrypted. One that says that it is PDF/A is refused, since it would no longer be true.
    package func encrypted(_ pdf: [UInt8]) throws(EncryptionFault) -> [UInt8] {
        guard pdf.count <= Encryption.mostBytes else { throw .tooLarge(pdf.count) }
        let pdf = dropsClaim ? Encryption.unclaimed(pdf) : pdf
        guard !pdf.holds(Encryption.archivalClaim) else { throw .archival }
        let files: [OwnedDescriptor]
        do throws(SystemError) {
            files = [
                try .anonymous(containing: Encryption.unidentified(pdf)), try .anonymous(containing: Array(job.utf8)),
            ]
        } catch { throw .system("memfd: \(error.reason)") }
        let result: ProcessResult
        do throws(SystemError) {
            result = try ChildProgram(program, timeout: Encryption.timeout).run(["--job-json-file=/dev/fd/4"], files: files)
        } catch {
            switch error.operation {
            case .spawn where error.isAbsent: throw .missingProgram(program)
            case .awaitOutput: throw .system("\(program) said nothing for \(Encryption.timeout / 1000) s")
            default: throw .system("\(error)")
            }
        }
        // qpdf ends with 3 where it only warns; what it warns of is nothing to mail.
        guard result.status.isSuccess, result.errors.isEmpty else { throw .system(reason(result)) }
        guard result.output.starts(with: "%PDF-".utf8), result.output.holds("/AESV3"), result.output.holds("/R 6") else {
            throw .system("\(program) gave back a file that is not encrypted with AES-256")
        }
        return result.output
    }

    /// What qpdf is to do; the file is its descriptor 3, and this text is its 4.
    private var job: String {
        JSONWriter.object { json in
            json.member("inputFile", "/dev/fd/3")
            json.member("outputFile", "-")
            json.member("suppressRecovery", "")
            json.member("streamData", "preserve")
            json.object("encrypt") { json in
                json.member("userPassword", password.text)
                json.member("ownerPassword", password.text)
                json.object("256bit") { json in
                    json.member("print", "full")
                    json.member("extract", "y")
                    json.member("accessibility", "y")
                }
            }
        }
    }

    /// Why qpdf did not do it, unless that has the password in it.
    private func reason(_ result: ProcessResult) -> String {
        let end = result.status.signal.map { "the signal \($0)" } ?? "the status \(result.status.code)"
        let said = result.qpdfError ?? "\(program) ended with \(end)"
        return said.contains(password.text) || said.contains(JSONText.quoted(password.text)) ? "\(program) cannot do it" : said
    }

    /// The file with blanks for its claim to be PDF/A, as our metadata make it: the namespace, part and conformance.
    static func unclaimed(_ pdf: [UInt8]) -> [UInt8] {
        var pdf = pdf
        let claims: [(StaticString, StaticString)] = [
            (" xmlns:pdfaid=\"", "\""), ("<pdfaid:part>", "</pdfaid:part>"),
            ("<pdfaid:conformance>", "</pdfaid:conformance>"),
        ]
        for (open, close) in claims {
            guard let start = pdf.lastPlace(of: open, before: pdf.count) else { continue }
            let tail = pdf[(start + open.utf8CodeUnitCount)...]
            let end = Array(UnsafeBufferPointer(start: close.utf8Start, count: close.utf8CodeUnitCount))
            guard let length = tail.prefix(200).indices.first(where: { tail[$0...].starts(with: end) }) else { continue }
            for index in start..<length + end.count { pdf[index] = UInt8(ascii: " ") }
        }
        return pdf
    }

    /// The file with blanks for its identifier (ISO 32000-2, 14.4), so that qpdf makes one of the time. It would carry ours
    /// over in the clear, and ours is a digest of the pages: whoever guesses an amount could prove the guess by it.
    static func unidentified(_ pdf: [UInt8]) -> [UInt8] {
        let pair = Set("<0123456789ABCDEFabcdef> ".utf8)
        var end = pdf.count
        while let start = pdf.lastPlace(of: "/ID", before: end) {
            end = start
            // A structure element has an ID as well, and names may begin so; an array it is in the trailer alone.
            let open = pdf[(start + 3)...].firstIndex { $0 != UInt8(ascii: " ") } ?? pdf.count
            guard open < pdf.count, pdf[open] == UInt8(ascii: "[") else { continue }
            let close = pdf[(open + 1)...].firstIndex { !pair.contains($0) } ?? pdf.count
            guard close < pdf.count, pdf[close] == UInt8(ascii: "]") else { continue }
            var pdf = pdf
            for index in start...close { pdf[index] = UInt8(ascii: " ") }
            return pdf
        }
        return pdf
    }
}

extension ProcessResult {
    /// The first thing that qpdf complained of, without the names that only it knows.
    var qpdfError: String? { firstErrorLine(without: ["qpdf: ", "WARNING: ", "/dev/fd/3: ", "/dev/fd/3 "]) }
}

extension [UInt8] {
    fileprivate func holds(_ text: StaticString) -> Bool { lastPlace(of: text, before: count) != nil }

    /// Where a text stands last that ends before a place.
    fileprivate func lastPlace(of text: StaticString, before end: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        return withUnsafeBytes { bytes in
            var start = end - length
            while start >= 0 {
                if bytes[start] == text.utf8Start[0], memcmp(bytes.baseAddress! + start, text.utf8Start, length) == 0 {
                    return start
                }
                start -= 1
            }
            return nil
        }
    }
}

/// Why a file was not encrypted; the password is never told.
package enum EncryptionFault: Error {
    /// The file's size in bytes.
    case tooLarge(Int)
    /// The file says that it is PDF/A.
    case archival
    case missingProgram(String)
    case system(String)
}

extension EncryptionFault: CodedError {
    package var errorCode: ErrorCode {
        switch self {
        case .tooLarge: .tooLargeToEncrypt
        case .archival: .archivalEncryption
        case .missingProgram: .encryptionProgramMissing
        case .system: .encryptionFailed
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        switch self {
        case .tooLarge(let size): ["bytes": .number(size), "limit": .number(Encryption.mostBytes)]
        case .archival: [:]
        case .missingProgram(let program): ["program": .text(program)]
        case .system(let what): ["reason": .text(what)]
        }
    }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch self {
        case .tooLarge(let size):
            "a file of \(size) bytes is too large to be encrypted; at most \(Encryption.mostBytes) bytes go through memory"
        case .archival:
            "the file says that it is PDF/A, which forbids encryption (ISO 19005-2, 6.1.3)\(renderer.words(for: .dropArchivalClaim, after: "; "))"
        case .missingProgram(let program): "\(program), which encrypts files, is not installed: apt-get install qpdf"
        case .system(let what): "the file cannot be encrypted: \(what)"
        }
    }
}
