import Pages

/// Which glyphs of each face, which pictures and which stamps something uses.
struct Usage: Sendable {
    /// By face index: one bit a glyph.
    private(set) var glyphs: [[UInt64]] = []
    private(set) var pictures: [Picture] = []
    private(set) var stamps: [Stamp] = []

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

    /// Adds glyphs given as one bit each in words of 64.
    mutating func add(_ words: UnsafeBufferPointer<UInt64>, of face: FaceID) {
        var count = words.count
        while count > 0 && words[count - 1] == 0 { count -= 1 }
        guard count > 0 else { return }
        grow(Int(face.index), count - 1)
        for index in 0..<count { glyphs[Int(face.index)][index] |= words[index] }
    }

    /// Adds the glyphs of another.
    mutating func formGlyphs(_ other: Usage) {
        for (face, words) in other.glyphs.enumerated() where !words.isEmpty {
            grow(face, words.count - 1)
            for (index, word) in words.enumerated() { glyphs[face][index] |= word }
        }
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
