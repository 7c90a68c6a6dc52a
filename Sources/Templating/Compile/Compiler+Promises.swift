import Layout
import Pages
import Records

/// What a document must hold.
struct Requirement: Sendable {
    enum Subject: Sendable {
        /// An element of the template, by its id.
        case element(String)
        /// A value, as the template writes it.
        case data(Expression, String)
    }

    let subject: Subject
    /// The smallest type that the element may be set in.
    let size: Length?
    let place: SourcePlace
}

/// What a template promises: what a document must hold, and what is read through an envelope's window.
extension Compiler {
    /// `<require>`: the scope in which the data that it asks for is present.
    func requirement(_ element: XMLElement, _ scope: Scope) -> Scope {
        check(element)
        switch (element.attribute("element"), element.attribute("data")) {
        case (let id?, nil):
            let name = id.value.string
            guard required[name] == nil else {
                note(.misplaced, element.place(of: id), "\(name) is required already")
                return scope
            }
            required[name] = Requirement(subject: .element(name), size: length(element, "size"), place: element.place(of: id))
        case (nil, let data?):
            if let size = element.attribute("size") {
                note(.misplaced, element.place(of: size), "size stands beside element, not beside data")
            }
            guard let value = expression(element, "data", scope) else { return scope }
            if case .boolean = value.type {
                note(.wrongType, value.place, "true or false is never empty", hint: "use <check>")
                return scope
            }
            requiredData.append(
                Requirement(subject: .data(value, data.value.string), size: nil, place: element.place(of: data)))
            return value.path.map { scope.narrowed(by: [$0]) } ?? scope
        default: note(.missingAttribute, element.place, "<require> names an element or data, and not both")
        }
        return scope
    }

    /// Every element that is required stands in the template.
    func checkRequired() {
        for (id, requirement) in required where ids[id] == nil {
            note(
                .required, requirement.place, "no element has id=\"\(id)\"",
                hint: Contract.didYouMean(id, in: ids.keys.sorted()), isAbsence: true)
        }
        for (id, place) in ids where required[id] == nil && id != DocumentFact.amount {
            inform(
                .required, place, "nothing asks for the id \(id)",
                hint: Contract.didYouMean(id, in: required.keys.sorted() + [DocumentFact.amount]))
        }
    }

    /// The plans of an element that may state facts and have an id.
    func identified(_ element: XMLElement, _ make: () -> [any Plan]) -> [any Plan] {
        // A symbol and a scan line see to what they state themselves.
        guard element.attribute("states") != nil, element.name != "barcode", let statement = statement(element) else {
            return named(element, make)
        }
        return named(element) { stating(statement, make).map { NamedPlan(plan: $0, role: .statement(statement)) } }
    }

    /// The plans of an element that may have an id, made with what a `<require>` of that id asks for in force.
    private func named(_ element: XMLElement, _ make: () -> [any Plan]) -> [any Plan] {
        guard let attribute = element.attribute("id") else { return make() }
        let id = attribute.value.string
        ids[id] = ids[id] ?? element.place(of: attribute)
        guard let requirement = required[id] else {
            guard id == DocumentFact.amount, files.contract.document?.amount != nil else { return make() }
            let role = Role.required(Label(id))
            return make().map { NamedPlan(plan: $0, role: role) }
        }
        let around = leastType
        if let size = requirement.size { leastType = around.map { max($0, size) } ?? size }
        defer { leastType = around }
        let role = Role.required(Label(id))
        return make().map { NamedPlan(plan: $0, role: role) }
    }

    // MARK: Windows

    func readWindows(_ sections: [XMLElement]) {
        for (element, name) in members("window", of: "windows", .windows, sections) {
            guard let envelope = value(element, "envelope", Measures.size), let left = length(element, "left"),
                let bottom = length(element, "bottom"), let width = length(element, "w"), let height = length(element, "h"),
                let panel = length(element, "panel")
            else { continue }
            let window = EnvelopeWindow(
                envelope: envelope, left: left, bottom: bottom, size: Size(width: width, height: height), panel: panel,
                panelTop: length(element, "panel-top") ?? .zero)
            if let fault = window.fault { note(.window, element.place, "window \(name): \(fault)") }
            windows[name] = window
            windowPlaces.append((name, element.place))
        }
    }

    /// A region or body with its place, and the fields that it shows.
    struct PlacedBox {
        let name: String
        let rect: Rect
        let place: SourcePlace
        var fields: [(pointer: String, place: SourcePlace)] = []
        var window: XMLAttribute?
        var isPublic = false
        var element: XMLElement?
        var clearances: [Clearance] = []
    }

    /// What is read through a window stands where it is always seen, and nothing else shows through it.
    func checkWindows(_ boxes: [PlacedBox], on page: Size) {
        for box in boxes where box.isPublic {
            for field in box.fields where !isRecipient(field.pointer) && !isOpen(field.pointer) {
                note(
                    .showThrough, field.place, "\(dotted(field.pointer)) stands in \(box.name), which anybody may read",
                    hint: "the contract's x-document lists in \"public\" what is not private")
            }
        }
        for box in boxes {
            guard let attribute = box.window, let element = box.element else { continue }
            let name = attribute.value.string
            let place = element.place(of: attribute)
            usedWindows.insert(name)
            guard let window = windows[name] else {
                note(
                    .window, place, "there is no window \(name)",
                    hint: Contract.didYouMean(name, in: windows.keys.sorted())
                        ?? (windows.isEmpty
                            ? "<windows> names none" : "<windows> has: \(windows.keys.sorted().joined(separator: " "))"),
                    isAbsence: true)
                continue
            }
            let visible = window.alwaysVisible(pageWidth: page.width)
            if !visible.holds(box.rect) {
                note(
                    .window, place, "\(box.name) stands at \(shown(box.rect)) and can leave the window \(name)",
                    hint: "wherever the page lies in the envelope, this much is seen: \(shown(visible))")
            } else if let mail = box.clearances.first(where: { if case .mail = $0.kind { true } else { false } }) {
                // A barcode that does not stand flush has its clear zone within the region.
                let zone = zone(of: mail, in: box, on: page)
                if !visible.holds(zone) {
                    note(
                        .window, place,
                        "\(box.name) stands at \(shown(box.rect)), and the clear zone of the barcode of line \(mail.place.place.line) can leave the window \(name): it needs \(shown(zone))",
                        hint: "wherever the page lies in the envelope, this much is seen: \(shown(visible))")
                }
            }
            let through = window.showThrough(pageWidth: page.width)
            for field in box.fields where !isRecipient(field.pointer) {
                note(
                    .showThrough, field.place, "\(dotted(field.pointer)) would be read through the window \(name)",
                    hint: files.contract.document?.recipient == nil
                        ? "the contract's x-document names in \"recipient\" what may be read there"
                        : "only the recipient may: \(files.contract.document?.recipient?.path ?? "")")
            }
            for other in boxes where other.name != box.name && other.rect.meets(through) {
                if other.window?.value.string == name { continue }
                let beside =
                    "\(other.name) at \(shown(other.rect)) can show through the window \(name) of line \(place.place.line)"
                guard !other.isPublic else { continue }
                note(
                    .showThrough, other.place, beside,
                    hint: "keep it out of \(shown(through)), or say public=\"yes\" if anybody may read it")
            }
        }
    }

    func shown(_ rect: Rect) -> String {
        "x \(inches(rect.origin.x))–\(inches(rect.right)), y \(inches(rect.origin.y))–\(inches(rect.bottom)) in"
    }

    /// Inches with at most three decimals.
    func inches(_ length: Length) -> String {
        let thousandths = (Int(length.hundredths) * 1000 + 3600) / 7200
        var digits = String(thousandths % 1000 + 1000).dropFirst()
        while digits.last == "0" { digits = digits.dropLast() }
        return "\(thousandths / 1000)" + (digits.isEmpty ? "" : ".\(digits)")
    }

    private func dotted(_ pointer: String) -> String {
        String(pointer.dropFirst().replacing("/*", with: "").replacing("/", with: "."))
    }

    private func isRecipient(_ pointer: String) -> Bool {
        files.contract.document?.recipient.map { isWithin(pointer, $0.path) } ?? false
    }

    private func isOpen(_ pointer: String) -> Bool {
        files.contract.document?.open.contains { isWithin(pointer, $0.path) } ?? false
    }

    /// Whether a pointer is a path's field, or one in it, or what it stands in.
    private func isWithin(_ pointer: String, _ path: String) -> Bool {
        let allowed = "/" + path.replacing(".", with: "/")
        // What it stands in is asked for on the way to it.
        return pointer == allowed || pointer.hasPrefix(allowed + "/") || allowed.hasPrefix(pointer + "/")
    }
}
