import Fonts
import Layout
import Pages
import Records

/// Compiles a template's tree. Each element is compiled by itself, so that one pass finds all that is wrong.
final class Compiler {
    let files: TemplateFiles
    let root: XMLElement
    private(set) var faults: [Diagnostic] = []
    private(set) var notes: [Diagnostic] = []
    private var told: Set<Diagnostic.Key> = []

    let styles = StyleBook()
    var words: Words!
    /// The words of the template's own language beside those of each other one.
    var languages: [(first: Words, others: Words)] = []
    var formats: Formats!
    let variables = VariableCounter()
    let paragraphs = VariableCounter()
    /// Hands out the numbers of what decides the way through the template.
    let turns = VariableCounter()
    let used = FieldUse()
    let shaper = Shaper(capacity: 1024)
    var parts = Parts()
    var fontBuilder: FontBookBuilder
    var lacksFaces = false
    /// Where the blocks of the template stand, by the numbers that they carry.
    private(set) var sites: [SourcePlace] = []
    /// Elements that `<require>` asks for, and those that the template has, by their ids.
    var required: [String: Requirement] = [:]
    var ids: [String: SourcePlace] = [:]
    /// The contract's facts; those that the template states, and those that the element at hand does.
    let documentFacts: [DocumentFact]
    let hasRequiredFacts: Bool
    var statedFacts: Set<String> = []
    var factsAtHand: Set<String> = []
    /// The document keeps nobody from reading it, and in no smaller type than this.
    var mustBeAccessible = false
    var smallestType = Length.points(7)
    /// The colour that text at hand stands on.
    var ground = Tint.white
    var hasMainHeading = false
    /// The language of the document at hand.
    private(set) var language = "en"
    /// Where the document's own language is spoken, `US`: a voice for `es` alone reads 8,240 as eight comma.
    private var region = ""
    /// The least type within the required element at hand.
    var leastType: Length?
    var windows: [String: EnvelopeWindow] = [:]
    var windowPlaces: [(name: String, place: SourcePlace)] = []
    var usedWindows: Set<String> = []
    /// The block at hand stands in a region and nothing is around it but choices.
    var standsInRegion = false
    /// How much room across there is for the block at hand, at most, where that is known.
    var room: Length?
    /// Pages whose body has a place that cannot be read.
    var unplacedBodies: Set<Master.Use> = []
    /// Elements without their closing tag, by their file: what stands in them may not belong there.
    var unclosed: [String: [XMLReader.Unclosed]]
    /// What the region at hand wants clear beside it.
    var clearances: [Clearance] = []
    /// The pictures that data may choose, opened once.
    private(set) lazy var shelf = PictureShelf(files)

    init(files: TemplateFiles, root: XMLElement, faults: [Diagnostic], unclosed: [XMLReader.Unclosed]) {
        self.unclosed = [root.source.name: unclosed]
        self.files = files
        self.root = root
        documentFacts = files.contract.document?.facts ?? []
        hasRequiredFacts = documentFacts.contains(where: \.isRequired)
        fontBuilder = FontBookBuilder(read: files.font)
        shaper.isStatic = true
        faults.forEach(note)
    }

    func compile(language: String?) throws(Diagnostics) -> Template {
        guard root.name == "document" else {
            throw Diagnostics([Diagnostic(.misplaced, at: root.place, "a template is a <document>, not <\(root.name)>")])
        }
        check(root)
        let ownLanguage = root.attribute("lang")?.value.string ?? "en"
        let language = language ?? ownLanguage
        self.language = language
        region = String(ownLanguage.drop { $0 != "-" })
        let short = LanguageTag.primary(language)
        try readWords(language, own: ownLanguage)
        if let kind = files.kind, let attribute = root.attribute("kind"), attribute.value.string != kind {
            note(.badValue, root.place(of: attribute), "kind=\"\(attribute.value.string)\" stands in the folder \(kind)")
        }
        let sections = expanded(root.children, into: root)
        formats = formats(in: sections, language: short)
        readAccess()
        readFonts(sections)
        readStyles(sections)
        readWindows(sections)
        var scope = Scope(root: files.contract.shape)
        // What a document must have is there wherever the template asks for it; a value has its name from there on.
        for element in sections where element.name == "require" { scope = requirement(element, scope) }
        for element in sections where element.name == "let" {
            check(element)
            scope = binding(element, scope, isOfDocument: true)
        }
        let title = textAttribute(root, "title", scope, styles.ground, isDrawn: false) ?? []
        var masters: [Master] = []
        var regions: [[RegionPlan]] = []
        var flow: [any Plan] = []
        var hasFlow = false
        var pages = 0
        for element in sections {
            switch element.name {
            case "formats", "fonts", "styles", "windows", "require", "let": break
            case "page":
                let (master, plans) = page(element, scope)
                pages += 1
                if let master {
                    masters.append(master)
                    regions.append(plans)
                }
            case "flow":
                if hasFlow { note(.misplaced, element.place, "a template has one <flow>") }
                hasFlow = true
                check(element)
                used.usesSequence = false
                // What no body can hold is never printed.
                flow = within(masters.count == pages ? masters.compactMap(\.body?.size.width).max() : nil) {
                    blocks(element.children, in: element, scope, style: styles.ground)
                }
                if used.usesSequence { sequenceInFlow = element.place }
            default: misplaced(element, in: "document", .sections)
            }
        }
        checkPages(masters, pages: pages, hasFlow: hasFlow, flow: flow)
        checkRequired()
        checkTitle()
        compareWords()
        checkAmount()
        noteUnused()
        guard faults.isEmpty else { throw Diagnostics(causes.sorted(by: Diagnostic.isBefore)) }
        return Template(
            kind: root.attribute("kind")?.value.string ?? "",
            version: root.attribute("version").flatMap { LanguageVersion($0.value.string) } ?? .current, language: language,
            book: fontBuilder.book(), notes: notes, masters: masters, maxPages: number(root, "max-pages") ?? 20, flow: flow,
            regions: regions, requirements: required.values.sorted { $0.place.offset < $1.place.offset } + requiredData,
            variableCount: variables.count, nameCount: nameCount, paragraphCount: paragraphs.count, formats: formats,
            sites: sites,
            firstUses: used.first, turnCount: turns.count,
            statesFacts: !statedFacts.isEmpty, amountReading: amountReading, sequenceInFlow: sequenceInFlow, title: title,
            mustBeAccessible: mustBeAccessible,
            spokenLanguage: spoken(language),
            attachment: choice(root, "attachment", DataFormat.allCases.map { ($0.rawValue, $0) }))
    }

    /// Names that have one value in a document.
    var nameCount = 0

    var amountReading: AmountReading {
        statedFacts.contains(DocumentFact.amount) ? .fact : ids[DocumentFact.amount] != nil ? .element : .none
    }

    /// The flow, where it uses the place in the print file, which is known only when the pages are.
    private var sequenceInFlow: SourcePlace?

    /// Data that `<require>` asks for.
    var requiredData: [Requirement] = []

    // MARK: Messages

    func note(
        _ code: Diagnostic.Code, _ place: SourcePlace, _ message: String, hint: String? = nil, isAbsence: Bool = false
    ) {
        note(Diagnostic(code, at: place, message, hint: hint, isAbsence: isAbsence))
    }

    /// Elements that may swallow what a template must have, where they are not closed.
    private static let holders: Set<String> = [
        "document", "part", "formats", "fonts", "font", "styles", "style", "windows", "window", "page", "region", "flow",
    ]

    /// The faults without those that follow from others: what stands in an element that is never closed may not belong
    /// there, and what is missing may stand where nothing can be read, or be misspelt.
    private var causes: [Diagnostic] {
        let hidesMuch = parts.isIncomplete || unclosed.values.joined().contains { Compiler.holders.contains($0.name) }
        let isMisspelt = faults.contains { $0.code == .unknownElement }
        return faults.filter { fault in
            if fault.code == .syntax { return true }
            if fault.isAbsence, hidesMuch || isMisspelt && fault.code == .pages { return false }
            return !(unclosed[fault.file] ?? []).contains { $0.range.contains(fault.key.offset) }
        }
    }

    /// Most that one run tells.
    private static let mostFaults = 200

    func note(_ fault: Diagnostic) {
        guard !fault.isEcho, faults.count < Compiler.mostFaults, told.insert(fault.key).inserted else { return }
        faults.append(fault)
    }

    func inform(_ code: Diagnostic.Code, _ place: SourcePlace, _ message: String, hint: String? = nil) {
        let information = Diagnostic(code, at: place, message, hint: hint, severity: .information)
        if told.insert(information.key).inserted { notes.append(information) }
    }

    /// A language as it is spoken where the document is at home: `es-US` of `es` in a document in `en-US`.
    func spoken(_ tag: String) -> String { tag.contains("-") ? tag : tag + region }

    /// An element stands where it may not, or is none of the language.
    func misplaced(_ element: XMLElement, in parent: String, _ context: Context) {
        guard Elements.named[element.name] != nil else { return check(element) }
        let homes = Elements.homes(of: element.name)
        let home = homes.isEmpty || homes.count > 6 ? "" : "; <\(element.name)> stands in \(homes.joined(separator: " "))"
        note(
            .misplaced, element.place, "<\(element.name)> does not stand in <\(parent)>", hint: context.offer + home)
    }

    /// Checks an element's name, its attributes and their values against the table of the language.
    func check(_ element: XMLElement) {
        guard let spec = Elements.named[element.name] else {
            note(
                .unknownElement, element.place, "<\(element.name)> is not an element of the language",
                hint: Elements.ofHTML[element.name].map { "write \($0)" }
                    ?? Contract.nearest(to: element.name, in: Elements.names).map { "did you mean <\($0)>?" })
            return
        }
        let names = spec.attributes.map(\.name)
        for attribute in element.attributes {
            guard let known = spec.attribute(attribute.name) else {
                note(
                    .unknownAttribute, SourcePlace(source: element.source, offset: attribute.nameOffset),
                    "<\(element.name)> has no attribute \(attribute.name)",
                    hint: Contract.didYouMean(attribute.name, in: names)
                        ?? (names.isEmpty ? "it has none" : "it has: \(names.joined(separator: " "))"))
                continue
            }
            if let (message, hint) = known.value.complaint(attribute.name, attribute.value.string) {
                note(.badValue, element.place(of: attribute), message, hint: hint)
            }
        }
        for attribute in spec.attributes where attribute.isNeeded && element.attribute(attribute.name) == nil {
            note(
                .missingAttribute, element.place, "<\(element.name)> needs the attribute \(attribute.name)", hint: attribute.about
            )
        }
        if case .nothing = spec.content, !element.elements.isEmpty || element.hasText {
            note(
                .misplaced, element.place, "<\(element.name)/> stands empty",
                hint: ["elif", "else"].contains(element.name) ? "<if test=\"…\">… <elif test=\"…\"/>… <else/>…</if>" : nil)
        }
    }

    /// The number of a block's place, which the block carries for messages about its layout.
    func site(_ place: SourcePlace) -> Site {
        sites.append(place)
        return Site(number: UInt32(sites.count))
    }
}
