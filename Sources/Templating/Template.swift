import Fonts
import Layout
import Pages
import Records
import Symbols

/// A document kind's template, compiled: everything that no record changes is decided.
package final class Template: Sendable {
    package let kind: String
    package let version: Int
    package let language: String
    package let book: FontBook
    /// What is worth knowing but stops nothing: fields and words that are never used.
    package let notes: [Diagnostic]

    package let masters: [Master]
    let maxPages: Int
    let flow: [any Plan]
    let regions: [[RegionPlan]]
    let variableCount: Int
    let paragraphCount: Int
    let formats: Formats

    init(
        kind: String, version: Int, language: String, book: FontBook, notes: [Diagnostic], masters: [Master], maxPages: Int,
        flow: [any Plan], regions: [[RegionPlan]], variableCount: Int, paragraphCount: Int, formats: Formats
    ) {
        self.kind = kind
        self.version = version
        self.language = language
        self.book = book
        self.notes = notes
        self.masters = masters
        self.maxPages = maxPages
        self.flow = flow
        self.regions = regions
        self.variableCount = variableCount
        self.paragraphCount = paragraphCount
        self.formats = formats
    }

    /// Where a region of a master is written: `shared/remittance.xml:3:5`.
    package func place(ofRegion region: Int, of master: Int) -> String { regions[master][region].place.description }

    /// The same of the first region of a name.
    package func place(ofRegion name: String) -> String? {
        for (master, of) in zip(masters.indices, masters) {
            if let region = of.regions.firstIndex(where: { $0.name.text == name }) { return place(ofRegion: region, of: master) }
        }
        return nil
    }
}

/// What stands in a fixed region.
struct RegionPlan: Sendable {
    let place: SourcePlace
    let plans: [any Plan]
    /// No record changes it: each thread lays it out once.
    let isStatic: Bool
}

/// Merges records into a template, one after the other; one for each thread.
package final class Merger {
    private let template: Template
    private let merge: Merge
    private let paginator: Paginator
    private var statics: [[(any Block)?]]

    package init(_ template: Template) {
        self.template = template
        merge = Merge(
            variables: template.variableCount, paragraphs: template.paragraphCount, shaper: Shaper(capacity: 4096),
            formats: template.formats, memory: 2048)
        statics = template.regions.map { [(any Block)?](repeating: nil, count: $0.count) }
        paginator = Paginator(masters: template.masters, maxPages: template.maxPages, book: template.book)
    }

    /// The pages of the document that a record makes.
    package func pages(of record: Record) throws(MergeFault) -> [Page] {
        merge.begin(record)
        defer { merge.record = Record() }
        do {
            let flow = try merge.stack(template.flow)
            return try paginator.pages(flow: flow) { master, region, place, scale in
                if scale == .full, let made = statics[master][region] { return made }
                let plan = template.regions[master][region]
                merge.page = place
                merge.scale = scale
                defer { merge.scale = .full }
                let block = try merge.stack(plan.plans)
                if plan.isStatic && scale == .full {
                    statics[master][region] = Fixed(block)
                }
                return block
            }
        } catch let fault as MergeFault { throw fault } catch let fault as LayoutFault { throw MergeFault(fault) } catch {
            throw MergeFault(.layout, at: nil, "\(error)")
        }
    }
}

/// Where a template's parts come from; the room itself opens no files.
package struct TemplateFiles {
    /// The folder's name, which the template's kind must be; nil where there is no folder.
    package var kind: String?
    /// The kind's template.
    package var template: Source
    package var contract: Contract
    /// The contract as a source, for messages about its fields.
    package var words: (String) -> Source?
    package var part: (String) -> Source?
    package var font: (String) throws -> [UInt8]
    package var picture: (String) throws -> Picture

    package init(
        kind: String? = nil, template: Source, contract: Contract, words: @escaping (String) -> Source?,
        part: @escaping (String) -> Source?,
        font: @escaping (String) throws -> [UInt8], picture: @escaping (String) throws -> Picture
    ) {
        self.kind = kind
        self.template = template
        self.contract = contract
        self.words = words
        self.part = part
        self.font = font
        self.picture = picture
    }
}

extension Template {
    /// Compiles a template in a language (nil for the template's own), or tells all that is wrong with it.
    package static func compile(_ files: TemplateFiles, language: String? = nil) throws(Diagnostics) -> Template {
        let root: XMLElement
        do throws(Diagnostic) { root = try XMLReader.read(files.template) } catch { throw Diagnostics([error]) }
        let compiler = Compiler(files: files, root: root)
        return try compiler.compile(language: language)
    }
}
