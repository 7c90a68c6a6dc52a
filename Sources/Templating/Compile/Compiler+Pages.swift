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
        var keepOuts: [PlacedBox] = []
        var foot = Length.zero
        var hasBody = false
        // Regions whose place cannot be read.
        var unplaced: Set<String> = []
        // What is read, in the order of the template: regions by their index, and nil for the body.
        var read: [(item: Int?, order: Int)] = []
        for child in expanded(element.children, into: element) {
            switch child.name {
            case "body":
                check(child)
                if body != nil { note(.misplaced, child.place, "a page has one <body>") }
                body = rect(child)
                hasBody = true
                if size.height == .endless, let given = body {
                    // A roll is as long as what stands on it, and h is what is left free below.
                    foot = given.size.height
                    body?.size.height = .endless
                    if use != .only && use != .first {
                        note(.pages, element.place, "a roll is one page: use=\"only\" or use=\"first\"")
                    }
                }
                read.append((nil, number(child, "order") ?? 0))
                if let body { placed.append(PlacedBox(name: "body", rect: body, place: child.place)) }
            case "region":
                check(child)
                var content: [any Plan] = []
                clearances = []
                standsInRegion = true
                defer { standsInRegion = false }
                used.usesSequence = false
                let rect = rect(child)
                let name = child.attribute("name")?.value.string ?? ""
                // What goes on in another region may find more room there.
                let width = child.attribute("continue") == nil ? rect?.size.width : nil
                let fields = used.during {
                    content = within(width) { blocks(child.children, in: child, inner, style: styles.ground) }
                }
                guard let rect else {
                    unplaced.insert(name)
                    if let window = child.attribute("window") { usedWindows.insert(window.value.string) }
                    continue
                }
                placed.append(
                    PlacedBox(
                        name: name, rect: rect, place: child.place, fields: fields, window: child.attribute("window"),
                        isPublic: says(child, "public") ?? false, element: child, clearances: clearances))
                if let target = child.attribute("continue") {
                    continued.append((regions.count, target.value.string, child.place(of: target)))
                }
                let order = child.attribute("order")?.value.string
                read.append((regions.count, order.flatMap { Int($0) } ?? 0))
                regions.append(
                    FixedRegion(
                        name: Label(name), rect: rect, overflow: overflow(child), isOfRun: used.usesSequence,
                        isUnread: order == "none", site: site(child.place)))
                plans.append(RegionPlan(plans: content, isStatic: content.allSatisfy(\.isStatic)))
            case "keep-out":
                check(child)
                guard let rect = rect(child) else { continue }
                keepOuts.append(
                    PlacedBox(name: child.attribute("name")?.value.string ?? "", rect: rect, place: child.place))
            default: misplaced(child, in: "page", .page)
            }
        }
        if size.height == .endless, !hasBody {
            note(.pages, element.place, "a roll is as long as what flows into it, and this one has no <body>")
        }
        for (from, target, place) in continued {
            if let to = regions.firstIndex(where: { $0.name.text == target }), to > from {
                regions[from].overflow = .goOn(in: to)
            } else if !unplaced.contains(target) {
                note(.geometry, place, "continue=\"\(target)\" names no later region of this page")
            }
        }
        checkPlaces(placed, on: size, margin: edges(element, "margin") ?? .none, keepOuts)
        checkClearances(placed, on: size)
        checkWindows(placed, on: size)
        guard let use else { return (nil, []) }
        if hasBody, body == nil { unplacedBodies.insert(use) }
        // What comes after the body comes after all that the flow still says on other pages.
        let last = read.first { $0.item == nil }?.order ?? 0
        for (item, order) in read { if let item { regions[item].isEnding = order > last } }
        let reading = read.indices.sorted { (read[$0].order, $0) < (read[$1].order, $1) }.map { read[$0].item }
        return (
            Master(
                name: element.attribute("name")?.value.string ?? "", use: use, size: size, body: body, foot: foot,
                regions: regions, reading: reading),
            plans
        )
    }

    /// Boxes of a page lie on it and beside one another.
    private func checkPlaces(_ placed: [PlacedBox], on size: Size, margin: Edges, _ keepOuts: [PlacedBox]) {
        let sheet = Rect(origin: .zero, size: size)
        let inner = Rect(
            origin: Point(x: margin.left, y: margin.top),
            size: Size(width: size.width - margin.across, height: size.height - margin.down))
        for keepOut in keepOuts where !sheet.holds(keepOut.rect) {
            note(.geometry, keepOut.place, "\(keepOut.name) reaches off the page (\(size.width) × \(size.height) pt)")
        }
        for (index, one) in placed.enumerated() {
            for keepOut in keepOuts where keepOut.rect.meets(one.rect) {
                note(
                    .geometry, one.place, "\(one.name) stands in \(keepOut.name) of line \(keepOut.place.place.line)",
                    hint: "\(one.name) stands at \(shown(one.rect)), \(keepOut.name) at \(shown(keepOut.rect))")
            }
            if sheet.holds(one.rect), size.height != .endless, !inner.holds(one.rect) {
                note(
                    .geometry, one.place, "\(one.name) stands in the margin of the page",
                    hint: "\(one.name) stands at \(shown(one.rect)), within the margin is \(shown(inner))")
            }
            if !sheet.holds(one.rect), size.height != .endless {
                note(.geometry, one.place, "\(one.name) reaches off the page (\(size.width) × \(size.height) pt)")
            }
            for other in placed[..<index] where other.rect.meets(one.rect) {
                note(
                    .geometry, one.place, "\(one.name) overlaps \(other.name) of line \(other.place.place.line)",
                    hint: "\(one.name) stands at \(shown(one.rect)), \(other.name) at \(shown(other.rect))")
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
        if let floor = length(element, "shrink") {
            if mustBeAccessible, floor < smallestType, let attribute = element.attribute("shrink") {
                note(
                    .access, element.place(of: attribute),
                    "type may be set down to \(floor) pt, smaller than this document allows, \(smallestType) pt")
            }
            return .shrink(floor: floor)
        }
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
    func checkPages(_ masters: [Master], pages: Int, hasFlow: Bool, flow: [any Plan]) {
        if !hasFlow {
            note(
                .pages, root.place, "the template has no <flow>", hint: "an empty <flow/> if all stands in regions",
                isAbsence: true)
        }
        if pages == 0 { note(.pages, root.place, "the template has no <page>", isAbsence: true) }
        // A page whose use cannot be read has been told.
        guard masters.count == pages, pages > 0 else { return }
        for (index, master) in masters.enumerated() where masters[..<index].contains(where: { $0.use == master.use }) {
            note(.pages, root.place, "two pages have use=\"\(master.use)\"")
        }
        if !flow.isEmpty, let bare = masters.first(where: { $0.body == nil && !unplacedBodies.contains($0.use) }) {
            note(.pages, root.place, "page \(bare.name) has no <body> for the flow", isAbsence: true)
        }
        if !masters.contains(where: { $0.use == .first || $0.use == .only || $0.use == .rest }) {
            note(.pages, root.place, "no page has use=\"first\", \"only\" or \"rest\"", isAbsence: true)
        }
    }
}
