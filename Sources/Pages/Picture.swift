/// A picture file that has been looked through from end to end, so that a page may hold it and a PDF may carry it.
///
/// A class because a picture is large and shared by identity; it never changes.
package final class Picture: Sendable {
    /// What the file is, and where its parts lie in `bytes`.
    package enum Kind: Sendable {
        case png(PNGImage)
        case jpeg(JPEGImage)
    }

    /// Dots per inch across and down.
    package struct Resolution: Equatable, Sendable {
        package let x: Int
        package let y: Int

        /// From dots per metre, rounded; nothing if the file says 0, or more than a million per inch.
        init?(perMetre x: Int, _ y: Int) {
            self.init(x: (x * 254 + 5_000) / 10_000, y: (y * 254 + 5_000) / 10_000)
        }

        init?(x: Int, y: Int) {
            guard 1...1_000_000 ~= x, 1...1_000_000 ~= y else { return nil }
            self.x = x
            self.y = y
        }
    }

    /// 64-bit FNV-1a fingerprint of the file: the picture's identity in dumps and digests.
    package let id: UInt64
    package let name: String
    package let bytes: [UInt8]
    package let kind: Kind
    /// Pixels across and down.
    package let width: Int
    package let height: Int
    package let resolution: Resolution?

    /// It is in four inks.
    package var isCMYK: Bool { if case .jpeg(let image) = kind { image.components == 4 } else { false } }

    /// The most pixels that are taken: far more than a full page at 600 dots per inch.
    package static let mostPixels = 64_000_000

    /// Reads a PNG or JPEG file; `name` is what errors call it.
    package static func read(_ bytes: [UInt8], name: String) throws(PictureError) -> Picture {
        if PNGReader.recognises(bytes) {
            var reader = PNGReader(bytes, name: name)
            let image = try reader.read()
            return Picture(bytes, name, .png(image), image.width, image.height, reader.resolution)
        }
        if JPEGReader.recognises(bytes) {
            var reader = JPEGReader(bytes, name: name)
            let image = try reader.read()
            return Picture(bytes, name, .jpeg(image), image.width, image.height, reader.resolution)
        }
        throw PictureError(name, bytes.isEmpty ? "the file is empty" : "it is neither a PNG nor a JPEG file")
    }

    private init(_ bytes: [UInt8], _ name: String, _ kind: Kind, _ width: Int, _ height: Int, _ resolution: Resolution?) {
        var print = Fingerprint()
        print.add(bytes.span)
        self.id = print.value
        self.name = name
        self.bytes = bytes
        self.kind = kind
        self.width = width
        self.height = height
        self.resolution = resolution
    }

    /// Refuses sizes that no bill needs before anything is set aside for them.
    static func check(width: Int, height: Int, name: String) throws(PictureError) {
        guard width > 0, height > 0 else {
            throw PictureError(name, "it claims a size of \(width) × \(height) pixels, and neither may be 0")
        }
        // Both sides are below 2³¹, so the product does not overflow.
        guard width * height <= mostPixels else {
            throw PictureError(
                name, "it claims \(width) × \(height) pixels, more than the 64 megapixels allowed; re-save it smaller")
        }
    }
}

/// Why a file cannot be used as a picture, as a sentence.
package struct PictureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What the file is called, as it was given to `Picture.read`.
    package let name: String
    package let message: String

    package init(_ name: String, _ message: String) {
        self.name = name
        self.message = message
    }

    package var description: String { "picture \(name): \(message)" }
}

/// Big-endian numbers at places of a file that may not be there.
struct PictureBytes {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    func u8(_ at: Int) -> Int? {
        at >= 0 && at < bytes.count ? Int(bytes[at]) : nil
    }

    func u16(_ at: Int) -> Int? {
        guard at >= 0, at <= bytes.count - 2 else { return nil }
        return Int(bytes[at]) << 8 | Int(bytes[at + 1])
    }

    func u32(_ at: Int) -> Int? {
        guard let high = u16(at), let low = u16(at + 2) else { return nil }
        return high << 16 | low
    }

    func holds(_ text: StaticString, at start: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard start >= 0, start <= bytes.count - length else { return false }
        return (0..<length).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }
}
