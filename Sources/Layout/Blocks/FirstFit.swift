import Pages

/// Several ways to set the same thing: the first that goes whole into what is left, or else the last, which may be cut.
package struct FirstFit: Block {
    let options: [any Block]

    package init(_ options: [any Block]) { self.options = options }

    package var naturalWidth: Length { options.first?.naturalWidth ?? .zero }
    package var isBlank: Bool { options.first?.isBlank ?? true }
    package var startSite: Site { options.first?.startSite ?? .none }

    package func fit(into region: Region) -> Fit {
        for option in options.dropLast() {
            switch option.fit(into: region) {
            case .whole(let frame): return .whole(frame)
            // A break at its end is behind it.
            case .part(let frame, let rest) where rest.isBlank: return .part(frame, rest: rest)
            case .part, .none: continue
            }
        }
        return options.last?.fit(into: region) ?? .whole(Frame(size: .zero))
    }
}
