import Platform
import Rendering
import Runs

/// Where a kind is found, as a value that a render child is told.
package struct KindReference: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// As its files are now.
        case folders(templates: String, fonts: String)
        /// As a run or a document has kept them, in the archive of a home.
        case bundle(Digest, files: [BundleFile], home: String)

        package static func == (a: Source, b: Source) -> Bool {
            switch (a, b) {
            case (.folders(let one, let oneFonts), .folders(let other, let otherFonts)): one == other && oneFonts == otherFonts
            // The digest is that of the files.
            case (.bundle(let one, _, let home), .bundle(let other, _, let otherHome)): one == other && home == otherHome
            case (.folders, .bundle), (.bundle, .folders): false
            }
        }

        package func hash(into hasher: inout Hasher) {
            switch self {
            case .folders(let templates, let fonts):
                hasher.combine(templates)
                hasher.combine(fonts)
            case .bundle(let digest, _, _): hasher.combine(digest)
            }
        }
    }

    package var name: String
    /// All documents are in this language; nil where records choose, or the template's own.
    package var language: String?
    package var source: Source

    package init(_ name: String, language: String? = nil, from source: Source) {
        self.name = name
        self.language = language
        self.source = source
    }
}

/// Why a kind cannot be loaded.
package struct KindFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Cause: String, Sendable {
        case unknown, name, language, file, contract, template, fonts
        /// The archive has not what it should.
        case archive
    }

    package let cause: Cause
    /// For whoever writes templates; nothing of a record is in it.
    package let message: String
    package var description: String { message }

    init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }

    init(_ error: KindError) {
        cause =
            switch error {
            case .unknown: .unknown
            case .name: .name
            case .language: .language
            case .file: .file
            case .contract: .contract
            case .template: .template
            case .fonts: .fonts
            }
        message = error.description
    }
}
