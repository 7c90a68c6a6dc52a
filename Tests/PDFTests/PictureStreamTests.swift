import Pages
import TestKit
import Testing

@testable import PDF

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func stream(_ file: [UInt8]) throws -> PictureStream { try PictureStream(Picture.read(file, name: "logo")) }

private func png(_ change: (inout PNGMaker) -> Void) -> [UInt8] {
    var maker = PNGMaker()
    change(&maker)
    return maker.file
}

private func opened(_ bytes: [UInt8], to count: Int) throws -> [UInt8] { try Inflater().inflate(bytes, to: count).bytes }

private func refusal(_ file: [UInt8]) -> String {
    do {
        _ = try stream(file)
        return "none"
    } catch { return (error as? PictureError)?.message ?? "\(error)" }
}

@Suite struct PictureStreamTests {
    @Test func opaquePNGKeepsItsData() throws {
        var maker = PNGMaker()
        maker.width = 3
        let result = try stream(maker.file)
        #expect(
            text(result.dictionary)
                == "/Type/XObject/Subtype/Image/Width 3/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8"
                + "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/BitsPerComponent 8/Columns 3>>")
        #expect(result.data == maker.data)
        #expect(result.softMask == nil)
    }

    @Test func dataInManyChunksAreJoinedAndWhatFollowsTheStreamIsLeftAway() throws {
        let maker = PNGMaker()
        let pieces = (maker.data + [7, 7, 7]).flatMap { PNGMaker.chunk("IDAT", [$0]) }
        let file = PNGMaker.signature + maker.header + pieces + PNGMaker.chunk("IEND", [])
        #expect(try stream(file).data == maker.data)
    }

    @Test func oneBit() throws {
        let result = try stream(png { ($0.color, $0.depth, $0.width, $0.rows) = (0, 1, 9, [0, 0xAA, 0x80, 0, 0x55, 0]) })
        #expect(
            text(result.dictionary).hasSuffix(
                "/ColorSpace/DeviceGray/BitsPerComponent 1"
                    + "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 1/Columns 9>>"))
        #expect(try opened(result.data, to: 6) == [0, 0xAA, 0x80, 0, 0x55, 0])
    }

    @Test func paletteWithTransparency() throws {
        let chunks = PNGMaker.chunk("PLTE", [255, 0, 0, 0, 255, 0, 0, 0, 255]) + PNGMaker.chunk("tRNS", [0, 128])
        // Indices 0 1 / 2 0 at two bits; row 1 is told as differences from the row above (filter 2).
        let result = try stream(
            png { ($0.color, $0.depth, $0.beforeData, $0.rows) = (3, 2, chunks, [0, 0b0001_0000, 2, 0b0111_0000]) })
        #expect(text(result.dictionary).contains("/ColorSpace[/Indexed/DeviceRGB 2<ff000000ff000000ff>]/BitsPerComponent 2/"))
        let mask = try #require(result.softMask)
        #expect(
            text(mask.dictionary)
                == "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode")
        #expect(try opened(mask.data, to: 4) == [0, 128, 255, 0])
    }

    @Test func greyWithAlphaIsSplitUnderItsFilters() throws {
        // Grey and alpha in turn; every filter, with alpha 10 20 / 30 40 / 50 60 / 70 80 / 90 100.
        let rows: [UInt8] = [
            0, 1, 10, 2, 20,  // none
            1, 3, 30, 1, 10,  // left
            2, 2, 20, 2, 20,  // above
            3, 4, 45, 2, 15,  // mean of both
            4, 1, 20, 1, 10,  // Paeth: above, then left
        ]
        let result = try stream(png { ($0.color, $0.height, $0.rows) = (4, 5, rows) })
        #expect(
            text(result.dictionary).contains(
                "/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/"))
        #expect(try opened(result.data, to: 15) == [0, 1, 2, 1, 3, 1, 2, 2, 2, 3, 4, 2, 4, 1, 1])
        #expect(try opened(#require(result.softMask).data, to: 10) == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    }

    @Test func colorWithAlpha() throws {
        let result = try stream(
            png { ($0.color, $0.height, $0.rows) = (6, 1, [1, 1, 2, 3, 200, 1, 1, 1, 56]) })
        #expect(
            text(result.dictionary).contains(
                "/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/"))
        #expect(try opened(result.data, to: 7) == [1, 1, 2, 3, 1, 1, 1])
        #expect(try opened(#require(result.softMask).data, to: 2) == [200, 0])
    }

    @Test func sixteenBitsWithAlphaKeepTheHighByte() throws {
        let rows: [UInt8] = [0, 0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0]
        let result = try stream(png { ($0.color, $0.depth, $0.height, $0.rows) = (4, 16, 1, rows) })
        #expect(text(result.dictionary).contains("/BitsPerComponent 8/Columns 2"))
        #expect(try opened(result.data, to: 3) == [0, 0x12, 0x9A])
        #expect(try opened(#require(result.softMask).data, to: 2) == [0x56, 0xDE])
    }

    @Test func oneTransparentColorIsComparedWithAllItsBits() throws {
        let key = PNGMaker.chunk("tRNS", [0x12, 0x34])
        let result = try stream(
            png { ($0.color, $0.depth, $0.height, $0.beforeData, $0.rows) = (0, 16, 1, key, [0, 0x12, 0x34, 0x12, 0x35]) })
        #expect(text(result.dictionary).contains("/BitsPerComponent 16/"))
        #expect(try opened(#require(result.softMask).data, to: 2) == [0, 255])
        let rgb = PNGMaker.chunk("tRNS", [0, 1, 0, 2, 0, 3])
        let colors = try stream(png { ($0.height, $0.beforeData, $0.rows) = (1, rgb, [0, 1, 2, 3, 1, 2, 4]) })
        #expect(try opened(#require(colors.softMask).data, to: 2) == [0, 255])
    }

    @Test func alphaThatIsOpaqueEverywhereIsNoMask() throws {
        #expect(try stream(png { ($0.color, $0.height, $0.rows) = (6, 1, [0, 1, 2, 3, 255, 4, 5, 6, 255]) }).softMask == nil)
        let unused = PNGMaker.chunk("tRNS", [0, 77])
        #expect(try stream(png { ($0.color, $0.beforeData) = (0, unused) }).softMask == nil)
    }

    @Test func brokenDataAreAnErrorAndNotABrokenPDF() {
        let maker = PNGMaker()
        func file(_ data: [UInt8]) -> [UInt8] {
            PNGMaker.signature + maker.header + PNGMaker.chunk("IDAT", data) + PNGMaker.chunk("IEND", [])
        }
        #expect(refusal(file(maker.data)) == "none")
        for count in 1..<maker.data.count { #expect(refusal(file(Array(maker.data[..<count]))) != "none") }
        #expect(refusal(file(Array(maker.data.dropLast()))) == "its compressed data (IDAT) are cut off or damaged")
        #expect(refusal(png { $0.rows = [0] }) == "its compressed data (IDAT) hold fewer rows than its header claims")
        #expect(
            refusal(png { $0.rows = Array(repeating: 0, count: 15) })
                == "its compressed data (IDAT) hold more rows than its header claims")
        #expect(
            refusal(png { $0.rows = Array(repeating: 0, count: 7) + [5, 0, 0, 0, 0, 0, 0] })
                == "row 1 has filter 5, which does not exist in PNG")
        // A few bytes that claim 60 megapixels are refused before room is made for them.
        #expect(
            refusal(png { ($0.width, $0.height, $0.rows) = (5_000, 3_000, [0]) })
                == "its compressed data (IDAT) hold fewer rows than its header claims")
    }

    @Test func photographsAreCarriedAsTheyAre() throws {
        let color = JPEGMaker().file
        let result = try stream(color + [1, 2, 3])
        #expect(
            text(result.dictionary)
                == "/Type/XObject/Subtype/Image/Width 16/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode")
        #expect(result.data == color)
        func ending(_ ids: [UInt8], _ application: [UInt8]) throws -> String {
            let dictionary = try text(stream(JPEGMaker(ids: ids, application: application).file).dictionary)
            return String(dictionary[dictionary.firstRange(of: "/ColorSpace")!.lowerBound...])
        }
        #expect(try ending([1], []) == "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode")
        #expect(try ending([1, 2, 3, 4], []) == "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode")
        #expect(
            try ending([1, 2, 3, 4], JPEGMaker.adobe(transform: 2))
                == "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]")
        #expect(
            try ending([0x52, 0x47, 0x42], [])
                == "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/DecodeParms<</ColorTransform 0>>")
        #expect(
            try ending([0x52, 0x47, 0x42], JPEGMaker.adobe(transform: 0))
                == "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode")
    }
}

@Suite struct DeflateTests {
    @Test(arguments: [0, 1, 6, 9, 12])
    func whatIsDeflatedComesBack(level: Int) throws {
        let deflater = Deflater(level: level)
        for count in [0, 1, 100, 20_000, 200_000, 5] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
            var output: [UInt8] = [1, 2, 3]
            deflater.append(bytes, to: &output)
            #expect(output.starts(with: [1, 2, 3]))
            let result = try Inflater().inflate(Array(output[3...]), to: count)
            #expect(result.bytes == bytes && result.consumed == output.count - 3)
            #expect(Deflater(level: level).deflate(bytes) == Array(output[3...]))
        }
    }

    @Test func aStreamMustBeAsLongAsExpected() {
        let stream = Deflater().deflate([1, 2, 3, 4])
        #expect(throws: Inflater.Failure.tooShort) { try Inflater().inflate(stream, to: 5) }
        #expect(throws: Inflater.Failure.tooLong) { try Inflater().inflate(stream, to: 3) }
        #expect(throws: Inflater.Failure.tooShort) { try Inflater().inflate(stream, to: 100_000_000) }
        #expect(throws: Inflater.Failure.damaged) { try Inflater().inflate([], to: 0) }
        #expect(throws: Inflater.Failure.damaged) { try Inflater().inflate(Array(stream.dropLast()), to: 4) }
    }
}
