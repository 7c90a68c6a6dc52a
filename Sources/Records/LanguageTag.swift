/// Names of languages, such as `es` and `es-US`.
package enum LanguageTag {
    /// The language without its region, `es` of `es-US`: the primary subtag (RFC 5646, 2.2.1).
    package static func primary(_ tag: String) -> String { String(tag.prefix { $0 != "-" }) }
}
