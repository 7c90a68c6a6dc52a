import Layout
import Pages
import Templating

/// A page as the preview shows it: what it looks like, by a digest, and what can be laid over it.
package struct PageView: Sendable {
    /// A region or body of the page's master, whether or not something stands in it.
    package struct Box: Sendable {
        package let name: String
        package let isBody: Bool
        package let isEmpty: Bool
        package let rect: Rect
        /// Where it is written: `shared/remittance.xml:3:5`.
        package let place: String?
    }

    /// A stretch of text on one baseline.
    package struct Baseline: Hashable, Sendable {
        package var at: Point
        package var width: Length
    }

    package let number: Int
    package let size: Size
    package let digest: String
    /// The name of the page's master in the template.
    package let master: String
    package let boxes: [Box]
    package let baselines: [Baseline]

    /// `fonts` tells apart what the display list does not: faces of one name with other glyphs.
    init(_ page: Page, of template: Template, fonts: Int) {
        number = page.number
        size = page.frame.size
        var print = Fingerprint()
        for byte in page.dump(faces: template.book.names).utf8 { print.add(byte) }
        digest = "\(print.hex)-\(fonts)"
        let master = template.masters[page.master]
        self.master = master.name
        let filled = PageView.filledRegions(of: page.frame)
        var boxes = master.regions.enumerated().map { index, region in
            Box(
                name: region.name.text, isBody: false, isEmpty: !filled.contains(region.name.text), rect: region.rect,
                place: template.place(ofRegion: index, of: page.master))
        }
        if let body = master.body {
            let isEmpty = page.frame.marks.count == filled.count
            boxes.append(Box(name: "body", isBody: true, isEmpty: isEmpty, rect: body, place: nil))
        }
        self.boxes = boxes
        var runs: [Baseline] = []
        PageView.collect(page.frame, at: .zero, into: &runs)
        baselines = PageView.joined(runs)
    }

    /// A page's frame holds one group for each region that shows something, and what flows.
    private static func filledRegions(of frame: Frame) -> Set<String> {
        Set(
            frame.marks.compactMap {
                guard case .group(let inner) = $0.mark, let name = inner.role?.region else { return nil }
                return name.text
            })
    }

    private static func collect(_ frame: Frame, at origin: Point, into runs: inout [Baseline]) {
        for placed in frame.marks {
            switch placed.mark {
            case .glyphs(let run): runs.append(Baseline(at: origin + placed.at, width: run.width))
            case .group(let inner): collect(inner, at: origin + placed.at, into: &runs)
            case .stamp(let stamp): collect(stamp.frame, at: origin + placed.at, into: &runs)
            case .rule, .fill, .outline, .picture, .modules, .bars: continue
            }
        }
    }

    /// Words side by side make one line.
    private static func joined(_ runs: [Baseline]) -> [Baseline] {
        var lines: [Baseline] = []
        for run in runs.sorted(by: { ($0.at.y, $0.at.x) < ($1.at.y, $1.at.x) }) {
            if let last = lines.last, last.at.y == run.at.y, run.at.x - (last.at.x + last.width) <= .points(9) {
                lines[lines.count - 1].width = max(last.width, run.at.x + run.width - last.at.x)
            } else {
                lines.append(run)
            }
        }
        return lines
    }
}
