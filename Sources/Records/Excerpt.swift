import Texts

/// A piece of a source as a message shows it: valid UTF-8, without control characters, not too long.
enum Excerpt {
    static let longest = 60

    /// The first 60 characters (Unicode scalars) of these bytes, and `…` where more follow.
    static func cut(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        // 60 scalars of 4 bytes and some, so that a value of megabytes is not decoded to be thrown away
        let head = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, longest * 4 + 8)])
        var text = ""
        var count = 0
        for scalar in String(decoding: head, as: UTF8.self).unicodeScalars {
            if count == longest { return text + "…" }
            count += 1
            append(scalar, to: &text)
        }
        return head.count < bytes.count ? text + "…" : text
    }

    /// The character at a place where the grammar breaks.
    static func character(at byte: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> String {
        let head = UnsafeBufferPointer(start: byte, count: min(4, end - byte))
        var text = ""
        append(String(decoding: head, as: UTF8.self).unicodeScalars.first ?? " ", to: &text)
        return text
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        if PrintableText.isPlain(scalar) { text.unicodeScalars.append(scalar) } else { text += PrintableText.escaped(scalar) }
    }
}
