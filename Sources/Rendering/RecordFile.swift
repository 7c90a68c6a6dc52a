import PDF
import Records
import Templating
import Texts

/// The data that a document was made of, as a file to be attached to it.
enum RecordFile {
    /// `number` tells the file from others; of it only letters, figures, `-`, `_` and `.` go into the name.
    static func attachment(_ record: [UInt8], as format: DataFormat, kind: String, number: String, day: Day) -> Attachment {
        let tail = number.unicodeScalars.filter { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar))
        }
        let name = tail.isEmpty ? kind : "\(kind)-\(String(String.UnicodeScalarView(tail)))"
        return Attachment(
            name: "\(name).\(format.rawValue)", type: format == .json ? "application/json" : "application/xml",
            about: "The data of this document",
            day: String(day.description.filter { $0 != "-" }), bytes: format == .json ? record : xml(record, kind: kind))
    }

    /// The record as XML: an object's members are elements of their names, a list's items elements of the list's name, one
    /// after the other; numbers have the digits that they came with, and what is null is an empty element.
    static func xml(_ record: [UInt8], kind: String) -> [UInt8] {
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        // What is attached was read as a record before.
        if let value = try? JSONValue.parse(record, file: "") {
            write(value, as: "record", " kind=\"\(XMLText.escaped(kind))\"", indent: "", to: &out)
        }
        return Array(out.utf8)
    }

    private static func write(_ value: JSONValue, as key: String, _ attributes: String = "", indent: String, to out: inout String)
    {
        let isName = isName(key)
        let name = isName ? key : "field"
        let open = name + (isName ? "" : " name=\"\(XMLText.escaped(key))\"") + attributes
        switch value.content {
        case .object(let members):
            out += "\(indent)<\(open)>\n"
            for member in members { write(member.value, as: member.key, indent: indent + "  ", to: &out) }
            out += "\(indent)</\(name)>\n"
        case .array(let items): for item in items { write(item, as: key, indent: indent, to: &out) }
        case .string(let text): out += "\(indent)<\(open)>\(XMLText.escaped(text))</\(name)>\n"
        case .number(let digits): out += "\(indent)<\(open)>\(digits)</\(name)>\n"
        case .bool(let bool): out += "\(indent)<\(open)>\(bool)</\(name)>\n"
        case .null: out += "\(indent)<\(open)/>\n"
        }
    }

    /// A plain name of XML that is not kept for XML itself.
    private static func isName(_ key: String) -> Bool {
        guard let first = key.utf8.first, !key.lowercased().hasPrefix("xml") else { return false }
        func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F }
        return isLetter(first)
            && key.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
    }
}
