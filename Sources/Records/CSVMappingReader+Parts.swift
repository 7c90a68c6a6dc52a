/// Values of a mapping, each with its fault where it is another than the one that is wanted.
extension CSVMappingReader {
    mutating func members(of value: JSONValue, _ what: String, known: [String]?) -> [JSONValue.Member]? {
        guard let members = value.members else {
            fault(value.place, "\(what) \(what == "a mapping" ? "is" : "are") an object in braces, and this is \(value.noun)")
            return nil
        }
        let unknown = members.filter { member in known.map { !$0.contains(member.key) } ?? false }
        let isSlip = unknown.count == 1 && Contract.nearest(to: unknown[0].key, in: known ?? []) != nil
        if what == CSVMappingReader.detailsNoun, !isSlip, let first = unknown.first {
            let names = unknown.prefix(3).map { CSVColumnName.shown($0.key) }.joined(separator: ", ")
            let more = unknown.count > 3 ? " and \(unknown.count - 3) more" : ""
            fault(
                first.place,
                "\(what) have \"columns\" and \"ignore\", and no \(names)\(more); the names of columns stand within \"columns\""
            )
            return members
        }
        for member in unknown {
            guard let known else { continue }
            let nearest = Contract.didYouMean(member.key, in: known).map { "; \($0)" } ?? ""
            fault(member.place, "\(what) \(what == "a mapping" ? "has" : "have") no \(member.key)\(nearest)")
        }
        return members
    }

    mutating func string(_ member: JSONValue.Member) -> String? {
        if let string = member.value.string { return string }
        fault(member.value.place, "\(member.key) is a string, and this is \(member.value.noun)")
        return nil
    }

    mutating func path(_ member: JSONValue.Member) -> String? {
        if let path = member.value.string { return path }
        fault(member.value.place, "a column leads to a field path such as account.number, and this is \(member.value.noun)")
        return nil
    }

    mutating func words(_ member: JSONValue.Member) -> [String] {
        guard let items = member.value.items else {
            fault(member.value.place, "\(member.key) is an array of strings, and this is \(member.value.noun)")
            return []
        }
        return items.compactMap { item in
            guard let word = item.string else {
                fault(item.place, "\(member.key) is an array of strings, and this is \(item.noun)")
                return nil
            }
            if word.allSatisfy({ $0 == " " }), member.key != "ignore" {
                fault(item.place, "an empty cell leaves its field out; it is not \(member.key)")
                return nil
            }
            return word
        }
    }

    mutating func isFirst(_ path: String, _ place: Place) -> Bool {
        guard let first = filled.updateValue(place, forKey: path) else { return true }
        fault(place, "\(path) is filled twice; first at line \(first.line)")
        return false
    }

    mutating func check(_ path: String, from root: CSVPlace, _ place: Place) -> CSVPath? {
        do throws(CSVPathFault) { return try CSVPath.value(path, from: root, contract) } catch {
            let nearest = error.isUnknown ? CSVPath.nearest(to: path, from: root, contract) : nil
            fault(place, error.message + (nearest.map { "; did you mean \($0)?" } ?? ""))
            return nil
        }
    }
}
