import Layout
import Pages
import Records

extension Compiler {
    /// `<omr>`: the marks of an inserter's code, as its maker's settings declare them.
    func omr(_ element: XMLElement, _ scope: Scope, _ site: Site) -> (any Plan)? {
        var marks: [OmrPlan.Mark] = []
        for child in expanded(element.children, into: element) {
            switch child.name {
            case "mark":
                check(child)
                if child.attribute("test") == nil {
                    marks.append(.always)
                } else if let test = condition(child, "test", scope)?.test {
                    marks.append(.when(test))
                }
            case "parity":
                check(child)
                if marks.contains(where: \.isParity) { note(.misplaced, child.place, "a code has one <parity>") }
                marks.append(.parity(isOdd: choice(child, "of", [("even", false), ("odd", true)]) ?? false))
            default: misplaced(child, in: "omr", .marks)
            }
        }
        guard let pitch = length(element, "pitch"), let width = length(element, "w") else { return nil }
        let stroke = length(element, "stroke") ?? Length(hundredths: 150)
        if stroke > .points(2), let attribute = element.attribute("stroke") {
            note(.badValue, element.place(of: attribute), "a mark is 1 to 2 pt thick")
        }
        if marks.isEmpty { note(.misplaced, element.place, "<omr> has no <mark>") }
        if marks.count > OmrPlan.mostMarks {
            note(.limit, element.place, "a code has at most \(OmrPlan.mostMarks) marks; this one has \(marks.count)")
        }
        let length = pitch * max(0, marks.count - 1) + stroke
        if length > OmrPlan.longest {
            note(
                .geometry, element.place, "the code is \(length) pt long; a reader takes at most \(OmrPlan.longest) pt (70 mm)",
                hint: "fewer marks, or a smaller pitch")
        }
        return OmrPlan(
            marks: marks, pitch: pitch, width: width, stroke: stroke, align: alignment(element) ?? .left, site: site)
    }
}
