import Foundation
import Testing

@testable import Texts

@Suite struct JSONWriterTests {
    @Test func membersComeInTheirOrderAndNest() {
        let text = JSONWriter.object { json in
            json.member("z", "last letter first")
            json.member("a", Int64.min)
            json.member("b", UInt64.max)
            json.member("yes", true)
            json.member("no", false)
            json.member("nothing", Int?.none)
            json.member("left out", ifPresent: String?.none)
            json.member("given", ifPresent: "x")
            json.member("exact", JSONNumber("0.10"))
            json.object("empty") { _ in }
            json.array("none") { _ in }
            json.array("numbers", [1, 2, 3])
            json.array("mixed") { json in
                json.element("one")
                json.object { json in
                    json.member("deep", 1)
                    json.array("deeper") { json in json.array { json in json.element(Bool?.none) } }
                }
                json.array { _ in }
                json.element(2)
            }
            json.member("end", "")
        }
        #expect(
            text
                == #"{"z":"last letter first","a":-9223372036854775808,"b":18446744073709551615,"yes":true,"no":false,"nothing":null,"given":"x","exact":0.10,"empty":{},"none":[],"numbers":[1,2,3],"mixed":["one",{"deep":1,"deeper":[[null]]},[],2],"end":""}"#
        )
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("\"\\/", #"\"\\/"#), ("\n\r\t", #"\n\r\t"#), ("\u{0}\u{1F}", #"\u0000\u001f"#),
        ("\u{8}\u{C}\u{7F}\u{9F}", #"\u0008\u000c\u007f\u009f"#), ("\u{2028}\u{2029}", #"\u2028\u2029"#),
        ("\u{202E}\u{FEFF}\u{AD}\u{E000}", #"\u202e\ufeff\u00ad\ue000"#), ("Peña · 🚰", "Peña · 🚰"),
        ("\u{E0041}", #"\udb40\udc41"#), ("\u{10FFFF}", #"\udbff\udfff"#), ("\u{1F1FA}\u{200D}", "\u{1F1FA}\\u200d"),
    ])
    func textsAreEscapedWhereTheyMustBe(_ text: String, _ json: String) throws {
        #expect(JSONText.quoted(text) == "\"\(json)\"")
        // A second reader takes the text out again, as a name and as a value.
        let object = JSONWriter.object { $0.member(text, text) }
        #expect(try JSONDecoder().decode([String: String].self, from: Data(object.utf8)) == [text: text])
    }

    @Test func everyCharacterComesBack() throws {
        // Surrogates are no characters of a Swift text: what is cut within one is U+FFFD by then.
        #expect(JSONText.quoted(String(decoding: [0xD800, 0x41] as [UInt16], as: UTF16.self)) == "\"\u{FFFD}A\"")
        for plane in stride(from: 0 as UInt32, to: 0x11_0000, by: 0x1000) {
            let text = String(String.UnicodeScalarView((plane..<plane + 0x1000).compactMap(Unicode.Scalar.init)))
            let back = try JSONSerialization.jsonObject(with: Data(JSONText.quoted(text).utf8), options: .fragmentsAllowed)
            #expect((back as? String).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars), "\(plane)")
        }
    }

    @Test func whatIsThrownWithinIsThrownOn() {
        struct Halt: Error {}
        #expect(throws: Halt.self) {
            try JSONWriter.object { json throws(Halt) in try json.array("a") { _ throws(Halt) in throw Halt() } }
        }
    }
}
