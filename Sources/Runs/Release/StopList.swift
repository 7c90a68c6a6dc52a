import Platform
import Records

/// Accounts or document numbers that are not printed: the first cell of each line of a file.
package struct StopList: Sendable {
    package let names: [String]
    /// Of the names in their order, so that who begins a release again brings the same list.
    package let digest: Digest

    package init(_ names: some Sequence<String>) {
        self.names = Set(names).sorted()
        let digester = Digester()
        for name in self.names { digester.addSized(name) }
        digest = digester.finish()
    }

    /// Reads a CSV, or a bare list; a line of names for the columns is passed.
    package init(path: String) throws(RunError) { self.init(try ListFile.cells(path)) }

    /// Numbers of pieces, from a list of the same form.
    package static func pieces(path: String) throws(RunError) -> Set<Int> {
        let cells = try ListFile.cells(path)
        var pieces: Set<Int> = []
        for (index, cell) in cells.enumerated() {
            guard let piece = Int(cell), piece > 0 else {
                throw RunError.list(path: path, .notAPiece(entry: index + 1, shown: MaskedAccount.tail(of: cell)))
            }
            pieces.insert(piece)
        }
        guard !pieces.isEmpty else { throw RunError.list(path: path, .noPieces) }
        return pieces
    }
}
