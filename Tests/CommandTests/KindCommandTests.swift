import Foundation
import TestKit
import Testing

/// `new`, `upgrade` and `schema`, as their users meet them.
@Suite struct KindCommandTests {
    private let scratch: Scratch
    private var arguments: [String] { ["--templates", scratch.path("mine"), "--fonts", "\(Scratch.root)/Fonts"] }

    init() throws { scratch = try Scratch() }

    @Test func aNewKindIsGoodFromTheFirstMoment() throws {
        let made = try Program.run(["new", "backflow-test"] + arguments)
        #expect(made.status == 0 && made.errors == "", "\(made)")
        #expect(
            scratch.files.filter { $0.hasPrefix("mine/") } == [
                "mine/backflow-test/backflow-test.xml", "mine/backflow-test/data.schema.json", "mine/backflow-test/en.json",
                "mine/backflow-test/es.json", "mine/backflow-test/samples/example.json", "mine/billpress.rng",
                "mine/shared/styles.xml",
            ])
        let checked = try Program.run(["check"] + arguments)
        #expect(
            checked.status == 0
                && checked.text == "backflow-test (en): 1 of 1 samples are good\nbackflow-test (es): 1 of 1 samples are good\n"
                && checked.errors == "", "nothing in it is unused: \(checked.errors)")
        let valid = try Tool.run(
            "xmllint",
            ["--noout", "--relaxng", scratch.path("mine/billpress.rng"), scratch.path("mine/backflow-test/backflow-test.xml")])
        #expect(valid.status == 0, "\(valid.errors)")
        let dump = try Program.run(
            ["render", "backflow-test", "--data", scratch.path("mine/backflow-test/samples/example.json"), "--dump"] + arguments)
        #expect(dump.status == 0 && dump.text.contains("\"AVERY SAMPLE\"") && dump.text.contains("\"$119.25\""))
    }

    @Test func whatIsThereIsNeverWrittenOver() throws {
        try scratch.write("<part><!-- ours --></part>", "mine/shared/styles.xml")
        try scratch.write("ours", "mine/letter/letter.xml")
        let made = try Program.run(["new", "letter"] + arguments)
        #expect(made.status == 1 && made.errors.hasSuffix("mine/letter is there already; nothing was changed\n"))
        #expect(try scratch.text("mine/letter/letter.xml") == "ours")
        #expect(try Program.run(["new", "other"] + arguments).status == 0)
        #expect(try scratch.text("mine/shared/styles.xml") == "<part><!-- ours --></part>")
    }

    @Test(arguments: ["", "Upper", "a b", "../x", "1st", "-x", "shared", "bíll", "a/b"]) func namesThatAreNone(_ name: String)
        throws
    {
        let made = try Program.run(["new", "--", name])
        #expect(made.status == 1 && made.text == "", "\(made)")
        #expect(scratch.files.isEmpty)
    }

    /// Without `--templates` a new kind goes where one stands, whatever was installed with the program.
    @Test func aNewKindIsMadeHere() throws {
        let made = try Program.run(["new", "letter"], in: scratch.path)
        #expect(made.status == 0, "\(made)")
        #expect(scratch.files.contains("Templates/letter/letter.xml"))
    }

    @Test func aFolderThatCannotBeWrittenIsTheMachinesFault() throws {
        try scratch.write("a file", "mine")
        let made = try Program.run(["new", "letter"] + arguments)
        #expect(made.status == 5 && made.errors.contains("mine"), "\(made)")
    }

    @Test func upgradeTellsTheVersionOfEachKind() throws {
        _ = try Program.run(["new", "letter"] + arguments)
        let told = try Program.run(["upgrade"] + arguments)
        #expect(
            told.status == 0
                && told.text
                    == "letter (en): version 1, the current one; nothing to change\nletter (es): version 1, the current one; nothing to change\n"
        )
        let path = "mine/letter/letter.xml"
        try scratch.write(try scratch.text(path).replacing("version=\"1\"", with: "version=\"2\""), path)
        let newer = try Program.run(["upgrade", "letter"] + arguments)
        #expect(newer.status == 2 && newer.errors.contains("error T005: this Billpress reads version 1 of the template language"))
        #expect(try Program.run(["upgrade", "lettre"] + arguments).errors.contains("did you mean letter?"))
    }

    @Test func schemasArePrinted() throws {
        for (form, root) in [("rng", "<grammar"), ("xsd", "<xs:schema")] {
            let printed = try Program.run(["schema", form])
            #expect(printed.status == 0 && printed.text.contains(root))
            #expect(printed.output == (try FileBytes.read("\(Scratch.root)/Templates/billpress.\(form)")))
        }
        #expect(try Program.run(["schema", "dtd"]).status == 1)
    }

    /// What the fresh contract allows, the fresh layout has room for.
    @Test func aNewKindHoldsWhatItsContractAllows() throws {
        _ = try Program.run(["new", "letter"] + arguments)
        let lines = (1...5).map { "\"LINE \($0) OF AN ADDRESS\"" }.joined(separator: ",")
        let record = """
            {"account": {"number": "\(String(repeating: "8", count: 20))", "service_address": "\(String(repeating: "Elm St ", count: 8))"},
             "mail": {"lines": [\(lines)]}, "date": "2026-11-20", "total": "9.00",
             "lines": [{"description": "\(String(repeating: "word ", count: 12))", "amount": "9.00"}]}
            """
        let done = try Program.run(
            ["render", "letter", "--data", "-", "-o", scratch.path("a.pdf")] + arguments, input: Array(record.utf8))
        #expect(done.status == 0, "\(done.errors)")
    }

    @Test func aKindsNameHasOneBound() throws {
        let most = String(repeating: "k", count: 64)
        #expect(try Program.run(["new", most] + arguments).status == 0)
        #expect(try Program.run(["check"] + arguments).status == 0)
        let longer = most + "k"
        let made = try Program.run(["new", longer] + arguments)
        #expect(made.status == 1 && made.errors.contains("at most 64 small letters"), "\(made.errors)")
        try scratch.copy(scratch.path("mine/\(most)"), to: "mine/\(longer)")
        for command in [
            ["check", longer], ["render", longer, "--data", "x.json"], ["preview", longer], ["run", "submit", longer, "x"],
        ] {
            let done = try Program.run(command + arguments, in: scratch.path)
            #expect(done.status == 1 && done.errors.contains("is no name of a kind: a name has 1 to 64 letters"), "\(done)")
        }
    }

    /// A kind of a name of 64 letters, in a folder of templates of one's own: from `new` to a released set.
    @Test func aNewKindWithALongNameRunsWithTheReportThatComesWithTheProgram() throws {
        let kind = String(repeating: "kind", count: 16)
        _ = try Program.run(["new", kind] + arguments)
        func bill(_ command: [String], templates: String? = "\(Scratch.root)/Templates") throws -> Tool.Result {
            try Program.run(
                command, in: scratch.path,
                environment: ["BILLPRESS_HOME": scratch.path("home"), "BILLPRESS_TEMPLATES": templates ?? scratch.path("none")])
        }
        let submit = ["run", "submit", kind, scratch.path("mine/\(kind)/samples/example.json"), "--name", "nov"] + arguments
        let refused = try bill(submit, templates: nil)
        let mine = scratch.path("mine")
        #expect(
            refused.status == 1
                && refused.errors
                    == "a run ends with a control report, and \(mine) has no such kind: from the templates that come with Billpress, copy the folder control-report to \(mine)/control-report, and into that folder shared/styles.xml and shared/double-rule.xml; and shared/en.json to \(mine)/shared/en.json, or its words into the one that is there\n",
            "\(refused)")
        let taken = try bill(submit)
        #expect(taken.status == 0, "\(taken)")
        #expect(try bill(["work", "--drain", "--workers", "1"]).status == 0)
        let approved = try bill(["run", "approve", "nov", "--by", "Ana Ruiz"])
        #expect(approved.status == 0, "\(approved)")
        let released = try bill(["run", "release", "nov", "-o", scratch.path("out"), "--workers", "1"] + arguments)
        #expect(released.status == 0, "\(released)")
        let text = try Tool.run("pdftotext", ["-layout", scratch.path("out/control-report.pdf"), "-"]).text
        #expect(text.contains("Town of Cedar Bluff") && text.contains("Balanced"))
        // What the message says to copy is what is needed.
        try scratch.copy("\(Scratch.root)/Templates/control-report", to: "mine/control-report")
        for name in ["styles.xml", "double-rule.xml"] {
            try scratch.copy("\(Scratch.root)/Templates/shared/\(name)", to: "mine/control-report/\(name)")
        }
        try scratch.copy("\(Scratch.root)/Templates/shared/en.json", to: "mine/shared/en.json")
        let again = try bill(submit + ["--force", "--name", "dec"], templates: nil)
        #expect(again.status == 0, "\(again)")
    }

    @Test func aFolderThatIsNoKindIsANote() throws {
        _ = try Program.run(["new", "letter"] + arguments)
        try scratch.copy(scratch.path("mine/letter"), to: "mine/My Kind")
        let checked = try Program.run(["check"] + arguments)
        #expect(checked.status == 0 && checked.text.contains("letter (en): 1 of 1 samples are good"), "\(checked)")
        #expect(
            checked.errors
                == "My Kind: info: the folder is not checked; My Kind is no name of a kind: a name has 1 to 64 letters (A to Z, a to z), digits, hyphens, underscores and periods, and does not begin with a period\n"
        )
        let json = try Program.run(["check", "--format", "json"] + arguments)
        #expect(json.status == 0 && json.text.contains(#""file":"My Kind","severity":"info""#))
        let named = try Program.run(["check", "My Kind"] + arguments)
        #expect(
            named.status == 1 && named.errors.hasPrefix("My Kind is no name of a kind") && !named.errors.contains("did you mean"))
    }

    /// What x-document names is read by runs, whether or not the template uses it.
    @Test func fieldsThatTheProgramReadsAreUsed() throws {
        _ = try Program.run(["new", "letter"] + arguments)
        let path = "mine/letter/data.schema.json"
        try scratch.write(
            try scratch.text(path)
                .replacing(
                    #""recipient": "mail.lines","#,
                    with:
                        #""recipient": "mail.lines", "key": ["key"], "cycle": "post.cycle", "route": "route", "delivery": "delivery", "barcode": "post.imb","#
                )
                .replacing(
                    #""date": {"type""#,
                    with:
                        #""key": {"type": "string"}, "route": {"type": "string"}, "delivery": {"type": "string"}, "post": {"type": "object", "additionalProperties": false, "properties": {"cycle": {"type": "string"}, "imb": {"type": "string"}, "spare": {"type": "string"}}}, "other": {"type": "string"}, "date": {"type""#
                ),
            path)
        let checked = try Program.run(["check"] + arguments)
        let told = checked.errors.split(separator: "\n").filter { $0.contains("never used") }.map {
            $0.drop { $0 != "/" }.drop { $0 != " " }
        }
        #expect(checked.status == 0 && told.count == 2, "\(checked.errors)")
        #expect(checked.errors.contains("/post/spare is never used") && checked.errors.contains("/other is never used"))
    }
}
