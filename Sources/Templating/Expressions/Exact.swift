import Records

/// A product or quotient on its way to being rounded, as an exact fraction: `bill.total_due * 0.015 | round`.
///
/// Amounts are counted in cents. Rounding is half away from zero, once and at the end.
indirect enum Exact: Sendable {
    case value(Node)
    case product(Exact, Exact)
    case quotient(Exact, Exact)

    struct Fraction {
        var numerator: Int128
        /// Above zero.
        var denominator: Int128
    }

    func fraction(_ merge: Merge) throws -> Fraction {
        switch self {
        case .value(let node):
            switch try merge.value(node) {
            case .integer(let value), .money(let value): return Fraction(numerator: Int128(value), denominator: 1)
            case .number(let value):
                return Fraction(numerator: Int128(value.units), denominator: Int128(Scaled.power(Int(value.scale))))
            default: throw ValueFault(message: "there is no number to round")
            }
        case .product(let one, let other):
            let (a, b) = (try one.fraction(merge), try other.fraction(merge))
            return try Exact.reduced(a.numerator, b.numerator, over: a.denominator, b.denominator)
        case .quotient(let one, let other):
            let (a, b) = (try one.fraction(merge), try other.fraction(merge))
            guard b.numerator != 0 else { throw ValueFault(message: "nothing is divided by zero") }
            let sign: Int128 = b.numerator < 0 ? -1 : 1
            return try Exact.reduced(a.numerator, b.denominator * sign, over: a.denominator, b.numerator * sign)
        }
    }

    /// The fraction in units of 1/`scale`, rounded half away from zero.
    func rounded(scale: Int64, _ merge: Merge) throws -> Int64 {
        let fraction = try fraction(merge)
        let (product, overflow) = fraction.numerator.multipliedReportingOverflow(by: Int128(scale))
        guard !overflow else { throw Exact.tooLarge }
        let (whole, rest) = product.magnitude.quotientAndRemainder(dividingBy: fraction.denominator.magnitude)
        let up: UInt128 = rest >= fraction.denominator.magnitude - rest ? 1 : 0
        guard let size = Int64(exactly: whole + up) else { throw Exact.tooLarge }
        return product < 0 ? -size : size
    }

    private static let tooLarge = ValueFault(message: "the result is too large")

    private static func reduced(_ a: Int128, _ b: Int128, over c: Int128, _ d: Int128) throws -> Fraction {
        let (top, isTopLost) = a.multipliedReportingOverflow(by: b)
        let (bottom, isBottomLost) = c.multipliedReportingOverflow(by: d)
        guard !isTopLost, !isBottomLost, top != .min, bottom != .min else { throw tooLarge }
        var (x, y) = (top.magnitude, bottom.magnitude)
        while y != 0 { (x, y) = (y, x % y) }
        let divisor = Int128(max(1, x))
        return Fraction(numerator: top / divisor, denominator: bottom / divisor)
    }
}

extension ExpressionCompiler {
    /// `… | round`, `… | round:2`: rounds a number, an amount, or a product or quotient of them.
    func rounded(_ input: Syntax, _ arguments: [Syntax], _ namePlace: SourcePlace) throws(Diagnostic) -> Expression {
        let (exact, isMoney, isStatic) = try exact(input)
        guard arguments.count <= 1 else {
            throw Diagnostic(
                .filterArguments, at: namePlace, "round takes 0 to 1 arguments, not \(arguments.count)",
                hint: FilterKind.round.signature)
        }
        var decimals = isMoney ? 2 : 0
        if let argument = arguments.first {
            guard case .integer(let value) = argument.form, (0...Int64(Scaled.maximumScale)).contains(value) else {
                throw fault(.filterArguments, argument, "round takes a number from 0 to \(Scaled.maximumScale) here")
            }
            decimals = Int(value)
        }
        if isMoney {
            guard decimals == 0 || decimals == 2 else {
                throw fault(.filterArguments, arguments[0], "money is rounded to cents (2) or to whole dollars (0)")
            }
            let isWhole = decimals == 0
            let scaled: Exact = isWhole ? .quotient(exact, .value(.constant(.integer(100)))) : exact
            return Expression(
                .filter(Filter { merge in .money(try Exact.times(isWhole ? 100 : 1, scaled.rounded(scale: 1, merge))) }), .money,
                isStatic: isStatic, place: namePlace)
        }
        let scale = decimals
        return Expression(
            .filter(
                Filter { merge in
                    let units = try exact.rounded(scale: Scaled.power(scale), merge)
                    return scale == 0 ? .integer(units) : .number(Scaled(units: units, scale: UInt8(scale)))
                }), scale == 0 ? .integer : .number, isStatic: isStatic, place: namePlace)
    }

    /// Products and quotients at the top of an expression are kept exact; what stands in them is as anywhere else.
    private func exact(_ syntax: Syntax) throws(Diagnostic) -> (Exact, isMoney: Bool, isStatic: Bool) {
        if case .binary(let op, let left, let right) = syntax.form, op == .multiply || op == .divide {
            let (one, isOneMoney, isOneStatic) = try exact(left)
            let (other, isOtherMoney, isOtherStatic) = try exact(right)
            let isStatic = isOneStatic && isOtherStatic
            if op == .multiply {
                guard !(isOneMoney && isOtherMoney) else {
                    throw fault(.wrongType, left, "* does not join an amount of money and an amount of money")
                }
                return (.product(one, other), isOneMoney || isOtherMoney, isStatic)
            }
            guard isOneMoney || !isOtherMoney else {
                throw fault(.wrongType, left, "/ does not join a number and an amount of money")
            }
            // Money by money is a plain number.
            return (.quotient(one, other), isOneMoney && !isOtherMoney, isStatic)
        }
        let value = try compile(syntax)
        try refuseOptional(value, syntax)
        switch value.type {
        case .money: return (.value(value.node), true, value.isStatic)
        case .integer, .number: return (.value(value.node), false, value.isStatic)
        case .text, .date, .month, .boolean, .list, .record:
            throw fault(.wrongType, syntax, "round takes a number or an amount of money; this is \(value.type.noun)")
        }
    }
}

extension Exact {
    fileprivate static func times(_ factor: Int64, _ value: Int64) throws -> Int64 {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw tooLarge }
        return product
    }
}
