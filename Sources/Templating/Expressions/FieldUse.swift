import Records

/// Which fields of the contract the template uses, and which of its own names.
final class FieldUse {
    /// Where each field is first used, by its pointer.
    private(set) var first: [String: SourcePlace] = [:]
    /// Something that only a run knows was used since this was last set to false.
    var usesSequence = false
    private var isQuiet = false
    /// Fields shown since somebody last asked, with the place of one use.
    private var recent: [String: SourcePlace] = [:]
    private var names: [String: (place: SourcePlace, isUsed: Bool)] = [:]

    func note(_ field: Field, at place: SourcePlace) {
        // A field that the template itself made (a group's key) is none of the contract's.
        if field.pointer.isEmpty { return }
        if first[field.pointer] == nil { first[field.pointer] = place }
        // A record is not shown itself, but its fields are.
        if case .record = field.type { return }
        if !isQuiet, recent[field.pointer] == nil { recent[field.pointer] = place }
    }

    /// Fields that are shown under another name.
    func show(_ pointers: [String], at place: SourcePlace) {
        for pointer in pointers where !isQuiet && recent[pointer] == nil { recent[pointer] = place }
    }

    /// Fields that a body only asks about are not shown.
    func quietly<Result>(_ body: () -> Result) -> Result {
        let before = isQuiet
        isQuiet = true
        defer { isQuiet = before }
        return body()
    }

    /// The fields that are shown by what a body compiles, in the order of their pointers.
    func during(_ body: () -> Void) -> [(pointer: String, place: SourcePlace)] {
        let before = recent
        recent = [:]
        body()
        let found = recent.sorted { $0.key < $1.key }.map { (pointer: $0.key, place: $0.value) }
        recent.merge(before) { _, earlier in earlier }
        return found
    }

    func declare(_ name: String, at place: SourcePlace) { names[name] = names[name] ?? (place, false) }
    func use(_ name: String) { names[name]?.isUsed = true }

    /// Names of `<let>` that nothing uses.
    var idle: [(name: String, place: SourcePlace)] {
        names.filter { !$0.value.isUsed }.map { (name: $0.key, place: $0.value.place) }.sorted { $0.name < $1.name }
    }
}
