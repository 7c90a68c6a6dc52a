/// A place in the records of a contract that a column fills: `mail.lines.1`, with the items of a list numbered from 1.
struct CSVPath: Sendable {
    enum Step: Sendable, Hashable {
        /// The index of a field in its shape.
        case field(Int)
        case item(Int)
    }

    var steps: [Step]
    var place: CSVPlace
}

/// What a contract says of one place: the type for its names, and the entry of the plan for its kind.
struct CSVPlace: Sendable {
    var type: FieldType
    var field: PlanField

    /// The whole record.
    init(_ contract: Contract) {
        type = .record(contract.shape)
        field = PlanField(kind: .record)
        field.shape = Int32(contract.root)
    }

    private init(_ type: FieldType, _ field: PlanField) { (self.type, self.field) = (type, field) }

    /// A field of this record, which stands at this index of its shape.
    func field(_ index: Int, _ contract: Contract) -> CSVPlace {
        guard case .record(let shape) = type else { preconditionFailure("only a record has fields") }
        let plan = contract.plan
        return CSVPlace(shape.fields[index].type, plan.fields[Int(plan.shapes[Int(field.shape)].first) + index])
    }

    /// The items of this list.
    func item(_ contract: Contract) -> CSVPlace {
        guard case .list(of: let type, stride: _) = type else { preconditionFailure("only a list has items") }
        return CSVPlace(type, contract.plan.fields[Int(field.item)])
    }

    var isValue: Bool {
        switch type {
        case .text, .integer, .number, .money, .date, .month, .boolean: true
        case .list, .record: false
        }
    }
}

/// Why a path leads to no field.
struct CSVPathFault: Error {
    var message: String
    /// No field has such a name, so that it may be no path at all.
    var isUnknown = false
}

extension CSVPath {
    /// Follows a path from a place to a single value.
    static func value(_ path: String, from root: CSVPlace, _ contract: Contract) throws(CSVPathFault) -> CSVPath {
        let found = try resolve(path, from: root, contract, numbersItems: true)
        switch found.place.type {
        case .list: throw CSVPathFault(message: "\(path) is a list; its items are numbered, as in \(path).1")
        case .record(let shape):
            let inner = shape.fields.first.map { "; name a field of it, such as \(path).\($0.name)" } ?? ""
            throw CSVPathFault(message: "\(path) is a record\(inner)")
        default: return found
        }
    }

    /// Follows a path to a list, and says which lists are around it: `services.charges` is within `services`.
    static func list(
        _ path: String, _ contract: Contract
    ) throws(CSVPathFault) -> (list: CSVPath, outer: [(path: String, list: CSVPath)]) {
        let found = try resolve(path, from: CSVPlace(contract), contract, numbersItems: false)
        guard case .list = found.place.type else {
            throw CSVPathFault(message: "\(path) is \(found.place.type.noun), and details are the items of a list")
        }
        let names = path.split(separator: ".").map(String.init)
        var outer: [(path: String, list: CSVPath)] = []
        for i in 1..<max(names.count, 1) {
            let around = names[..<i].joined(separator: ".")
            let place = try resolve(around, from: CSVPlace(contract), contract, numbersItems: false)
            if case .list = place.place.type { outer.append((around, place)) }
        }
        return (found, outer)
    }

    /// With `numbersItems` a list is followed by the number of an item; without, by a field of its items.
    private static func resolve(
        _ path: String, from root: CSVPlace, _ contract: Contract, numbersItems: Bool
    ) throws(CSVPathFault) -> CSVPath {
        var steps: [Step] = []
        var place = root
        let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        for (i, name) in names.enumerated() {
            if !numbersItems, case .list = place.type { place = place.item(contract) }
            switch place.type {
            case .record(let shape):
                guard let index = shape.fields.firstIndex(where: { $0.name.isSameBytes(as: name) }) else {
                    throw CSVPathFault(message: "\(CSVColumnName.shown(path)) is not in the contract", isUnknown: true)
                }
                steps.append(.field(index))
                place = place.field(index, contract)
            case .list:
                let around = names[..<i].joined(separator: ".")
                guard let number = Int32(name), number >= 1, String(number) == name else {
                    throw CSVPathFault(
                        message:
                            "\(CSVColumnName.shown(path)) needs the number of an item, from 1, behind \(around), which is a list")
                }
                steps.append(.item(Int(number)))
                place = place.item(contract)
            default:
                let around = names[..<i].joined(separator: ".")
                throw CSVPathFault(message: "\(CSVColumnName.shown(path)) goes into \(around), which is \(place.type.noun)")
            }
        }
        return CSVPath(steps: steps, place: place)
    }

    /// The path of the contract that is nearest to a name, with the name's own numbers of items.
    static func nearest(to name: String, from root: CSVPlace, _ contract: Contract) -> String? {
        var numbers: [String] = []
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { part -> String in
            guard !part.isEmpty, part.allSatisfy({ $0.isASCII && $0.isNumber }) else { return String(part) }
            numbers.append(String(part))
            return "1"
        }
        var paths: [String] = []
        collect(root, "", &paths, contract)
        guard let nearest = Contract.nearest(to: parts.joined(separator: "."), in: paths) else { return nil }
        var next = 0
        return nearest.split(separator: ".").map { part -> String in
            guard part == "1" else { return String(part) }
            defer { next += 1 }
            return next < numbers.count ? numbers[next] : "1"
        }.joined(separator: ".")
    }

    /// The paths of all values, each list with its first item.
    private static func collect(_ place: CSVPlace, _ path: String, _ paths: inout [String], _ contract: Contract) {
        func inner(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        switch place.type {
        case .record(let shape):
            for i in shape.fields.indices {
                collect(place.field(i, contract), inner(shape.fields[i].name), &paths, contract)
            }
        case .list: collect(place.item(contract), inner("1"), &paths, contract)
        default: paths.append(path)
        }
    }
}
