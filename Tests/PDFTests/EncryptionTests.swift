import Foundation
import Pages
import TestKit
import Testing

@testable import PDF

@Suite struct EncryptionTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func secret(_ text: String, _ name: String = "secret") throws -> String {
        try scratch.write(text, name)
        #expect(chmod(scratch.path(name), 0o600) == 0)
        return scratch.path(name)
    }

    private func encryption(_ password: String = "sesame") throws -> Encryption {
        Encryption(password: try Password(file: try secret(password)))
    }

    private func bill() throws -> [UInt8] { try Draft.bytes([try Draft.page("Amount due 84.12")]) }

    /// What qpdf answers: 0 if the file needs another password, 2 if it is not encrypted, 3 if the password is the right one.
    private func requiresPassword(_ more: [String] = []) throws -> Int32 {
        try Tool.run("qpdf", ["--requires-password"] + more + [scratch.path("locked.pdf")]).status
    }

    @Test(arguments: [
        "sesame", "two words", #"it's "so""#, #"back\slash\n"#, "@secret", "@", "-dash", "--", "--encrypt", ".", "{}",
        "%s$HOME`x`", String(repeating: "a", count: 32), String(repeating: "a", count: 127),
    ])
    func theFileOpensWithThePasswordAndNotWithout(password: String) throws {
        try scratch.write(try encryption(password).encrypted(try bill()), "locked.pdf")
        #expect(try requiresPassword() == 0)
        #expect(try requiresPassword(["--password-file=\(try secret("x" + password, "wrong"))"]) == 0)
        #expect(try requiresPassword(["--password-file=\(try secret(password, "right"))"]) == 3)
        let path = scratch.path("locked.pdf")
        let seen = try Tool.run("mutool", ["draw", "-p", password, "-F", "txt", path])
        #expect(seen.status == 0 && seen.text.contains("Amount due 84.12"), "\(seen.errors)")
        #expect(try Tool.run("pdftotext", [path, "-"]).status != 0)
        // poppler's commands read 32 characters of a password.
        if password.utf8.count <= 32 {
            #expect(try Tool.run("pdftotext", ["-upw", password, path, "-"]).text.contains("Amount due 84.12"))
        }
    }

    @Test func whatSaysThatItIsArchivalIsRefusedUnlessItStopsSayingSo() throws {
        for profile in [OutputProfile.archive, .accessible] {
            let bytes = try Draft.file([try Draft.page("Amount due 84.12")], profile)
            let error = #expect(throws: EncryptionFault.self) { try encryption().encrypted(bytes) }
            #expect(error?.description.contains("PDF/A, which forbids encryption") == true)
            var copy = try encryption()
            copy.dropsClaim = true
            try scratch.write(try copy.encrypted(bytes), "locked.pdf")
            _ = try Tool.run(
                "qpdf",
                ["--password-file=\(scratch.path("secret"))", "--decrypt", scratch.path("locked.pdf"), scratch.path("open.pdf")])
            let open = String(decoding: try Data(contentsOf: URL(fileURLWithPath: scratch.path("open.pdf"))), as: UTF8.self)
            #expect(!open.contains("pdfaid") && !open.contains("pdfa/ns/id"))
            #expect(open.contains("<pdfuaid:part>1") == (profile == .accessible))
            #expect(try Tool.run("qpdf", ["--check", scratch.path("open.pdf")]).status == 0)
        }
    }

    @Test func itIsAES256AndLeavesReadersForTheBlindAndPrintersTheirRights() throws {
        try scratch.write(try encryption().encrypted(try bill()), "locked.pdf")
        let path = scratch.path("locked.pdf")
        let told = try Tool.run("qpdf", ["--password-file=\(scratch.path("secret"))", "--show-encryption", path]).text
        for line in [
            "R = 6", "stream encryption method: AESv3", "string encryption method: AESv3", "file encryption method: AESv3",
            "extract for accessibility: allowed", "print high resolution: allowed", "Supplied password is owner password",
            "Supplied password is user password",
        ] {
            #expect(told.contains(line), "\(told)")
        }
        let check = try Tool.run("qpdf", ["--password-file=\(scratch.path("secret"))", "--check", path])
        #expect(check.status == 0 && check.errors == "", "\(check.errors)")
    }

    @Test func nothingOfTheFileStandsInTheClear() throws {
        let pdf = try bill()
        let clear = String(decoding: pdf, as: UTF8.self)
        let locked = String(decoding: try encryption().encrypted(pdf), as: UTF8.self)
        let identity = try #require(clear.firstMatch(of: #/\/ID\[<([0-9a-f]+)>/#)).1
        #expect(clear.contains("Billpress") && !locked.contains("Billpress"))
        // A digest of the pages would prove what somebody guesses of them.
        #expect(!locked.contains(identity) && locked.contains("/ID ["))
        #expect(!locked.contains("/EncryptMetadata false"))
    }

    @Test func onlyTheTrailersIdentifierIsTakenAway() {
        let pdf = "<</ID<01>>>] /IDTree[<02>] trailer<</Size 1/ID [<03> <04>]/Root 1 0 R>>"
        #expect(
            String(decoding: Encryption.unidentified(Array(pdf.utf8)), as: UTF8.self)
                == "<</ID<01>>>] /IDTree[<02>] trailer<</Size 1               /Root 1 0 R>>")
        for other in ["", "/ID", "/ID[", "/ID[<01>", "<</ID<01>>>]", "/ID 5 0 R", "/ID[(x)]"] {
            #expect(String(decoding: Encryption.unidentified(Array(other.utf8)), as: UTF8.self) == other)
        }
    }

    @Test func keysAreNewEachTime() throws {
        let encryption = try encryption()
        let pdf = try bill()
        #expect(try encryption.encrypted(pdf) != encryption.encrypted(pdf))
    }

    // MARK: What goes wrong

    /// What is told where another program stands for qpdf. A shell writes it, so that no descriptor of ours holds it open.
    private func fault(qpdf script: String) throws -> String {
        let path = scratch.path("qpdf")
        let made = try Tool.run(
            "sh", ["-c", "cat > \"$0\" && chmod 700 \"$0\"", path], input: Array("#!/bin/sh\n\(script)\n".utf8))
        #expect(made.status == 0, "\(made.errors)")
        var encryption = try encryption()
        encryption.program = path
        let pdf = try bill()
        let told = #expect(throws: EncryptionFault.self) { try encryption.encrypted(pdf) }?.description ?? ""
        #expect(!told.contains("sesame"), "\(told)")
        return told.replacingOccurrences(of: path, with: "qpdf")
    }

    @Test func thePasswordIsInNoArgumentNoEnvironmentAndNoError() throws {
        let told = try fault(
            qpdf: "{ tr '\\0' ' ' < /proc/$$/cmdline; env; } > \"$0.seen\"; tr -d '\\n' < /dev/fd/4 | tee \"$0.job\" >&2; exit 2")
        #expect(told == "the file cannot be encrypted: qpdf cannot do it")
        let seen = try scratch.text("qpdf.seen")
        #expect(seen.contains("qpdf --job-json-file=/dev/fd/4 ") && !seen.contains("sesame"), "\(seen)")
        #expect(try scratch.text("qpdf.job").contains(#""userPassword":"sesame","ownerPassword":"sesame""#))
    }

    @Test(arguments: [
        ("echo 'WARNING: /dev/fd/3: a slip' >&2; cat /dev/fd/3; exit 3", "a slip"),
        ("echo 'qpdf: a word' >&2; cat /dev/fd/3", "a word"), ("exit 3", "qpdf ended with the status 3"),
        ("kill -SEGV $$", "qpdf ended with the signal 11"),
        ("true", "qpdf gave back a file that is not encrypted with AES-256"),
        ("cat /dev/fd/3", "qpdf gave back a file that is not encrypted with AES-256"),
    ])
    func whateverQpdfSaysIsAFault(script: String, sentence: String) throws {
        #expect(try fault(qpdf: script).hasPrefix("the file cannot be encrypted: \(sentence)"))
    }

    private func fault(_ pdf: [UInt8], program: String = "qpdf") throws -> String {
        var encryption = try encryption()
        encryption.program = program
        #expect(encryption.isInstalled == (program == "qpdf"))
        return #expect(throws: EncryptionFault.self) { try encryption.encrypted(pdf) }?.description ?? ""
    }

    @Test func filesThatCannotBeEncryptedAreTold() throws {
        let pdf = try bill()
        #expect(
            try fault(pdf, program: "no-such-qpdf")
                == "no-such-qpdf, which encrypts files, is not installed: apt-get install qpdf")
        #expect(try fault(Array(pdf.prefix(pdf.count / 2))).hasPrefix("the file cannot be encrypted: "))
        #expect(try fault([]).hasPrefix("the file cannot be encrypted: "))
        #expect(
            try fault(pdf + Array(#"xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/""#.utf8))
                == "the file says that it is PDF/A, which forbids encryption (ISO 19005-2, 6.1.3)"
        )
        #expect(
            try fault([UInt8](repeating: 0, count: Encryption.mostBytes + 1))
                == "a file of 134217729 bytes is too large to be encrypted; at most 134217728 bytes go through memory")
        let again = try encryption().encrypted(pdf)
        #expect(try fault(again).hasPrefix("the file cannot be encrypted: "), "once is enough")
    }
}
