import ArgumentParser
import Platform
import Rendering

/// Where templates and fonts are: what is said on the command line, the environment, the working folder, or what is
/// installed beside the program.
struct LibraryOptions: ParsableArguments {
    @Option(help: "The folder of the document kinds (or BILLPRESS_TEMPLATES; default ./Templates).")
    var templates: String?

    @Option(help: "The folder of the fonts (or BILLPRESS_FONTS; default ./Fonts).")
    var fonts: String?

    var library: Library {
        Library(
            templates: LibraryOptions.folder(templates, "BILLPRESS_TEMPLATES", "Templates"),
            fonts: LibraryOptions.folder(fonts, "BILLPRESS_FONTS", "Fonts"))
    }

    /// The library to write into: never the templates that were installed with the program.
    var own: Library {
        let named = Environment.value(of: "BILLPRESS_TEMPLATES")
        return Library(templates: templates ?? named ?? "Templates", fonts: library.fonts)
    }

    /// The templates that came with the program, or that it would find without being told: where a kind of their own has none.
    func shipped(_ kind: String) -> String? {
        let own = library.templates
        let named = Environment.value(of: "BILLPRESS_TEMPLATES")
        return [named, "Templates", LibraryOptions.installed("Templates")].compactMap(\.self).first {
            $0 != own && FileStatus.isReadable("\($0)/\(kind)/data.schema.json")
        }
    }

    private static func folder(_ given: String?, _ variable: String, _ name: String) -> String {
        if let given { return given }
        if let value = Environment.value(of: variable) { return value }
        if FileStatus.isReadable(name) { return name }
        return installed(name) ?? name
    }

    /// What was installed beside the program.
    private static func installed(_ name: String) -> String? {
        guard let program = Environment.program else { return nil }
        let installed = "\(Directory.parent(of: program))/../share/billpress/\(name)"
        return FileStatus.isReadable(installed) ? installed : nil
    }

    /// Loads a kind, or says why not and ends with the status for it.
    func load(_ kind: String, language: String?) throws -> Kind {
        do throws(KindError) { return try library.load(kind, language: language) } catch {
            Console.error(CommandWords.message(of: error))
            if case .fonts(let names, _) = error {
                Console.error("missing fonts in \(library.fonts): \(names.joined(separator: ", "))")
            }
            throw LibraryOptions.status(of: error).exitCode
        }
    }

    /// The kinds that are named, or all.
    func kinds(_ named: [String]) throws -> [String] {
        let kinds = named.isEmpty ? library.kinds : named
        if kinds.isEmpty {
            Console.error("there is no document kind in \(library.templates)")
            throw Status.badInput.exitCode
        }
        return kinds
    }

    /// The exit status for a kind that cannot be loaded.
    static func status(of error: KindError) -> Status {
        switch error {
        case .unknown, .name, .language: .badInput
        case .file(let fault): fault.isAbsent ? .templateError : .environment
        case .contract, .template: .templateError
        case .fonts: .environment
        }
    }
}
