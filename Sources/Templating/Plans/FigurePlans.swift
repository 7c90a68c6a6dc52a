import Fonts
import Layout
import Pages
import Records

/// `<chart>`: a bar for each item of a list.
struct ChartPlan: Plan {
    let list: Expression
    let variable: Int
    let label: [Inline]
    let amount: Expression
    /// What is read of a bar; nil for its label and number.
    let say: [Inline]?
    let caption: [Inline]?
    let accent: Expression?
    let outline: Expression?
    let height: Length
    let style: TextStyle
    let colors: Chart.Colors
    let showsLines: Bool
    let alt: [Inline]
    let place: SourcePlace
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        guard let items = try merge.items(list) else { return }
        let style = merge.style(style)
        var columns: [Chart.Column] = []
        var said: [[UInt8]] = []
        columns.reserveCapacity(items.size)
        for index in 0..<items.size {
            merge.enter(variable, items, index)
            guard case .integer(let value) = try merge.value(amount) else {
                throw MergeFault(.chartValue(nil), at: amount.place)
            }
            guard value.magnitude < 1_000_000_000_000 else {
                throw MergeFault(.chartValue(value), at: amount.place)
            }
            var column = Chart.Column(value: Int(value), label: try word(label, style, merge))
            var emphasis = Chart.Emphasis.plain
            if let outline, try merge.flag(outline) { emphasis = .outlined }
            if let accent, try merge.flag(accent) { emphasis = .accent }
            column.emphasis = emphasis
            var one: [UInt8]
            if let say {
                one = try merge.text(of: say)
            } else {
                one = try merge.text(of: label) + Array(": ".utf8)
                ChartPlan.numbers.append(value, to: &one)
            }
            // Below zero there is no bar, and only a number says it.
            if emphasis != .plain || value < 0 {
                var text: [UInt8] = []
                if let caption {
                    text = try merge.text(of: caption)
                } else if value < 0 {
                    ChartPlan.numbers.append(value, to: &text)
                }
                if !text.isEmpty {
                    column.caption = try word(text, style, merge)
                    column.isCaptionTold = one.holds(text)
                }
            }
            columns.append(column)
            said.append(one)
        }
        var words = try merge.text(of: alt)
        // Who does not see the bars meets each of them.
        if !words.isEmpty, !said.isEmpty { words += [0x20] + said.joined(separator: Array("; ".utf8)) + [0x2E] }
        do {
            let chart = try Chart(
                columns: columns, height: height, style: style, colors: colors, alt: String(decoding: words, as: UTF8.self),
                showsLines: showsLines
            ) { value in
                var digits: [UInt8] = []
                ChartPlan.numbers.append(Int64(value), to: &digits)
                return try word(digits, style, merge)
            }
            out.append(Stack.Item(chart))
        } catch let fault as MergeFault { throw fault } catch { throw MergeFault(.unforeseen("\(error)"), at: place) }
    }

    private static let numbers = try! NumberFormat(decimals: 0)

    private func word(_ parts: [Inline], _ style: TextStyle, _ merge: Merge) throws(MergeFault) -> Fonts.Word {
        try word(try merge.text(of: parts), style, merge)
    }

    private func word(_ bytes: [UInt8], _ style: TextStyle, _ merge: Merge) throws(MergeFault) -> Fonts.Word {
        let result: Result<Fonts.Word, MissingGlyph> = bytes.withUnsafeBufferPointer { pointer in
            do throws(MissingGlyph) {
                return .success(try merge.shaper.word(pointer, chain: style.chain, features: style.features))
            } catch { return .failure(error) }
        }
        switch result {
        case .success(let word): return word
        case .failure(let missing): throw MergeFault(.glyph(missing), at: place)
        }
    }
}

/// `<image>` of a file that the template names.
struct PicturePlan: Plan {
    let picture: Picture
    let size: PictureSize
    let align: Alignment
    let alt: [Inline]
    let site: Site
    var isStatic: Bool { alt.allSatisfy(\.isStatic) }

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let words = String(decoding: try merge.text(of: alt), as: UTF8.self)
        out.append(Stack.Item(PictureBlock(picture, size: size.size(of: picture), align: align, alt: words)))
    }
}

/// `<image>` of a file that the data name, among the pictures beside the template and in the shared folder.
struct ChosenPicturePlan: Plan {
    let file: [Inline]
    let shelf: [String: Picture]
    let hidesMissing: Bool
    let size: PictureSize
    let align: Alignment
    let alt: [Inline]
    let place: SourcePlace
    let site: Site
    let isStatic = false

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        let name = String(decoding: try merge.code(of: file), as: UTF8.self)
        guard let picture = shelf[name] else {
            if hidesMissing { return }
            throw MergeFault(.unknownPicture, at: place, text: name)
        }
        let words = String(decoding: try merge.text(of: alt), as: UTF8.self)
        out.append(Stack.Item(PictureBlock(picture, size: size.size(of: picture), align: align, alt: words)))
    }
}

/// How large a picture is set: a width, a height, or both; what is not said follows from the picture.
struct PictureSize: Sendable {
    let width: Length?
    let height: Length?

    func size(of picture: Picture) -> Size {
        switch (width, height) {
        case (let width?, let height?): Size(width: width, height: height)
        case (let width?, nil): Size(width: width, height: width.scaled(by: picture.height, of: picture.width))
        case (nil, let height?): Size(width: height.scaled(by: picture.width, of: picture.height), height: height)
        case (nil, nil): .zero
        }
    }
}

extension [UInt8] {
    /// The bytes of another stand somewhere in these.
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first, part.count <= count else { return part.isEmpty }
        for start in 0...(count - part.count) where self[start] == first {
            var matched = 1
            while matched < part.count, self[start + matched] == part[matched] { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }
}
