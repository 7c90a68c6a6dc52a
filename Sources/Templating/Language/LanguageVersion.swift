/// A version of the template language, as `<document version="…">` says it.
///
/// The promise: a template that a version of Billpress has set goes on to load and to set the same, under the version
/// that it names, in every later one. What changes the meaning of a template gets a new version; what only adds to the
/// language does not.
package struct LanguageVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: Int

    /// The versions that this Billpress reads, from the oldest.
    package static let known = [LanguageVersion(number: 1)]
    package static var current: LanguageVersion { known[known.count - 1] }
    static var list: String { known.map(\.description).joined(separator: ", ") }

    private init(number: Int) { self.number = number }

    /// The version that an attribute names, if it is known.
    package init?(_ text: String) {
        guard let found = LanguageVersion.known.first(where: { $0.description == text }) else { return nil }
        self = found
    }

    package var description: String { String(number) }
    package static func < (a: LanguageVersion, b: LanguageVersion) -> Bool { a.number < b.number }
}
