import TestKit
import Testing

@testable import Templating

@Suite struct XMLReaderTests {
    private func read(_ text: String) throws -> XMLElement {
        let (root, faults, _) = try XMLReader.read(Source(name: "t.xml", bytes: Array(text.utf8)))
        #expect(faults.isEmpty)
        return root
    }

    private func refusal(_ bytes: [UInt8]) -> String {
        let faults: [Diagnostic]
        do throws(Diagnostics) {
            faults = try XMLReader.read(Source(name: "t.xml", bytes: bytes)).faults
        } catch { faults = error.list }
        return faults.isEmpty
            ? "read" : faults.map { "\($0.place) \($0.code.rawValue) \($0.message)" }.joined(separator: "; ")
    }

    private func refusal(_ text: String) -> String { refusal(Array(text.utf8)) }

    @Test func elementsAttributesAndTextAreRead() throws {
        let root = try read(
            "<?xml version=\"1.0\"?>\n<!-- a -->\n<a x='1' y = \"&lt;2&gt;\" ><b/>t&amp;u<!-- c --><c.d-e_f>v</c.d-e_f ></a>\n<!-- z -->\n"
        )
        #expect(root.name == "a")
        #expect(root.attributes.map { "\($0.name)=\($0.value.string)" } == ["x=1", "y=<2>"])
        #expect(root.elements.map(\.name) == ["b", "c.d-e_f"])
        guard case .text(let text) = root.children[1] else {
            Issue.record("no text")
            return
        }
        #expect(text.string == "t&u")
    }

    @Test func everyEntityOfTheLanguageIsRead() throws {
        let root = try read("<a>&amp;&lt;&gt;&quot;&apos;&nbsp;&shy;&#8212;&#x2014;&#x1F600;&#9;&#10;</a>")
        guard case .text(let text) = root.children[0] else {
            Issue.record("no text")
            return
        }
        #expect(text.string == "&<>\"'\u{A0}\u{AD}——😀\t\n")
    }

    @Test func placesLeadBackToTheFile() throws {
        let source = "<a\n  b=\"é&amp;x\n  &lt;y\">ü&#8212;z</a>"
        let root = try read(source)
        let value = try #require(root.attribute("b")).value
        #expect(value.string == "é&x\n  <y")
        func place(_ text: DecodedText, _ index: Int) -> String { "\(root.source.place(at: text.offset(at: index)))" }
        #expect(place(value, 0) == "2:6", "the value's first character")
        #expect(place(value, 2) == "2:7", "an entity is at its &")
        #expect(place(value, 3) == "2:12", "right after an entity")
        #expect(place(value, 7) == "3:3", "an entity on the value's second line")
        #expect(place(value, 8) == "3:7")
        #expect(place(value, 9) == "3:8", "the end of the value is the quote")
        guard case .text(let text) = root.children[0] else {
            Issue.record("no text")
            return
        }
        #expect(place(text, 0) == "3:10")
        #expect(place(text, 2) == "3:11")
        #expect(place(text, 5) == "3:18", "a character of three bytes behind its entity")
        let ending = try #require(try read("<a b=\"x&amp;\"/>").attribute("b")).value
        #expect(ending.offset(at: 2) == 12, "behind an entity that ends the value stands the quote")
        #expect(try read("\u{FEFF}<a/>").place.description == "t.xml:1:1", "a byte order mark is no column")
    }

    @Test func whatATemplateHasNoUseForIsRefusedWithItsPlace() {
        #expect(refusal("<!DOCTYPE a>\n<a/>") == "1:1 T001 DOCTYPE is not part of the template language")
        #expect(refusal("<a>\n <!DOCTYPE b></a>") == "2:2 T001 DOCTYPE is not part of the template language")
        #expect(
            refusal("<a><?php x?></a>")
                == "1:4 T001 processing instructions and declarations are not part of the template language")
        #expect(refusal("<a/><?x?>") == "1:5 T001 processing instructions and declarations are not part of the template language")
        #expect(
            refusal("<!ENTITY x 'y'><a/>")
                == "1:1 T001 processing instructions and declarations are not part of the template language")
        #expect(refusal("<a>x<![CDATA[y]]></a>") == "1:5 T001 CDATA is not part of the template language; write &lt; and &amp;")
        #expect(refusal("<x:a/>") == "1:2 T001 namespaces are not part of the template language")
        #expect(refusal("<a xmlns:x='u'/>") == "1:4 T001 namespaces are not part of the template language")
    }

    @Test func unsoundMarkupIsRefusedWithItsPlace() {
        #expect(refusal("") == "1:1 T001 the file is empty")
        #expect(refusal(" \n ") == "2:2 T001 the file is empty")
        #expect(refusal("text") == "1:1 T001 a template begins with its element")
        #expect(refusal("<a>\n <b>x") == "2:2 T001 <b> is never closed")
        #expect(refusal("<a><b/>") == "1:1 T001 <a> is never closed")
        #expect(refusal("<a>\n<b>\n</a>") == "2:1 T001 <b> is never closed")
        #expect(refusal("<a></a") == "1:7 T001 > is expected here")
        #expect(refusal("<a><b></ b></a>") == "1:9 T001 an element's name is expected here")
        #expect(refusal("<a/>x") == "1:5 T001 nothing may stand after the end of <a>")
        #expect(refusal("<a/><b/>") == "1:5 T001 nothing may stand after the end of <a>")
        #expect(refusal("< a/>") == "1:2 T001 an element's name is expected here")
        #expect(refusal("<1a/>") == "1:2 T001 an element's name is expected here")
        #expect(refusal("<a") == "1:1 T001 <a> has no end")
        #expect(refusal("<a /") == "1:5 T001 > after / is expected here")
        #expect(refusal("<a b='1' b='2'/>") == "1:10 T001 attribute b stands twice")
        #expect(refusal("<a b='1'c='2'/>") == "1:9 T001 a space stands before an attribute")
        #expect(refusal("<a b/>") == "1:5 T001 = after attribute b is expected here")
        #expect(refusal("<a b=1/>") == "1:6 T001 the value of b stands in quotes")
        #expect(refusal("<a b='1/>") == "1:10 T001 the value of b has no closing quote")
        #expect(refusal("<a b='<'/>") == "1:7 T001 write &lt; within an attribute")
        #expect(refusal("<a b='&amp;<'/>") == "1:12 T001 write &lt; within an attribute")
        #expect(refusal("<a><!-- x</a>") == "1:4 T001 a comment has no end")
        #expect(refusal("<?xml version='1.0'") == "1:1 T001 the XML declaration has no end")
    }

    @Test func badEntityIsRefusedAtItsBeginning() {
        #expect(refusal("<a>x &eacute;</a>") == "1:6 T001 &eacute; is no entity of the template language")
        #expect(refusal("<a>\n&x</a>") == "2:1 T001 & begins an entity; write &amp; for the character")
        #expect(refusal("<a b='R&D'/>") == "1:8 T001 & begins an entity; write &amp; for the character")
        #expect(refusal("<a>&;</a>") == "1:4 T001 &; is no entity of the template language")
        for number in ["#0", "#8", "#x1F", "#xD800", "#x110000", "#99999999999", "#-65", "#+65", "#x+41", "#x", "#", "#6x"] {
            let answer = refusal("<a>&\(number);</a>")
            #expect(answer.hasPrefix("1:4 T001 &"), "\(number): \(answer)")
        }
    }

    @Test func bytesThatAreNotTextAreRefusedWhereTheyStand() {
        #expect(refusal(Array("<a>\né".utf8) + [0xFF] + Array("</a>".utf8)) == "2:2 T001 the file is not UTF-8 here")
        #expect(
            refusal(Array("<a>".utf8) + [0xC0, 0xAF] + Array("</a>".utf8)) == "1:4 T001 the file is not UTF-8 here",
            "an overlong slash")
        #expect(
            refusal(Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8)) == "1:4 T001 the file is not UTF-8 here",
            "a surrogate")
        #expect(refusal(Array("<a>x</a>".utf8) + [0xE2, 0x80]) == "1:9 T001 the file is not UTF-8 here", "cut short")
        for byte: UInt8 in 0..<0x20 where ![9, 10, 13].contains(byte) {
            #expect(
                refusal(Array("<a>".utf8) + [byte] + Array("</a>".utf8)) == "1:4 T001 the file is not UTF-8 here", "byte \(byte)")
        }
        for byte: UInt8 in [9, 10, 13] { #expect(refusal(Array("<a>".utf8) + [byte] + Array("</a>".utf8)) == "read") }
    }

    @Test func depthHasALimit() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(refusal(nested(64)) == "read")
        #expect(refusal(nested(65)) == "1:193 T007 elements stand at most 64 deep")
        #expect(refusal(nested(100_000)) == "1:193 T007 elements stand at most 64 deep")
    }

    @Test func sizeHasALimit() {
        let frame = Array("<a></a>".utf8).count
        func file(_ size: Int) -> [UInt8] {
            Array("<a>".utf8) + [UInt8](repeating: 0x20, count: size - frame) + Array("</a>".utf8)
        }
        #expect(refusal(file(1 << 20)) == "read")
        #expect(refusal(file((1 << 20) + 1)) == "1:1 T007 a template has at most 1 MB; this file has 1048577 bytes")
    }

    @Test func anyCutOfAFileIsAnswered() {
        let text = Array("<?xml version='1.0'?><a b=\"x&amp;y\" c='é'><!-- k --><b>t&#8212;</b></a>".utf8)
        for end in 0..<text.count { #expect(refusal(Array(text[..<end])) != "read", "\(end) bytes") }
        #expect(refusal(text) == "read")
    }
}
