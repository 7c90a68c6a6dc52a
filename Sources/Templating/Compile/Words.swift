import Records

/// A word of a language file: text with named places for values.
struct Word: Sequence, Sendable {
    enum Part: Sendable {
        case text([UInt8])
        case placeholder(String)
    }

    let parts: [Part]
    let placeholders: [String]

    func makeIterator() -> IndexingIterator<[Part]> { parts.makeIterator() }

    /// Reads `Pay {amount} by {date}`; a doubled brace is a brace.
    init(_ text: String) throws(WordFault) {
        var parts: [Part] = []
        var names: [String] = []
        var literal: [UInt8] = []
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if (byte == 0x7B || byte == 0x7D) && at + 1 < bytes.count && bytes[at + 1] == byte {
                literal.append(byte)
                at += 2
            } else if byte == 0x7B {
                guard let end = bytes[at...].firstIndex(of: 0x7D) else { throw WordFault(message: "{ has no }") }
                let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
                guard !name.isEmpty,
                    name.utf8.allSatisfy({
                        $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0)
                    })
                else { throw WordFault(message: "{\(name)} is no placeholder: letters, figures and _ only") }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = []
                parts.append(.placeholder(name))
                if !names.contains(name) { names.append(name) }
                at = end + 1
            } else if byte == 0x7D {
                throw WordFault(message: "} has no {")
            } else {
                literal.append(byte)
                at += 1
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        self.parts = parts
        placeholders = names
    }
}

/// Why a word cannot be read.
struct WordFault: Error { let message: String }

/// The words of one language: those of the kind, and those that all kinds share.
final class Words {
    /// As a message names where words are looked for.
    let file: String
    let language: String
    private var words: [String: (word: Word, place: SourcePlace)] = [:]
    private(set) var names: [String] = []
    private(set) var used: Set<String> = []
    /// Words that have other placeholders than in the template's own language.
    var differ: Set<String> = []
    /// The names of the kind's own file.
    private var own: [String] = []
    /// The beginning of the kind's file, or of the shared one where there is no other.
    let start: SourcePlace

    /// Reads flat JSON objects of texts, the kind's before the shared ones, which it may replace; what is wrong is told all
    /// at once.
    init(own ownSource: Source?, shared: Source?, language: String) throws(Diagnostics) {
        self.language = language
        let sources = [ownSource, shared].compactMap(\.self)
        file = sources.isEmpty ? "\(language).json (there is no such file)" : sources.map(\.name).joined(separator: " or ")
        start = SourcePlace(source: sources.first ?? Source(name: file, bytes: []), offset: 0)
        var faults: [Diagnostic] = []
        for source in sources {
            do throws(Diagnostics) {
                let found = try read(source)
                if source.name == ownSource?.name { own = found }
            } catch { faults += error.list }
        }
        if !faults.isEmpty { throw Diagnostics(faults) }
    }

    /// The names that a file adds.
    private func read(_ source: Source) throws(Diagnostics) -> [String] {
        let tree: JSONValue
        do throws(JSONSyntaxError) { tree = try JSONValue.parse(source.bytes, file: source.name) } catch {
            throw Diagnostics([Words.fault(source, Place(line: error.line, column: error.column), error.message)])
        }
        guard let members = tree.members else {
            throw Diagnostics([Words.fault(source, tree.place, "a language file is an object of texts")])
        }
        var faults: [Diagnostic] = []
        var added: [String] = []
        for member in members {
            guard let text = member.value.string else {
                faults.append(Words.fault(source, member.value.place, "\(member.key) is \(member.value.noun), not a text"))
                continue
            }
            do throws(WordFault) {
                let word = try Word(text)
                guard words[member.key] == nil else { continue }
                words[member.key] = (word, SourcePlace(source: source, offset: source.offset(of: member.value.place)))
                names.append(member.key)
                added.append(member.key)
            } catch { faults.append(Words.fault(source, member.value.place, "\(member.key): \(error.message)")) }
        }
        if !faults.isEmpty { throw Diagnostics(faults) }
        return added
    }

    subscript(name: String) -> Word? { words[name]?.word }

    func note(_ name: String) { used.insert(name) }

    func place(of name: String) -> SourcePlace { words[name]?.place ?? start }

    /// Words of the kind itself that its template never uses.
    var unused: [String] { own.filter { !used.contains($0) } }

    private static func fault(_ source: Source, _ place: Place, _ message: String) -> Diagnostic {
        Diagnostic(.word, at: SourcePlace(source: source, offset: source.offset(of: place)), message)
    }
}

extension Source {
    /// The offset of a line and column, for faults that other readers found.
    func offset(of place: Place) -> Int {
        var line = 1
        var at = 0
        while line < place.line, at < bytes.count {
            if bytes[at] == 0x0A { line += 1 }
            at += 1
        }
        let text = String(decoding: bytes[at...], as: UTF8.self)
        return at + text.prefix(max(0, place.column - 1)).utf8.count
    }
}
