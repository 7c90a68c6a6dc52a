import CQREncode
import Glibc
import Pages

/// libqrencode's input: a text in segments, with the smallest group of versions that holds it. Freed with the value.
struct QRInput: ~Copyable {
    private let handle: OpaquePointer
    /// The versions among which the symbol's version will be.
    let group: QRVersionGroup

    init(_ text: Span<UInt8>, level: QRLevel) throws(SymbolError) {
        guard !text.isEmpty else { throw SymbolError("a QR symbol needs a text of at least one byte") }
        let (group, segments) = try Self.segments(of: text, level: level)
        // Version 0 lets the library take the smallest that holds the segments.
        guard let input = QRinput_new2(0, level.library) else { throw Self.failure("set up") }
        if segments.hasECI {
            guard QRinput_appendECIheader(input, QRSegments.utf8) == 0 else {
                let error = Self.failure("say that the text is UTF-8")
                QRinput_free(input)
                throw error
            }
        }
        for run in segments.runs {
            let status = text.withUnsafeBufferPointer { bytes in
                QRinput_append(input, run.mode.library, Int32(run.range.count), bytes.baseAddress! + run.range.lowerBound)
            }
            guard status == 0 else {
                let error = Self.failure("take the text")
                QRinput_free(input)
                throw error
            }
        }
        handle = input
        self.group = group
    }

    deinit { QRinput_free(handle) }

    /// The symbol under one given mask, 0 to 7.
    borrowing func symbol(mask: Int32) throws(SymbolError) -> QRSymbol {
        guard let code = QRcode_encodeMask(handle, mask) else { throw Self.failure("encode") }
        return QRSymbol(code)
    }

    /// The symbol under the mask that the library itself chooses.
    borrowing func symbol() throws(SymbolError) -> QRSymbol {
        guard let code = QRcode_encodeInput(handle) else { throw Self.failure("encode") }
        return QRSymbol(code)
    }

    private static func segments(of text: Span<UInt8>, level: QRLevel) throws(SymbolError) -> (QRVersionGroup, QRSegments) {
        // No text of more digits than version 40-L holds can fit (ISO/IEC 18004 table 7), so do not look at them all.
        if text.count <= 7_089 {
            for group in QRVersionGroup.allCases {
                let segments = QRSegments(text, group: group)
                if segments.bits <= group.capacity(level) { return (group, segments) }
            }
        }
        let isASCII = text.indices.allSatisfy { text[$0] < 0x80 }
        let heads = QRVersionGroup.large.head(.byte) + (isASCII ? 0 : QRSegments.headOfECI)
        let fits = (QRVersionGroup.large.capacity(level) - heads) / 8
        throw SymbolError(
            "a text of \(text.count) bytes is too long for a QR symbol of level \(level.rawValue), which holds \(fits) bytes\(isASCII ? "" : " with characters beyond ASCII")"
        )
    }

    private static func failure(_ step: String) -> SymbolError {
        SymbolError("libqrencode could not \(step): \(String(cString: strerror(errno)))")
    }
}

/// A symbol as libqrencode returns it: one byte a module, bit 0 dark, bit 7 function pattern. Freed with the value.
struct QRSymbol: ~Copyable {
    private let code: UnsafeMutablePointer<QRcode>

    init(_ code: UnsafeMutablePointer<QRcode>) { self.code = code }

    deinit { QRcode_free(code) }

    var width: Int { Int(code.pointee.width) }

    /// The modules of a row; valid as long as the symbol.
    func row(_ y: Int) -> UnsafePointer<UInt8> { UnsafePointer(code.pointee.data + y * width) }

    /// The modules as they are.
    var grid: BitGrid { BitGrid(width: width, height: width) { row($1)[$0] & 1 != 0 } }
}
