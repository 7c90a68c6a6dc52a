import Records
import TestKit
import Testing

@testable import Templating

@Suite struct ExpressionParserTests {
    /// An expression with all its parentheses.
    private func tree(_ text: String) -> String {
        do throws(SyntaxFault) { return shown(try ExpressionParser.parse(Array(text.utf8)[...])) } catch {
            return "\(error.offset): \(error.message)"
        }
    }

    private func shown(_ syntax: Syntax) -> String {
        switch syntax.form {
        case .integer(let value): "\(value)"
        case .decimal(let value): "\(value.units)e-\(value.scale)"
        case .string(let bytes): "'\(String(decoding: bytes, as: UTF8.self))'"
        case .flag(let value): "\(value)"
        case .name(let name): name
        case .member(let base, let name, let isOptional): "\(shown(base))\(isOptional ? "?." : ".")\(name)"
        case .negate(let inner): "(-\(shown(inner)))"
        case .not(let inner): "(not \(shown(inner)))"
        case .binary(let op, let left, let right): "(\(shown(left)) \(op.rawValue) \(shown(right)))"
        case .present(let inner, let isNegated): "(\(shown(inner)) is \(isNegated ? "not " : "")present)"
        case .coalesce(let inner, let other): "(\(shown(inner)) ?? \(shown(other)))"
        case .filter(let input, let name, let arguments, _):
            "(\(shown(input)) | \(name)\(arguments.isEmpty ? "" : ":")\(arguments.map(shown).joined(separator: ",")))"
        }
    }

    @Test func everyLevelBindsTighterThanTheOneAround() {
        #expect(tree("a or b and c") == "(a or (b and c))")
        #expect(tree("a and b or c") == "((a and b) or c)")
        #expect(tree("not a and b") == "((not a) and b)")
        #expect(tree("not a == b") == "(not (a == b))")
        #expect(tree("a + b < c * d") == "((a + b) < (c * d))")
        #expect(tree("a - b - c") == "((a - b) - c)")
        #expect(tree("a + b * c ?? d") == "(a + (b * (c ?? d)))")
        #expect(tree("a ?? b ?? c") == "((a ?? b) ?? c)")
        #expect(tree("-a.b ?? c") == "((-a.b) ?? c)")
        #expect(tree("a - -b") == "(a - (-b))")
        #expect(tree("(a or b) and c") == "((a or b) and c)")
        #expect(tree("a.b?.c.d") == "a.b?.c.d")
        #expect(tree("a + b is present") == "((a + b) is present)")
        #expect(tree("a is not present or b is present") == "((a is not present) or (b is present))")
    }

    @Test func aPipeTakesTheWholeExpressionBeforeIt() {
        #expect(tree("a + b | f") == "((a + b) | f)")
        #expect(tree("a | f | g:1,'x'") == "((a | f) | g:1,'x')")
        #expect(tree("a | f:1 ?? 'x'") == "((a | f:1) ?? 'x')")
        #expect(tree("a | f ?? b | g") == "(((a | f) ?? b) | g)")
        #expect(tree("a | f:(b + c),-1") == "(a | f:(b + c),(-1))")
        #expect(tree("(a | f) + 1") == "((a | f) + 1)")
        #expect(
            tree("a | where:(b | count) gt 1")
                == "22: the expression should end before gt; put the filter in parentheses to compare what it gives")
    }

    @Test func operatorsHaveWordsForAttributes() {
        for (word, symbol) in [("eq", "=="), ("ne", "!="), ("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")] {
            #expect(tree("a \(word) b") == "(a \(symbol) b)")
            #expect(tree("a\(symbol)b") == "(a \(symbol) b)")
        }
    }

    @Test func literalsKeepTheirDigits() {
        #expect(tree("0") == "0")
        #expect(tree("9223372036854775807") == "9223372036854775807")
        #expect(tree("0.0450") == "450e-4")
        #expect(tree("\"it's\"") == "'it's'")
        #expect(tree("'say \"x\"'") == "'say \"x\"'")
        #expect(tree("''") == "''")
        #expect(tree("true") == "true")
        #expect(tree("truer") == "truer")
        #expect(tree("_a1") == "_a1")
    }

    @Test func whatIsNoExpressionIsRefusedWhereItGoesWrong() {
        #expect(tree("") == "0: an expression is expected here")
        #expect(tree("  ") == "0: an expression is expected here")
        #expect(tree("a b") == "2: the expression should end before b")
        #expect(tree("a +") == "3: a value is expected before the end")
        #expect(tree("+ a") == "0: a value is expected before +")
        #expect(tree("a < b < c") == "6: the expression should end before <")
        #expect(tree("a.1") == "2: a name is expected after the point")
        #expect(tree("a.") == "2: a name is expected after the point")
        #expect(tree("a |") == "3: a filter's name is expected after |")
        #expect(tree("a | 3") == "4: a filter's name is expected after |")
        #expect(tree("a | f:") == "6: a value is expected before the end")
        #expect(tree("a | f:1,") == "8: a value is expected before the end")
        #expect(tree("(a") == "2: ) is missing")
        #expect(tree("a)") == "1: the expression should end before )")
        #expect(tree("()") == "1: a value is expected before )")
        #expect(tree("'x") == "0: a text has no closing quote")
        #expect(tree("a is b") == "5: after is stands present or not present")
        #expect(tree("a is not b") == "9: after is stands present or not present")
        #expect(tree("and a") == "0: a value is expected before and")
        #expect(tree("a == not b") == "5: a value is expected before not")
        #expect(tree("a = b") == "2: = is not part of an expression; write ==")
        #expect(tree("a && b") == "2: & is not part of an expression; write and")
        #expect(tree("a ! b") == "2: ! is not part of an expression; write not")
        #expect(tree("a é") == "2: é is not part of an expression")
        #expect(tree("3x") == "1: a number ends in a letter")
        #expect(tree("3.x") == "3.x", "a point behind a whole number asks for a member, which the compiler refuses")
        #expect(tree("9223372036854775808") == "0: the number is too large or too fine")
        #expect(tree("1e2") == "1: a number ends in a letter")
        #expect(tree("a ? b") == "2: ? is not part of an expression")
    }

    @Test func lengthAndDepthHaveLimits() {
        #expect(tree(String(repeating: " ", count: 2047) + "a") == "a")
        #expect(tree(String(repeating: " ", count: 2048) + "a") == "0: an expression has at most 2048 bytes")
        let deep = String(repeating: "(", count: 63) + "a" + String(repeating: ")", count: 63)
        #expect(tree(deep) == "a")
        #expect(tree("(\(deep))") == "64: parentheses stand too deep")
        #expect(tree(String(repeating: "(", count: 2000)).hasSuffix("parentheses stand too deep"))
    }
}
