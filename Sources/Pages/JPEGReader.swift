/// The facts of a JPEG file that drawing it needs; its data are used as they are.
package struct JPEGImage: Sendable {
    package let width: Int
    package let height: Int
    /// 1 (grey), 3 (colour) or 4 (CMYK).
    package let components: Int
    /// The colour transform of an Adobe APP14 segment: 0 none, 1 YCbCr, 2 YCCK.
    package let adobeTransform: Int?
    /// Whether the three components are red, green and blue as they stand, though no Adobe segment says so.
    package let isPlainRGB: Bool
    /// The file from its first to its last marker (SOI to EOI).
    package let data: Range<Int>
}

/// Walks the markers of a JPEG file (ITU T.81 annex B) from SOI to EOI and trusts none of them.
struct JPEGReader {
    private let file: PictureBytes
    private let name: String
    private(set) var resolution: Picture.Resolution?
    private var frame: (width: Int, height: Int, ids: [Int])?
    private var adobeTransform: Int?
    private var isJFIF = false
    private var hasQuantization = false
    private var hasHuffman = false
    private var hasScan = false

    init(_ bytes: [UInt8], name: String) {
        file = PictureBytes(bytes: bytes)
        self.name = name
    }

    /// SOI and the beginning of another marker.
    static func recognises(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

    mutating func read() throws(PictureError) -> JPEGImage {
        var next = 2
        while true {
            let (marker, at) = try marker(at: next)
            if marker == 0xD9 { return try finish(end: at) }
            guard let length = file.u16(at), length >= 2, at + length <= file.count else { throw cutOff() }
            let body = at + 2..<at + length
            next = body.upperBound
            if marker == 0xDA {
                try scan(body)
                next = afterEntropyCodedData(from: next)
            } else {
                try segment(marker, body)
            }
        }
    }

    /// The marker at a place and the place after it; any number of fill bytes may stand before (B.1.1.2).
    private func marker(at start: Int) throws(PictureError) -> (Int, next: Int) {
        guard let first = file.u8(start) else { throw cutOff() }
        guard first == 0xFF else { throw error("byte \(start) should begin a marker and does not; the file is damaged") }
        var at = start + 1
        while file.u8(at) == 0xFF { at += 1 }
        guard let marker = file.u8(at) else { throw cutOff() }
        // 00 is stuffing; 01, RST and SOI stand alone and have no place between segments (table B.1).
        guard marker >= 0xC0, !(0xD0...0xD8 ~= marker) else {
            throw error("marker \(marker) at byte \(at) is out of place; the file is damaged")
        }
        return (marker, at + 1)
    }

    private mutating func segment(_ marker: Int, _ body: Range<Int>) throws(PictureError) {
        switch marker {
        case 0xC0, 0xC1, 0xC2: try start(of: body)
        case 0xC4: hasHuffman = true
        case 0xDB: hasQuantization = true
        case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xDE, 0xDF:
            throw error("it is lossless, hierarchical or arithmetic-coded JPEG; re-save it as baseline JPEG")
        case 0xDC: throw error("it tells its height only after the picture (DNL); re-save it as baseline JPEG")
        case 0xE0: jfif(body)
        case 0xE1: try exif(body)
        case 0xEE: adobe(body)
        default: break
        }
    }

    /// SOF: B.2.2.
    private mutating func start(of body: Range<Int>) throws(PictureError) {
        let at = body.lowerBound
        guard frame == nil else { throw error("it has two frames (SOF)") }
        guard body.count >= 6, let precision = file.u8(at), let height = file.u16(at + 1), let width = file.u16(at + 3),
            let count = file.u8(at + 5), body.count == 6 + 3 * count
        else { throw error("its frame header (SOF) has a wrong length") }
        guard precision == 8 else { throw error("it has \(precision) bits a sample; re-save it with 8") }
        try Picture.check(width: width, height: height, name: name)
        guard [1, 3, 4].contains(count) else { throw error("it has \(count) colour components, not 1, 3 or 4") }
        var ids: [Int] = []
        for index in 0..<count {
            guard let id = file.u8(at + 6 + 3 * index), let sampling = file.u8(at + 7 + 3 * index),
                let table = file.u8(at + 8 + 3 * index), 1...4 ~= sampling >> 4, 1...4 ~= sampling & 15, table <= 3
            else { throw error("its frame header (SOF) names a sampling or table that does not exist") }
            ids.append(id)
        }
        guard Set(ids).count == count else { throw error("its frame header (SOF) names a component twice") }
        frame = (width, height, ids)
    }

    /// SOS: B.2.3.
    private mutating func scan(_ body: Range<Int>) throws(PictureError) {
        guard let frame else { throw error("its picture data come before its frame header (SOF)") }
        guard hasQuantization, hasHuffman else { throw error("its tables (DQT, DHT) are missing; re-save it as baseline JPEG") }
        guard let count = file.u8(body.lowerBound), 1...4 ~= count, body.count == 4 + 2 * count else {
            throw error("its scan header (SOS) has a wrong length")
        }
        for index in 0..<count {
            guard let id = file.u8(body.lowerBound + 1 + 2 * index), frame.ids.contains(id) else {
                throw error("its scan header (SOS) names a component that the frame does not have")
            }
        }
        hasScan = true
    }

    /// The next marker that is neither stuffing nor a restart (B.1.1.5), or the end of the file.
    private func afterEntropyCodedData(from start: Int) -> Int {
        var at = start
        while at < file.count - 1 {
            if file.bytes[at] == 0xFF {
                let next = file.bytes[at + 1]
                if next != 0, next != 0xFF, !(0xD0...0xD7 ~= next) { return at }
            }
            at += 1
        }
        return file.count
    }

    private func finish(end: Int) throws(PictureError) -> JPEGImage {
        guard let frame, hasScan else { throw error("it ends before any picture data") }
        return JPEGImage(
            width: frame.width, height: frame.height, components: frame.ids.count, adobeTransform: adobeTransform,
            isPlainRGB: adobeTransform == nil && !isJFIF && frame.ids == [0x52, 0x47, 0x42], data: 0..<end)
    }

    private func cutOff() -> PictureError {
        error("it is cut off: the end mark (EOI) is missing after \(file.count) bytes")
    }

    private func error(_ message: String) -> PictureError { PictureError(name, message) }
}

// What application segments tell; one that is malformed tells nothing.
extension JPEGReader {
    /// JFIF's APP0 (ITU T.871 clause 10.1): density per inch (1) or centimetre (2).
    private mutating func jfif(_ body: Range<Int>) {
        let at = body.lowerBound
        guard body.count >= 14, file.holds("JFIF\0", at: at), let unit = file.u8(at + 7), let x = file.u16(at + 8),
            let y = file.u16(at + 10)
        else { return }
        isJFIF = true
        switch unit {
        case 1: resolution = Picture.Resolution(x: x, y: y)
        case 2: resolution = Picture.Resolution(perMetre: 100 * x, 100 * y)
        default: break
        }
    }

    /// Adobe's APP14 (ITU T.872 clause 6.5.3).
    private mutating func adobe(_ body: Range<Int>) {
        guard body.count >= 12, file.holds("Adobe", at: body.lowerBound) else { return }
        adobeTransform = file.u8(body.lowerBound + 11)
    }

    /// Exif's orientation (CIPA DC-008, tag 274 of IFD 0): a PDF would show the picture as it lies, so it must be upright.
    private func exif(_ body: Range<Int>) throws(PictureError) {
        guard file.holds("Exif\0\0", at: body.lowerBound) else { return }
        let tiff = body.lowerBound + 6
        let little = file.holds("II", at: tiff)
        guard little || file.holds("MM", at: tiff) else { return }
        func u16(_ at: Int) -> Int? {
            guard at <= body.upperBound - 2 else { return nil }
            return file.u16(at).map { little ? $0 >> 8 | ($0 & 255) << 8 : $0 }
        }
        func u32(_ at: Int) -> Int? {
            guard let first = u16(at), let second = u16(at + 2) else { return nil }
            return little ? second << 16 | first : first << 16 | second
        }
        guard let ifd = u32(tiff + 4), let count = u16(tiff + ifd) else { return }
        for entry in 0..<count {
            let at = tiff + ifd + 2 + 12 * entry
            guard let tag = u16(at) else { return }
            guard tag == 274 else { continue }
            if let orientation = u16(at + 8), 2...8 ~= orientation {
                throw error(
                    "its camera data say that it lies turned (orientation \(orientation)); re-save it upright, as by: convert in.jpg -auto-orient out.jpg"
                )
            }
            return
        }
    }
}
