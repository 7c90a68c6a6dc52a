import CHarfBuzz
import Glibc
import Pages

/// A text between two places where a line may break, shaped: one run for each face that it needs, most often one.
package final class Word: Sendable {
    package let runs: [Shaped]
    /// The word's advance in the one face that it is set in; nil where it needs several.
    private let advance: (units: Int, perEm: Int)?

    package init(runs: [Shaped]) {
        self.runs = runs
        advance = runs.count == 1 ? (runs[0].advance, Int(runs[0].unitsPerEm)) : nil
    }

    package func width(at size: Length) -> Length {
        if let advance { return size.scaled(by: advance.units, of: advance.perEm) }
        return runs.reduce(.zero) { $0 + $1.width(at: size) }
    }
}

/// Turns text into glyphs through HarfBuzz, and remembers what it has shaped, because bills say the same words.
///
/// One for each thread: HarfBuzz's buffer and the memory are reused without locks. What it answers depends on the text,
/// the chain and the features alone, never on what was asked before.
package final class Shaper {
    private let buffer: OpaquePointer
    private var memory: [Entry?]
    private nonisolated(unsafe) static let undetermined = hb_language_from_string("und", -1)

    /// While a template is compiled, what is shaped is static text.
    package var isStatic = false

    /// A class, so that a look costs one reference however much an entry holds.
    private final class Entry {
        let hash: UInt64
        let chain: FaceChain
        let features: Features
        let text: [UInt8]
        let isStatic: Bool
        let word: Word

        init(hash: UInt64, chain: FaceChain, features: Features, text: [UInt8], isStatic: Bool, word: Word) {
            self.hash = hash
            self.chain = chain
            self.features = features
            self.text = text
            self.isStatic = isStatic
            self.word = word
        }

        func holds(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
            text.count == other.count
                && (other.isEmpty
                    || text.withUnsafeBufferPointer { memcmp($0.baseAddress!, other.baseAddress!, other.count) == 0 })
        }
    }

    /// `capacity` is a power of two: how many words are remembered at most.
    package init(capacity: Int = 8192) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0)
        buffer = hb_buffer_create()
        memory = [Entry?](repeating: nil, count: capacity)
    }

    deinit { hb_buffer_destroy(buffer) }

    /// Shapes a text, UTF-8 without breaks, as one word.
    ///
    /// Throws `MissingGlyph` for the first character that cannot be set or that no face of the chain has.
    package func word(
        _ text: UnsafeBufferPointer<UInt8>, chain: FaceChain, features: Features
    ) throws(MissingGlyph) -> Word {
        var hash = chain.key ^ UInt64(features.rawValue) &* 0x9e37_79b9_7f4a_7c15
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash ^= hash >> 29
        let slot = Int(truncatingIfNeeded: hash) & (memory.count - 1)
        if let entry = memory[slot], entry.hash == hash, entry.features == features, entry.isStatic == isStatic,
            entry.chain === chain || entry.chain.isSame(as: chain), entry.holds(text)
        {
            return entry.word
        }
        let word = try shape(text, chain: chain, features: features)
        memory[slot] = Entry(
            hash: hash, chain: chain, features: features, text: Array(text), isStatic: isStatic, word: word)
        return word
    }

    /// Shapes a Swift string, for static text and tests.
    package func word(_ text: String, chain: FaceChain, features: Features = .plain) throws(MissingGlyph) -> Word {
        let bytes = Array(text.utf8)
        let result: Result<Word, MissingGlyph> = bytes.withUnsafeBufferPointer { pointer in
            do throws(MissingGlyph) { return .success(try word(pointer, chain: chain, features: features)) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func shape(
        _ text: UnsafeBufferPointer<UInt8>, chain: FaceChain, features: Features
    ) throws(MissingGlyph) -> Word {
        if text.isEmpty { return Word(runs: []) }
        if let word = simple(text, face: chain.first, features: features) { return word }
        var runs: [Shaped] = []
        for part in try split(text, chain: chain) {
            runs.append(
                try shaped(
                    UnsafeBufferPointer(rebasing: text[part.range]), chain: chain, face: chain.faces[part.face],
                    features: features))
        }
        return Word(runs: runs)
    }

    /// One character that the face has: no shaping to ask for.
    private func simple(_ text: UnsafeBufferPointer<UInt8>, face: Face, features: Features) -> Word? {
        guard text.count == 1, text[0] < 0x80, !features.contains(.tabular) else { return nil }
        let glyph = face.latin[Int(text[0])]
        guard glyph != 0, face.meaning.isJust(UInt32(text[0]), glyph: glyph) else { return nil }
        let advance = face.advance(of: glyph)
        return Word(runs: [
            Shaped(
                face: face.id, unitsPerEm: Int32(face.unitsPerEm),
                glyphs: [Glyph(id: glyph, textLength: 1, advance: Int32(advance))], advance: advance, text: [text[0]],
                pattern: .plain, isStatic: isStatic)
        ])
    }

    /// Cuts a text where the face or the script changes, between characters (grapheme clusters), never within one: fonts
    /// place marks by the rules of one script.
    private func split(
        _ text: UnsafeBufferPointer<UInt8>, chain: FaceChain
    ) throws(MissingGlyph) -> [(range: Range<Int>, face: Int)] {
        let first = chain.first
        var isPlain = true
        for byte in text where byte >= 0x80 || first.latin[Int(byte)] == 0 {
            isPlain = false
            break
        }
        if isPlain { return [(0..<text.count, 0)] }
        let string = String(decoding: text, as: UTF8.self)
        if string.unicodeScalars.allSatisfy({ $0.value < 0x300 && first.covers($0) }) { return [(0..<text.count, 0)] }
        if let (scalar, reason) = Writing.obstacle(in: string) { throw MissingGlyph(scalar: scalar, reason: reason) }
        var parts: [(range: Range<Int>, face: Int)] = []
        var script: hb_script_t?
        var at = 0
        for character in string {
            guard let face = chain.place(of: character) else {
                let lacking = character.unicodeScalars.first { scalar in !chain.faces.contains { $0.covers(scalar) } }
                throw MissingGlyph(scalar: lacking ?? character.unicodeScalars.first!, faces: chain.faces.map(\.name))
            }
            let length = character.utf8.count
            let own = Writing.script(of: character.unicodeScalars.first!)
            if let last = parts.last, last.face == face, own == nil || script == nil || own == script {
                parts[parts.count - 1].range = last.range.lowerBound..<(at + length)
            } else {
                parts.append((at..<(at + length), face))
                script = nil
            }
            script = own ?? script
            at += length
        }
        return parts
    }

    private func shaped(
        _ text: UnsafeBufferPointer<UInt8>, chain: FaceChain, face: Face, features: Features
    ) throws(MissingGlyph) -> Shaped {
        hb_buffer_clear_contents(buffer)
        text.withMemoryRebound(to: CChar.self) {
            hb_buffer_add_utf8(buffer, $0.baseAddress, Int32($0.count), 0, Int32($0.count))
        }
        hb_buffer_guess_segment_properties(buffer)
        // The guess takes the language from the process's locale; what is shaped must not depend on it.
        hb_buffer_set_language(buffer, Shaper.undetermined)
        hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES)
        // What has no ink gets no glyph; its text goes with the character before it (or after it, at the start).
        hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES)
        features.withList { hb_shape(face.font, buffer, $0, $1) }
        var count: UInt32 = 0
        let infos = hb_buffer_get_glyph_infos(buffer, &count)
        let places = hb_buffer_get_glyph_positions(buffer, &count)
        let direction = hb_buffer_get_direction(buffer)
        guard direction == HB_DIRECTION_LTR, let infos, let places else {
            throw MissingGlyph(scalar: missing(text, at: 0, chain).scalar, reason: .rightToLeft(nil))
        }

        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(Int(count))
        var total = 0
        var pattern = GlyphPattern.plain
        for index in 0..<Int(count) {
            let info = infos[index]
            let place = places[index]
            let next = index + 1 < Int(count) ? Int(infos[index + 1].cluster) : text.count
            let length = next - Int(info.cluster)
            guard info.codepoint != 0 else { throw missing(text, at: Int(info.cluster), chain) }
            guard face.has(info.codepoint) else {
                throw MissingGlyph(
                    scalar: missing(text, at: Int(info.cluster), chain).scalar, reason: .damaged(font: face.name))
            }
            var glyph = Glyph(
                id: UInt16(truncatingIfNeeded: info.codepoint), textLength: UInt16(clamping: length),
                advance: place.x_advance, x: Int16(clamping: place.x_offset), y: Int16(clamping: place.y_offset))
            if glyph.x != 0, glyph.y == 0, let last = glyphs.indices.last {
                // A glyph beside the pen on the baseline is a pen that moved otherwise before it (kerning given in two halves).
                glyphs[last].advance += Int32(glyph.x)
                glyph.advance -= Int32(glyph.x)
                glyph.x = 0
                if case .plain = pattern { pattern = .adjusted }
            }
            glyphs.append(glyph)
            total += Int(place.x_advance)
            if !stands(glyph, for: text, at: Int(info.cluster), face) || glyph.x != 0 || glyph.y != 0 {
                pattern = .intricate
            } else if case .plain = pattern, Int(glyph.advance) != face.advance(of: glyph.id) {
                pattern = .adjusted
            }
        }
        return Shaped(
            face: face.id, unitsPerEm: Int32(face.unitsPerEm), glyphs: glyphs, advance: total, text: Array(text),
            pattern: pattern,
            isStatic: isStatic)
    }

    /// Whether the glyph's number alone tells the text that it stands for here.
    private func stands(_ glyph: Glyph, for text: UnsafeBufferPointer<UInt8>, at start: Int, _ face: Face) -> Bool {
        if glyph.textLength == 1 && text[start] < 0x80 && face.meaning.isJust(UInt32(text[start]), glyph: glyph.id) {
            return true
        }
        if glyph.textLength == 0 { return false }
        let own = String(decoding: text[start..<start + Int(glyph.textLength)], as: UTF8.self)
        return face.text(of: glyph.id).elementsEqual(own.unicodeScalars)
    }

    private func missing(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ chain: FaceChain) -> MissingGlyph {
        let scalar = String(decoding: text[start...], as: UTF8.self).unicodeScalars.first ?? " "
        return MissingGlyph(scalar: scalar, faces: chain.faces.map(\.name))
    }
}
