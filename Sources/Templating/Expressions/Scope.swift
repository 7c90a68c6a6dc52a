import Records

/// The names that an expression may use where it stands.
struct Scope {
    /// A name that a loop or a `<let>` gives.
    struct Name {
        enum Binding {
            /// A loop's variable, and what its items are.
            case variable(Int, FieldType)
            /// The number of a loop's item, kept beside its variable.
            case number(Int)
            /// The expression that a `<let>` names, and the fields that it shows, and prints as they are, by their pointers.
            case value(Expression, shows: [String], prints: [String])
            /// A `<let>` whose expression is wrong, which has been told.
            case broken
        }

        let name: String
        let binding: Binding
        /// The texts that a loop's items can be, where the contract lists them.
        let choices: [String]?

        init(_ name: String, _ binding: Binding, choices: [String]? = nil) {
            self.name = name
            self.binding = binding
            self.choices = choices
        }
    }

    /// Names that mean something of the language's own wherever they stand.
    static let reserved: Set<String> = [
        "t", "page", "run", "document", "carried", "true", "false", "and", "or", "not", "is", "present", "in", "eq", "ne", "lt",
        "le", "gt", "ge",
    ]

    let root: Shape
    private(set) var names: [Name] = []
    /// Within a filter's argument, the fields of the list's items are names, and `item` is the item itself.
    private(set) var item: (type: FieldType, index: Int)?
    /// Paths that an `<if test="… is present">` around has shown to be there.
    private(set) var present: Set<String> = []
    var hasPage = false
    var hasCarried = false

    init(root: Shape) { self.root = root }

    /// The innermost loop or `<let>` of a name.
    func name(_ name: String) -> Name? { names.last { $0.name == name } }

    func with(_ new: Name) -> Scope {
        var inner = self
        inner.names.append(new)
        // What was shown of an outer name of the same spelling says nothing of this one.
        inner.present = present.filter { $0 != new.name && !$0.hasPrefix(new.name + ".") }
        return inner
    }

    func with(item type: FieldType, index: Int) -> Scope {
        var inner = with(Name("item", .variable(index, type)))
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

    /// All names, for the nearest of them.
    var known: [String] {
        var known = root.fields.map(\.name) + names.map(\.name)
        if case .record(let shape)? = item?.type { known += shape.fields.map(\.name) }
        return known + ["t", "run", "document"] + (hasPage ? ["page"] : []) + (hasCarried ? ["carried"] : [])
    }
}
