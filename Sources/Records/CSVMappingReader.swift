/// Reads a mapping, and goes on after every fault so that all are reported in one pass.
struct CSVMappingReader {
    let file: String
    let contract: Contract
    var mapping = CSVMapping()
    private var faults: Set<ContractFault> = []
    /// Where each path is filled.
    var filled: [String: Place] = [:]

    private static let names = [
        "encoding", "delimiter", "columns", "constants", "dates", "months", "true", "false", "ignore", "trailer", "details",
        "key",
    ]
    private static let detailNames = ["columns", "ignore"]
    static let detailsNoun = "details of a list"

    init(file: String, contract: Contract) {
        (self.file, self.contract) = (file, contract)
        mapping.file = String(file.split(separator: "/").last ?? "extract.json")
    }

    mutating func read(_ value: JSONValue) {
        guard let members = members(of: value, "a mapping", known: CSVMappingReader.names) else { return }
        for member in members {
            switch member.key {
            case "encoding": encoding(member.value)
            case "delimiter": delimiter(member.value)
            case "key": key(member.value)
            case "dates": pattern(member, hasDay: true) { $0.dates = $1 }
            case "months": pattern(member, hasDay: false) { $0.months = $1 }
            case "true": mapping.writer.yes = words(member).map { Array($0.utf8) }
            case "false": mapping.writer.no = words(member).map { Array($0.utf8) }
            case "ignore": mapping.ignored = words(member)
            case "trailer":
                guard let word = string(member) else { continue }
                if word.isEmpty { fault(member.value.place, "the trailer's word is empty") }
                mapping.dialect.trailer = word
            default: break
            }
        }
        if let both = mapping.writer.yes.first(where: mapping.writer.no.contains) {
            fault(value["false"]?.place ?? value.place, "\(String(decoding: both, as: UTF8.self)) is both true and false")
        }
        mapping.columns = columns(value["columns"])
        constants(value["constants"])
        details(value["details"])
    }

    // MARK: Faults

    mutating func fault(_ place: Place, _ message: String) {
        faults.insert(ContractFault(file: file, line: place.line, column: place.column, message: message))
    }

    func sortedFaults() -> [ContractFault] {
        faults.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
    }

    // MARK: How the file is written

    private mutating func encoding(_ value: JSONValue) {
        let names = CSVEncoding.allCases.map(\.rawValue)
        guard let name = value.string, let encoding = CSVEncoding(rawValue: name) else {
            let nearest = value.string.flatMap { Contract.didYouMean($0, in: names) }.map { "; \($0)" } ?? ""
            return fault(value.place, "encoding is one of \(names.joined(separator: ", "))\(nearest)")
        }
        mapping.dialect.encoding = encoding
    }

    private mutating func delimiter(_ value: JSONValue) {
        guard let text = value.string, [",", ";", "\t", "|"].contains(text), let byte = text.utf8.first else {
            return fault(value.place, "delimiter is one of \",\", \";\", \"\\t\", \"|\"")
        }
        mapping.dialect.delimiter = byte
    }

    private mutating func key(_ value: JSONValue) {
        guard let path = value.string else { return fault(value.place, "key is a field path, and this is \(value.noun)") }
        guard check(path, from: CSVPlace(contract), value.place) != nil else { return }
        mapping.key = path
    }

    private mutating func pattern(
        _ member: JSONValue.Member, hasDay: Bool, _ set: (inout CSVCellWriter, CSVDatePattern) -> Void
    ) {
        guard let text = string(member) else { return }
        do throws(CSVDatePattern.Fault) { set(&mapping.writer, try CSVDatePattern(text, hasDay: hasDay)) } catch {
            fault(member.value.place, error.message)
        }
    }

    // MARK: What its columns are

    private mutating func columns(_ value: JSONValue?) -> [CSVMapping.Column] {
        guard let value, let members = members(of: value, "columns", known: nil) else { return [] }
        return members.compactMap { member in
            guard let path = path(member), check(path, from: CSVPlace(contract), member.value.place) != nil,
                isFirst(path, member.value.place)
            else { return nil }
            return CSVMapping.Column(name: member.key, path: path)
        }
    }

    private mutating func constants(_ value: JSONValue?) {
        guard let value, let members = members(of: value, "constants", known: nil) else { return }
        for member in members {
            guard let found = check(member.key, from: CSVPlace(contract), member.place), isFirst(member.key, member.place),
                let kind = CSVCellKind(found.place.field)
            else { continue }
            let text: String
            switch member.value.content {
            case .string(let string): text = string
            case .number(let digits): text = digits
            case .bool(let bool): text = bool ? "true" : "false"
            case .array, .object, .null:
                fault(member.value.place, "a constant is one value, and this is \(member.value.noun)")
                continue
            }
            guard CSVColumns.constant(text, kind, mapping.writer) != nil else {
                fault(member.value.place, "\(member.key) is \(found.place.type.noun), and this is none")
                continue
            }
            mapping.constants.append(CSVMapping.Constant(path: member.key, text: text))
        }
    }

    private mutating func details(_ value: JSONValue?) {
        guard let value, let members = members(of: value, "details", known: nil) else { return }
        for member in members {
            let found: (list: CSVPath, outer: [(path: String, list: CSVPath)])
            do throws(CSVPathFault) { found = try CSVPath.list(member.key, contract) } catch {
                fault(member.place, error.message)
                continue
            }
            var detail = CSVMapping.Detail(path: member.key)
            guard let parts = self.members(of: member.value, CSVMappingReader.detailsNoun, known: CSVMappingReader.detailNames)
            else {
                continue
            }
            for part in parts where part.key == "ignore" { detail.ignored = words(part) }
            filled = [:]
            let item = found.list.place.item(contract)
            let others = found.outer.map(\.path) + (item.isValue ? [member.key] : [])
            let columns = parts.first { $0.key == "columns" }.flatMap { self.members(of: $0.value, "columns", known: nil) }
            for column in columns ?? [] {
                guard let path = path(column), isFirst(path, column.value.place) else { continue }
                // the key may be another than the mapping's, so any value of the record may be one
                let isKey = (try? CSVPath.value(path, from: CSVPlace(contract), contract)) != nil
                guard others.contains(path) || isKey || check(path, from: item, column.value.place) != nil else { continue }
                detail.columns.append(CSVMapping.Column(name: column.key, path: path))
            }
            mapping.details.append(detail)
        }
    }
}
