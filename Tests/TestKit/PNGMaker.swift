/// Makes PNG files of stored (not compressed) rows, right or wrong as a test asks.
package struct PNGMaker {
    package var width = 2
    package var height = 2
    package var depth = 8
    package var color = 2
    package var interlace = 0
    package var beforeData: [UInt8] = []
    /// Rows with their filter bytes; as many zeros as the size asks for unless given.
    package var rows: [UInt8]?

    package init(
        width: Int = 2, height: Int = 2, depth: Int = 8, color: Int = 2, interlace: Int = 0, beforeData: [UInt8] = [],
        rows: [UInt8]? = nil
    ) {
        self.width = width
        self.height = height
        self.depth = depth
        self.color = color
        self.interlace = interlace
        self.beforeData = beforeData
        self.rows = rows
    }

    package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    package var header: [UInt8] {
        let sizes = Self.bigEndian(UInt32(width)) + Self.bigEndian(UInt32(height))
        return Self.chunk("IHDR", sizes + [UInt8(depth), UInt8(color), 0, 0, UInt8(interlace)])
    }

    package var data: [UInt8] {
        let channels = [1, 1, 3, 1, 2, 1, 4, 1][color & 7]
        return Self.stored(rows ?? Array(repeating: 0, count: height * (1 + (width * channels * depth + 7) / 8)))
    }

    package var file: [UInt8] {
        Self.signature + header + beforeData + Self.chunk("IDAT", data) + Self.chunk("IEND", [])
    }

    package static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(UInt32(data.count)) + body + crc(body)
    }

    /// One stored block in a zlib stream (RFC 1950, RFC 1951 3.2.4).
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count < 65_536)
        var a: UInt32 = 1
        var b: UInt32 = 0
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        let low = UInt8(bytes.count & 255)
        let high = UInt8(bytes.count >> 8)
        return [0x78, 0x01, 0x01, low, high, ~low, ~high] + bytes + bigEndian(b << 16 | a)
    }

    package static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    /// The CRC-32 of a chunk's type and data, as it stands behind them (PNG specification, 5.5).
    package static func crc(_ bytes: [UInt8]) -> [UInt8] {
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
        }
        return bigEndian(~crc)
    }
}
