import Pages

extension PrintedFile {
    /// A page's object, numbered from 1, if it has all that a page taken by itself needs.
    func page(_ number: Int) throws(TakeFault) -> PrintedObject {
        guard pages.indices.contains(number - 1) else { throw .noSuchPage(name, page: number, count: pages.count) }
        let page = try objects[pages[number - 1]]
        guard page.isA("Page") else { throw .damaged(name, "page \(number) is not a page") }
        for needed in ["MediaBox", "Resources"] where page[needed] == nil {
            throw .unfamiliar(name, "page \(number) has no \(needed) of its own")
        }
        // Notes and fields lie on the page and not in its content; leaving them away would change what is seen. Links without
        // a border are not seen, and stay behind with the structure that they belong to.
        guard try areUnseenLinks(page["Annots"]) else { throw .unfamiliar(name, "page \(number) has annotations") }
        return page
    }

    private func areUnseenLinks(_ annotations: PDFItem?) throws(TakeFault) -> Bool {
        guard let annotations else { return true }
        guard case .array(let items) = annotations.value else { return false }
        for item in items {
            guard case .reference(let number) = item.value else { return false }
            let annotation = try objects[number]
            guard case .name("Link")? = annotation["Subtype"]?.value, case .array(let border)? = annotation["Border"]?.value,
                border.count == 3, case .number(0) = border[2].value
            else { return false }
        }
        return true
    }

    /// How large a page is. The mark is placed from the corner where the paper begins, upright, in points.
    func size(of page: PrintedObject, page number: Int) throws(TakeFault) -> Size {
        var box = page["MediaBox"]?.value
        if case .reference(let other)? = box { box = try objects[other].value.value }
        guard case .array(let items)? = box, items.count == 4 else { throw .damaged(name, "page \(number) has no size") }
        let sides = items.compactMap { item -> Int? in
            if case .number(let hundredths) = item.value { hundredths } else { nil }
        }
        guard sides.count == 4, sides[2] > 0, sides[3] > 0 else { throw .damaged(name, "page \(number) has no size") }
        let isTurned: Bool
        if case .number(let turn)? = page["Rotate"]?.value { isTurned = turn % 36_000 != 0 } else { isTurned = false }
        guard sides[0] == 0, sides[1] == 0, !isTurned, page["UserUnit"] == nil else {
            throw .unfamiliar(name, "page \(number) is turned or does not begin at its corner, so a mark has no place")
        }
        return Size(width: Length(hundredths: sides[2]), height: Length(hundredths: sides[3]))
    }
}
