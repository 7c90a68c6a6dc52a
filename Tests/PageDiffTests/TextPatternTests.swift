import Pages
import Testing

@testable import PageDiff

@Suite struct TextPatternTests {
    static func pattern(_ text: String) -> String {
        var out: [UInt8] = []
        var text = text
        _ = text.withUTF8 { TextPattern.append($0, to: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        ("$1,234.56", "$9.99"), ("$98.10", "$9.99"), ("−$98.10", "$9.99"), ("-$5.00", "$9.99"), ("$98", "$9"), ("$1,234", "$9"),
        ("$1.125", "$9.99"), ("$1,234.5", "$9.99"),
        ("8.15", "9"), ("8", "9"), ("1,000 gal", "9 gal"), ("−3", "9"), ("(−3)", "(9)"), ("970-555-0134", "9-9-9"),
        ("11/20/2026", "9/9/9"), ("Page 1 of 5", "Page 9 of 9"), ("3/4\" meter", "9/9\" meter"), ("10%", "9%"),
        ("1st, 2nd and 23rd", "9th, 9th and 9th"), ("2 standard", "9 standard"),
        ("5:30 AM", "9:9 AM"), ("2:15 PM", "9:9 AM"), ("2:15 p.m.", "9:9 a.m."), ("5 p. m.", "9 a. m."), ("8 pm", "9 am"),
        ("8 a month", "9 a month"), ("272 a day", "9 a day"), ("9 amps", "9 amps"),
        ("  two\u{A0}  blanks ", "two blanks"), ("", ""), (" ", ""), ("·", "·"), ("José 1", "José 9"), ("€ 5", "€ 9"),
    ])
    func figures(_ text: String, _ pattern: String) { #expect(Self.pattern(text) == pattern) }

    @Test(arguments: [
        ("November 20, 2026", "Month 9, 9"), ("December 21, 2026", "Month 9, 9"), ("May 1, 2027", "Month 9, 9"),
        ("Nov 9", "Month 9"), ("Sept. 9", "Month 9"), ("In Nov. we", "In Month. we"), ("9-MAR-2026", "9-Month-9"),
        ("Mar 3", "Month 9"), ("NOVEMBER", "Month"),
        ("Oct 14 to Nov 13, 2026", "Month 9 to Month 9, 9"), ("Oct 14–Nov 13", "Month 9–Month 9"),
        ("more than last November.", "more than last Month."), ("more than last May.", "more than last Month."),
        ("you may pay", "you may pay"), ("YOU MAY PAY", "YOU MAY PAY"), ("a year ago", "a year ago"), ("march on", "march on"),
        ("mar del norte", "mar del norte"), ("Mark", "Mark"), ("Junior", "Junior"),
        ("20 de noviembre de 2026", "9 de mes de 9"), ("1 de mayo de 2027", "9 de mes de 9"), ("9 nov 2026", "9 mes 9"),
        ("3 mar 2027", "9 mes 9"), ("15 dic", "9 mes"), ("que en noviembre pasado", "que en mes pasado"),
        ("Monday, December 21", "Weekday, Month 9"), ("lunes 21 de diciembre", "día 9 de mes"),
        ("Monday through Friday, 8 a.m. to 5 p.m.", "Monday through Friday, 9 a.m. to 9 a.m."),
        ("de lunes a viernes, de 8 a 5", "de lunes a viernes, de 9 a 9"), ("sábado, 3 de abril", "día, 9 de mes"),
    ])
    func dates(_ text: String, _ pattern: String) { #expect(Self.pattern(text) == pattern) }

    /// Bytes of any kind are read to their end and no further.
    @Test func anyBytesHaveAPattern() {
        for first in UInt8.min...UInt8.max {
            for text in [[first], [0x39, first], [first, 0x39], [0x6D, 0x61, 0x79, first], [0x39, 0x20, 0x61, first]] {
                var out: [UInt8] = [0x21]
                _ = text.withUnsafeBufferPointer { TextPattern.append($0, to: &out) }
                #expect(out.first == 0x21 && out.count <= 9)
            }
        }
    }

    @Test func whereALineEndsSaysNothing() {
        func identity(_ text: String) -> UInt64 {
            var out: [UInt8] = []
            var text = text
            return text.withUTF8 { TextPattern.append($0, to: &out) }.identity.value
        }
        #expect(identity("Peña- Ibáñez") == identity("Peña-Ibáñez"))
        #expect(identity("Peña") != identity("Pena"))
    }
}
