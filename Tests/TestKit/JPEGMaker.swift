/// Makes the markers of a JPEG file around a few bytes of picture data: enough to be read, not to be looked at.
package struct JPEGMaker {
    package var frame: UInt8 = 0xC0
    package var width = 16
    package var height = 8
    package var precision = 8
    package var ids: [UInt8] = [1, 2, 3]
    package var application: [UInt8] = []
    package var data: [UInt8] = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]

    package init(
        frame: UInt8 = 0xC0, width: Int = 16, height: Int = 8, precision: Int = 8, ids: [UInt8] = [1, 2, 3],
        application: [UInt8] = [], data: [UInt8] = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]
    ) {
        self.frame = frame
        self.width = width
        self.height = height
        self.precision = precision
        self.ids = ids
        self.application = application
        self.data = data
    }

    package var file: [UInt8] {
        var frameHeader = [UInt8(precision), UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)]
        frameHeader.append(UInt8(ids.count))
        var scanHeader = [UInt8(ids.count)]
        for id in ids {
            frameHeader += [id, 0x11, 0]
            scanHeader += [id, 0]
        }
        scanHeader += [0, 63, 0]
        var file: [UInt8] = [0xFF, 0xD8]
        file += application
        file += Self.segment(0xDB, Array(repeating: 1, count: 65))
        file += Self.segment(0xC4, Array(repeating: 0, count: 17))
        file += Self.segment(frame, frameHeader)
        file += Self.segment(0xDA, scanHeader)
        return file + data + [0xFF, 0xD9]
    }

    package static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
    }

    package static func jfif(unit: UInt8, _ x: UInt8, _ y: UInt8) -> [UInt8] {
        segment(0xE0, Array("JFIF\0".utf8) + [1, 2, unit, 0, x, 0, y, 0, 0])
    }

    package static func adobe(transform: UInt8) -> [UInt8] {
        segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, transform])
    }

    /// Exif with the one tag of orientation, in either order of bytes.
    package static func exif(orientation: UInt8, little: Bool) -> [UInt8] {
        let tiff: [UInt8] =
            little
            ? [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
            : [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
        return segment(0xE1, Array("Exif\0\0".utf8) + tiff)
    }
}
