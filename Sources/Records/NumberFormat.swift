/// How plain numbers are written: groups of three, and always the same number of decimals, rounded half up (away from zero).
package struct NumberFormat: Sendable {
    private let group: [UInt8]
    private let point: [UInt8]
    private let decimals: Int

    package init(decimals: Int, group: String = ",", point: String = ".") throws(FormatError) {
        guard 0...Scaled.maximumScale ~= decimals else {
            throw FormatError(message: "a number is written with 0 to 9 decimals, not \(decimals)")
        }
        guard group != point else {
            throw FormatError(message: "a number cannot have \(point) both between thousands and before its decimals")
        }
        self.group = Array(group.utf8)
        self.point = Array(point.utf8)
        self.decimals = decimals
    }

    package func append(_ value: Int64, to out: inout [UInt8]) { append(Scaled(units: value), to: &out) }

    package func append(_ value: Scaled, to out: inout [UInt8]) {
        let unit = UInt64(Scaled.power(Int(value.scale)))
        var (whole, rest) = value.units.magnitude.quotientAndRemainder(dividingBy: unit)
        if Int(value.scale) > decimals {
            // rest is the fraction in `scale` decimals: keep `decimals` of them; half of what is cut rounds up
            let cut = UInt64(Scaled.power(Int(value.scale) - decimals))
            rest = (rest + cut / 2) / cut
            let one = UInt64(Scaled.power(decimals))
            if rest == one { (whole, rest) = (whole + 1, 0) }
        } else {
            rest *= UInt64(Scaled.power(decimals - Int(value.scale)))
        }
        DigitWriter.write(to: &out, affixes: minusSign.count + point.count + 7 * group.count) { writer in
            if decimals > 0 {
                writer.prepend(rest, width: decimals)
                writer.prepend(point)
            }
            writer.prepend(whole, group: group)
            if value.units < 0, whole != 0 || rest != 0 { writer.prepend(minusSign) }
        }
    }
}
