/// Pictures of pages, made when they are asked for and kept while there is room: a page that looks the same is not made twice.
package actor PictureStore {
    struct Key: Hashable {
        /// Of the page's display list, and of the fonts it is set in.
        let digest: String
        let dpi: Int
    }

    private let rasteriser: Rasteriser
    private var kept: [Key: (png: [UInt8], used: Int)] = [:]
    private var clock = 0
    private static let room = 96
    /// How many pictures were made so far.
    package private(set) var made = 0

    init(_ rasteriser: Rasteriser) { self.rasteriser = rasteriser }

    /// The picture of a page, numbered from 1, of a PDF.
    func png(_ key: Key, of pdf: [UInt8], page: Int) throws(RasterFault) -> [UInt8] {
        clock += 1
        if let png = kept[key]?.png {
            kept[key]?.used = clock
            return png
        }
        let png = try rasteriser.png(of: pdf, page: page, dpi: key.dpi)
        made += 1
        if kept.count >= PictureStore.room, let oldest = kept.min(by: { $0.value.used < $1.value.used }) {
            kept[oldest.key] = nil
        }
        kept[key] = (png, clock)
        return png
    }
}
