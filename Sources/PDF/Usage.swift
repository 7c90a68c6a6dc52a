import Pages

/// Which glyphs of each face, which pictures and which stamps something uses.
struct Usage: Sendable {
    /// By face index: one bit a glyph.
    private(set) var glyphs: [[UInt64]] = []
    private(set) var pictures: [Picture] = []
    private(set) var stamps: [Stamp] = []

    @inline(__always)
    mutating func add(_ glyph: UInt16, of face: FaceID) {
        let index = Int(face.index)
        let word = Int(glyph >> 6)
        if index >= glyphs.count || word >= glyphs[index].count { grow(index, word) }
        glyphs[index][word] |= 1 << UInt64(glyph & 63)
    }

    private mutating func grow(_ face: Int, _ word: Int) {
        while glyphs.count <= face { glyphs.append([]) }
        while glyphs[face].count <= word { glyphs[face].append(0) }
    }

    mutating func add(_ picture: Picture) {
        if !pictures.contains(where: { $0.id == picture.id }) { pictures.append(picture) }
    }

    mutating func add(_ stamp: Stamp) {
        if !stamps.contains(where: { $0 === stamp }) { stamps.append(stamp) }
    }

    mutating func formUnion(_ other: Usage) {
        for (face, words) in other.glyphs.enumerated() where !words.isEmpty {
            grow(face, words.count - 1)
            for (index, word) in words.enumerated() { glyphs[face][index] |= word }
        }
        for picture in other.pictures { add(picture) }
        for stamp in other.stamps { add(stamp) }
    }

    /// Empties the sets, keeping their room.
    mutating func clear() {
        for face in glyphs.indices {
            for word in glyphs[face].indices { glyphs[face][word] = 0 }
        }
        pictures.removeAll(keepingCapacity: true)
        stamps.removeAll(keepingCapacity: true)
    }

    /// The glyphs of a face in rising order.
    func glyphs(of face: FaceID) -> [UInt16] {
        guard Int(face.index) < glyphs.count else { return [] }
        var list: [UInt16] = []
        for (index, word) in glyphs[Int(face.index)].enumerated() where word != 0 {
            for bit in 0..<64 where word & (1 << UInt64(bit)) != 0 { list.append(UInt16(index * 64 + bit)) }
        }
        return list
    }

    var faces: [FaceID] { glyphs.indices.filter { glyphs[$0].contains { $0 != 0 } }.map { FaceID(index: $0) } }
}
