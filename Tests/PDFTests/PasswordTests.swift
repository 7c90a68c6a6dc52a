import Foundation
import TestKit
import Testing

@testable import PDF

@Suite struct PasswordTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func file(_ bytes: [UInt8], mode: mode_t = 0o600) throws -> String {
        try scratch.write(bytes, "secret")
        #expect(chmod(scratch.path("secret"), mode) == 0)
        return scratch.path("secret")
    }

    private func fault(_ bytes: [UInt8], mode: mode_t = 0o600) throws -> String {
        let path = try file(bytes, mode: mode)
        let error = #expect(throws: PasswordFault.self) { try Password(file: path) }
        return (error?.description ?? "").replacingOccurrences(of: scratch.path + "/", with: "")
    }

    @Test func thePasswordIsTheFirstLineWithoutItsEnd() throws {
        for end in ["", "\n", "\r\n", "\n\n\r\n"] {
            #expect(try Password(file: try file(Array("open \"sesame\" \\o/\(end)".utf8))).text == #"open "sesame" \o/"#)
        }
        let longest = String(repeating: "a", count: 127)
        #expect(try Password(file: try file(Array("\(longest)\n".utf8))).text == longest)
        for mode: mode_t in [0o600, 0o400, 0o700] { #expect(try Password(file: try file([0x61], mode: mode)).text == "a") }
    }

    @Test func aFileThatOthersMayUseIsRefused() throws {
        for mode: mode_t in [0o640, 0o604, 0o620, 0o666, 0o610] {
            let digits = String(mode, radix: 8)
            #expect(
                try fault(Array("sesame\n".utf8), mode: mode)
                    == "the password file secret is open to others (mode 0\(digits)): chmod 600 secret")
        }
    }

    @Test(arguments: [
        ("", "holds no password"), ("\n", "holds no password"), ("\r\n", "holds no password"),
        ("sesame\nsesame\n", "more than one line"), ("\nsesame\n", "more than one line"), ("sesame\n\n \n", "more than one line"),
        (String(repeating: "\n", count: 5000), "more than one line"),
        (String(repeating: "a", count: 128), "longer than 127 bytes"), ("contraseña", "beyond ASCII"),
        ("\u{FEFF}sesame", "byte order mark"), ("ses\tame", "control character"), ("ses\u{7F}ame", "control character"),
        ("sesame\r\r\n", "control character"), ("ses\u{0}ame", "control character"), (" sesame", "begins or ends with a blank"),
        ("sesame \n", "begins or ends with a blank"),
    ])
    func aPasswordThatIsNoneIsRefusedBySentence(text: String, sentence: String) throws {
        let told = try fault(Array(text.utf8))
        #expect(told.contains(sentence) && !told.contains("sesame"), "\(told)")
    }

    @Test func whatIsNoTextOrNoFileIsRefused() throws {
        #expect(try fault([0xFF, 0xFE, 0x61]).contains("beyond ASCII"))
        let absent = #expect(throws: PasswordFault.self) { try Password(file: "/nowhere/secret") }
        #expect(absent?.description == "cannot read the password file /nowhere/secret: No such file or directory")
        let folder = #expect(throws: PasswordFault.self) { try Password(file: "/tmp") }
        #expect(folder?.description == "cannot read the password file /tmp: it is not a file")
    }

    @Test func noDescriptionShowsIt() throws {
        let password = try Password(file: try file(Array("sesame".utf8)))
        var shown = "\(password) \(String(reflecting: password)) \(Encryption(password: password)) \([password])"
        dump(Encryption(password: password), to: &shown)
        dump(password, to: &shown)
        #expect(!shown.contains("sesame") && shown.hasPrefix("a password a password "), "\(shown)")
    }
}
