extension QRMaskJudge {
    /// One masked symbol and what the rules of ISO/IEC 18004 table 11 hold against it.
    struct Trial {
        let rows: UnsafeMutableBufferPointer<Line>
        let columns: UnsafeMutableBufferPointer<Line>
        let width: Int

        /// Writes the fifteen bits at both their places (figure 25); the places were light or hold another mask's bits.
        func write(format: UInt32) {
            for bit in 0..<15 {
                let dark = format >> UInt32(bit) & 1 != 0
                if bit < 8 {
                    set(x: width - 1 - bit, y: 8, dark)
                    set(x: 8, y: bit < 6 ? bit : bit + 1, dark)
                } else {
                    set(x: 8, y: width - 15 + bit, dark)
                    set(x: bit == 8 ? 7 : 14 - bit, y: 8, dark)
                }
            }
        }

        private func set(x: Int, y: Int, _ dark: Bool) {
            let inRow = Line(1) << (Line.bitWidth - 1 - x)
            let inColumn = Line(1) << (Line.bitWidth - 1 - y)
            if dark {
                rows[y] |= inRow
                columns[x] |= inColumn
            } else {
                rows[y] &= ~inRow
                columns[x] &= ~inColumn
            }
        }

        /// The sum of all four rules, or any number not below `limit` as soon as the sum has reached it.
        func demerit(below limit: Int) -> Int {
            var sum = darkness() + blocks()
            // Both directions of a line come in turn, so that a bad mask is left early.
            for index in 0..<width where sum < limit {
                sum += Self.runs(rows[index], width) + Self.runs(columns[index], width)
            }
            return sum
        }

        /// N4: ten for each whole 5 % that the share of dark modules is away from a half; rounded as libqrencode rounds.
        private func darkness() -> Int {
            let area = width * width
            let dark = rows.reduce(0) { $0 + $1.nonzeroBitCount }
            return abs((200 * dark + area) / area / 2 - 50) / 5 * 10
        }

        /// N2: three for each 2 × 2 block of one colour.
        private func blocks() -> Int {
            let inside = Self.first(width) & ~Self.first(1)
            var count = 0
            var above = rows[0]
            var sameAbove = ~(above ^ (above >> 1))
            for y in 1..<width {
                let row = rows[y]
                let same = ~(row ^ (row >> 1))
                count += (same & sameAbove & ~(row ^ above) & inside).nonzeroBitCount
                above = row
                sameAbove = same
            }
            return 3 * count
        }

        /// N1 and N3 of one line: runs of five and more, and what looks like a finder pattern.
        private static func runs(_ line: Line, _ width: Int) -> Int {
            // A module equal to the four before it: a run of n ≥ 5 has n − 4 of them and costs 3 + (n − 5).
            let same = ~(line ^ (line >> 1)) & first(width) & ~first(1)
            let three = same & (same >> 1)
            let five = three & (three >> 2)
            let long = five == 0 ? 0 : five.nonzeroBitCount + 2 * (five & ~(five >> 1)).nonzeroBitCount
            return long + finders(line, width)
        }

        /// N3: forty for each 1 : 1 : 3 : 1 : 1 beginning dark, in any size, with four units of light before or after
        /// it. Outside the symbol is light: that is what libqrencode's rule for the first and last run comes to.
        private static func finders(_ line: Line, _ width: Int) -> Int {
            var found = 0
            let middle = line & (line << 1) & (line << 2)
            let start =
                line & ~(line >> 1) & ~(line << 1) & (middle << 2) & ~(line << 5) & (line << 6) & ~(line << 7)
            if start != 0 {
                let before = (line >> 1) | (line >> 2) | (line >> 3) | (line >> 4)
                let after = (line << 7) | (line << 8) | (line << 9) | (line << 10)
                found = (start & ~(before & after)).nonzeroBitCount
            }
            // Larger units are rare: a unit of 2 needs six dark modules exactly, and dark ones two modules before and
            // after (which a finder pattern's own seven has not); a larger unit needs nine.
            let six = middle & (middle << 3)
            let nine = six & (six << 3)
            let exactlySix = six & ~(line >> 1) & ~(line << 6)
            let neighbours = (line >> 3) & (line << 8)
            if nine | (exactlySix & neighbours) != 0 { found += largerFinders(line, width) }
            return 40 * found
        }

        /// The same for units of two modules and more, which are rare.
        private static func largerFinders(_ line: Line, _ width: Int) -> Int {
            var found = 0
            var unit = 2
            while 7 * unit <= width {
                let triple = every(line, 3 * unit)
                if triple == 0 { break }
                let dark = every(line, unit) & ~(line >> 1)
                let light = every(~line, unit)
                // Each run is exact because the one after it has the other colour.
                let start =
                    dark & (light << unit) & (triple << (2 * unit)) & (light << (5 * unit)) & (every(line, unit) << (6 * unit))
                    & ~(line << (7 * unit))
                if start != 0 {
                    let before = anyBefore(line, 4 * unit)
                    let after = anyAfter(line, 4 * unit) << (7 * unit - 1)
                    found += (start & ~(before & after)).nonzeroBitCount
                }
                unit += 1
            }
            return found
        }

        /// Modules that are dark with the `count` − 1 after them.
        private static func every(_ line: Line, _ count: Int) -> Line {
            (1..<count).reduce(line) { $0 & (line << $1) }
        }

        /// Modules with a dark one among the `count` before them.
        private static func anyBefore(_ line: Line, _ count: Int) -> Line {
            (1...count).reduce(0) { $0 | (line >> $1) }
        }

        /// Modules with a dark one among the `count` after them.
        private static func anyAfter(_ line: Line, _ count: Int) -> Line {
            (1...count).reduce(0) { $0 | (line << $1) }
        }

        /// The first `count` modules of a line.
        private static func first(_ count: Int) -> Line { ~0 << (Line.bitWidth - count) }
    }
}
