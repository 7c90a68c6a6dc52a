import Layout
import Pages
import Symbols

extension Compiler {
    /// `<barcode>`. One that says the same in every document is made now, so that what it cannot say is told now.
    func barcode(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        let known = faults.count
        let showsText = says(element, "text") ?? false
        let properties = classes(element, over: style)
        let statement = statement(element)
        guard let attribute = element.attribute("value"),
            let value = stating(
                statement, { textAttribute(element, "value", scope, properties, isDrawn: showsText, isPrinted: true) }),
            let alt = textAttribute(element, "alt", scope, style, isDrawn: false),
            let type = choice(element, "type", BarcodeType.allCases.map { ($0.rawValue, $0) })
        else { return nil }
        refuseOthers(element, type)
        let look: BarcodePlan.Look
        switch type {
        case .qr:
            checkSays(element, "a QR symbol")
            let level = choice(element, "level", QRLevel.allCases.map { ($0.rawValue, $0) }) ?? QRLevel.m
            look = .qr(level, side(element, quiet: 4))
        case .datamatrix: look = .dataMatrix(side(element, quiet: 1))
        case .imb:
            let isFlush = says(element, "flush") ?? false
            if isFlush, let flush = element.attribute("flush") { keepClear(.mail, element, element.place(of: flush)) }
            look = .mail(isFlush: isFlush)
        case .code128:
            if let unused = element.attribute("class"), !showsText {
                note(.misplaced, element.place(of: unused), "class is for the text below the bars", hint: "say text=\"yes\"")
            }
            look = .code128(
                module: length(element, "module") ?? Length(hundredths: 72), height: length(element, "h") ?? .points(36),
                quiet: number(element, "quiet") ?? 10, text: showsText ? textStyle(properties, at: element.place) : nil)
        }
        checkWidth(look.leastWidth, "this barcode with its clear zone", at: element.place)
        let plan = BarcodePlan(
            look: look, value: value,
            hidesEmpty: choice(element, "empty", [("error", false), ("hide", true)]) ?? false,
            align: alignment(element) ?? .left, alt: alt, statement: statement, place: element.place, site: site)
        if value.allSatisfy(\.isStatic), faults.count == known {
            do throws(MergeFault) {
                var proof = plan
                proof.alt = []
                var items: [Stack.Item] = []
                try proof.emit(staticMerge(), into: &items)
                if let width = items.first?.block.naturalWidth {
                    checkWidth(width, "this barcode with its clear zone", at: element.place)
                }
            } catch { note(.badValue, element.place(of: attribute), error.message) }
        }
        return plan
    }

    /// What is always wider than the region, or the body, that it stands in is never printed.
    func checkWidth(_ width: Length, _ what: String, at place: SourcePlace) {
        guard let room, width > room else { return }
        note(
            .geometry, place, "\(what) is \(width) pt wide, and there are \(room) pt where it stands",
            hint: "make the region wider, or this smaller")
    }

    /// Compiles what stands in so much room across.
    func within<Made>(_ width: Length?, _ make: () -> Made) -> Made {
        let around = room
        room = width
        defer { room = around }
        return make()
    }

    private func side(_ element: XMLElement, quiet: Int) -> BarcodePlan.Side {
        if let size = element.attribute("size"), element.attribute("module") != nil {
            note(.badValue, element.place(of: size), "a symbol has a size or a module's width, not both")
        }
        let module = length(element, "module").map(BarcodePlan.Side.Measure.module)
        return BarcodePlan.Side(
            measure: module ?? .side(length(element, "size") ?? .points(72)), quiet: number(element, "quiet") ?? quiet)
    }

    /// What is for other symbologies has no meaning here.
    private func refuseOthers(_ element: XMLElement, _ type: BarcodeType) {
        for attribute in element.attributes where Elements.named["barcode"]?.attribute(attribute.name) != nil {
            let types = BarcodeType.having(attribute.name)
            guard !types.contains(type) else { continue }
            note(
                .misplaced, SourcePlace(source: element.source, offset: attribute.nameOffset),
                "\(attribute.name) is for type \(types.map(\.rawValue).joined(separator: ", ")), not for \(type.rawValue)",
                hint: "\(type.rawValue) has: \((type.attributes + ["empty", "align"]).joined(separator: " "))")
        }
    }
}
