import CCrypto

/// A SHA-256 digest (FIPS 180-4).
package struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    fileprivate init(whole bytes: [UInt8]) { self.bytes = bytes }

    package init(of bytes: [UInt8]) {
        let digester = Digester()
        digester.add(bytes)
        self = digester.finish()
    }

    /// Of 64 hexadecimal digits.
    package init?(hex: some StringProtocol) {
        guard let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// 64 lower-case hexadecimal digits.
    package var description: String { Hex.text(of: bytes) }

    /// The first 16 of them, for people to compare.
    package var short: String { String(description.prefix(16)) }

    package static func < (a: Digest, b: Digest) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

/// Digests bytes as they come.
package final class Digester {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            // Only without memory; libcrypto always has SHA-256.
            fatalError("libcrypto cannot make a SHA-256 digest")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package func add(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }
    package func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }
    package func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// A number, in eight bytes.
    package func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { add($0) } }

    /// A text behind the number of its bytes, so that no two lists of texts run together to the same bytes.
    package func addSized(_ text: String) {
        add(Int64(text.utf8.count))
        add(text)
    }

    /// Bytes behind their number.
    package func addSized(_ bytes: [UInt8]) {
        add(Int64(bytes.count))
        add(bytes)
    }

    /// The digest of all that was added; afterwards it begins anew.
    package func finish() -> Digest {
        var out = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &out, nil)
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        return Digest(whole: out)
    }
}

/// Hexadecimal digits, two a byte.
package enum Hex {
    /// In lower case.
    package static func text(of bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { out in
            for (index, byte) in bytes.enumerated() {
                out[2 * index] = digit(byte >> 4)
                out[2 * index + 1] = digit(byte & 15)
            }
            return bytes.count * 2
        }
    }

    /// The bytes of digits in either case; nil where a text is anything else.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
