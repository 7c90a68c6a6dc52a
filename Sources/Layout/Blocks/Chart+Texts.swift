import Fonts
import Pages

/// Where the bars and texts of a chart stand, so that no two texts touch and none leaves the chart.
extension Chart {
    /// The measures of a chart in a room.
    struct Scale {
        /// Where the bars begin, and how much room they have.
        let left: Length
        let room: Length
        let plot: Length
        /// The foot of the bars.
        let floor: Length
        /// The value at the top of the plot.
        let top: Int
        let count: Int

        /// A bar of few stays a bar, not a block.
        static let widestBar = Length.points(30)

        func y(of value: Int) -> Length { floor - height(of: value) }

        /// `plot × value / top`, also where the product has more than 64 bits.
        func height(of value: Int) -> Length {
            let product = Int(plot.hundredths).multipliedFullWidth(by: value)
            return Length(hundredths: top.dividingFullWidth(product).quotient)
        }

        func start(_ index: Int) -> Length { left + room.scaled(by: index, of: count) }

        func bar(_ index: Int, _ value: Int) -> Bar {
            let slot = start(index + 1) - start(index)
            let wide = min(slot * 2 / 3, Scale.widestBar)
            let tall = height(of: max(0, min(value, top)))
            return Bar(
                origin: Point(x: start(index) + (slot - wide) / 2, y: floor - tall), size: Size(width: wide, height: tall))
        }
    }

    /// Where the texts stand on their baselines; nil for those that are left out.
    struct Texts {
        var ticks: [Point?]
        var labels: [Point?]
        var captions: [Point?]
    }

    func place(_ scale: Scale, _ bars: [Bar], width: Length) -> Result<Texts, FitFailure> {
        let labels: [Point?]
        switch placeLabels(scale, width: width) {
        case .success(let placed): labels = placed
        case .failure(let failure): return .failure(failure)
        }
        var taken = labels.indices.compactMap { index in labels[index].map { box(columns[index].label, at: $0) } }
        let ticks = placeTicks(scale, &taken)
        switch placeCaptions(scale, bars, width: width, &taken) {
        case .success(let captions): return .success(Texts(ticks: ticks, labels: labels, captions: captions))
        case .failure(let failure): return .failure(failure)
        }
    }

    /// The room of a text: as tall as figures and capitals, and with what hangs below the line.
    private func box(_ word: Word, at point: Point) -> Rect {
        Rect(
            origin: Point(x: point.x, y: point.y - style.size.scaled(by: 3, of: 4)),
            size: Size(width: word.width(at: style.size), height: style.size))
    }

    /// Between two texts beside each other.
    private static let leastGap = Length(hundredths: 50)

    /// Labels stand below the middle of their bars. Where two would touch, only every second stands there, or every third,
    /// and so on; the first and the last always do, where both have room.
    private func placeLabels(_ scale: Scale, width: Length) -> Result<[Point?], FitFailure> {
        var places: [Point] = []
        places.reserveCapacity(columns.count)
        let wides = columns.map { $0.label.width(at: style.size) }
        for (index, column) in columns.enumerated() {
            let wide = wides[index]
            guard wide <= width else {
                return .failure(.tooWide(.chartLabel, wide, room: width, text: column.label.text))
            }
            let start = scale.start(index)
            let middle = start + (scale.start(index + 1) - start) / 2
            let x = max(.zero, min(middle - wide / 2, width - wide))
            places.append(Point(x: x, y: scale.floor + style.baseline))
        }
        func end(_ index: Int) -> Length { places[index].x + wides[index] + Chart.leastGap }
        func touches(_ step: Int, in shown: [Int]) -> Bool {
            var before: Int?
            // An empty label is in nobody's way.
            for index in shown where wides[index] > .zero {
                if let before, end(before) > places[index].x { return true }
                before = index
            }
            return false
        }
        var step = 1
        var shown = Array(columns.indices)
        while touches(step, in: shown) {
            step += 1
            shown = Array(stride(from: 0, to: columns.count, by: step))
            let last = columns.count - 1
            guard last > 0, shown.last != last else { continue }
            // The last stands in the place of one before it that it would touch.
            while let before = shown.last, before > 0, end(before) > places[last].x { shown.removeLast() }
            if end(0) <= places[last].x || shown.isEmpty { shown.append(last) }
        }
        var out = [Point?](repeating: nil, count: columns.count)
        for index in shown { out[index] = places[index] }
        return .success(out)
    }

    /// Numbers stand at the left of their lines, the highest first; one that has no room is left out, and its line stays.
    private func placeTicks(_ scale: Scale, _ taken: inout [Rect]) -> [Point?] {
        var out = [Point?](repeating: nil, count: ticks.count)
        for index in ticks.indices.reversed() {
            let label = ticks[index].label
            // At the top of a chart without captions a number hangs below its line's height.
            let y = max(scale.y(of: ticks[index].value) + style.size / 3, style.size.scaled(by: 3, of: 4))
            let at = Point(x: scale.left - .points(4) - label.width(at: style.size), y: y)
            let box = box(label, at: at)
            if taken.contains(where: { $0.meets(box.widened(by: Chart.leastGap)) }) { continue }
            taken.append(box)
            out[index] = at
        }
        return out
    }

    /// A caption stands above every bar that it reaches over, and clear of the numbers at the left; that of a value without a
    /// bar stands on the floor of the chart, or nowhere. Of two that would touch, the one over an accented bar stays, else the
    /// later; the other may only go where it can still be read about.
    private func placeCaptions(_ scale: Scale, _ bars: [Bar], width: Length, _ taken: inout [Rect]) -> Result<
        [Point?], FitFailure
    > {
        var out = [Point?](repeating: nil, count: columns.count)
        guard columns.contains(where: { $0.caption != nil }) else { return .success(out) }
        let order =
            columns.indices.reversed().filter { columns[$0].caption != nil && columns[$0].emphasis == .accent }
            + columns.indices.reversed().filter { columns[$0].caption != nil && columns[$0].emphasis != .accent }
        for index in order {
            guard let caption = columns[index].caption else { continue }
            let wide = caption.width(at: style.size)
            if wide <= scale.room {
                let middle = scale.left + scale.room.scaled(by: 2 * index + 1, of: 2 * columns.count)
                let x = max(scale.left, min(middle - wide / 2, width - wide))
                var tall = Length.zero
                for bar in bars where bar.origin.x < x + wide && x < bar.origin.x + bar.size.width {
                    tall = max(tall, bar.size.height)
                }
                let at = Point(x: x, y: scale.floor - tall - .points(2))
                let box = box(caption, at: at)
                // Over a neighbor's bar, what belongs to a value without a bar would be read as the neighbor's.
                let isMisread = columns[index].isCaptionTold && !alt.isEmpty && bars[index].size.height == .zero && tall > .zero
                if !isMisread, !taken.contains(where: { $0.meets(box.widened(by: Chart.leastGap)) }) {
                    taken.append(box)
                    out[index] = at
                    continue
                }
            }
            guard columns[index].isCaptionTold, !alt.isEmpty else {
                return .failure(.captionWithoutRoom(bar: index + 1, caption.text))
            }
        }
        return .success(out)
    }
}

extension Rect {
    fileprivate func widened(by edge: Length) -> Rect {
        Rect(
            origin: Point(x: origin.x - edge, y: origin.y - edge),
            size: Size(width: size.width + edge * 2, height: size.height + edge * 2))
    }
}

extension Word {
    /// What it says.
    var text: String { runs.reduce(into: "") { $0 += String(decoding: $1.text, as: UTF8.self) } }
}
