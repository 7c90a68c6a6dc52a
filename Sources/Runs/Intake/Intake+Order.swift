import Platform
import Records

/// The records of a run in their order, without those of which nobody can know whether they are right.
extension Intake {
    /// Which of two records with one key, or one barcode, is the right one nobody here can know: both are set aside.
    func refuseDuplicates(_ entries: inout [Entry]) throws(RunError) {
        var lines: [String: [Int]] = [:]
        var accounts: [String: Set<String>] = [:]
        var issuable: [IssuedKey] = []
        let barcodes = SharedBarcodes(entries)
        for document in entries.lazy.map(\.document) where document.part.isOwn {
            if let key = document.key { lines[key, default: []].append(document.line) }
            guard let number = document.number else { continue }
            accounts[PlainName.of(number), default: []].insert(PlainName.of(document.account ?? ""))
            if let key = document.key { issuable.append(IssuedKey(number: number, key: key)) }
        }
        let fields = kind.contract.document
        let what = fields?.key.map(\.path).joined(separator: " and ") ?? "key"
        let issued = try ledger.issued(issuable, kind: kind.name)
        for index in entries.indices {
            let document = entries[index].document
            func refuse(_ message: String, _ field: ResolvedField?, _ cause: Reason.Cause) {
                entries[index].document.reasons.append(
                    Reason("line \(document.line): \(message)", place: field?.path ?? "", cause: cause))
            }
            if let key = document.key, let all = lines[key], all.count > 1 {
                let others = all.filter { $0 != document.line }
                refuse(
                    "another record has the same \(what): line\(others.count > 1 ? "s" : "") \(others.isEmpty ? String(document.line) : Intake.shown(others))",
                    fields?.key.first, .duplicate)
            } else if let number = document.number, let owners = accounts[PlainName.of(number)], owners.count > 1 {
                refuse("a record of another account has the same \(fields?.number?.path ?? "number")", fields?.number, .duplicate)
            } else if let others = barcodes.others(than: entries[index]) {
                refuse(
                    "another record has the same \(fields?.barcode?.path ?? "barcode"): line\(others.count > 1 ? "s" : "") \(Intake.shown(others))",
                    fields?.barcode, .duplicate)
            }
            if let number = document.number, let key = document.key, let run = issued[IssuedKey(number: number, key: key)] {
                refuse("its number was issued already, in the run \(run)", fields?.number, .issued)
            }
        }
    }

    private static func shown(_ lines: [Int]) -> String {
        lines.prefix(5).map(String.init).joined(separator: ", ") + (lines.count > 5 ? ", …" : "")
    }

    func writeChunks(
        _ entries: [Entry], _ spool: Spool, isOne: Bool = false, keepsSequence: Bool = false
    ) throws(RunError) -> (chunks: [Digest], documents: [NewDocument]) {
        var chunks: [Digest] = []
        var documents: [NewDocument] = []
        documents.reserveCapacity(entries.count)
        var bytes: [UInt8] = []
        var inChunk = 0
        var own = 0
        var lastOrdinal = -1
        var lastOffset = 0
        for (index, entry) in entries.enumerated() {
            // A copy stays with its record.
            if !isOne, inChunk >= chunkSize, !entry.document.part.isCopy {
                chunks.append(try archive.put(bytes))
                bytes.removeAll(keepingCapacity: true)
                inChunk = 0
                lastOrdinal = -1
            }
            var document = entry.document
            if !keepsSequence {
                document.sequence = index + 1
                if document.part.isOwn { own = document.sequence } else if document.part.isCopy { document.parent = own }
            }
            document.chunk = chunks.count
            if entry.ordinal == lastOrdinal {
                document.offset = lastOffset
            } else {
                document.offset = bytes.count
                try spool.read(entry.spooled, document.length, into: &bytes)
                bytes.append(0x0A)
            }
            (lastOrdinal, lastOffset) = (entry.ordinal, document.offset)
            inChunk += 1
            documents.append(document)
        }
        chunks.append(try archive.put(bytes))
        return (chunks, documents)
    }
}

/// Barcodes that stand on the mail of several records: what the mail is traced and counted by is each record's own.
private struct SharedBarcodes {
    /// The lines of the records with a barcode, by their ordinals, where there are several.
    private var lines: [String: [Int: Int]] = [:]
    /// The barcodes of a record and its copies that others have, too.
    private var shared: [Int: Set<String>] = [:]

    init(_ entries: [Intake.Entry]) {
        for entry in entries {
            guard let barcode = entry.document.barcode.map(PlainName.of), !barcode.isEmpty else { continue }
            lines[barcode, default: [:]][entry.ordinal] = entry.document.line
        }
        lines = lines.filter { $0.value.count > 1 }
        for (barcode, records) in lines { for ordinal in records.keys { shared[ordinal, default: []].insert(barcode) } }
    }

    /// The lines of the other records with a barcode of this one; nil where there are none.
    func others(than entry: Intake.Entry) -> [Int]? {
        guard let barcodes = shared[entry.ordinal] else { return nil }
        var others: [Int: Int] = [:]
        for barcode in barcodes { others.merge(lines[barcode] ?? [:]) { line, _ in line } }
        others[entry.ordinal] = nil
        return others.values.sorted()
    }
}
