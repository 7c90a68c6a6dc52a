import Layout
import Pages

/// What becomes of a block that flows through equal regions, one a page.
package struct Flow {
    package var frames: [Frame]
    /// Why it stopped before its end.
    package var failure: FitFailure?
    /// It was still going on after as many pages as were allowed.
    package var isEndless = false

    package init(_ block: any Block, through size: Size, most: Int = 3_000) {
        frames = []
        var rest = block
        while frames.count < most {
            switch rest.fit(into: Region(size: size)) {
            case .whole(let frame):
                frames.append(frame)
                return
            case .part(let frame, let more):
                frames.append(frame)
                rest = more
            case .none(let why):
                failure = why
                return
            }
        }
        isEndless = true
    }

    /// Regions of a width and a height in points.
    package init(_ block: any Block, _ width: Int, _ height: Int) {
        self.init(block, through: Size(width: .points(width), height: .points(height)))
    }

    package var isWhole: Bool { failure == nil && !isEndless }
    package var heights: [String] { frames.map { "\($0.size.height)" } }
    /// The names of the mock blocks on each page.
    package var names: [[String]] { frames.map(Places.names) }
    package var places: [String] { Places.table(of: frames) }
    /// The texts on each page, a string for each run.
    package var texts: [[String]] { frames.map(Places.texts) }
}

extension Flow: CustomStringConvertible, CustomReflectable {
    package var description: String {
        "\(frames.count) pages \(names.prefix(8)) \(texts.prefix(8))" + (failure.map { ", then: \($0)" } ?? "")
            + (isEndless ? ", no end" : "")
    }

    /// A failed expectation shows the line above and not each mark.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What stands where, for expectations that can be read.
package enum Places {
    /// One row for each mark with a place of its own: `page name x,y width×height`, in points.
    package static func table(of frames: [Frame]) -> [String] {
        frames.enumerated().flatMap { index, frame in
            marks(of: frame).compactMap { placed -> String? in
                let at = "\(placed.at.x),\(placed.at.y)"
                switch placed.mark {
                case .fill(let size, let tint): return "\(index + 1) \(Named.name(tint)) \(at) \(size.width)×\(size.height)"
                case .glyphs(let run): return "\(index + 1) \"\(String(decoding: run.shaped.text, as: UTF8.self))\" \(at)"
                case .outline(let size, _): return "\(index + 1) outline \(at) \(size.width)×\(size.height)"
                case .rule, .picture, .modules, .bars, .group, .stamp: return nil
                }
            }
        }
    }

    package static func names(of frame: Frame) -> [String] {
        marks(of: frame).compactMap { placed in
            if case .fill(_, let tint) = placed.mark { return Named.name(tint) }
            return nil
        }
    }

    package static func runs(of frame: Frame) -> [(at: Point, run: GlyphRun)] {
        marks(of: frame).compactMap { placed in
            if case .glyphs(let run) = placed.mark { return (placed.at, run) }
            return nil
        }
    }

    /// What is seen of a text: no space at its end, and a hyphen where a word is cut.
    package static func drawn(_ text: [UInt8]) -> String {
        let text = String(decoding: text, as: UTF8.self)
        let cut = text == "\u{AD}" || text.hasSuffix("\u{AD}") ? text.dropLast() + "-" : text[...]
        return cut.count > 1 && cut.hasSuffix(" ") ? String(cut.dropLast()) : String(cut)
    }

    package static func texts(of frame: Frame) -> [String] {
        runs(of: frame).map { drawn($0.run.shaped.text) }
    }

    /// The marks of a frame and of the frames in it, in its own coordinates.
    package static func marks(of frame: Frame, at origin: Point = .zero) -> [Placed] {
        frame.marks.flatMap { placed -> [Placed] in
            let point = origin + placed.at
            switch placed.mark {
            case .group(let inner): return marks(of: inner, at: point)
            case .stamp(let stamp): return marks(of: stamp.frame, at: point)
            case .glyphs, .rule, .fill, .outline, .picture, .modules, .bars: return [Placed(placed.mark, at: point)]
            }
        }
    }
}
