import Records

/// The names that an expression may use where it stands.
struct Scope {
    /// A loop's name, its variable, and what its items are.
    struct Variable {
        let name: String
        let index: Int
        let type: FieldType
    }

    let root: Shape
    var variables: [Variable] = []
    /// Within a filter's argument, the fields of the list's items are names, and `item` is the item itself.
    var item: (type: FieldType, index: Int)?
    /// Paths that an `<if test="… is present">` around has shown to be there.
    var present: Set<String> = []
    var hasPage = false
    var hasCarried = false

    func with(_ variable: Variable) -> Scope {
        var inner = self
        inner.variables.append(variable)
        // What was shown of an outer name of the same spelling says nothing of this one.
        inner.present = present.filter { $0 != variable.name && !$0.hasPrefix(variable.name + ".") }
        return inner
    }

    func with(item type: FieldType, index: Int) -> Scope {
        var inner = with(Variable(name: "item", index: index, type: type))
        inner.item = (type, index)
        // The item's fields hide names around them, and what was shown of those says nothing of these.
        if case .record(let shape) = type {
            inner.present = inner.present.filter { path in shape.field(named: String(path.prefix { $0 != "." })) == nil }
        }
        return inner
    }

    func narrowed(by paths: [String]) -> Scope {
        var inner = self
        inner.present.formUnion(paths)
        return inner
    }

    var names: [String] {
        var names = root.fields.map(\.name) + variables.map(\.name)
        if case .record(let shape)? = item?.type { names += shape.fields.map(\.name) }
        return names + ["t"] + (hasPage ? ["page"] : []) + (hasCarried ? ["carried"] : [])
    }
}
