import Pages

/// A PNG's picture data, taken apart as PDF wants them: colour under PNG's own filters, and alpha in the open.
///
/// PNG filters work on each byte with the same byte of the pixels left and above (PNG specification 9.2), so a channel,
/// or the high byte of a 16-bit sample, can be lifted out of filtered rows without undoing the filters.
struct PNGParts {
    /// How hard alpha and split colour are compressed; fixed, so that the same picture gives the same bytes.
    static let level = 9

    /// The colour's zlib stream, for Predictor 15.
    let data: [UInt8]
    /// Channels and bits of the colour.
    let channels: Int
    let bitDepth: Int
    /// One byte a pixel; nothing if all are opaque.
    let alpha: [UInt8]?

    init(_ image: PNGImage, _ picture: Picture) throws(PictureError) {
        var stream: [UInt8] = []
        stream.reserveCapacity(image.data.reduce(0) { $0 + $1.count })
        for range in image.data { stream += picture.bytes[range] }
        var rows = try Self.rows(of: stream, image, picture.name)
        let alpha: [UInt8]
        switch image.color {
        case .grey, .rgb, .indexed:
            // Whatever follows the stream is left away.
            data = Array(stream[..<rows.consumed])
            channels = image.color.channels
            bitDepth = image.bitDepth
            guard let transparency = image.transparency else {
                self.alpha = nil
                return
            }
            Self.unfilter(&rows.bytes, rowBytes: image.rowBytes, pixelBytes: max(1, image.color.channels * image.bitDepth / 8))
            alpha = Self.alpha(rows.bytes, image, Array(picture.bytes[transparency]))
        case .greyAlpha, .rgba:
            channels = image.color.channels - 1
            bitDepth = 8
            let color = Self.lift(channels: 0..<channels, from: rows.bytes, image)
            data = Deflater(level: Self.level).deflate(color)
            var plane = Self.lift(channels: channels..<channels + 1, from: rows.bytes, image)
            Self.unfilter(&plane, rowBytes: image.width, pixelBytes: 1)
            alpha = Self.withoutFilterBytes(plane, rowBytes: image.width)
        }
        self.alpha = alpha.allSatisfy { $0 == 255 } ? nil : alpha
    }

    /// The filtered rows, each after its filter byte, of which there are 0 to 4 (9.1); whole, or an error.
    private static func rows(
        of stream: [UInt8], _ image: PNGImage, _ name: String
    ) throws(PictureError) -> (bytes: [UInt8], consumed: Int) {
        let stride = 1 + image.rowBytes
        let rows: (bytes: [UInt8], consumed: Int)
        do {
            rows = try Inflater().inflate(stream, to: stride * image.height)
        } catch {
            switch error {
            case .damaged: throw PictureError(name, "its compressed data (IDAT) are cut off or damaged")
            case .tooShort: throw PictureError(name, "its compressed data (IDAT) hold fewer rows than its header claims")
            case .tooLong: throw PictureError(name, "its compressed data (IDAT) hold more rows than its header claims")
            }
        }
        for row in 0..<image.height where rows.bytes[row * stride] > 4 {
            throw PictureError(name, "row \(row) has filter \(rows.bytes[row * stride]), which does not exist in PNG")
        }
        return rows
    }

    /// Some channels of 8- or 16-bit pixels (of these the high byte), with the filter bytes.
    private static func lift(channels: Range<Int>, from rows: [UInt8], _ image: PNGImage) -> [UInt8] {
        let sample = image.bitDepth / 8
        let pixel = image.color.channels * sample
        let count = image.height * (1 + image.width * channels.count)
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var from = 0
            for _ in 0..<image.height {
                buffer.initializeElement(at: filled, to: rows[from])
                filled += 1
                from += 1
                for _ in 0..<image.width {
                    for channel in channels {
                        buffer.initializeElement(at: filled, to: rows[from + channel * sample])
                        filled += 1
                    }
                    from += pixel
                }
            }
        }
    }

    private static func withoutFilterBytes(_ rows: [UInt8], rowBytes: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: rows.count) { buffer, filled in
            for start in stride(from: 0, to: rows.count, by: rowBytes + 1) {
                for index in start + 1..<start + 1 + rowBytes {
                    buffer.initializeElement(at: filled, to: rows[index])
                    filled += 1
                }
            }
        }
    }

    /// Undoes the filters in place (9.2); filter bytes stay.
    private static func unfilter(_ rows: inout [UInt8], rowBytes: Int, pixelBytes: Int) {
        let stride = rowBytes + 1
        rows.withUnsafeMutableBufferPointer { rows in
            for row in 0..<rows.count / stride {
                let start = row * stride + 1
                let filter = rows[start - 1]
                if filter == 0 { continue }
                for index in start..<start + rowBytes {
                    let hasLeft = index - start >= pixelBytes
                    let left = hasLeft ? Int(rows[index - pixelBytes]) : 0
                    let above = row > 0 ? Int(rows[index - stride]) : 0
                    let corner = hasLeft && row > 0 ? Int(rows[index - stride - pixelBytes]) : 0
                    let predicted =
                        switch filter {
                        case 1: left
                        case 2: above
                        case 3: (left + above) / 2
                        default: paeth(left, above, corner)
                        }
                    rows[index] &+= UInt8(truncatingIfNeeded: predicted)
                }
            }
        }
    }

    /// The neighbour nearest to left + above − corner (9.4).
    private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> Int {
        let toLeft = abs(above - corner)
        let toAbove = abs(left - corner)
        let toCorner = abs(left + above - 2 * corner)
        if toLeft <= toAbove && toLeft <= toCorner { return left }
        return toAbove <= toCorner ? above : corner
    }

    /// Alpha from a tRNS chunk: by index, or 0 where the pixel is the one transparent colour, all its bits compared.
    private static func alpha(_ rows: [UInt8], _ image: PNGImage, _ transparency: [UInt8]) -> [UInt8] {
        let stride = 1 + image.rowBytes
        let channels = image.color.channels
        let bits = image.bitDepth
        let mask = 1 << bits - 1
        let key = (0..<transparency.count / 2).map { (Int(transparency[2 * $0]) << 8 | Int(transparency[2 * $0 + 1])) & mask }
        /// The sample at a place of a row, counted in samples.
        func sample(_ row: Int, _ place: Int) -> Int {
            let bit = place * bits
            let at = row + bit >> 3
            if bits == 16 { return Int(rows[at]) << 8 | Int(rows[at + 1]) }
            return Int(rows[at]) >> (8 - bits - bit & 7) & mask
        }
        return [UInt8](unsafeUninitializedCapacity: image.width * image.height) { buffer, filled in
            for row in 0..<image.height {
                let start = row * stride + 1
                for x in 0..<image.width {
                    let value: UInt8
                    if image.color == .indexed {
                        let index = sample(start, x)
                        value = index < transparency.count ? transparency[index] : 255
                    } else {
                        let isKey = (0..<channels).allSatisfy { sample(start, x * channels + $0) == key[$0] }
                        value = isKey ? 0 : 255
                    }
                    buffer.initializeElement(at: filled, to: value)
                    filled += 1
                }
            }
        }
    }
}
