import ArgumentParser
import Platform
import Rendering
import Templating

/// `billpress new`: a folder for a new kind of document, which is good from the first moment.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the folder of a new kind: layout, contract, words and a sample.",
        discussion: """
            What it makes compiles and can be previewed at once; change it step by step. In a folder of templates that has \
            no shared/styles.xml yet, that is made too, and the schema for XML editors beside it.
            """)

    @Argument(help: "The new kind's name: small letters, digits and hyphens.")
    var kind: String

    @OptionGroup var folders: LibraryOptions

    func validate() throws {
        if kind == "shared" { throw ValidationError("shared is the folder of what kinds share; give the kind another name") }
        let isName = kind.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        guard isName, let first = kind.utf8.first, (0x61...0x7A).contains(first), kind.utf8.count <= Library.mostOfName
        else {
            throw ValidationError(
                "a kind's name is at most \(Library.mostOfName) small letters, digits and hyphens, from a letter on: backflow-test"
            )
        }
    }

    func run() throws {
        let library = folders.own
        let folder = "\(library.templates)/\(kind)"
        guard !FileStatus.exists(folder) else {
            Console.error("\(folder) is there already; nothing was changed")
            throw Status.badInput.exitCode
        }
        let shared = "\(library.templates)/shared"
        var files: [(path: String, bytes: [UInt8])] = [
            ("\(folder)/\(kind).xml", PackageResources.starter_xml),
            ("\(folder)/data.schema.json", PackageResources.starter_contract_json),
            ("\(folder)/en.json", PackageResources.starter_en_json), ("\(folder)/es.json", PackageResources.starter_es_json),
            ("\(folder)/samples/example.json", PackageResources.starter_sample_json),
        ]
        if !FileStatus.exists("\(shared)/styles.xml") {
            files.append(("\(shared)/styles.xml", PackageResources.starter_styles_xml))
        }
        if !FileStatus.exists("\(library.templates)/billpress.rng") {
            files.append(("\(library.templates)/billpress.rng", Array(RelaxNG.schema().utf8)))
        }
        for (path, bytes) in files {
            try write(String(decoding: bytes, as: UTF8.self).replacing("KIND", with: kind), to: path)
            Console.print(path)
        }
        Console.print("")
        let place = folders.templates.map { " --templates \($0)" } ?? ""
        Console.print("billpress check \(kind)\(place)              says whether it is good")
        Console.print("billpress preview \(kind) --watch\(place)    shows it while you write")
    }

    /// Writes a file that is not there, with the folders around it.
    private func write(_ text: String, to path: String) throws {
        do throws(SystemError) {
            try Directory.make(Directory.parent(of: path), mode: 0o755)
            let file = try OwnedDescriptor.creating(path, mode: 0o644)
            try file.write(Array(text.utf8))
            try file.close()
        } catch {
            Console.error("\(error.path): \(error.reason)")
            throw Status.environment.exitCode
        }
    }
}
