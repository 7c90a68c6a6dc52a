/// Reads an expression: a pipe of values, operators and filters (the grammar is in the template reference).
struct ExpressionParser {
    private var lexer: Lexer
    private var token: Token = .end
    private var offset = 0
    private var depth = 0

    static let maximumBytes = 2048
    static let maximumDepth = 64

    static func parse(_ bytes: ArraySlice<UInt8>) throws(SyntaxFault) -> Syntax {
        guard bytes.count <= maximumBytes else {
            throw SyntaxFault(message: "an expression has at most \(maximumBytes) bytes", offset: bytes.startIndex)
        }
        var parser = ExpressionParser(lexer: Lexer(bytes))
        try parser.advance()
        if parser.token == .end { throw SyntaxFault(message: "an expression is expected here", offset: bytes.startIndex) }
        let syntax = try parser.pipe()
        guard parser.token == .end else {
            var message = "the expression should end before \(parser.shown)"
            if case .filter = syntax.form, parser.comparisonOperator != nil {
                message += "; put the filter in parentheses to compare what it gives"
            }
            throw SyntaxFault(message: message, offset: parser.offset)
        }
        return syntax
    }

    private init(lexer: Lexer) { self.lexer = lexer }

    private mutating func advance() throws(SyntaxFault) { (token, offset) = try lexer.next() }

    private var shown: String {
        switch token {
        case .integer(let value): "\(value)"
        case .decimal: "a number"
        case .string: "a text"
        case .name(let name): name
        case .symbol(let symbol): symbol
        case .end: "the end"
        }
    }

    private mutating func take(_ symbol: String) throws(SyntaxFault) -> Bool {
        guard token == .symbol(symbol) else { return false }
        try advance()
        return true
    }

    private mutating func takeWord(_ word: String) throws(SyntaxFault) -> Bool {
        guard token == .name(word) else { return false }
        try advance()
        return true
    }

    private mutating func pipe() throws(SyntaxFault) -> Syntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ExpressionParser.maximumDepth else {
            throw SyntaxFault(message: "parentheses stand too deep", offset: offset)
        }
        var left = try or()
        while try take("|") {
            let nameOffset = offset
            guard case .name(let name) = token else {
                throw SyntaxFault(message: "a filter's name is expected after |", offset: offset)
            }
            try advance()
            var arguments: [Syntax] = []
            if try take(":") {
                repeat { arguments.append(try unary()) } while try take(",")
            }
            left = Syntax(form: .filter(left, name: name, arguments: arguments, nameOffset: nameOffset), offset: left.offset)
            if try take("??") { left = Syntax(form: .coalesce(left, try unary()), offset: left.offset) }
        }
        return left
    }

    private mutating func or() throws(SyntaxFault) -> Syntax {
        var left = try and()
        while try takeWord("or") { left = Syntax(form: .binary(.or, left, try and()), offset: left.offset) }
        return left
    }

    private mutating func and() throws(SyntaxFault) -> Syntax {
        var left = try not()
        while try takeWord("and") { left = Syntax(form: .binary(.and, left, try not()), offset: left.offset) }
        return left
    }

    private mutating func not() throws(SyntaxFault) -> Syntax {
        let start = offset
        guard try takeWord("not") else { return try comparison() }
        return Syntax(form: .not(try comparison()), offset: start)
    }

    private mutating func comparison() throws(SyntaxFault) -> Syntax {
        let left = try sum()
        if token == .name("is") {
            try advance()
            let isNegated = try takeWord("not")
            guard try takeWord("present") else {
                throw SyntaxFault(message: "after is stands present or not present", offset: offset)
            }
            return Syntax(form: .present(left, isNegated: isNegated), offset: left.offset)
        }
        guard let op = comparisonOperator else { return left }
        try advance()
        return Syntax(form: .binary(op, left, try sum()), offset: left.offset)
    }

    private var comparisonOperator: Operator? {
        switch token {
        case .symbol("=="), .name("eq"): .equal
        case .symbol("!="), .name("ne"): .unequal
        case .symbol("<"), .name("lt"): .less
        case .symbol("<="), .name("le"): .lessOrEqual
        case .symbol(">"), .name("gt"): .greater
        case .symbol(">="), .name("ge"): .greaterOrEqual
        default: nil
        }
    }

    private mutating func sum() throws(SyntaxFault) -> Syntax {
        var left = try product()
        while true {
            let op: Operator
            if token == .symbol("+") { op = .add } else if token == .symbol("-") { op = .subtract } else { return left }
            try advance()
            left = Syntax(form: .binary(op, left, try product()), offset: left.offset)
        }
    }

    private mutating func product() throws(SyntaxFault) -> Syntax {
        var left = try coalesce()
        while true {
            let op: Operator
            if token == .symbol("*") { op = .multiply } else if token == .symbol("/") { op = .divide } else { return left }
            try advance()
            left = Syntax(form: .binary(op, left, try coalesce()), offset: left.offset)
        }
    }

    private mutating func coalesce() throws(SyntaxFault) -> Syntax {
        var left = try unary()
        while try take("??") { left = Syntax(form: .coalesce(left, try unary()), offset: left.offset) }
        return left
    }

    private mutating func unary() throws(SyntaxFault) -> Syntax {
        let start = offset
        guard try take("-") else { return try postfix() }
        return Syntax(form: .negate(try postfix()), offset: start)
    }

    private mutating func postfix() throws(SyntaxFault) -> Syntax {
        var left = try primary()
        while true {
            let isOptional: Bool
            if token == .symbol(".") {
                isOptional = false
            } else if token == .symbol("?.") {
                isOptional = true
            } else {
                return left
            }
            try advance()
            guard case .name(let name) = token else {
                throw SyntaxFault(message: "a name is expected after the point", offset: offset)
            }
            try advance()
            left = Syntax(form: .member(left, name, isOptional: isOptional), offset: left.offset)
        }
    }

    private mutating func primary() throws(SyntaxFault) -> Syntax {
        let start = offset
        switch token {
        case .integer(let value):
            try advance()
            return Syntax(form: .integer(value), offset: start)
        case .decimal(let value):
            try advance()
            return Syntax(form: .decimal(value), offset: start)
        case .string(let bytes):
            try advance()
            return Syntax(form: .string(bytes), offset: start)
        case .name("true"), .name("false"):
            let value = token == .name("true")
            try advance()
            return Syntax(form: .flag(value), offset: start)
        case .name(let name):
            if ["and", "or", "not", "is", "eq", "ne", "lt", "le", "gt", "ge"].contains(name) {
                throw SyntaxFault(message: "a value is expected before \(name)", offset: start)
            }
            try advance()
            return Syntax(form: .name(name), offset: start)
        case .symbol("("):
            try advance()
            let inner = try pipe()
            guard try take(")") else { throw SyntaxFault(message: ") is missing", offset: offset) }
            return Syntax(form: inner.form, offset: start)
        case .symbol, .end: throw SyntaxFault(message: "a value is expected before \(shown)", offset: start)
        }
    }
}
