import Foundation
import Testing

@testable import Platform

@Suite struct DigestTests {
    /// The examples of FIPS 180-4 (NIST, "Examples with intermediate values"), and the empty message.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func theExamplesOfTheStandard(_ message: String, _ digest: String) {
        #expect(Digest(of: Array(message.utf8)).description == digest)
        let digester = Digester()
        for byte in message.utf8 { digester.add([byte]) }
        #expect(digester.finish().description == digest)
        digester.add(message)
        #expect(digester.finish().description == digest, "it begins anew")
    }

    @Test func aMillionLetters() {
        let digester = Digester()
        for _ in 0..<1000 { digester.add([UInt8](repeating: 0x61, count: 1000)) }
        #expect(digester.finish() == Digest(hex: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
    }

    @Test func digitsAreReadInEitherCaseAndNothingElseIs() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Hex.bytes(Hex.text(of: bytes)) == bytes && Hex.bytes(Hex.text(of: bytes).uppercased()) == bytes)
        #expect(Hex.text(of: [0, 9, 10, 255]) == "00090aff" && Hex.bytes("") == [])
        for text in ["0", "0g", "+1", " 1", "1\u{301}", "ａａ"] { #expect(Hex.bytes(text) == nil, "\(text)") }
        #expect(Digest(hex: "00ff") == nil && Digest(bytes: [1]) == nil)
    }
}
