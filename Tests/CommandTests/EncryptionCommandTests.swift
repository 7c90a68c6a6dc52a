import Foundation
import TestKit
import Testing

/// `--password-file`: copies that are mailed.
@Suite struct EncryptionCommandTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write("open sesame\n", "secret")
        #expect(chmod(scratch.path("secret"), 0o600) == 0)
    }

    private func render(_ arguments: String..., input: String? = nil, path: String? = nil) throws -> Tool.Result {
        let result = try Program.run(
            ["render", "bill", "--data", input == nil ? Program.sampleFile : "-"] + arguments + Program.bench,
            input: input.map { Array($0.utf8) }, in: scratch.path, environment: path.map { ["PATH": $0] } ?? [:])
        #expect(!(result.text + result.errors).contains("sesame"))
        return result
    }

    /// The text of a file that opens with the password, and not without.
    private func text(_ name: String) throws -> String {
        let path = scratch.path(name)
        #expect(try Tool.run("qpdf", ["--requires-password", path]).status == 0, "\(name)")
        #expect(try Tool.run("pdftotext", [path, "-"]).status != 0, "\(name)")
        return try Tool.run("pdftotext", ["-upw", "open sesame", path, "-"]).text
    }

    @Test func aBillIsEncryptedAndItsOwnersAlone() throws {
        let result = try render("-o", "out.pdf", "--password-file", "secret")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        #expect(scratch.files == ["out.pdf", "secret"])
        #expect(try text("out.pdf").contains("Tom García"))
        #expect(result.text.hasSuffix(" \(try scratch.bytes("out.pdf").count) bytes\n"), "\(result.text)")
        #expect(try FileManager.default.attributesOfItem(atPath: scratch.path("out.pdf"))[.posixPermissions] as? Int == 0o600)
    }

    @Test func everyFileAndEverySheetIsEncrypted() throws {
        let each = try render("-o", "each", "--each", "--password-file", "secret", input: Program.lines(2))
        #expect(each.status == 0, "\(each.errors)")
        for number in 0..<2 { #expect(try text("each/bill-00000\(number + 1).pdf").contains("Tom García \(number)")) }
        let sheets = try render(
            "-o", "sheets.pdf", "--impose", "tabloid", "--password-file", "secret", input: Program.lines(2))
        #expect(sheets.status == 0, "\(sheets.errors)")
        #expect(try text("sheets.pdf").contains("Tom García 1"))
    }

    @Test func aCopyOfWhatWasKeptIsEncrypted() throws {
        func bill(_ arguments: String...) throws -> Tool.Result {
            try Program.run(arguments, in: Scratch.root, environment: ["BILLPRESS_HOME": scratch.path("home")])
        }
        let sample = "Templates/receipt/samples/cash-change.json"
        #expect(try bill("render", "receipt", "--data", sample, "-o", scratch.path("one.pdf"), "--keep").status == 0)
        let clear = try Tool.run("pdftotext", [scratch.path("one.pdf"), "-"]).text
        let again = try bill(
            "reissue", "r1-000001", "-o", scratch.path("again.pdf"), "--password-file", scratch.path("secret"))
        #expect(again.status == 0, "\(again.errors)")
        #expect(try text("again.pdf") == clear)
        let marked = try bill(
            "reissue", "r1-000001", "-o", scratch.path("marked.pdf"), "--mark", "duplicate", "--password-file",
            scratch.path("secret"), "--not-archival")
        #expect(marked.status == 0, "\(marked.errors)")
        #expect(try text("marked.pdf").contains("DUPLICATE of "))
        let trail = try bill("audit", "list").text
        #expect(trail.contains("r1-000001, encrypted\n") && trail.contains("r1-000001, marked, encrypted\n"), "\(trail)")
        let keep = try bill(
            "render", "receipt", "--data", sample, "-o", scratch.path("two.pdf"), "--keep", "--password-file",
            scratch.path("secret"))
        #expect(keep.status == 1 && keep.errors.contains("keep first, then `billpress reissue"), "\(keep.errors)")
        let alone = try bill("reissue", "r1-000001", "-o", scratch.path("two.pdf"), "--not-archival")
        #expect(alone.status == 1 && alone.errors.contains("--not-archival is for a copy that is encrypted"), "\(alone.errors)")
        #expect(!scratch.files.contains("two.pdf"))
    }

    @Test func anArchivalDocumentIsToldTheWayOut() throws {
        func bill(_ arguments: String...) throws -> Tool.Result {
            try Program.run(arguments, in: Scratch.root, environment: ["BILLPRESS_HOME": scratch.path("home")])
        }
        let sample = "Templates/receipt/samples/cash-change.json"
        #expect(
            try bill(
                "render", "receipt", "--data", sample, "-o", scratch.path("one.pdf"), "--keep", "--profile", "archive"
            ).status == 0)
        let refused = try bill(
            "reissue", "r1-000001", "-o", scratch.path("two.pdf"), "--password-file", scratch.path("secret"))
        #expect(
            refused.status == 5
                && refused.errors
                    == "the file says that it is PDF/A, which forbids encryption (ISO 19005-2, 6.1.3); with --not-archival the copy does not say so\n",
            "\(refused.errors)")
        #expect(!scratch.files.contains("two.pdf"))
    }

    @Test func whatMakesNoSenseIsRefused() throws {
        let dump = try render("--dump", "--password-file", "secret")
        #expect(dump.status == 1 && dump.errors.contains("--dump writes no PDF, so --password-file has no meaning with it"))
        let alone = try render("--not-archival")
        #expect(alone.status == 1 && alone.errors.contains("so it needs --password-file"))
        #expect(scratch.files == ["secret"])
    }

    @Test func aFileThatIsNoPasswordsStopsItBeforeAnythingIsMade() throws {
        let absent = try render("--password-file", "nothing")
        #expect(
            absent.status == 1 && absent.errors == "cannot read the password file nothing: No such file or directory\n")
        #expect(chmod(scratch.path("secret"), 0o644) == 0)
        let open = try render("--password-file", "secret")
        #expect(
            open.status == 1
                && open.errors == "the password file secret is open to others (mode 0644): chmod 600 secret\n",
            "\(open.errors)")
        #expect(chmod(scratch.path("secret"), 0o600) == 0)
        let missing = try render("--password-file", "secret", path: "/nowhere")
        #expect(
            missing.status == 5 && missing.errors == "qpdf, which encrypts files, is not installed: apt-get install qpdf\n",
            "\(missing.errors)")
        #expect(scratch.files == ["secret"])
    }

    @Test func aDiskThatIsFullLeavesNothing() throws {
        let full = try render("-o", "/dev/full", "--password-file", "secret")
        #expect(full.status == 5 && full.errors == "cannot write /dev/full: No space left on device\n", "\(full.errors)")
        #expect(scratch.files == ["secret"])
    }
}
