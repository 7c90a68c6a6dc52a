import Layout
import Pages

/// Paper beside a region that a block in it must have clear, which the block itself cannot hold free.
struct Clearance {
    enum Kind {
        /// An Intelligent Mail barcode that stands flush: its clear zone at both sides.
        case mail
        /// A scan line in its band: nothing at its right up to the edge of the page. The line's width is known where it
        /// is made of fields.
        case scanLine(width: Length?)
    }

    let kind: Kind
    let place: SourcePlace
}

extension Compiler {
    /// Notes that an element wants paper kept clear beside the region that it stands in. That can be watched over only
    /// where nothing else stands beside it in the same region, so it stands there directly, or in an `<if>`.
    func keepClear(_ kind: Clearance.Kind, _ element: XMLElement, _ place: SourcePlace) {
        if standsInRegion { return clearances.append(Clearance(kind: kind, place: place)) }
        switch kind {
        case .mail:
            note(
                .misplaced, place, "a barcode that stands flush stands directly in a region",
                hint: "without flush its clear zone lies within its own room, anywhere")
        case .scanLine:
            note(
                .misplaced, place, "a scan line with its clear band stands directly in a region",
                hint: "there what is at its right can be checked; band=\"no\" where it is not for a scanner")
        }
    }

    /// What barcodes and scan lines want clear beside their regions lies on the page and meets no other box of it.
    func checkClearances(_ boxes: [PlacedBox], on page: Size) {
        for box in boxes {
            for clearance in box.clearances {
                let zone = zone(of: clearance, in: box, on: page)
                let what: String
                switch clearance.kind {
                case .mail:
                    what = "the clear zone of the Intelligent Mail barcode"
                    if !Rect(origin: .zero, size: page).holds(zone) {
                        note(
                            .geometry, clearance.place, "\(what) in \(box.name) reaches off the page",
                            hint: "it is \(inches(BarSymbol.MailMeasure.side)) in wide at both sides of the region")
                    }
                case .scanLine(let width):
                    what = "the clear band of the scan line"
                    if box.rect.size.height < CodeLine.Band.height {
                        note(
                            .geometry, clearance.place,
                            "\(what) is \(inches(CodeLine.Band.height)) in high; \(box.name) has \(inches(box.rect.size.height)) in",
                            hint: "1/4 in stays clear above and below the characters")
                    }
                    if let width, width > box.rect.size.width {
                        note(
                            .geometry, clearance.place,
                            "this scan line is \(inches(width)) in wide; \(box.name) has \(inches(box.rect.size.width)) in")
                    }
                }
                // What meets the region itself has been told.
                for other in boxes where other.name != box.name && other.rect.meets(zone) && !other.rect.meets(box.rect) {
                    note(
                        .geometry, clearance.place,
                        "\(what) in \(box.name) is \(shown(zone)); \(other.name) of line \(other.place.place.line) reaches into it, at \(shown(other.rect))",
                        hint: clearanceHint(clearance))
                }
            }
        }
    }

    private func clearanceHint(_ clearance: Clearance) -> String {
        switch clearance.kind {
        case .mail: "1/8 in at both sides of the bars stays clear"
        case .scanLine: "nothing stands at the right of a scan line, up to the edge of the page"
        }
    }

    /// The paper that a clearance is about, the region included.
    func zone(of clearance: Clearance, in box: PlacedBox, on page: Size) -> Rect {
        switch clearance.kind {
        case .mail:
            let side = BarSymbol.MailMeasure.side
            return Rect(
                origin: Point(x: box.rect.origin.x - side, y: box.rect.origin.y),
                size: Size(width: box.rect.size.width + side * 2, height: box.rect.size.height))
        case .scanLine:
            return Rect(
                origin: box.rect.origin,
                size: Size(width: max(box.rect.size.width, page.width - box.rect.origin.x), height: box.rect.size.height))
        }
    }
}
