import Pages

/// Several ways to set the same thing: the first that goes whole into what is left, or else the last, which may be cut.
package struct FirstFit: Block {
    let options: [any Block]

    package init(_ options: [any Block]) { self.options = options }

    package var naturalWidth: Length { options.first?.naturalWidth ?? .zero }

    package func fit(into region: Region) -> Fit {
        for option in options.dropLast() {
            if case .whole(let frame) = option.fit(into: region) { return .whole(frame) }
        }
        return options.last?.fit(into: region) ?? .whole(Frame(size: .zero))
    }
}
