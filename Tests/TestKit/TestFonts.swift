import Fonts
import Glibc
import Layout
import Pages

/// The project's own fonts, read from its folder of fonts.
package enum TestFonts {
    /// The folder at the root of the sources.
    package static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/") + "/Fonts"
    }()

    package static let body = "SourceSansPro-Regular"
    package static let bold = "SourceSansPro-Bold"
    package static let fallback = "NotoSans-Regular"
    package static let symbols = "DejaVuSans"
    package static let scanLine = "OCRA"

    package static func bytes(_ name: String) throws -> [UInt8] { try FileBytes.read("\(folder)/\(name).ttf") }

    /// All faces that tests use, in an order that never changes.
    package static let book: FontBook = {
        var builder = FontBookBuilder(read: bytes)
        do {
            for name in [body, bold, fallback, symbols, scanLine] { _ = try builder.face(named: name) }
        } catch {
            fatalError("the fonts of the project cannot be read: \(error)")
        }
        return builder.book()
    }()

    package static func face(_ name: String) -> Face { book.faces.first { $0.name == name }! }

    package static let chain = FaceChain([face(body), face(fallback), face(symbols)])
    package static let boldChain = FaceChain([face(bold), face(fallback), face(symbols)])
    package static let scanChain = FaceChain([face(scanLine)])
}

/// Styles that tests set text in.
package enum TestStyles {
    package static let body = style(TestFonts.chain, 10, leading: 12)
    package static let bold = style(TestFonts.boldChain, 10, leading: 12)
    package static let large = style(TestFonts.boldChain, 18, leading: 22)
    package static let scan = style(TestFonts.scanChain, 10, leading: 12)
    /// For texts that repeat on every page.
    package static let repeated = TextStyle(
        chain: TestFonts.chain, size: .points(10), leading: .points(12), tint: Named.repeated)

    package static func style(_ chain: FaceChain, _ size: Int, leading: Int) -> TextStyle {
        TextStyle(chain: chain, size: .points(size), leading: .points(leading))
    }
}

/// A file's bytes.
package enum FileBytes {
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    package static func read(_ path: String) throws(Unreadable) -> [UInt8] {
        guard let file = fopen(path, "rb") else {
            throw Unreadable(description: "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let count = ftell(file)
        rewind(file)
        guard count >= 0 else { throw Unreadable(description: "\(path) is not a file") }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = fread(buffer.baseAddress, 1, count, file)
        }
        return bytes
    }
}
