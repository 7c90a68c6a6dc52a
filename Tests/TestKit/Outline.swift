import Pages

/// What a page is to a reader, as a tree of lines: its groups by what they are, `+` behind those that go on with what a page
/// end cut, and its texts in quotes; without places, and without groups and marks that are nothing to him.
package enum Outline {
    package static func of(_ page: Page) -> String {
        var out: [String] = []
        /// How deep the groups that are told and still open stand in the display list.
        var open: [Int] = []
        for line in page.dump(faces: []).split(separator: "\n").dropFirst() {
            let mark = line.drop { $0 == " " }
            let depth = line.count - mark.count
            while let last = open.last, last >= depth { open.removeLast() }
            let indent = String(repeating: "  ", count: open.count)
            if mark.hasPrefix("text "), let quote = mark.firstIndex(of: "\"") {
                out.append("\(indent)\(mark[quote...])")
            } else if let group = mark.wholeMatch(of: /(.+) -?[\d.]+,-?[\d.]+ [\d.]+ × [\d.]+/), group.output.1 != "group" {
                out.append("\(indent)\(group.output.1)")
                open.append(depth)
            }
        }
        return out.joined(separator: "\n")
    }

    /// A frame as the only one of a page.
    package static func of(_ frame: Frame) -> String {
        of(Page(number: 1, frame: Frame(size: frame.size, marks: [Placed(.group(frame), at: .zero)])))
    }
}
