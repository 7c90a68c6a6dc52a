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
    package init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Digest.value(digits[index]), let low = Digest.value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    /// 64 lower-case hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

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
    package func add(_ text: String) { add(Array(text.utf8)) }

    /// A number, in eight bytes.
    package func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { add($0) } }

    /// The digest of all that was added; afterwards it begins anew.
    package func finish() -> Digest {
        var out = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &out, nil)
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        return Digest(whole: out)
    }
}
