import Pages
import PDF
import Records
import Templating

/// The folders that kinds and fonts come from.
package struct Library: Sendable {
    package let templates: String
    package let fonts: String
    private let tree: any FileTree

    package init(templates: String, fonts: String) {
        self.templates = templates
        self.fonts = fonts
        tree = Folders(templates: templates, fonts: fonts)
    }

    /// What a run has kept of its folders.
    package init(_ bundle: Bundle) {
        self.init(reading: bundle, templates: "templates", fonts: "fonts")
    }

    private init(reading tree: any FileTree, templates: String, fonts: String) {
        self.templates = templates
        self.fonts = fonts
        self.tree = tree
    }

    /// All files that some kinds are made of, in every language that they have. A kind that comes with the program, and that
    /// this library has not, is made of the files of `shipped`, a folder of templates like this one.
    package func bundle(of kinds: [String], shipped: (kind: String, templates: String)? = nil) throws(KindError) -> Bundle {
        var tree = tree
        if let shipped, !tree.isFile("templates/\(shipped.kind)/data.schema.json") {
            tree = ShippedKindTree(own: tree, shipped: Folders(templates: shipped.templates, fonts: fonts), kind: shipped.kind)
        }
        let recording = RecordingTree(tree)
        let library = Library(reading: recording, templates: templates, fonts: fonts)
        for kind in kinds {
            _ = try library.load(kind)
            for language in library.languages(of: kind) { _ = try library.load(kind, language: language) }
        }
        return Bundle(files: recording.files)
    }

    /// The mapping of the extracts of a kind, if it has one.
    package func extractMapping(of kind: String) throws(FileFault) -> [UInt8]? {
        let path = "templates/\(kind)/extract.json"
        return tree.isFile(path) ? try tree.read(path) : nil
    }

    /// The kinds that have a contract, in order of their names.
    package var kinds: [String] { folders.filter(Library.isKindName) }

    /// Folders with a contract whose names no kind can have.
    package var misnamed: [String] { folders.filter { !Library.isKindName($0) } }

    private var folders: [String] {
        tree.names(in: "templates").filter { tree.isFile("templates/\($0)/data.schema.json") }
    }

    /// The longest name of a kind: it goes into names of files, and is printed in the report of a run.
    package static let mostOfName = 64

    package static func isKindName(_ name: String) -> Bool { isName(name) && name.utf8.count <= mostOfName }

    /// The samples of a kind: their names without `.json`, in order.
    package func samples(of kind: String) -> [String] {
        tree.names(in: "templates/\(kind)/samples").filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    }

    package func sample(_ name: String, of kind: String) throws(FileFault) -> [UInt8] {
        var bytes = try tree.read("templates/\(kind)/samples/\(name).json")
        // A byte order mark, with which some editors begin a file, is no part of the record.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        return bytes
    }

    /// The languages that a kind has words for.
    package func languages(of kind: String) -> [String] {
        tree.names(in: "templates/\(kind)").filter { $0.hasSuffix(".json") && $0 != "data.schema.json" && $0 != "extract.json" }
            .map {
                String($0.dropLast(5))
            }
    }

    /// The folders whose files a kind is made of: its own, its samples, the shared parts, the fonts.
    package func folders(of kind: String) -> (template: [String], samples: String, fonts: String) {
        (["\(templates)/\(kind)", "\(templates)/shared"], "\(templates)/\(kind)/samples", fonts)
    }

    /// A line of a file as messages name it (`shared/styles.xml`), without its end; empty where there is none.
    package func line(_ number: Int, of file: String) -> String {
        guard let bytes = try? tree.read("templates/\(file)") else { return "" }
        return Source(name: file, bytes: bytes).line(number)
    }

    /// Reads a kind's contract and compiles its template.
    package func load(_ kind: String, language: String? = nil) throws(KindError) -> Kind {
        guard Library.isKindName(kind) else { throw .name(kind) }
        let contractPath = "templates/\(kind)/data.schema.json"
        guard tree.isFile(contractPath) else { throw .unknown(kind, known: kinds) }
        let spoken = languages(of: kind)
        if let language, !spoken.isEmpty, !spoken.contains(language), !spoken.contains(LanguageTag.primary(language)) {
            throw .language(language, kind, known: spoken.sorted())
        }
        let contract: Contract
        let contractSource: Source
        do {
            contractSource = Source(name: "\(kind)/data.schema.json", bytes: try tree.read(contractPath))
            contract = try Contract(parsing: contractSource.bytes, file: contractSource.name)
        } catch let faults as ContractFaults { throw .contract(faults) } catch let fault as FileFault { throw .file(fault) } catch
        {
            throw .file(FileFault(path: contractPath, message: "\(error)", isAbsent: false))
        }
        let main: Source
        do throws(FileFault) {
            main = Source(name: "\(kind)/\(kind).xml", bytes: try tree.read("templates/\(kind)/\(kind).xml"))
        } catch { throw .file(error) }
        let absent = AbsentFonts()
        let files = TemplateFiles(
            kind: kind, template: main, contract: contract, contractSource: contractSource,
            words: { words(in: kind, $0) },
            part: { part in
                guard Library.isName(part) else { return nil }
                // A part beside the template goes before a shared one of the same name.
                for folder in [kind, "shared"] {
                    if let bytes = try? tree.read("templates/\(folder)/\(part).xml") {
                        return Source(name: "\(folder)/\(part).xml", bytes: bytes)
                    }
                }
                return nil
            },
            font: { name in
                guard Library.isName(name) else { throw FileFault(path: name, message: "is not a font's name", isAbsent: false) }
                do throws(FileFault) { return try tree.read("fonts/\(name).ttf") } catch {
                    if error.isAbsent { absent.names.append(name) }
                    throw error
                }
            },
            picture: { name in try picture(name, kind: kind) },
            sharedWords: { words(in: "shared", $0) }, languages: { spoken },
            partNames: { names(of: kind, ending: [".xml"]).map { String($0.dropLast(4)) } },
            pictureNames: { names(of: kind, ending: [".png", ".jpg", ".jpeg"]) })
        do throws(Diagnostics) {
            let own = try Template.compile(files, language: language)
            // Where records choose their language, all are made ready, unless one is asked for.
            var others: [String: Template] = [:]
            if language == nil, contract.document?.language != nil {
                for other in spoken where LanguageTag.primary(other) != LanguageTag.primary(own.language) {
                    others[other] = try Template.compile(files, language: other)
                }
            }
            return Kind(name: kind, contract: contract, template: own, others: others, isForced: language != nil)
        } catch {
            throw absent.names.isEmpty ? .template(error) : .fonts(absent.names, error)
        }
    }

    /// Loads a kind, with every file that was read for it.
    package func loadWithFiles(_ kind: String, language: String? = nil) throws(KindError) -> (kind: Kind, files: Bundle) {
        let recording = RecordingTree(tree)
        let kind = try Library(reading: recording, templates: templates, fonts: fonts).load(kind, language: language)
        return (kind, Bundle(files: recording.files))
    }

    /// A file as a bundle has it: `templates/bill/bill.xml`.
    package func file(_ path: String) throws(FileFault) -> [UInt8] { try tree.read(path) }

    private func words(in folder: String, _ language: String) -> Source? {
        guard Library.isName(language), let bytes = try? tree.read("templates/\(folder)/\(language).json") else { return nil }
        return Source(name: "\(folder)/\(language).json", bytes: bytes)
    }

    /// Files beside the template and in the shared folder.
    private func names(of kind: String, ending: [String]) -> [String] {
        let all = tree.names(in: "templates/\(kind)") + tree.names(in: "templates/shared")
        return Set(all.filter { name in ending.contains { name.hasSuffix($0) } }).sorted()
    }

    /// A picture beside the template or among the shared parts, opened once to see that it is whole.
    private func picture(_ name: String, kind: String) throws -> Picture {
        guard Library.isName(name) else { throw PictureError(name, "is not a file's name") }
        guard let path = ["templates/\(kind)/\(name)", "templates/shared/\(name)"].first(where: tree.isFile) else {
            throw PictureError(name, "there is no such file beside the template or in the shared folder")
        }
        let picture = try Picture.read(try tree.read(path), name: name)
        _ = try PictureStream(picture)
        return picture
    }

    /// Letters, figures, points, hyphens: no name leads out of its folder.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".")
            && name.utf8.allSatisfy {
                $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0)
            }
    }
}

/// Remembers which fonts were not found, while a template is compiled.
private final class AbsentFonts {
    var names: [String] = []
}

/// A document kind, ready to make documents.
package final class Kind: Sendable {
    package let name: String
    package let contract: Contract
    /// The template in its own language, or in the one that was asked for.
    package let template: Template
    /// The same in the other languages that a record may choose.
    let others: [String: Template]
    /// All documents are in the language that was asked for, whatever their records say.
    let isForced: Bool

    /// Its records choose among several.
    package var hasLanguages: Bool { !isForced && !others.isEmpty }

    /// The language in which a record is laid out.
    package func language(of record: Record) -> String {
        guard hasLanguages, let field = contract.document?.language, let asked = record.string(record.slots[field.slot]),
            LanguageTag.primary(asked) != LanguageTag.primary(template.language)
        else { return template.language }
        return asked
    }

    init(name: String, contract: Contract, template: Template, others: [String: Template], isForced: Bool) {
        self.name = name
        self.contract = contract
        self.template = template
        self.others = others
        self.isForced = isForced
    }
}
