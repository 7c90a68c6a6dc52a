import Errors

/// What an element of a template states (`states="amount due"`): facts of the record, by the names that the contract gives
/// them. Whoever finishes a document reads them back from the page.
package final class Statement: Sendable {
    package struct Fact: Sendable {
        package let name: String
        /// Its place among the facts of the contract.
        package let index: Int
        /// Its negative is printed, and words beside it say so: a credit of $12.00.
        package let isNegated: Bool

        package init(name: String, index: Int, isNegated: Bool) {
            self.name = name
            self.index = index
            self.isNegated = isNegated
        }
    }

    package let facts: [Fact]
    /// Where the template states it.
    package let place: SourceLocation
    /// The characters of the text that state it, where the others do not: a field of a scan line.
    package let range: Range<Int>?
    /// What a symbol says, which cannot be read off its modules or bars.
    package let payload: [UInt8]?
    /// Words in a line state it, and not a whole block.
    package let isInline: Bool

    package init(
        facts: [Fact], place: SourceLocation, range: Range<Int>? = nil, payload: [UInt8]? = nil, isInline: Bool = false
    ) {
        self.isInline = isInline
        self.facts = facts
        self.place = place
        self.range = range
        self.payload = payload
    }

    /// The same statement, made by a symbol that says this.
    package func encoded(as payload: [UInt8]) -> Statement { Statement(facts: facts, place: place, payload: payload) }
}

extension Statement: CustomStringConvertible {
    /// As the template writes it: `amount due`, `-amount`.
    package var description: String { facts.map { ($0.isNegated ? "-" : "") + $0.name }.joined(separator: " ") }
}

/// One place of one template: identity, so that styles can tell whether they are of one element.
extension Statement: Hashable {
    package static func == (one: Statement, other: Statement) -> Bool { one === other }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
