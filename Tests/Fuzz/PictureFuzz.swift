// Fuzzes what a stranger's picture file reaches: Picture.read (PNG and JPEG) and PictureStream.
//
// Not part of the package. To run it, make a scratch package with the sources of Pages and PDF (Deflate, PNGParts,
// PictureStream) by symbolic link, the system library CDeflate, and this file as the only source of
//
//     .executableTarget(name: "PictureFuzz", dependencies: ["Pages", "PDF"],
//         swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
//
//     swift build -c release --sanitize=fuzzer --product PictureFuzz
//     SWIFT_BACKTRACE=enable=no .build/release/PictureFuzz -max_len=4096 -rss_limit_mb=1024 -max_total_time=180 corpus seeds
//
// and afterwards the corpus once more under the address sanitizer:
//
//     swift build -c release --sanitize=fuzzer --sanitize=address --scratch-path .asan --product PictureFuzz
//     SWIFT_BACKTRACE=enable=no .asan/release/PictureFuzz -max_len=6000 -runs=0 corpus seeds
//
// The first byte of an input chooses: 0 a file as it is, 1 a PNG whose checksums are set right first, so that mutations
// reach what is behind them, 2 a PNG made around the rest as rows of pixels.

import PDF
import Pages

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPicture(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 1 else { return 0 }
    let input = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start[0] % 3 {
    case 0: take(input)
    case 1: take(withChecksums(input))
    default: take(around(input))
    }
    return 0
}

/// Reads and converts; a refusal is an answer, an unsound result is a crash.
private func take(_ bytes: [UInt8]) {
    do throws(PictureError) {
        let picture = try Picture.read(bytes, name: "fuzz")
        precondition(picture.width > 0 && picture.height > 0 && picture.width * picture.height <= Picture.mostPixels)
        // Opening the largest pictures over and over would only test memory.
        guard picture.width * picture.height <= 1 << 20 else { return }
        let stream = try PictureStream(picture)
        precondition(!stream.data.isEmpty && !stream.dictionary.isEmpty)
        if let mask = stream.softMask {
            let alpha = try! Inflater().inflate(mask.data, to: picture.width * picture.height)
            precondition(alpha.bytes.contains { $0 != 255 })
        }
        if case .png(let image) = picture.kind {
            let channels = image.color.channels - (image.color == .rgba || image.color == .greyAlpha ? 1 : 0)
            let bits = channels == image.color.channels ? image.bitDepth : 8
            let rows = picture.height * (1 + (picture.width * channels * bits + 7) / 8)
            precondition((try? Inflater().inflate(stream.data, to: rows))?.consumed == stream.data.count)
        }
    } catch {
        precondition(!error.message.isEmpty)
    }
}

private func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
    }
    return ~crc
}

private func bigEndian(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
}

private func withChecksums(_ input: [UInt8]) -> [UInt8] {
    var file = input
    var at = 8
    while at + 12 <= file.count {
        let length = file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
        guard at + 12 + length <= file.count else { break }
        file.replaceSubrange(at + 8 + length..<at + 12 + length, with: bigEndian(crc(file[at + 4..<at + 8 + length])))
        at += 12 + length
    }
    return file
}

private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(crc(body[...]))
}

private func around(_ input: [UInt8]) -> [UInt8] {
    guard input.count > 8 else { return input }
    let width = 1 + Int(input[0]) % 70
    let height = 1 + Int(input[1]) % 40
    let color = [0, 2, 3, 4, 6][Int(input[2]) % 5]
    let depth = [1, 2, 4, 8, 16][Int(input[3]) % 5]
    let extra = Int(input[4]) % 16
    let channels = [1, 1, 3, 1, 2, 1, 4][color]
    let size = height * (1 + (width * channels * depth + 7) / 8)
    var rows = Array(input[7...])
    while rows.count < size { rows += rows.prefix(size - rows.count) }
    // Filter bytes mostly in range, or hardly anything gets past them.
    if input[5] % 8 != 0 {
        for row in stride(from: 0, to: size, by: size / height) { rows[row] %= 5 }
    }
    var stream = Deflater(level: 1).deflate(Array(rows.prefix(input[5] % 16 == 1 ? size - 1 : size)))
    if input[5] % 16 == 2 { stream.removeLast(min(stream.count, Int(input[6]))) }
    if input[5] % 16 == 3 { stream[Int(input[6]) % stream.count] ^= 1 << (input[6] & 7) }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [UInt8(depth), UInt8(color), 0, 0, 0])
    if color == 3 { file += chunk("PLTE", Array(rows.prefix(3 * (1 + extra)))) }
    if input[4] & 16 != 0 { file += chunk("tRNS", Array(rows.prefix(color == 0 ? 2 : color == 2 ? 6 : extra + 1))) }
    let half = stream.count / 2
    file += chunk("IDAT", Array(stream[..<half])) + chunk("IDAT", Array(stream[half...]))
    return file + chunk("IEND", [])
}
