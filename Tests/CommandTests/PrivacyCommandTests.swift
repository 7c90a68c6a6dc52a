import Foundation
import TestKit
import Testing

/// Somebody made up goes through every command that can fail; nothing that is said, and no file's name, says who it was.
@Suite struct PrivacyCommandTests {
    private static let contract = #"""
        {"type": "object", "additionalProperties": false, "required": ["account", "name", "amount"],
         "x-document": {"account": "account", "number": "number", "amount": "amount"},
         "x-run": {"approvals": 1, "retention_years": 1},
         "properties": {"account": {"type": "string"}, "number": {"type": "string"}, "name": {"type": "string", "maxLength": 60},
           "amount": {"type": "string", "format": "money"}, "day": {"type": "string", "format": "date"}, "what": {"type": "string"},
           "scan": {"type": "integer"}, "lines": {"type": "array", "items": {"type": "string"}}}}
        """#

    /// Each fails at another place: a check, a character, a barcode, a scan line, a word too wide, a picture, a link.
    private static let flow = """
        <check test="(what ?? '') != 'check'" message="{name} of {account | upper} owes {amount}"/>
        <check test="(what ?? '') != 'number'" message="{scan ?? 0} is not {amount | cents}"/>
        <p id="amount">{amount}</p><p>{name}</p><if test="lines is present"><for each="line in lines"><p>{line}</p></for></if>
        <if test="(what ?? '') == 'barcode'"><barcode type="imb" value="{account}"/></if>
        <if test="(what ?? '') == 'qr'"><barcode type="datamatrix" w="1in" value="{name}{name}{name}{name}é"/></if>
        <if test="(what ?? '') == 'link'"><p><a href="{name}">x</a></p></if>
        <if test="(what ?? '') == 'picture'"><image file="{name}" files="*.png" w="1in" alt="x"/></if>
        """

    @Test func nothingThatIsSaidTellsWhoItWas() throws {
        let notes = try Notes()
        try notes.scratch.write(Self.contract, "templates/note/data.schema.json")
        let parts = Self.flow.split(separator: "\n").map(String.init)
        var kept: [String] = []
        // What this language does not have is left out, so that the rest is tried.
        for part in parts {
            try notes.write(Notes.template((kept + [part]).joined()))
            let check = try Program.run(["check", "note"] + notes.arguments, in: notes.scratch.path)
            if check.status != 2 { kept.append(part) }
        }
        #expect(kept.count >= 4, "\(kept.count) of \(parts.count)")
        try notes.write(Notes.template(kept.joined()))
        var noise = Noise(seed: 77)
        for round in 0..<3 {
            let person = MadeUpPerson(&noise)
            func record(_ what: String, name: String? = nil, more: String = "") -> String {
                "{\"account\": \"\(person.account)\", \"number\": \"\(person.account)\", \"name\": \"\(name ?? person.name)\", \"amount\": \"12.00\", \"what\": \"\(what)\", \"scan\": \(900_000_000 + round)\(more)}"
            }
            var lines = ["check", "number", "barcode", "qr", "link", "picture"].map { record($0) }
            lines += [
                record("glyph", name: "\(person.name) \u{5D0}"),
                record("wide", name: person.name.filter { $0 != " " } + person.email + person.email),
                record("line", more: ", \"lines\": [\"\(person.street)\", 1]"),
                record("day", more: ", \"day\": \"\(person.phone)\""),
                record("twice", more: ", \"name\": \"\(person.name)\""), record("key", more: ", \"\(person.name)\": 1"),
                "\(person.account),\(person.name),\(person.street),\(person.phone)", "\"\(person.name)",
                "{\"account\": \(person.account)}",
                "{\"name\": \"\(person.name)\", \"email\": \"\(person.email)\"}", "0\(person.account)",
            ]
            try notes.scratch.write(lines.joined(separator: "\n") + "\n", "data.jsonl")
            try notes.scratch.write(
                "ACCT,NAME\n\(person.account),\(person.name)\n\"\(person.name)\"x,\(person.account)\n", "data.csv")
            try notes.scratch.write("\(person.account)\n\(person.name)\n", "stop.txt")
            try notes.scratch.write(
                #"{"columns": {"ACCT": "account", "NAME": "amount"}, "constants": {"name": "x"}}"#, "templates/note/extract.json")
            var said: [String] = []
            var failed = 0
            func ask(_ arguments: [String]) throws {
                let done = try Program.run(
                    arguments, in: notes.scratch.path, environment: ["BILLPRESS_HOME": notes.scratch.path("home")])
                #expect(done.signal == 0)
                if done.status != 0 { failed += 1 }
                said.append("\(arguments.prefix(3)): \(done.text)\(done.errors)")
            }
            let run = "r\(round)"
            try ask(["render", "note", "--data", "data.jsonl", "-o", "out.pdf"] + notes.arguments)
            try ask(["render", "note", "--data", "data.jsonl", "-o", "out.pdf", "--json"] + notes.arguments)
            try ask(["render", "note", "--data", "data.csv", "-o", "out.pdf"] + notes.arguments)
            try ask(["run", "submit", "note", "data.jsonl", "--name", run] + notes.arguments)
            try ask(["run", "submit", "note", "data.csv", "--name", "\(run)-csv"] + notes.arguments)
            try ask(["work", "--drain", "--workers", "1"])
            for command in ["show", "exceptions"] { try ask(["run", command, run]) }
            try ask(["run", "exceptions", run, "--json"])
            try ask(["run", "waive", run, "1", "--by", "Ana Ruiz", "--why", "a bad line"])
            try ask(["run", "submit", "note", "data.jsonl", "--into", run] + notes.arguments)
            try ask(["run", "approve", run, "--by", "Ana Ruiz"])
            try ask(["run", "release", run, "-o", "set", "--stop", "stop.txt"])
            try ask(["audit", "list"])
            try ask(["run", "list"])
            try ask(["archive", "verify"])
            #expect(failed >= 5)
            for text in said + notes.made.filter({ !$0.hasPrefix("home/archive/") }) {
                let traces = person.traces(in: text)
                #expect(traces.isEmpty, "\(traces) in \(text)")
            }
            #expect(said.contains { $0.contains("text of \(person.name.count) characters of text of") }, "\(said[0])")
        }
    }

    @Test func excerptsOfTemplatesDoNotSteerTheTerminal() throws {
        let notes = try Notes("<p>{nam}\u{9B}31m\u{202E} \u{200B}</p>")
        let done = try Program.run(["check", "note"] + notes.arguments, in: notes.scratch.path)
        #expect(done.status == 2 && done.errors.contains(#"{nam}\u{9B}31m\u{202E} \u{200B}"#), "\(done.errors)")
        #expect(
            done.errors.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x9B && $0.value != 0x202E })
        let caret = done.errors.split(separator: "\n").first { $0.hasSuffix("^") }
        #expect(caret != nil)
    }
}
