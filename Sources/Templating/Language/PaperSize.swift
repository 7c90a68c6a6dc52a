import Pages

/// Sizes and lengths of paper as templates and the command line write them.
package enum PaperSize {
    /// `letter`, `legal`, `tabloid`, `a4`, or width and height such as `12in 18in`; no roll.
    package static func read(_ text: String) -> Size? {
        Measures.paper(text).flatMap { $0.height == .endless ? nil : $0 }
    }

    /// Such as `0.25in`, from 0 on.
    package static func length(_ text: String) -> Length? { Measures.length(text).flatMap { $0 >= .zero ? $0 : nil } }
}
