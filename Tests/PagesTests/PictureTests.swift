import Pages
import TestKit
import Testing

private func refusal(_ bytes: [UInt8]) -> String {
    do throws(PictureError) {
        _ = try Picture.read(bytes, name: "logo")
        return "none"
    } catch { return error.message }
}

private func png(_ change: (inout PNGMaker) -> Void) -> [UInt8] {
    var maker = PNGMaker()
    change(&maker)
    return maker.file
}

private func jpeg(_ change: (inout JPEGMaker) -> Void) -> [UInt8] {
    var maker = JPEGMaker()
    change(&maker)
    return maker.file
}

@Suite struct PNGReaderTests {
    @Test(arguments: [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (4, [8, 16]), (6, [8, 16])])
    func depthsThatGoWithTheColor(color: Int, depths: [Int]) {
        for depth in 0...33 {
            let message = refusal(png { ($0.color, $0.depth) = (color, depth) })
            #expect(
                message
                    == (depths.contains(depth)
                        ? "none" : "colour type \(color) with \(depth) bits a sample does not exist in PNG"))
        }
    }

    @Test func factsOfAFile() throws {
        let file = png {
            $0.width = 3
            $0.beforeData = PNGMaker.chunk("pHYs", PNGMaker.bigEndian(11_811) + PNGMaker.bigEndian(2_835) + [1])
        }
        let picture = try Picture.read(file, name: "logo")
        #expect(picture.width == 3 && picture.height == 2)
        #expect(picture.resolution?.x == 300 && picture.resolution?.y == 72)
        guard case .png(let image) = picture.kind else { return #expect(Bool(false), "not a PNG") }
        #expect(image.color == .rgb && image.rowBytes == 9 && image.data.count == 1)
        #expect(try Picture.read(file, name: "other").id == picture.id)
        #expect(try Picture.read(png { $0.width = 4 }, name: "logo").id != picture.id)
    }

    @Test func noPrefixOfAFileIsAFile() {
        let file = png { $0.beforeData = PNGMaker.chunk("pHYs", PNGMaker.bigEndian(2_835) + PNGMaker.bigEndian(2_835) + [1]) }
        for count in file.indices { #expect(refusal(Array(file[..<count])) != "none") }
        #expect(
            refusal(Array(file.dropLast(12))) == "it is cut off: the end mark (IEND) is missing after \(file.count - 12) bytes")
        #expect(refusal([]) == "the file is empty")
        #expect(refusal(file + [1, 2, 3]) == "none")
    }

    @Test func anyDamagedBitIsSeen() {
        let file = PNGMaker().file
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 0x10
            #expect(refusal(damaged) != "none", "byte \(index)")
        }
        var damaged = file
        damaged[50] ^= 1
        #expect(refusal(damaged) == "the checksum of its IDAT chunk is wrong; the file is damaged")
    }

    @Test func sizesBeyondReason() {
        #expect(
            refusal(png { ($0.width, $0.height, $0.rows) = (60_000, 60_000, []) })
                == "it claims 60000 × 60000 pixels, more than the 64 megapixels allowed; re-save it smaller")
        #expect(
            refusal(png { ($0.width, $0.height, $0.rows) = (0x7FFF_FFFF, 0x7FFF_FFFF, []) })
                == "it claims 2147483647 × 2147483647 pixels, more than the 64 megapixels allowed; re-save it smaller")
        #expect(
            refusal(png { ($0.width, $0.rows) = (0xFFFF_FFFF, []) }) == "it claims 4294967295 × 2 pixels, beyond what PNG allows")
        #expect(
            refusal(png { ($0.width, $0.height, $0.color, $0.depth, $0.rows) = (8000, 8000, 6, 16, []) })
                == "it unpacks to 488 MB, more than the 112 MB allowed; re-save it smaller, or with 8 bits a sample")
        #expect(
            refusal(png { ($0.width, $0.height, $0.color, $0.depth, $0.rows) = (8000, 8000, 6, 8, []) })
                == "it unpacks to 244 MB, more than the 112 MB allowed; re-save it smaller")
        let large = refusal(png { ($0.width, $0.height, $0.color, $0.depth, $0.rows) = (3800, 3800, 6, 16, []) })
        #expect(!large.contains("unpacks"), "\(large)")
        #expect(refusal(png { $0.width = 0 }) == "it claims a size of 0 × 2 pixels, and neither may be 0")
        #expect(refusal(png { $0.height = 0 }) == "it claims a size of 2 × 0 pixels, and neither may be 0")
    }

    @Test func interlacedSaysHowToSaveAgain() {
        #expect(
            refusal(png { $0.interlace = 1 })
                == "it is interlaced (Adam7); re-save it without interlacing, as by: convert in.png -interlace none out.png")
        #expect(refusal(png { $0.interlace = 2 }) == "its interlace method 2 does not exist in PNG")
    }

    @Test func palettes() {
        func indexed(_ depth: Int, _ chunks: [UInt8]) -> String {
            refusal(png { ($0.color, $0.depth, $0.beforeData) = (3, depth, chunks) })
        }
        func colors(_ count: Int) -> [UInt8] { PNGMaker.chunk("PLTE", Array(repeating: 9, count: 3 * count)) }
        #expect(indexed(1, colors(2)) == "none")
        #expect(indexed(8, colors(256) + PNGMaker.chunk("tRNS", [0, 128])) == "none")
        #expect(indexed(1, colors(3)) == "its palette (PLTE) of 9 bytes is not 1 to 2 colours of 3 bytes")
        #expect(
            indexed(8, PNGMaker.chunk("PLTE", [1, 2, 3, 4])) == "its palette (PLTE) of 4 bytes is not 1 to 256 colours of 3 bytes"
        )
        #expect(indexed(8, colors(0)) == "its palette (PLTE) of 0 bytes is not 1 to 256 colours of 3 bytes")
        #expect(indexed(8, []) == "its colours are indexed but it has no palette (PLTE)")
        #expect(indexed(8, colors(1) + colors(1)) == "its palette (PLTE) comes twice or too late")
        #expect(refusal(png { ($0.color, $0.beforeData) = (0, colors(1)) }) == "it is grey but has a palette (PLTE)")
        #expect(refusal(png { $0.beforeData = colors(4) }) == "none")
    }

    @Test(arguments: [(0, 2), (2, 6)])
    func transparencyGoesWithTheColor(color: Int, length: Int) {
        for count in 0...8 {
            let chunk = PNGMaker.chunk("tRNS", Array(repeating: 0, count: count))
            let message = refusal(png { ($0.color, $0.beforeData) = (color, chunk) })
            #expect(message == (count == length ? "none" : "its transparency (tRNS) does not go with its colour type or palette"))
            #expect(refusal(png { ($0.color, $0.beforeData) = (6, chunk) }) != "none")
            #expect(refusal(png { ($0.color, $0.beforeData) = (3, chunk) }) != "none")
        }
    }

    @Test func chunksInDisorder() {
        let maker = PNGMaker()
        let idat = PNGMaker.chunk("IDAT", maker.data)
        let end = PNGMaker.chunk("IEND", [])
        let start = PNGMaker.signature
        #expect(refusal(start + idat + end) == "its first chunk is not IHDR")
        #expect(refusal(start + maker.header + end) == "it has no picture data (IDAT)")
        #expect(refusal(start + maker.header + PNGMaker.chunk("IDAT", []) + end) == "it has no picture data (IDAT)")
        #expect(
            refusal(start + maker.header + idat + PNGMaker.chunk("tEXt", []) + idat + end)
                == "its IDAT chunks do not follow one another")
        #expect(
            refusal(start + maker.header + PNGMaker.chunk("CgBI", [1]) + idat + end)
                == "it has a critical chunk CgBI that this reader does not know, or has IHDR twice")
        #expect(refusal(start + maker.header + maker.header + idat + end).contains("IHDR twice"))
        #expect(refusal(start + maker.header + PNGMaker.chunk("tEXt", [1]) + idat + end) == "none")
        #expect(
            refusal(start + maker.header + PNGMaker.chunk("t\u{1}Xt", [1]) + idat + end)
                == "a chunk at byte 33 has no proper name")
        #expect(
            refusal([0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A]) == "its PNG signature is damaged, as when a file is sent as text")
    }
}

@Suite struct JPEGReaderTests {
    @Test func factsOfAFile() throws {
        let file = jpeg { $0.application = JPEGMaker.jfif(unit: 1, 150, 75) }
        // Whatever a camera hangs on behind the end is left out.
        let picture = try Picture.read(file + [0, 0, 0], name: "photo")
        #expect(picture.width == 16 && picture.height == 8)
        #expect(picture.resolution?.x == 150 && picture.resolution?.y == 75)
        guard case .jpeg(let image) = picture.kind else { return #expect(Bool(false), "not a JPEG") }
        #expect(image.components == 3 && image.adobeTransform == nil && !image.isPlainRGB && image.data == 0..<file.count)
    }

    @Test func densities() throws {
        let perCentimetre = try Picture.read(jpeg { $0.application = JPEGMaker.jfif(unit: 2, 118, 118) }, name: "photo")
        #expect(perCentimetre.resolution?.x == 300)
        #expect(try Picture.read(jpeg { $0.application = JPEGMaker.jfif(unit: 0, 1, 1) }, name: "photo").resolution == nil)
        #expect(try Picture.read(jpeg { $0.application = JPEGMaker.jfif(unit: 1, 0, 0) }, name: "photo").resolution == nil)
    }

    @Test(arguments: [0xC0, 0xC1, 0xC2] as [UInt8])
    func framesTaken(marker: UInt8) { #expect(refusal(jpeg { $0.frame = marker }) == "none") }

    @Test(arguments: [0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF] as [UInt8])
    func framesRefused(marker: UInt8) {
        #expect(
            refusal(jpeg { $0.frame = marker })
                == "it is lossless, hierarchical or arithmetic-coded JPEG; re-save it as baseline JPEG")
    }

    @Test func noPrefixOfAFileIsAFile() {
        let file = jpeg { $0.application = JPEGMaker.jfif(unit: 1, 150, 75) + JPEGMaker.exif(orientation: 1, little: true) }
        for count in file.indices { #expect(refusal(Array(file[..<count])) != "none") }
        #expect(refusal(Array(file.dropLast(2))) == "it is cut off: the end mark (EOI) is missing after \(file.count - 2) bytes")
    }

    @Test func turnedPicturesAreRefused() {
        for little in [true, false] {
            for orientation in UInt8(0)...9 {
                let message = refusal(jpeg { $0.application = JPEGMaker.exif(orientation: orientation, little: little) })
                #expect(message.contains("orientation \(orientation)") == (2...8 ~= orientation))
                #expect((message == "none") == !(2...8 ~= orientation))
            }
        }
    }

    @Test func componentsAndSizes() throws {
        #expect(refusal(jpeg { $0.ids = [1] }) == "none")
        #expect(refusal(jpeg { $0.ids = [1, 2] }) == "it has 2 colour components, not 1, 3 or 4")
        #expect(refusal(jpeg { $0.ids = [1, 2, 2] }) == "its frame header (SOF) names a component twice")
        #expect(refusal(jpeg { $0.precision = 12 }) == "it has 12 bits a sample; re-save it with 8")
        #expect(refusal(jpeg { $0.height = 0 }) == "it claims a size of 16 × 0 pixels, and neither may be 0")
        #expect(
            refusal(jpeg { ($0.width, $0.height) = (60_000, 60_000) })
                == "it claims 60000 × 60000 pixels, more than the 64 megapixels allowed; re-save it smaller")
        let plain = try Picture.read(jpeg { $0.ids = [0x52, 0x47, 0x42] }, name: "photo")
        guard case .jpeg(let image) = plain.kind else { return #expect(Bool(false), "not a JPEG") }
        #expect(image.isPlainRGB)
    }

    @Test func otherFiles() {
        #expect(refusal(Array("GIF89a".utf8)) == "it is neither a PNG nor a JPEG file")
        #expect(refusal([0xFF, 0xD8, 0xFF, 0xD9]) == "it ends before any picture data")
        #expect(refusal([0xFF, 0xD8, 0xFF, 0xD8]) == "marker 216 at byte 3 is out of place; the file is damaged")
        #expect(PictureError("logo", "it is small").description == "picture logo: it is small")
    }
}
