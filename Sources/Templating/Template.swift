import Errors
import Fonts
import Layout
import Pages
import Records
import Symbols

/// A document kind's template, compiled: everything that no record changes is decided.
package final class Template: Sendable {
    package let kind: String
    package let version: LanguageVersion
    package let language: String
    package let book: FontBook
    /// What is worth knowing but stops nothing: fields and words that are never used.
    package let notes: [Diagnostic]

    package let masters: [Master]
    let maxPages: Int
    let flow: [any Plan]
    let regions: [[RegionPlan]]
    let requirements: [Requirement]
    /// What a reader's window calls the document; nothing for its first heading.
    let title: [Inline]
    /// It demands of itself that nobody is kept from reading its documents.
    package let mustBeAccessible: Bool
    /// The record's data go with files that describe themselves.
    package let attachment: DataFormat?
    /// The language with the place where it is spoken, for voices.
    let spokenLanguage: String
    let variableCount: Int
    /// Names that have one value in a document.
    let nameCount: Int
    let paragraphCount: Int
    /// How many tests and loops decide the way through the template.
    let turnCount: Int
    /// Some element states a fact of the contract.
    package let statesFacts: Bool
    package let amountReading: AmountReading
    private let sequencePlace: SourcePlace?
    let formats: Formats
    private let sites: [SourcePlace]
    private let firstUses: [String: SourcePlace]

    init(
        kind: String, version: LanguageVersion, language: String, book: FontBook, notes: [Diagnostic], masters: [Master],
        maxPages: Int, flow: [any Plan], regions: [[RegionPlan]], requirements: [Requirement], variableCount: Int, nameCount: Int,
        paragraphCount: Int, formats: Formats, sites: [SourcePlace], firstUses: [String: SourcePlace],
        turnCount: Int, statesFacts: Bool, amountReading: AmountReading, sequenceInFlow: SourcePlace?, title: [Inline],
        mustBeAccessible: Bool, spokenLanguage: String, attachment: DataFormat?
    ) {
        self.spokenLanguage = spokenLanguage
        self.attachment = attachment
        self.mustBeAccessible = mustBeAccessible
        self.title = title
        self.turnCount = turnCount
        self.statesFacts = statesFacts
        self.amountReading = amountReading
        sequencePlace = sequenceInFlow
        self.requirements = requirements
        self.sites = sites
        self.firstUses = firstUses
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
        self.nameCount = nameCount
        self.paragraphCount = paragraphCount
        self.formats = formats
    }

    /// A fault of layout with the places in the template of what it is about.
    func mergeFault(_ fault: LayoutFault) -> MergeFault {
        var starts: [SourceLocation?] = []
        if case .tooManyPages(_, let sites) = fault { starts = sites.map { place(of: $0)?.location } }
        return MergeFault(.layout(fault, starts: starts), at: place(of: fault.site), text: fault.text)
    }

    /// The element that a block was made of.
    func place(of site: Site) -> SourcePlace? { site == .none ? nil : sites[Int(site.number) - 1] }

    /// Where the flow uses `run.sequence`, which a run knows only when the pages are made; nil where it does not.
    package var sequenceInFlow: String? { sequencePlace?.description }

    /// Where the template first uses a field, by its JSON pointer in a record (`/charges/2/amount`); nil where it does
    /// not.
    package func firstUse(of pointer: String) -> SourceLocation? {
        // In the contract's pointers `*` stands for every item.
        let steps = pointer.split(separator: "/", omittingEmptySubsequences: false).map { step in
            !step.isEmpty && step.allSatisfy(\.isNumber) ? "*" : String(step)
        }
        return (firstUses[pointer] ?? firstUses[steps.joined(separator: "/")])?.location
    }

    /// Where a region of a master is written: `shared/remittance.xml:3:5`.
    package func place(ofRegion region: Int, of master: Int) -> String {
        place(of: masters[master].regions[region].site)?.description ?? ""
    }
}

/// What stands in a fixed region.
struct RegionPlan: Sendable {
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
            variables: template.variableCount, paragraphs: template.paragraphCount, turns: template.turnCount,
            names: template.nameCount,
            shaper: Shaper(capacity: 4096),
            formats: template.formats, memory: 2048)
        statics = template.regions.map { [(any Block)?](repeating: nil, count: $0.count) }
        paginator = Paginator(masters: template.masters, maxPages: template.maxPages, book: template.book)
    }

    /// The way through the template of the document that was made last.
    package var way: Way { merge.way }
    /// What the document that was made last is called: the template's title for it, or its first heading.
    package private(set) var title = ""
    /// The language of its words (BCP 47), with the place where they are spoken.
    package var language: String { template.spokenLanguage }
    /// The names of months and weekdays in that language.
    package var dateNames: DateNames { template.formats.names }

    /// The pages of the document that a record makes.
    package func pages(of record: Record, issue: Issuance) throws(MergeFault) -> [Page] {
        merge.begin(record, issue)
        defer { merge.end() }
        do {
            for requirement in template.requirements { try requirement.checkData(merge) }
            let flow = Stack(try merge.items(template.flow))
            let pages = try paginator.pages(flow: flow) { master, region, place, scale in
                if scale.isFull, let made = statics[master][region] { return made }
                let plan = template.regions[master][region]
                merge.page = place
                merge.scale = scale
                defer { merge.scale = .full }
                let block = try merge.stack(plan.plans)
                if plan.isStatic && scale.isFull {
                    statics[master][region] = Fixed(block)
                }
                return block
            }
            if let late = merge.lateFault { throw late }
            for requirement in template.requirements { try requirement.checkElement(on: pages) }
            title = String(decoding: try merge.text(of: template.title), as: UTF8.self)
            return pages
        } catch let fault as MergeFault { throw fault } catch let fault as LayoutFault {
            // What could not be made is the cause of what then did not fit.
            if let late = merge.lateFault { throw late }
            throw template.mergeFault(fault)
        } catch { throw MergeFault(.unforeseen("\(error)"), at: nil) }
    }
}

/// Where a template's parts come from; the room itself opens no files.
package struct TemplateFiles {
    /// The folder's name, which the template's kind must be; nil where there is no folder.
    package var kind: String?
    /// The kind's template.
    package var template: Source
    package var contract: Contract
    /// The contract as it was read, for messages about its fields.
    package var contractSource: Source
    /// The words of the kind in a language, and those that all kinds share.
    package var words: (String) -> Source?
    package var sharedWords: (String) -> Source?
    package var part: (String) -> Source?
    package var font: (String) throws -> [UInt8]
    package var picture: (String) throws -> Picture
    /// What there is to choose from: languages that have words, parts, and pictures.
    package var languages: () -> [String]
    package var partNames: () -> [String]
    package var pictureNames: () -> [String]

    package init(
        kind: String? = nil, template: Source, contract: Contract, contractSource: Source, words: @escaping (String) -> Source?,
        part: @escaping (String) -> Source?, font: @escaping (String) throws -> [UInt8],
        picture: @escaping (String) throws -> Picture, sharedWords: @escaping (String) -> Source? = { _ in nil },
        languages: @escaping () -> [String] = { [] },
        partNames: @escaping () -> [String] = { [] }, pictureNames: @escaping () -> [String] = { [] }
    ) {
        self.sharedWords = sharedWords
        self.languages = languages
        self.partNames = partNames
        self.pictureNames = pictureNames
        self.kind = kind
        self.template = template
        self.contract = contract
        self.contractSource = contractSource
        self.words = words
        self.part = part
        self.font = font
        self.picture = picture
    }
}

extension Template {
    /// Compiles a template in a language (nil for the template's own), or tells all that is wrong with it.
    package static func compile(_ files: TemplateFiles, language: String? = nil) throws(Diagnostics) -> Template {
        let (root, faults, unclosed) = try XMLReader.read(files.template)
        let compiler = Compiler(files: files, root: root, faults: faults, unclosed: unclosed)
        return try compiler.compile(language: language)
    }
}

/// How finished pages tell the document's amount, which a run adds up from them.
package enum AmountReading: Sendable {
    /// Nothing tells it: a run does not take a kind whose contract names an amount.
    case none
    /// The element with the id `amount`, in templates that state no amount.
    case element
    /// The elements that state the fact `amount`.
    case fact
}
