extension Page {
    /// The page's display list as text, one mark a line, indented by group: the golden of every layout test.
    /// `faces` names the faces of the book by their index.
    package func dump(faces: [String]) -> String {
        var out = "page \(number) \(frame.size.width) × \(frame.size.height)\n"
        DumpWriter(faces: faces).write(frame, at: .zero, depth: 1, to: &out)
        return out
    }
}

/// Writes the marks of a frame with their places on the page.
private struct DumpWriter {
    let faces: [String]

    func write(_ frame: Frame, at origin: Point, depth: Int, to out: inout String) {
        for placed in frame.marks {
            let point = origin + placed.at
            let indent = String(repeating: "  ", count: depth)
            switch placed.mark {
            case .glyphs(let run):
                let text = String(decoding: run.shaped.text, as: UTF8.self)
                let face = faces.indices.contains(Int(run.shaped.face.index)) ? faces[Int(run.shaped.face.index)] : "?"
                out += "\(indent)text \(place(point)) \(face) \(run.size) \(run.tint) w=\(run.width) \(quoted(text))\n"
            case .rule(let end, let stroke):
                out += "\(indent)rule \(place(point)) to \(place(point + end)) \(line(stroke))\n"
            case .fill(let size, let tint):
                out += "\(indent)fill \(place(point)) \(size.width) × \(size.height) \(tint)\n"
            case .outline(let size, let stroke):
                out += "\(indent)outline \(place(point)) \(size.width) × \(size.height) \(line(stroke))\n"
            case .picture(let picture, let size):
                out += "\(indent)picture \(place(point)) \(size.width) × \(size.height) \(hex(picture.id))\n"
            case .modules(let grid, let side):
                out += "\(indent)modules \(place(point)) side=\(side) \(grid.dump)\n"
            case .bars(let bars, let tint):
                out += "\(indent)bars \(place(point)) \(tint)"
                for bar in bars { out += " \(place(bar.origin)):\(bar.size.width)×\(bar.size.height)" }
                out += "\n"
            case .group(let inner):
                let more = inner.isContinued ? "+" : ""
                out += "\(indent)\(name(of: inner.role))\(more) \(place(point)) \(inner.size.width) × \(inner.size.height)\n"
                write(inner, at: point, depth: depth + 1, to: &out)
            case .stamp(let stamp):
                out += "\(indent)stamp \(place(point)) \(stamp.frame.size.width) × \(stamp.frame.size.height)\n"
                write(stamp.frame, at: point, depth: depth + 1, to: &out)
            }
        }
    }

    private func place(_ point: Point) -> String { "\(point.x),\(point.y)" }

    private func line(_ stroke: Stroke) -> String {
        "\(stroke.width) \(stroke.tint)" + (stroke.dash == .zero ? "" : " dash=\(stroke.dash)")
    }

    private func name(of role: Role?) -> String {
        switch role {
        case nil: "group"
        case .paragraph: "p"
        case .heading(let level): "h\(level)"
        case .list(let isOrdered): isOrdered ? "ol" : "ul"
        case .label: "label"
        case .listItem: "li"
        case .table: "table"
        case .row: "tr"
        case .headerCell(let scope, let span): "th \(scope)" + (span > 1 ? " span=\(span)" : "")
        case .cell(let span): "td" + (span > 1 ? " span=\(span)" : "")
        case .figure(let alt): "figure \(quoted(alt.text))"
        case .link(let address, let says): "link \(quoted(address.text)) \(quoted(says.text))"
        case .language(let tag): "language \(tag.text)"
        case .division: "division"
        case .form(let label): "form \(quoted(label.text))"
        case .region(let name): "region \(name.text)"
        case .ending(let name): "ending \(name.text)"
        case .production(let name): "production \(name.text)"
        case .required(let id): "required \(id.text)"
        case .statement(let statement): "states \(statement)"
        case .artifact: "artifact"
        }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }

    private func hex(_ digest: UInt64) -> String { String(digest, radix: 16) }
}
