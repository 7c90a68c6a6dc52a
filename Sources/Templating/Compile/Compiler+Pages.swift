import Layout
import Pages

extension Compiler {
    /// A page master with its regions.
    func page(_ element: XMLElement, _ scope: Scope) -> (Master?, [RegionPlan]) {
        check(element)
        var inner = scope
        inner.hasPage = true
        let use = choice(element, "use", [("first", Master.Use.first), ("rest", .rest), ("last", .last), ("only", .only)])
        let size = value(element, "size", Measures.paper) ?? .letter
        var body: Rect?
        var regions: [FixedRegion] = []
        var plans: [RegionPlan] = []
        var continued: [(from: Int, to: String, place: SourcePlace)] = []
        var placed: [PlacedBox] = []
        for child in expanded(element.children, into: element) {
            switch child.name {
            case "body":
                check(child)
                if body != nil { note(.misplaced, child.place, "a page has one <body>") }
                body = rect(child)
                if let body { placed.append(PlacedBox(name: "body", rect: body, place: child.place)) }
            case "region":
                check(child)
                var content: [any Plan] = []
                clearances = []
                standsInRegion = true
                defer { standsInRegion = false }
                let fields = used.during { content = blocks(child.children, in: child, inner, style: styles.ground) }
                guard let rect = rect(child) else { continue }
                let name = child.attribute("name")?.value.string ?? ""
                placed.append(
                    PlacedBox(
                        name: name, rect: rect, place: child.place, fields: fields, window: child.attribute("window"),
                        isPublic: says(child, "public") ?? false, element: child, clearances: clearances))
                if let target = child.attribute("continue") {
                    continued.append((regions.count, target.value.string, child.place(of: target)))
                }
                regions.append(
                    FixedRegion(name: Label(name), rect: rect, overflow: overflow(child), site: site(child.place)))
                plans.append(RegionPlan(plans: content, isStatic: content.allSatisfy(\.isStatic)))
            default: misplaced(child, in: "page", .page)
            }
        }
        for (from, target, place) in continued {
            if let to = regions.firstIndex(where: { $0.name.text == target }), to > from {
                regions[from].overflow = .goOn(in: to)
            } else {
                note(.geometry, place, "continue=\"\(target)\" names no later region of this page")
            }
        }
        checkPlaces(placed, on: size)
        checkClearances(placed, on: size)
        checkWindows(placed, on: size)
        guard let use else { return (nil, []) }
        return (
            Master(name: element.attribute("name")?.value.string ?? "", use: use, size: size, body: body, regions: regions), plans
        )
    }

    /// Boxes of a page lie on it and beside one another.
    private func checkPlaces(_ placed: [PlacedBox], on size: Size) {
        let sheet = Rect(origin: .zero, size: size)
        for (index, one) in placed.enumerated() {
            if !sheet.holds(one.rect) {
                note(.geometry, one.place, "\(one.name) reaches off the page (\(size.width) × \(size.height) pt)")
            }
            for other in placed[..<index] where other.rect.meets(one.rect) {
                note(.geometry, one.place, "\(one.name) overlaps \(other.name) of line \(other.place.place.line)")
            }
            for other in placed[..<index] where other.name == one.name {
                note(.geometry, one.place, "this page has another region \(one.name) at line \(other.place.place.line)")
            }
        }
    }

    /// A merge without a record, for what needs none.
    func staticMerge() -> Merge { Merge(variables: 1, shaper: shaper, formats: formats, memory: 1) }

    /// Whether an element that `<require>` asks for stands within.
    private func holdsRequired(_ element: XMLElement) -> Bool {
        if let id = element.attribute("id")?.value.string, required[id] != nil { return true }
        let inner = element.name == "include" ? part(element).map { [$0] } ?? [] : element.elements
        return inner.contains(where: holdsRequired)
    }

    private func rect(_ element: XMLElement) -> Rect? {
        guard let x = length(element, "x"), let y = length(element, "y"), let w = length(element, "w"),
            let h = length(element, "h")
        else { return nil }
        return Rect(origin: Point(x: x, y: y), size: Size(width: w, height: h))
    }

    private func overflow(_ element: XMLElement) -> Overflow {
        let policies = ["shrink", "truncate", "continue"].filter { element.attribute($0) != nil }
        if policies.count > 1 {
            note(.badValue, element.place, "a region has one way to overflow, not \(policies.joined(separator: " and "))")
        }
        if let floor = length(element, "shrink") { return .shrink(floor: floor) }
        if let mark = element.attribute("truncate") {
            if element.attribute("window") != nil {
                note(.misplaced, element.place(of: mark), "an address is never cut short: a region with window has no truncate")
            }
            if holdsRequired(element) {
                note(
                    .misplaced, element.place(of: mark), "what <require> asks for is never cut short: this region has no truncate"
                )
            }
            return .truncate(mark: mark.value.string)
        }
        return .error
    }

    /// The masters must be able to make every page of a document.
    func checkPages(_ masters: [Master], hasFlow: Bool, flow: [any Plan]) {
        if !hasFlow { note(.pages, root.place, "the template has no <flow>", hint: "an empty <flow/> if all stands in regions") }
        if masters.isEmpty {
            note(.pages, root.place, "the template has no <page>")
            return
        }
        for (index, master) in masters.enumerated() where masters[..<index].contains(where: { $0.use == master.use }) {
            note(.pages, root.place, "two pages have use=\"\(master.use)\"")
        }
        if !flow.isEmpty, let bare = masters.first(where: { $0.body == nil }) {
            note(.pages, root.place, "page \(bare.name) has no <body> for the flow")
        }
        if !masters.contains(where: { $0.use == .first || $0.use == .only || $0.use == .rest }) {
            note(.pages, root.place, "no page has use=\"first\", \"only\" or \"rest\"")
        }
    }
}
