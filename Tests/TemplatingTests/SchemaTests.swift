import Glibc
import TestKit
import Testing

@testable import Templating

/// The schemas for editors say what the compiler says.
@Suite struct SchemaTests {
    private static let schemas = ["billpress.rng", "billpress.xsd"]

    /// The schemas that ship are those of this version; RECORD_GOLDENS=1 writes them anew, and fails.
    @Test func schemasThatShipAreOfThisVersion() throws {
        for (name, schema) in zip(Self.schemas, [RelaxNG.schema(), XSD.schema()]) {
            let path = "\(Scratch.root)/Templates/\(name)"
            let kept = (try? FileBytes.read(path)).map { String(decoding: $0, as: UTF8.self) }
            if kept != schema, getenv("RECORD_GOLDENS") != nil { try schema.write(toFile: path) }
            #expect(kept == schema, "write it anew: billpress schema \(name.suffix(3)) > Templates/\(name)")
        }
    }

    @Test func templatesThatShipAreValid() throws {
        let templates = try Judge.templates
        #expect(templates.count > 20)
        for form in Judge.Form.allCases { #expect(try Judge.refused(templates, by: form) == []) }
    }

    /// Mistakes of every kind that a schema can see, and some near misses that are right.
    @Test func whatTheCompilerRefusesTheSchemasRefuse() throws {
        let wrong = [
            "<pp>x</pp>", "<p clas=\"x\">x</p>", "<space/>", "<space h=\"1\"/>", "<space h=\"1px\"/>", "<td>x</td>",
            "<p><p>x</p></p>", "<ul><p>x</p></ul>", "<table columns=\"1fr\"><td>x</td></table>", "<p align=\"middle\">x</p>",
            "<box fill=\"red\"><p>x</p></box>", "<box pad=\"1pt 2pt 3pt 4pt 5pt\"><p>x</p></box>",
            "<columns count=\"0\"><p>x</p></columns>",
            "<columns count=\"13\"><p>x</p></columns>", "<grid columns=\"1fr 0.5\"><cell>x</cell></grid>",
            "<rule stroke=\"1pt\"/>",
            "<image file=\"x.png\" w=\"10pt\"/>", "<check test=\"true\"/>", "<for><p>x</p></for>",
            "<for each=\"c\"><p>x</p></for>",
            "<if test=\"bill.paid\"><p>x</p><elif/><p>y</p></if>", "<br/>", "stray",
            "<table columns=\"1fr\"><if test=\"bill.paid\"><header><th>x</th></header></if></table>",
            "<fit><p>x</p></fit>", "<p>x<box>y</box></p>", "<rule><p>x</p></rule>", "<let name=\"x\"/>",
            "<page name=\"x\" use=\"last\"/>",
            "<table columns=\"1fr\" empty=\"maybe\"><row><td>x</td></row></table>", "<h4>x</h4>", "<b>x</b>",
            "<barcode type=\"ean\" value=\"x\" alt=\"\"/>", "<barcode type=\"qr\" value=\"x\"/>",
            "<barcode type=\"imb\" value=\"00270123456000000001\" alt=\"\" flush=\"left\"/>",
            "<field name=\"a\" width=\"2\" value=\"1\"/>", "<scanline class=\"ocr\" band=\"no\"><p>x</p></scanline>",
            "<scanline class=\"ocr\" band=\"no\"><field name=\"a\" width=\"61\" value=\"1\"/></scanline>",
            "<scanline class=\"ocr\" band=\"no\"><field name=\"a\" value=\"1\"/></scanline>",
            "<scanline class=\"ocr\" band=\"no\"><field name=\"a\" width=\"1\" value=\"1\"/><check-digit rule=\"mod11\"/></scanline>",
        ]
        let right = [
            "<p>x <b>y</b><br/>{account.name}</p>", "<space h=\".5in\"/>", "<box pad=\"1pt 2pt\" fill=\"#FDE\"><p>x</p></box>",
            "<box>text <i>alone</i></box>", "<table columns=\"2.5fr auto 80pt\"><row><td>x</td></row></table>",
            "<if test=\"bill.paid\"><p>x</p><elif test=\"bill.held ?? false\"/><p>y</p><else/><p>z</p></if>",
            "<for each=\"c in charges\"><p>{c.name}</p></for>",
            "<table columns=\"1fr\"><footer><row><td>x</td></row></footer></table>",
            "<ul><for each=\"l in lines\"><li>{l}</li></for></ul>", "<fit><option><p>x</p></option><option/></fit>",
            "<p>x<if test=\"bill.paid\">y<else/>z</if></p>",
            "<barcode type=\"qr\" value=\"00270123456000000001\" alt=\"\" empty=\"hide\"/>",
            "<barcode type=\"code128\" value=\"x\" alt=\"\" h=\"20pt\" text=\"yes\" class=\"p\"/>",
            "<scanline class=\"ocr\" value=\"12\"/>",
            "<scanline class=\"ocr\" band=\"no\"><field name=\"a\" width=\"60\" value=\"1\"/><check-digit rule=\"mod-97\" over=\"a\"/></scanline>",
        ]
        let scratch = try Scratch()
        var paths: [(path: String, flow: String)] = []
        for (index, flow) in (wrong + right).enumerated() {
            let draft = Draft.flow(flow)
            #expect(try draft.faults().isEmpty == right.contains(flow), "\(flow)")
            try scratch.write(draft.template, "\(index).xml")
            paths.append((scratch.path("\(index).xml"), flow))
        }
        let refused = try Judge.refused(paths.map(\.path), by: .rng)
        #expect(paths.filter { refused.contains($0.path) }.map(\.flow) == wrong)
        // XSD 1.0 cannot say that text and elements do not mix in one way; that is all that it lets pass.
        let lax = try Judge.refused(paths.map(\.path), by: .xsd)
        #expect(paths.filter { lax.contains($0.path) }.map(\.flow) == wrong)
    }

    /// What compiles is valid, and what misses an attribute, or has one or an element that the language lacks, is not.
    @Test func compilerAndSchemaAgreeOnMutants() throws {
        let template = try FileBytes.read("\(Scratch.root)/Benchmarks/bill/bill.xml")
        let (root, _, _) = try XMLReader.read(Source(name: "bill.xml", bytes: template))
        let scratch = try Scratch()
        var noise = Noise(seed: 21)
        var verdicts: [(path: String, codes: Set<Diagnostic.Code>, story: String)] = []
        for number in 0..<500 {
            let mutant = Mutant.of(template, &noise)
            let source = Source(name: "bill.xml", bytes: mutant)
            guard let (changed, faults, _) = try? XMLReader.read(source), faults.isEmpty, changed.name == root.name else {
                continue
            }
            let path = "\(number).xml"
            try scratch.write(mutant, path)
            var draft = Draft.flow("")
            draft.template = String(decoding: mutant, as: UTF8.self)
            draft.contract = String(
                decoding: try FileBytes.read("\(Scratch.root)/Benchmarks/bill/data.schema.json"), as: UTF8.self)
            var codes: Set<Diagnostic.Code> = []
            do { _ = try draft.compile() } catch let told as Diagnostics { codes = Set(told.list.map(\.code)) }
            verdicts.append((scratch.path(path), codes, "mutant \(number)"))
        }
        #expect(verdicts.count > 150)
        let refused = try Judge.refused(verdicts.map(\.path), by: .rng)
        for verdict in verdicts {
            if verdict.codes.isEmpty { #expect(!refused.contains(verdict.path), "\(verdict.story) compiles and is refused") }
            if !verdict.codes.isDisjoint(with: [.unknownElement, .unknownAttribute, .missingAttribute]) {
                #expect(refused.contains(verdict.path), "\(verdict.story) is valid and told \(verdict.codes)")
            }
        }
    }

    /// Every element and attribute is explained to whoever writes.
    @Test func everyElementAndAttributeHasItsSentence() {
        for element in Elements.all {
            #expect(element.about.hasSuffix("."), "\(element.name)")
            for attribute in element.attributes { #expect(!attribute.about.isEmpty, "\(element.name) \(attribute.name)") }
        }
        #expect(Set(Elements.all.map(\.name)).count == Elements.all.count)
    }
}

/// xmllint as a judge.
private enum Judge {
    enum Form: String, CaseIterable { case rng = "--relaxng", xsd = "--schema" }

    static var templates: [String] {
        get throws {
            let found = try Tool.run(
                "/usr/bin/find", ["\(Scratch.root)/Templates", "\(Scratch.root)/Benchmarks", "-name", "*.xml"])
            return found.text.split(separator: "\n").map(String.init).sorted()
        }
    }

    /// The files that a schema refuses.
    static func refused(_ paths: [String], by form: Form) throws -> Set<String> {
        let scratch = try Scratch()
        try scratch.write(form == .rng ? RelaxNG.schema() : XSD.schema(), "schema")
        let result = try Tool.run("xmllint", ["--noout", form.rawValue, scratch.path("schema")] + paths)
        let lines = result.errors.split(separator: "\n")
        // A verdict for each file, or the schema itself was not understood.
        let good = lines.compactMap { $0.hasSuffix(" validates") ? String($0.dropLast(10)) : nil }
        let bad = lines.compactMap { $0.hasSuffix(" fails to validate") ? String($0.dropLast(18)) : nil }
        #expect(good.count + bad.count == paths.count, "\(lines.prefix(5))")
        return Set(bad)
    }
}

extension String {
    /// Writes the text to a file that is there.
    fileprivate func write(toFile path: String) throws {
        guard let file = fopen(path, "w") else { throw Draft.Unreadable(description: path) }
        defer { fclose(file) }
        fputs(self, file)
    }
}
