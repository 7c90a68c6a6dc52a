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
}
