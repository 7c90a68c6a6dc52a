import Pages

/// Parts a region of a page into what the template itself put there, as a stamp that many pages share, and the rest.
///
/// What is lifted depends on the region's marks alone, and a stamp's id on what it shows, so the bytes are the same on
/// any thread and in any order. The stamp lies below the rest; what the data drew first (a picture, bars) keeps its place
/// below text, lines and grounds that overlap it, because these stay where they were.
final class LayerLifter {
    /// Fewer static marks than this cost less where they stand than a stamp costs to call.
    private static let least = 4
    /// How many layers are remembered; beyond, they are made anew, with the same ids.
    private static let capacity = 512

    private var known: [UInt64: Stamp] = [:]
    private var layer: [Placed] = []
    private var covers: [Rect] = []

    func lift(_ region: Frame) -> Frame {
        layer.removeAll(keepingCapacity: true)
        covers.removeAll(keepingCapacity: true)
        var rest = Frame(size: region.size)
        rest.marks.reserveCapacity(region.marks.count)
        part(region, at: .zero, into: &rest)
        guard layer.count >= LayerLifter.least else { return region }
        let stamp = stamp(size: region.size)
        rest.marks.insert(Placed(.stamp(stamp), at: .zero), at: 0)
        return rest
    }

    private func part(_ frame: Frame, at origin: Point, into rest: inout Frame) {
        for placed in frame.marks {
            let point = origin + placed.at
            switch placed.mark {
            case .group(let inner): part(inner, at: point, into: &rest)
            case .glyphs(let run) where run.shaped.isStatic && !isCovered(run, at: point),
                .glyphs(let run) where run.shaped.glyphs.isEmpty:
                layer.append(Placed(.glyphs(run), at: point))
            case .rule(let end, let stroke):
                let box = LayerLifter.box(point, Size(width: end.x, height: end.y), edge: stroke.width)
                liftOrKeep(placed.mark, at: point, box, &rest)
            case .outline(let size, let stroke):
                liftOrKeep(placed.mark, at: point, LayerLifter.box(point, size, edge: stroke.width), &rest)
            case .fill(let size, _): liftOrKeep(placed.mark, at: point, Rect(origin: point, size: size), &rest)
            case .bars(let bars, _):
                covers.append(contentsOf: bars.map { Rect(origin: $0.origin + point, size: $0.size) })
                rest.place(placed.mark, at: point)
            case .picture(_, let size):
                covers.append(Rect(origin: point, size: size))
                rest.place(placed.mark, at: point)
            case .modules(_, let side):
                covers.append(Rect(origin: point, size: Size(width: side, height: side)))
                rest.place(placed.mark, at: point)
            case .stamp(let stamp):
                covers.append(Rect(origin: point, size: stamp.frame.size))
                rest.place(placed.mark, at: point)
            case .glyphs: rest.place(placed.mark, at: point)
            }
        }
    }

    /// A line or ground that lies on something drawn before it stays there, and then covers what comes after it too.
    private func liftOrKeep(_ mark: Mark, at point: Point, _ box: Rect, _ rest: inout Frame) {
        if !covers.isEmpty, covers.contains(where: { $0.meets(box) }) {
            covers.append(box)
            rest.place(mark, at: point)
        } else {
            layer.append(Placed(mark, at: point))
        }
    }

    private static func box(_ point: Point, _ size: Size, edge: Length) -> Rect {
        Rect(
            origin: Point(x: point.x - edge, y: point.y - edge),
            size: Size(width: size.width + edge * 2, height: size.height + edge * 2))
    }

    private func isCovered(_ run: GlyphRun, at point: Point) -> Bool {
        if covers.isEmpty { return false }
        let box = Rect(
            origin: Point(x: point.x, y: point.y - run.size), size: Size(width: run.width, height: run.size + run.size / 2))
        return covers.contains { $0.meets(box) }
    }

    private func stamp(size: Size) -> Stamp {
        var key: UInt64 = 0xcbf2_9ce4_8422_2325
        for placed in layer { key = (key ^ LayerLifter.quickKey(placed)) &* 0x100_0000_01b3 }
        if let stamp = known[key], stamp.frame.marks.count == layer.count,
            zip(stamp.frame.marks, layer).allSatisfy({ LayerLifter.isSame($0, $1) })
        {
            return stamp
        }
        let frame = Frame(size: size, marks: layer)
        var print = Fingerprint()
        for byte in Page(number: 0, frame: frame).dump(faces: []).utf8 { print.add(byte) }
        for placed in layer {
            guard case .glyphs(let run) = placed.mark else { continue }
            print.add(UInt8(truncatingIfNeeded: run.shaped.face.index))
            // One text can be set in different glyphs (other features), which its dump does not tell.
            for glyph in run.shaped.glyphs {
                print.add(UInt8(glyph.id >> 8))
                print.add(UInt8(truncatingIfNeeded: glyph.id))
            }
        }
        let stamp = Stamp(id: print.value, frame: frame)
        if known.count >= LayerLifter.capacity { known.removeAll(keepingCapacity: true) }
        known[key] = stamp
        return stamp
    }

    /// A number that tells most layers apart at once; equality is then checked mark by mark.
    private static func quickKey(_ placed: Placed) -> UInt64 {
        var key = UInt64(UInt32(bitPattern: placed.at.x.hundredths)) << 32 | UInt64(UInt32(bitPattern: placed.at.y.hundredths))
        switch placed.mark {
        case .glyphs(let run): key ^= UInt64(UInt(bitPattern: ObjectIdentifier(run.shaped))) &* 0x9e37_79b9_7f4a_7c15
        case .fill(let size, _), .outline(let size, _): key ^= UInt64(UInt32(bitPattern: size.width.hundredths)) << 16
        default: break
        }
        return key &* 0xff51_afd7_ed55_8ccd
    }

    private static func isSame(_ a: Placed, _ b: Placed) -> Bool {
        guard a.at == b.at else { return false }
        switch (a.mark, b.mark) {
        case (.glyphs(let one), .glyphs(let other)):
            return one.shaped === other.shaped && one.size == other.size && one.tint == other.tint
        case (.rule(let one, let line), .rule(let other, let otherLine)): return one == other && line == otherLine
        case (.fill(let one, let tint), .fill(let other, let otherTint)): return one == other && tint == otherTint
        case (.outline(let one, let line), .outline(let other, let otherLine)): return one == other && line == otherLine
        default: return false
        }
    }
}
