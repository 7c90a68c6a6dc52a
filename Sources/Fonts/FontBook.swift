import Pages

/// The faces that a document is laid out with, each read once, in the order in which they were asked for.
package final class FontBook: Sendable {
    package let faces: [Face]

    package init(faces: [Face]) { self.faces = faces }

    package subscript(id: FaceID) -> Face { faces[Int(id.index)] }
    package var names: [String] { faces.map(\.name) }
}

/// Collects faces for a book while a template is compiled; bytes come from outside, so that the room needs no files.
package struct FontBookBuilder {
    private var faces: [Face] = []
    private let read: (String) throws -> [UInt8]

    /// `read` answers the bytes of a font by its name (`NotoSans-Regular`), or throws.
    package init(read: @escaping (String) throws -> [UInt8]) { self.read = read }

    package mutating func face(named name: String) throws -> Face {
        if let known = faces.first(where: { $0.name == name }) { return known }
        guard faces.count < 200 else { throw FontError(font: name, message: "too many faces in one template (at most 200)") }
        let face = try Face(bytes: read(name), name: name, id: FaceID(index: faces.count))
        faces.append(face)
        return face
    }

    package func book() -> FontBook { FontBook(faces: faces) }
}
