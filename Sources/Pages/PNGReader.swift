/// The parts of a PNG file that drawing it needs; ranges are places in the file.
package struct PNGImage: Sendable {
    /// Colour types by their number in the file (PNG specification, table 11.1).
    package enum Color: Int, Sendable {
        case grey = 0
        case rgb = 2
        case indexed = 3
        case greyAlpha = 4
        case rgba = 6

        /// Samples of a pixel.
        package var channels: Int {
            switch self {
            case .grey, .indexed: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        /// Bit depths that go with the type (table 11.1).
        var depths: [Int] {
            switch self {
            case .grey: [1, 2, 4, 8, 16]
            case .indexed: [1, 2, 4, 8]
            case .rgb, .greyAlpha, .rgba: [8, 16]
            }
        }
    }

    package let width: Int
    package let height: Int
    package let bitDepth: Int
    package let color: Color
    /// Red, green and blue for each index.
    package var palette: Range<Int>?
    /// The tRNS chunk: alpha for each index, or the one transparent colour as 16-bit samples.
    package var transparency: Range<Int>?
    /// The IDAT chunks' data: one zlib stream when joined.
    package var data: [Range<Int>] = []

    /// The most that the rows of a picture may take when they are unpacked: a page of letter size in color at 600 dpi.
    package static let mostUnpacked = 112 << 20

    /// Bytes of a row of pixels, without its filter byte.
    package var rowBytes: Int { (width * color.channels * bitDepth + 7) / 8 }
}

/// Reads the chunks of a PNG file (PNG specification, third edition, clauses 5 and 11) and trusts none of them.
struct PNGReader {
    private let file: PictureBytes
    private let name: String
    private(set) var resolution: Picture.Resolution?

    init(_ bytes: [UInt8], name: String) {
        file = PictureBytes(bytes: bytes)
        self.name = name
    }

    /// The signature of clause 5.2, or enough of it to say that the file was meant as PNG.
    static func recognises(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
    }

    mutating func read() throws(PictureError) -> PNGImage {
        guard file.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            throw error("its PNG signature is damaged, as when a file is sent as text")
        }
        let first = try chunk(at: 8)
        guard first.holds("IHDR") else { throw error("its first chunk is not IHDR") }
        var image = try header(first.data)
        var next = first.end
        var dataEnded = false
        while true {
            let chunk = try chunk(at: next)
            next = chunk.end
            let isData = chunk.holds("IDAT")
            if !image.data.isEmpty && !isData { dataEnded = true }
            if isData {
                guard !dataEnded else { throw error("its IDAT chunks do not follow one another") }
                image.data.append(chunk.data)
            } else if chunk.holds("IEND") {
                break
            } else if chunk.holds("PLTE") {
                try palette(chunk.data, &image)
            } else if chunk.holds("tRNS") {
                try transparency(chunk.data, &image)
            } else if chunk.holds("pHYs") {
                physical(chunk.data)
            } else if chunk.isCritical {
                throw error("it has a critical chunk \(chunk.printableType) that this reader does not know, or has IHDR twice")
            }
        }
        guard image.data.contains(where: { !$0.isEmpty }) else { throw error("it has no picture data (IDAT)") }
        guard image.color != .indexed || image.palette != nil else {
            throw error("its colours are indexed but it has no palette (PLTE)")
        }
        return image
    }

    /// IHDR: clause 11.2.1.
    private func header(_ data: Range<Int>) throws(PictureError) -> PNGImage {
        let at = data.lowerBound
        guard data.count == 13, let width = file.u32(at), let height = file.u32(at + 4), let depth = file.u8(at + 8),
            let type = file.u8(at + 9), let compression = file.u8(at + 10), let filter = file.u8(at + 11),
            let interlace = file.u8(at + 12)
        else { throw error("its IHDR chunk is \(data.count) bytes long, not 13") }
        guard width < 1 << 31, height < 1 << 31 else {
            throw error("it claims \(width) × \(height) pixels, beyond what PNG allows")
        }
        try Picture.check(width: width, height: height, name: name)
        guard let color = PNGImage.Color(rawValue: type), color.depths.contains(depth) else {
            throw error("colour type \(type) with \(depth) bits a sample does not exist in PNG")
        }
        guard compression == 0, filter == 0 else { throw error("its compression or filter method is not the one PNG defines") }
        guard interlace != 1 else {
            throw error("it is interlaced (Adam7); re-save it without interlacing, as by: convert in.png -interlace none out.png")
        }
        guard interlace == 0 else { throw error("its interlace method \(interlace) does not exist in PNG") }
        let image = PNGImage(width: width, height: height, bitDepth: depth, color: color)
        let unpacked = (image.rowBytes + 1) * height
        guard unpacked <= PNGImage.mostUnpacked else {
            throw error(
                "it unpacks to \(unpacked >> 20) MB, more than the \(PNGImage.mostUnpacked >> 20) MB allowed; re-save it smaller\(depth == 16 ? ", or with 8 bits a sample" : "")"
            )
        }
        return image
    }

    /// PLTE: clause 11.2.2.
    private func palette(_ data: Range<Int>, _ image: inout PNGImage) throws(PictureError) {
        guard image.palette == nil, image.data.isEmpty, image.transparency == nil else {
            throw error("its palette (PLTE) comes twice or too late")
        }
        guard image.color != .grey, image.color != .greyAlpha else { throw error("it is grey but has a palette (PLTE)") }
        let most = image.color == .indexed ? 1 << image.bitDepth : 256
        guard data.count % 3 == 0, 1...most ~= data.count / 3 else {
            throw error("its palette (PLTE) of \(data.count) bytes is not 1 to \(most) colours of 3 bytes")
        }
        image.palette = data
    }

    /// tRNS: clause 11.3.1.1.
    private func transparency(_ data: Range<Int>, _ image: inout PNGImage) throws(PictureError) {
        guard image.transparency == nil, image.data.isEmpty else {
            throw error("its transparency (tRNS) comes twice or too late")
        }
        let fits =
            switch image.color {
            case .grey: data.count == 2
            case .rgb: data.count == 6
            case .indexed: 1...max(1, (image.palette?.count ?? 0) / 3) ~= data.count && image.palette != nil
            case .greyAlpha, .rgba: false
            }
        guard fits else { throw error("its transparency (tRNS) does not go with its colour type or palette") }
        image.transparency = data
    }

    /// pHYs: clause 11.3.4.3; unit 1 is the metre.
    private mutating func physical(_ data: Range<Int>) {
        let at = data.lowerBound
        guard data.count == 9, file.u8(at + 8) == 1, let x = file.u32(at), let y = file.u32(at + 4) else { return }
        resolution = Picture.Resolution(perMetre: x, y)
    }

    /// A chunk whose length and CRC hold: clauses 5.3 to 5.5.
    private func chunk(at start: Int) throws(PictureError) -> PNGChunk {
        guard let length = file.u32(start), length < 1 << 31, start + 12 + length <= file.count,
            let crc = file.u32(start + 8 + length)
        else { throw error("it is cut off: the end mark (IEND) is missing after \(file.count) bytes") }
        let chunk = PNGChunk(type: Array(file.bytes[start + 4..<start + 8]), data: start + 8..<start + 8 + length)
        guard chunk.type.allSatisfy({ 0x41...0x5A ~= $0 & 0xDF }) else {
            throw error("a chunk at byte \(start) has no proper name")
        }
        guard PNGChecksum.of(file.bytes, start + 4..<start + 8 + length) == UInt32(crc) else {
            throw error("the checksum of its \(chunk.printableType) chunk is wrong; the file is damaged")
        }
        return chunk
    }

    private func error(_ message: String) -> PictureError { PictureError(name, message) }
}

/// A chunk of a PNG file: its name and where its data lie.
private struct PNGChunk {
    let type: [UInt8]
    let data: Range<Int>

    /// Where the next chunk begins, after the CRC.
    var end: Int { data.upperBound + 4 }
    /// Bit 5 of the first letter (clause 5.4): upper case must be understood.
    var isCritical: Bool { type[0] & 0x20 == 0 }
    var printableType: String { String(decoding: type, as: UTF8.self) }

    func holds(_ name: StaticString) -> Bool {
        (0..<4).allSatisfy { type[$0] == name.utf8Start[$0] }
    }
}

/// The CRC-32 of PNG chunks (clause 5.5, annex D).
private enum PNGChecksum {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
    }

    static func of(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        let table = table
        return ~bytes[range].reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }
}
