import Platform

/// The objects of a file by their numbers, found through its cross-reference table and read when they are asked for.
struct PrintedObjects {
    let name: String
    /// The number of the catalog.
    let root: Int
    /// What tells this file from others: the identity in our own is a digest of the content.
    let trailer: [UInt8]
    private let file: any RandomAccess
    /// Where each object begins, by number; zero for one that is free.
    private let offsets: [Int]
    private let ends: [Int]

    /// Numbers are below this.
    var count: Int { offsets.count }

    init(of file: any RandomAccess, name: String) throws(TakeFault) {
        self.file = file
        self.name = name
        let size = file.count
        let from = max(0, size - 64)
        guard let tail = file.bytes(from..<size) else { throw .damaged(name, "it cannot be read") }
        let keyword = Array("startxref".utf8)
        guard
            let found = (0...max(0, tail.count - keyword.count)).last(where: { tail[$0...].starts(with: keyword) })
        else { throw .damaged(name, "its end is missing") }
        var scanner = PDFScanner(tail, at: found + keyword.count)
        guard let start = scanner.integer(), start < from + found, let bytes = file.bytes(start..<from + found) else {
            throw .damaged(name, "its cross-reference table is missing")
        }
        scanner = PDFScanner(bytes)
        guard scanner.take("xref") else { throw .unfamiliar(name, "it has no cross-reference table") }
        guard scanner.integer() == 0, let count = scanner.integer() else {
            throw .unfamiliar(name, "its cross-reference table does not begin at 0")
        }
        // Each entry has 20 bytes, after the end of the line.
        var at = scanner.at
        while at < bytes.count, [0x20, 0x0D, 0x0A].contains(bytes[at]) { at += 1 }
        guard count <= (bytes.count - at) / 20 else { throw .damaged(name, "its cross-reference table is cut off") }
        var offsets = [Int](repeating: 0, count: count)
        for number in 0..<count where bytes[at + 20 * number + 17] == 0x6E {
            var offset = 0
            for digit in bytes[at + 20 * number..<at + 20 * number + 10] {
                guard 0x30...0x39 ~= digit else {
                    throw .damaged(name, "its cross-reference table is broken at object \(number)")
                }
                offset = offset * 10 + Int(digit - 0x30)
            }
            guard offset < start else { throw .damaged(name, "object \(number) lies beyond the cross-reference table") }
            offsets[number] = offset
        }
        scanner = PDFScanner(bytes, at: at + 20 * count)
        guard scanner.take("trailer"), let item = scanner.item(), case .dictionary(let entries) = item.value else {
            throw .unfamiliar(name, "its cross-reference table has more than one section")
        }
        for more in ["Prev", "XRefStm", "Encrypt"] where entries.contains(where: { $0.name == more }) {
            throw .unfamiliar(name, more == "Encrypt" ? "it is encrypted" : "it has more than one cross-reference table")
        }
        guard case .reference(let root)? = entries.first(where: { $0.name == "Root" })?.item.value else {
            throw .damaged(name, "its trailer names no catalog")
        }
        self.offsets = offsets
        self.root = root
        trailer = Array(bytes[item.range])
        let order = offsets.indices.filter { offsets[$0] > 0 }.sorted { offsets[$0] < offsets[$1] }
        var ends = [Int](repeating: 0, count: count)
        for (place, number) in order.enumerated() {
            ends[number] = place + 1 < order.count ? offsets[order[place + 1]] : start
        }
        self.ends = ends
    }

    /// The object of a number, whole.
    subscript(number: Int) -> PrintedObject {
        get throws(TakeFault) {
            guard offsets.indices.contains(number), offsets[number] > 0 else {
                throw .damaged(name, "object \(number), which it uses, is not there")
            }
            guard let bytes = bytes(of: number), let object = PrintedObject(bytes, number: number, resolve: integer) else {
                throw .damaged(name, "object \(number), at byte \(offsets[number]), is not whole")
            }
            return object
        }
    }

    private func bytes(of number: Int) -> [UInt8]? { file.bytes(offsets[number]..<ends[number]) }

    /// The object of a number, if it is a whole number: the length of a stream may be one.
    private func integer(_ number: Int) -> Int? {
        guard offsets.indices.contains(number), offsets[number] > 0, let bytes = bytes(of: number) else { return nil }
        var scanner = PDFScanner(bytes)
        guard scanner.integer() == number, scanner.integer() == 0, scanner.take("obj") else { return nil }
        return scanner.integer()
    }
}
