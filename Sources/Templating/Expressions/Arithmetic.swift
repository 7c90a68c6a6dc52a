import Records

/// Exact arithmetic and comparison of values; what overflows is a fault, never a wrong number.
enum Arithmetic {
    private static let overflow = ValueFault(message: "the result is too large")

    static func zero(like value: Value) -> Value {
        switch value {
        case .money: .money(0)
        case .number: .number(Scaled(units: 0))
        default: .integer(0)
        }
    }

    static func value(_ op: Operator, _ left: Value, _ right: Value) throws -> Value {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): return .integer(try integer(op, a, b))
        case (.money(let a), .money(let b)):
            switch op {
            case .add: return .money(try checked(Money(cents: a).adding(Money(cents: b))?.cents))
            case .subtract: return .money(try checked(Money(cents: a).subtracting(Money(cents: b))?.cents))
            default: break
            }
        case (.money(let a), .integer(let b)), (.integer(let b), .money(let a)):
            if op == .multiply { return .money(try checked(Money(cents: a).multiplied(by: b)?.cents)) }
        case (.number(let a), .number(let b)): return .number(try number(op, a, b))
        case (.number(let a), .integer(let b)): return .number(try number(op, a, Scaled(units: b)))
        case (.integer(let a), .number(let b)): return .number(try number(op, Scaled(units: a), b))
        case (.absent, _), (_, .absent): return .absent
        default: break
        }
        throw ValueFault(message: "\(op.rawValue) does not join these values")
    }

    private static func checked(_ value: Int64?) throws -> Int64 {
        guard let value else { throw overflow }
        return value
    }

    private static func integer(_ op: Operator, _ a: Int64, _ b: Int64) throws -> Int64 {
        let result: (partialValue: Int64, overflow: Bool)
        switch op {
        case .add: result = a.addingReportingOverflow(b)
        case .subtract: result = a.subtractingReportingOverflow(b)
        default: result = a.multipliedReportingOverflow(by: b)
        }
        if result.overflow { throw overflow }
        return result.partialValue
    }

    private static func number(_ op: Operator, _ a: Scaled, _ b: Scaled) throws -> Scaled {
        if op == .multiply {
            let scale = Int(a.scale) + Int(b.scale)
            guard scale <= Scaled.maximumScale else {
                throw ValueFault(message: "the product has more than \(Scaled.maximumScale) decimals")
            }
            return Scaled(units: try integer(.multiply, a.units, b.units), scale: UInt8(scale))
        }
        let scale = max(a.scale, b.scale)
        let left = try integer(.multiply, a.units, Scaled.power(Int(scale - a.scale)))
        let right = try integer(.multiply, b.units, Scaled.power(Int(scale - b.scale)))
        return Scaled(units: try integer(op, left, right), scale: scale)
    }

    static func compare(_ op: Operator, _ left: Value, _ right: Value) throws -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)), (.money(let a), .money(let b)): return holds(op, a, b)
        case (.number(let a), .number(let b)): return holds(op, a, b)
        case (.number(let a), .integer(let b)): return holds(op, a, Scaled(units: b))
        case (.integer(let a), .number(let b)): return holds(op, Scaled(units: a), b)
        case (.day(let a), .day(let b)): return holds(op, a, b)
        case (.month(let a), .month(let b)): return holds(op, a, b)
        case (.text(let a), .text(let b)): return op == .equal ? a.elementsEqual(b) : !a.elementsEqual(b)
        case (.flag(let a), .flag(let b)): return op == .equal ? a == b : a != b
        default: return op == .unequal && left.isAbsent != right.isAbsent
        }
    }

    private static func holds<T: Comparable>(_ op: Operator, _ a: T, _ b: T) -> Bool {
        switch op {
        case .equal: a == b
        case .unequal: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        case .add, .subtract, .multiply, .divide, .and, .or: false
        }
    }
}
