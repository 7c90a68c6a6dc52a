import Records

/// What the contract and the words have and the template does not use, and what the languages do not share.
extension Compiler {
    /// Fields, words and names that the template never uses: worth knowing, both ways.
    func noteUnused() {
        let named = namedForTheProgram.subtracting(used.first.keys)
        func walk(_ shape: Shape) {
            for field in shape.fields {
                // What the contract names for the program is used by the program.
                if named.contains(field.pointer) { continue }
                guard used.first[field.pointer] != nil || named.contains(where: { $0.hasPrefix("\(field.pointer)/") }) else {
                    let source = files.contractSource
                    inform(
                        .unknownField, SourcePlace(source: source, offset: source.offset(of: field.place)),
                        "\(field.pointer) is never used by the template")
                    continue
                }
                switch field.type {
                case .record(let inner), .list(.record(let inner), _): walk(inner)
                default: break
                }
            }
        }
        walk(files.contract.shape)
        for name in words.unused { inform(.word, words.place(of: name), "the word \(name) is never used") }
        // Windows that all kinds share are not each in use everywhere; but none at all is a slip.
        if usedWindows.isEmpty, let (name, place) = windowPlaces.first {
            inform(.window, place, "no region has window=\"\(name)\": nothing is checked against it")
        }
        for (name, place) in used.idle { inform(.unknownField, place, "the value \(name) is never used") }
        for (pointer, place, fault) in files.contract.unbounded {
            let source = files.contractSource
            inform(.bounds, SourcePlace(source: source, offset: source.offset(of: place)), "\(pointer) \(fault)")
        }
    }

    /// The fields that x-document names: print runs read them, whether or not the template does. What is public is named for
    /// those who read the page.
    private var namedForTheProgram: Set<String> {
        guard let document = files.contract.document else { return [] }
        let one = [
            document.account, document.number, document.amount, document.recipient, document.language, document.cycle,
            document.route, document.delivery, document.barcode, document.copies?.list,
        ]
        let all = one.compactMap(\.self) + document.sort + document.key
        return Set(all.map { "/" + $0.path.replacing(".", with: "/") })
    }

    /// Reads the words of the language at hand and of all others, and finds where they do not agree.
    func readWords(_ language: String, own: String) throws(Diagnostics) {
        func read(_ language: String) throws(Diagnostics) -> Words {
            let short = LanguageTag.primary(language)
            return try Words(
                own: files.words(language) ?? files.words(short), shared: files.sharedWords(language) ?? files.sharedWords(short),
                language: language)
        }
        words = try read(language)
        let first = language == own ? words! : try read(own)
        for other in files.languages() where other != own && other != LanguageTag.primary(own) {
            let others: Words
            do throws(Diagnostics) { others = try read(other) } catch {
                error.list.forEach(note)
                continue
            }
            for name in first.names {
                guard let one = first[name], let two = others[name] else { continue }
                if !Compiler.odd(one, two).isEmpty { words.differ.insert(name) }
            }
            languages.append((first, others))
        }
    }

    /// The placeholders that one of two words has and the other has not.
    private static func odd(_ one: Word, _ other: Word) -> Set<String> {
        Set(one.placeholders).symmetricDifference(other.placeholders)
    }

    /// Each word that the template uses stands in every language, with the same placeholders.
    func compareWords() {
        for (first, others) in languages {
            for name in first.names where words.used.contains(name) {
                guard let one = first[name] else { continue }
                guard let two = others[name] else {
                    note(
                        .word, others.start,
                        "\(others.file) lacks the word \(name), which \(first.file) has and the template uses",
                        hint: Contract.didYouMean(name, in: others.names.filter { first[$0] == nil }))
                    continue
                }
                let odd = Compiler.odd(one, two)
                guard !odd.isEmpty else { continue }
                note(
                    .word, others.place(of: name),
                    "\(name) has other placeholders here than in \(first.file): "
                        + odd.sorted().map { "{\($0)}" }.joined(separator: ", ") + " is not in both")
            }
        }
    }
}
