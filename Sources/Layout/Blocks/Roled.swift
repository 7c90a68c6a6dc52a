import Pages

/// A block whose frame is something to a reader (a list item, a heading made of blocks).
package struct Roled: Block {
    let child: any Block
    let role: Role

    package init(_ child: any Block, role: Role) {
        self.child = child
        self.role = role
    }

    package var naturalWidth: Length { child.naturalWidth }

    package func fit(into region: Region) -> Fit {
        switch child.fit(into: region) {
        case .whole(let frame): .whole(roled(frame))
        case .part(let frame, let rest): .part(roled(frame), rest: Roled(rest, role: role))
        case .none(let misfit): .none(misfit)
        }
    }

    private func roled(_ frame: Frame) -> Frame {
        var outer = Frame(size: frame.size, role: role)
        outer.place(frame, at: .zero)
        return outer
    }
}
