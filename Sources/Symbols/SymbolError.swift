/// Why a text cannot become a symbol, as a sentence that names the rule broken.
package struct SymbolError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
