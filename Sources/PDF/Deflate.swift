import CDeflate

/// Compresses to zlib streams (RFC 1950) with libdeflate: the same bytes and level give the same stream.
///
/// A class because it owns a compressor and a buffer that are used again for each stream; one for each thread.
package final class Deflater {
    private let compressor: OpaquePointer
    private var scratch: UnsafeMutableRawBufferPointer

    /// Level 6 for page content, 9 for pictures, 12 for what is written once and kept; 0 stores.
    package init(level: Int = 6) {
        precondition(0...12 ~= level, "libdeflate has levels 0 to 12")
        guard let compressor = libdeflate_alloc_compressor(Int32(level)) else { fatalError("out of memory for a compressor") }
        self.compressor = compressor
        scratch = .allocate(byteCount: 1 << 14, alignment: 16)
    }

    deinit {
        libdeflate_free_compressor(compressor)
        scratch.deallocate()
    }

    /// Appends the stream of `bytes` to `output`.
    package func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        bytes.withUnsafeBytes { append($0, to: &output) }
    }

    package func append(_ bytes: [UInt8], to output: inout [UInt8]) {
        bytes.withUnsafeBytes { append($0, to: &output) }
    }

    /// The stream of `bytes` by itself.
    package func deflate(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        append(bytes, to: &output)
        return output
    }

    private func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
        if bound > scratch.count {
            scratch.deallocate()
            scratch = .allocate(byteCount: max(bound, 2 * scratch.count), alignment: 16)
        }
        let count = libdeflate_zlib_compress(compressor, bytes.baseAddress, bytes.count, scratch.baseAddress, scratch.count)
        // 0 would mean that the bound which libdeflate itself gave was too small.
        precondition(count > 0, "libdeflate overran its own bound")
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: scratch[..<count]))
    }
}

/// Opens zlib streams from untrusted files into exactly as many bytes as the caller expects.
package final class Inflater {
    /// How a stream disappoints.
    package enum Failure: Error, Equatable, Sendable {
        /// It is cut off, damaged, or its Adler-32 checksum is wrong.
        case damaged
        /// It holds fewer bytes than expected.
        case tooShort
        /// It holds more bytes than expected.
        case tooLong
    }

    private let decompressor: OpaquePointer

    package init() {
        guard let decompressor = libdeflate_alloc_decompressor() else { fatalError("out of memory for a decompressor") }
        self.decompressor = decompressor
    }

    deinit { libdeflate_free_decompressor(decompressor) }

    /// The bytes in the stream, and how many bytes of the input the stream took.
    package func inflate(_ stream: [UInt8], to count: Int) throws(Failure) -> (bytes: [UInt8], consumed: Int) {
        // Deflate codes at most 258 bytes in 2 bits, so a short stream cannot be made to claim a large buffer.
        guard count / 1_032 <= stream.count else { throw .tooShort }
        var consumed = 0
        var result = LIBDEFLATE_BAD_DATA
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            result = libdeflate_zlib_decompress_ex(
                decompressor, stream, stream.count, buffer.baseAddress, count, &consumed, nil)
            // Without a place for the actual size, success means that the buffer is full.
            filled = result == LIBDEFLATE_SUCCESS ? count : 0
        }
        switch result {
        case LIBDEFLATE_SUCCESS: return (bytes, consumed)
        case LIBDEFLATE_SHORT_OUTPUT: throw .tooShort
        case LIBDEFLATE_INSUFFICIENT_SPACE: throw .tooLong
        default: throw .damaged
        }
    }
}
