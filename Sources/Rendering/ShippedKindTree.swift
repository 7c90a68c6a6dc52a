import Records
import Texts

/// A library with a kind that comes with the program. The shared parts, pictures and words of that kind stand beside its
/// template, where they go before the library's own of the same names; but what the library's own shared words say (the
/// town's name), that kind says, too.
struct ShippedKindTree: FileTree {
    let own: any FileTree
    let shipped: any FileTree
    let kind: String

    func read(_ path: String) throws(FileFault) -> [UInt8] {
        guard let name = name(path) else { return try own.read(path) }
        guard name.hasSuffix(".json"), name != "data.schema.json" else { return try shipped.read(place(name)) }
        return try words(name)
    }

    func isFile(_ path: String) -> Bool {
        guard let name = name(path) else { return own.isFile(path) }
        return shipped.isFile(place(name))
    }

    func names(in folder: String) -> [String] {
        guard folder == "templates/\(kind)" else { return own.names(in: folder) }
        let shared = shipped.names(in: "templates/shared").filter { !$0.hasSuffix(".json") }
        return Set(shipped.names(in: folder) + shared).sorted()
    }

    /// The part of a path behind the folder of the kind.
    private func name(_ path: String) -> String? {
        let start = "templates/\(kind)/"
        return path.hasPrefix(start) ? String(path.dropFirst(start.count)) : nil
    }

    private func place(_ name: String) -> String {
        let beside = "templates/\(kind)/\(name)"
        return shipped.isFile(beside) || name.contains("/") ? beside : "templates/shared/\(name)"
    }

    /// The kind's own words, and those shared ones that the library does not say itself.
    private func words(_ name: String) throws(FileFault) -> [UInt8] {
        let beside = try shipped.read("templates/\(kind)/\(name)")
        guard let words = members(beside), let shared = (try? shipped.read("templates/shared/\(name)")).flatMap(members) else {
            return beside
        }
        let said = (try? own.read("templates/shared/\(name)")).flatMap(members) ?? []
        let known = Set((words + said).map(\.key))
        let all = words + shared.filter { !known.contains($0.key) }
        return Array("{\(all.map { "\(JSONText.quoted($0.key)): \(text($0.value))" }.joined(separator: ",\n"))}\n".utf8)
    }

    private func members(_ bytes: [UInt8]) -> [JSONValue.Member]? { (try? JSONValue.parse(bytes, file: ""))?.members }

    private func text(_ value: JSONValue) -> String {
        switch value.content {
        case .string(let text): JSONText.quoted(text)
        case .number(let digits): digits
        case .bool(let flag): String(flag)
        case .null: "null"
        case .array(let items): "[\(items.map(text).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\(JSONText.quoted($0.key)):\(text($0.value))" }.joined(separator: ","))}"
        }
    }
}
