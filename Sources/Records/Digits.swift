/// A number as it stands in text, scanned once by the grammar of RFC 8259 section 6 and not yet given a type.
struct Digits {
    var first: UnsafePointer<UInt8>
    /// One past the last byte of the number.
    var last: UnsafePointer<UInt8>
    /// All digits without the point, valid unless `overflows`.
    var units: UInt64 = 0
    var decimals = 0
    var isNegative = false
    var hasExponent = false
    var overflows = false
    var isWellFormed = false

    /// Scans the longest number at `start`; `leadingZeros` allows `007`, which JSON numbers refuse and money in text does not.
    @inline(__always)
    init(at start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, leadingZeros: Bool) {
        var p = start
        first = start
        last = start
        if p < end, p.pointee == UInt8(ascii: "-") {
            isNegative = true
            p += 1
        }
        let whole = p
        scanDigits(&p, end)
        last = p
        guard p > whole, leadingZeros || p - whole == 1 || whole.pointee != UInt8(ascii: "0") else { return }
        if p < end, p.pointee == UInt8(ascii: ".") {
            p += 1
            let fraction = p
            scanDigits(&p, end)
            last = p
            decimals = p - fraction
            guard decimals > 0 else { return }
        }
        if p < end, p.pointee | 0x20 == UInt8(ascii: "e") {
            hasExponent = true
            p += 1
            if p < end, p.pointee == UInt8(ascii: "+") || p.pointee == UInt8(ascii: "-") { p += 1 }
            let exponent = p
            while p < end, p.pointee &- 48 < 10 { p += 1 }
            last = p
            guard p > exponent else { return }
        }
        isWellFormed = true
    }

    @inline(__always)
    private mutating func scanDigits(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
        while p < end {
            let digit = p.pointee &- 48
            guard digit < 10 else { return }
            if units <= 1_844_674_407_370_955_160 { units = units &* 10 &+ UInt64(digit) } else { overflows = true }
            p += 1
        }
    }
}

extension Digits {
    /// Digits that must be the whole text, with leading zeros allowed. They point into `bytes` and are read at once.
    init(whole bytes: UnsafeRawBufferPointer) throws(DigitsFault) {
        guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { throw .notANumber }
        self.init(at: base, end: base + bytes.count, leadingZeros: true)
        guard isWellFormed, last == base + bytes.count else { throw .notANumber }
    }

    /// Reads digits while their bytes are in reach.
    static func reading<Value>(
        _ bytes: [UInt8], _ read: (Digits) throws(DigitsFault) -> Value
    ) throws(DigitsFault) -> Value {
        let result: Result<Value, DigitsFault> = bytes.withUnsafeBytes { raw in
            do throws(DigitsFault) { return .success(try read(Digits(whole: raw))) } catch { return .failure(error) }
        }
        return try result.get()
    }

    func money(limit: Int64) throws(DigitsFault) -> Money {
        if hasExponent { throw .exponent }
        if decimals > 2 { throw .tooManyDecimals }
        if overflows { throw .tooLarge }
        let (cents, isTooMany) = units.multipliedReportingOverflow(by: decimals == 0 ? 100 : decimals == 1 ? 10 : 1)
        if isTooMany || cents > UInt64(limit) { throw .tooLarge }
        return Money(cents: isNegative ? -Int64(cents) : Int64(cents))
    }

    func scaled() throws(DigitsFault) -> Scaled {
        if hasExponent { throw .exponent }
        let kept = withoutSpareZeros()
        if kept.decimals > Scaled.maximumScale { throw .tooManyDecimals }
        return Scaled(units: try kept.signedUnits(), scale: UInt8(kept.decimals))
    }

    /// A whole number: `5`, and also `5.0`, as JSON Schema 2020-12 section 6.1.1 says.
    func integer() throws(DigitsFault) -> Int64 {
        if hasExponent { throw .exponent }
        if decimals == 0 { return try signedUnits() }
        let kept = withoutSpareZeros()
        if kept.decimals > 18 { throw kept.overflows ? .tooLarge : .fraction }
        let units = try kept.signedUnits()
        var power: Int64 = 1
        for _ in 0..<kept.decimals { power *= 10 }
        if units % power != 0 { throw .fraction }
        return units / power
    }

    private func signedUnits() throws(DigitsFault) -> Int64 {
        if overflows { throw .tooLarge }
        if !isNegative {
            guard let value = Int64(exactly: units) else { throw .tooLarge }
            return value
        }
        guard units <= Int64.min.magnitude else { throw .tooLarge }
        return Int64(truncatingIfNeeded: 0 &- units)
    }

    /// The same value without the zeros at the end of a fraction, where those alone make it too long.
    private func withoutSpareZeros() -> Digits {
        guard isWellFormed, !hasExponent, decimals > 0, overflows || units > Int64.max || decimals > Scaled.maximumScale else {
            return self
        }
        var end = last
        while (end - 1).pointee == UInt8(ascii: "0") { end -= 1 }
        if (end - 1).pointee == UInt8(ascii: ".") { end -= 1 }
        return end == last ? self : Digits(at: first, end: end, leadingZeros: true)
    }
}
