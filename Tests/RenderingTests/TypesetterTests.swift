import Records
import TestKit
import Testing

@testable import Rendering

/// What is said of a record that is set aside.
@Suite struct TypesetterTests {
    private func refusal(_ kind: Kind, _ json: String) -> Refusal? {
        let typesetter = Typesetter(kind, profile: .print, issue: .test)
        var json = json
        return json.withUTF8 { bytes in
            do throws(Refusal) {
                _ = try typesetter.document(of: UnsafeRawBufferPointer(bytes), line: 7)
                return nil
            } catch { return error }
        }
    }

    @Test func documentHasItsPagesAndItsCents() throws {
        let typesetter = Typesetter(try Bench.kind(), profile: .print, issue: .test)
        var json = Bench.sample
        let document = try json.withUTF8 { try typesetter.document(of: UnsafeRawBufferPointer($0), line: 1) }
        #expect(document.pages.count == 1)
        #expect(document.cents == 8897)
    }

    @Test func accountIsMaskedAndNeverShownWhole() throws {
        var small = try SmallKind()
        small.template = SmallKind.template("<check test=\"amount gt 5\" message=\"too little\"/>")
        let kind = try small.load()
        for (account, shown) in [
            ("11-000001-42", "…01-42"), ("12345678", "…5678"), ("1234", "…34"), ("12", "…2"), ("1", "…"), ("", "…"),
            ("éèêë1234", "…1234"),
        ] {
            let refusal = refusal(kind, "{\"number\": \"\(account)\", \"name\": \"x\", \"amount\": \"1.00\"}")
            #expect(refusal?.account == shown, "\(account)")
            #expect(refusal?.line == 7)
            #expect(refusal?.reasons.map(\.place) == ["note/note.xml:5:9"])
            #expect(refusal?.reasons.map(\.message) == ["note/note.xml:5:9: too little"])
        }
    }

    // MARK: Private text

    /// A bench bill whose every text can be told from any other.
    private static let secrets = [
        "Zyxel", "Quuxton", "Wombat", "Kumquat", "Xylograph", "Fjordland", "8087654321", "Yttrium", "Obelisk", "Zucchini",
        "Gazpacho", "Walrus",
    ]

    private static let secretive: String = Bench.sample
        .replacing("\"number\": \"11-000001-23\"", with: "\"number\": \"8087654321\"").replacing(
            "Tom García", with: "Zyxel Quuxton"
        )
        .replacing("1472 County Road 17", with: "9 Wombat Way").replacing("1472 Elm St", with: "9 Kumquat St")
        .replacing("Windsor CO", with: "Fjordland CO").replacing("M31022475", with: "Xylograph").replacing(
            "Stormwater", with: "Yttrium"
        )
        .replacing("Residential, 1 ERU", with: "Obelisk").replacing("Leaf drop-off", with: "Zucchini drop-off")
        .replacing("\"ocr_line\": \"1100000123", with: "\"ocr_line\": \"Gazpacho").replacing(
            "https://pay.example.gov/u/", with: "https://Walrus/")

    private func expectNoSecrets(_ refusal: Refusal?, _ what: String, _ more: [String] = []) {
        guard let refusal else {
            Issue.record("\(what): nothing was refused")
            return
        }
        let told = refusal.reasons.map { "\($0.place) \($0.message)" }.joined(separator: "\n") + (refusal.account ?? "")
        #expect(!told.isEmpty)
        for secret in Self.secrets + more { #expect(!told.contains(secret), "\(what): \(told)") }
    }

    @Test func recordThatIsMeantForSecretsIsGood() throws {
        for secret in Self.secrets { #expect(Self.secretive.contains(secret), "\(secret)") }
        #expect(refusal(try Bench.kind(), Self.secretive) == nil)
    }

    @Test func messagesOfWrongDataHoldNoPrivateText() throws {
        let kind = try Bench.kind()
        // Every text of the record as a number, a list, a record, true and nothing; every text too long for its region; and
        // every text with a character that no face has.
        let texts = Self.secretive.matches(of: /"([a-z_]+)": ?"([^"\\]*)"/)
        #expect(texts.count > 30)
        for match in texts {
            let (whole, name) = (String(match.output.0), String(match.output.1))
            let value = String(match.output.2)
            // An amount or a day in another form is shown, since it is what its author must mend.
            let isText = value.wholeMatch(of: /-?\d+\.\d\d|\d{4}-\d\d-\d\d/) == nil
            for wrong in ["8087654321", "[\"Zyxel\"]", "{\"Zyxel\": \"Wombat\"}", "true", "null", "\"Zyxel", "\"Zyxel\\q\""]
            where isText || wrong.first != "8" {
                let json = Self.secretive.replacing(whole, with: "\"\(name)\": \(wrong)", maxReplacements: 1)
                // A name as a number is refused without showing the number, which may be the account.
                guard let refusal = refusal(kind, json) else { continue }
                expectNoSecrets(refusal, "\(name) as \(wrong)", isText && value.count > 6 ? [value] : [])
            }
        }
    }

    @Test func messagesOfLayoutHoldNoPrivateText() throws {
        let kind = try Bench.kind()
        let long = String(repeating: "Zyxel Quuxton ", count: 200)
        let word = String(repeating: "Zyxel", count: 200)
        for (name, value) in [
            ("message", long), ("message", word), ("service_address", long), ("service_address", word), ("number", word),
            ("ocr_line", word),
            ("ocr_line", "Zyxel 中 Wombat"), ("message", "Zyxel 中 Wombat"), ("pay_url", String(repeating: "Walrus", count: 600)),
            ("month", "Zyxel 中"), ("unit", "Wombat 中"), ("description", "Obelisk 中"),
        ] {
            let start = Self.secretive.firstRange(of: "\"\(name)\": \"")!.upperBound
            let end = Self.secretive[start...].firstIndex(of: "\"")!
            expectNoSecrets(
                refusal(kind, Self.secretive[..<start] + value + Self.secretive[end...]), "\(name): \(value.prefix(20))")
        }
        let many = (0..<30).map { "\"Zyxel \($0)\"" }.joined(separator: ",")
        expectNoSecrets(refusal(kind, Self.secretive.replacing("\"Zyxel Quuxton\",\"9 Kumquat St\"", with: many)), "many lines")
    }

    @Test func brokenRecordIsSetAsideWithItsLine() throws {
        let kind = try Bench.kind()
        for cut in [0, 1, 2, 50, 200, Bench.sample.count - 1] {
            let refusal = refusal(kind, String(Bench.sample.prefix(cut)))
            #expect(refusal?.line == 7 && refusal?.account == nil && refusal?.reasons.isEmpty == false, "\(cut)")
        }
    }
}
