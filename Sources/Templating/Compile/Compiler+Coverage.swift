import Records

/// What the contract and the words have and the template does not use, and what the languages do not share.
extension Compiler {
    /// Fields, words and names that the template never uses: worth knowing, both ways.
    func noteUnused() {
        func walk(_ shape: Shape) {
            for field in shape.fields {
                guard used.first[field.pointer] != nil else {
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
        for (name, place) in used.idle { inform(.unknownField, place, "the value \(name) is never used") }
    }

    /// Each word that the template uses stands in every language, with the same placeholders.
    func compareWords() {
        for language in files.languages() {
            guard language != words.language, let source = files.words(language) else { continue }
            let others: Words
            do throws(Diagnostics) {
                others = try Words(own: source, shared: files.sharedWords(language), language: language)
            } catch {
                error.list.forEach(note)
                continue
            }
            for name in words.names where words.used.contains(name) {
                guard let own = words[name] else { continue }
                guard let other = others[name] else {
                    note(
                        .word, others.start,
                        "\(others.file) lacks the word \(name), which \(words.file) has and the template uses",
                        hint: Contract.nearest(to: name, in: others.names.filter { words[$0] == nil }).map {
                            "did you mean \($0)?"
                        })
                    continue
                }
                let here = Set(own.placeholders)
                let there = Set(other.placeholders)
                if here != there {
                    let odd = here.symmetricDifference(there).sorted().map { "{\($0)}" }.joined(separator: ", ")
                    note(
                        .word, others.place(of: name),
                        "\(name) has other placeholders here than in \(words.file): \(odd) is not in both")
                }
            }
        }
    }
}
