import Pages

/// A block whose frame is something to a reader (a list item, a heading made of blocks).
package struct Roled: Block {
    let child: any Block
    let role: Role
    let isRest: Bool

    package init(_ child: any Block, role: Role) { self.init(child, role: role, isRest: false) }

    private init(_ child: any Block, role: Role, isRest: Bool) {
        self.child = child
        self.role = role
        self.isRest = isRest
    }

    package var naturalWidth: Length { child.naturalWidth }
    package var isBlank: Bool { child.isBlank }
    package var startSite: Site { child.startSite }

    package func fit(into region: Region) -> Fit {
        switch child.fit(into: region) {
        case .whole(let frame): .whole(roled(frame))
        case .part(let frame, let rest):
            .part(roled(frame), rest: rest.isBlank ? rest : Roled(rest, role: role, isRest: true))
        case .none(let failure): .none(failure)
        }
    }

    private func roled(_ frame: Frame) -> Frame {
        var outer = Frame(size: frame.size, role: role, isContinued: isRest)
        outer.place(frame, at: .zero)
        return outer
    }
}
