import Pages

/// A picture as the image XObject of a PDF file (ISO 32000-1 8.9.5): dictionary entries without Length, and the stream.
package struct PictureStream: Sendable {
    /// The alpha channel as an image of its own (ISO 32000-1 11.6.5.3).
    package struct SoftMask: Sendable {
        package let dictionary: [UInt8]
        package let data: [UInt8]
    }

    /// Entries in PDF syntax, without `<<`, `>>`, Length and SMask.
    package let dictionary: [UInt8]
    package let data: [UInt8]
    /// What the writer puts under SMask, if the picture is transparent anywhere.
    package let softMask: SoftMask?

    /// Takes the file's data as they are where a PDF reader can, and opens every PNG to see that they are whole.
    package init(_ picture: Picture) throws(PictureError) {
        switch picture.kind {
        case .png(let image):
            let parts = try PNGParts(image, picture)
            dictionary = Self.entries(
                image.width, image.height, Self.colorSpace(image, picture.bytes), parts.bitDepth,
                "/FlateDecode/DecodeParms<</Predictor 15/Colors \(parts.channels)/BitsPerComponent \(parts.bitDepth)/Columns \(image.width)>>"
            )
            data = parts.data
            softMask = parts.alpha.map { alpha in
                SoftMask(
                    dictionary: Self.entries(image.width, image.height, "/DeviceGray", 8, "/FlateDecode"),
                    data: Deflater(level: PNGParts.level).deflate(alpha))
            }
        case .jpeg(let image):
            dictionary = Self.entries(image.width, image.height, Self.colorSpace(image), 8, "/DCTDecode" + Self.decoding(image))
            data = Array(picture.bytes[image.data])
            softMask = nil
        }
    }

    private static func entries(_ width: Int, _ height: Int, _ space: String, _ bits: Int, _ filter: String) -> [UInt8] {
        Array(
            "/Type/XObject/Subtype/Image/Width \(width)/Height \(height)/ColorSpace\(space)/BitsPerComponent \(bits)/Filter\(filter)"
                .utf8)
    }

    private static func colorSpace(_ image: PNGImage, _ bytes: [UInt8]) -> String {
        switch image.color {
        case .grey, .greyAlpha: return "/DeviceGray"
        case .rgb, .rgba: return "/DeviceRGB"
        case .indexed:
            let palette = image.palette ?? 0..<0
            return "[/Indexed/DeviceRGB \(palette.count / 3 - 1)<\(hex(bytes[palette]))>]"
        }
    }

    private static func colorSpace(_ image: JPEGImage) -> String {
        switch image.components {
        case 1: "/DeviceGray"
        case 3: "/DeviceRGB"
        default: "/DeviceCMYK"
        }
    }

    /// Adobe's programs store CMYK upside down; and a reader takes three components for YCbCr unless told otherwise.
    private static func decoding(_ image: JPEGImage) -> String {
        if image.components == 4, image.adobeTransform != nil { return "/Decode[1 0 1 0 1 0 1 0]" }
        return image.isPlainRGB ? "/DecodeParms<</ColorTransform 0>>" : ""
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
