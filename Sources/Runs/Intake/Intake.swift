import Platform
import Records
import Rendering
import Texts

/// Reads an extract into a run: every record is checked, counted and ordered, and none is lost.
package struct Intake {
    package let kind: Kind
    package let ledger: Ledger
    package let archive: Archive
    /// Documents in a chunk: at most so many are laid out again after a crash.
    package var chunkSize = 500

    package init(kind: Kind, ledger: Ledger, archive: Archive) {
        self.kind = kind
        self.ledger = ledger
        self.archive = archive
    }

    /// What a run is told beside its data.
    package struct Order: Sendable {
        package var name: String
        package var asOf: Day
        package var language: String?
        package var source: String
        package var sourceDigest: Digest?
        package var bundle: (digest: Digest, files: [BundleFile])
        package var engine: Engine
        package var isUrgent = false
        /// Taken in although the same content was before.
        package var isForced = false
        package var expected: ExpectedTotals?
        package init(
            name: String, asOf: Day, language: String?, source: String, sourceDigest: Digest?,
            bundle: (digest: Digest, files: [BundleFile]), engine: Engine
        ) {
            self.name = name
            self.asOf = asOf
            self.language = language
            self.source = source
            self.sourceDigest = sourceDigest
            self.bundle = bundle
            self.engine = engine
        }
    }

    /// What cannot be printed by a run, whatever its data.
    package func checkKind() throws(RunError) {
        if kind.contract.document == nil {
            throw RunError.kindWithoutDocument(kind: kind.name)
        }
        if kind.contract.document?.amount != nil, kind.template.amountReading == .none {
            throw RunError.amountNotStated(kind: kind.name)
        }
        if let place = kind.template.sequenceInFlow {
            throw RunError.sequenceInFlow(place: String(describing: place))
        }
    }

    /// Takes a stream of records in. `progress` hears of the bytes that were read, and stops the work by throwing.
    package func submit(
        _ stream: any RecordStream, _ order: Order, by actor: Actor, progress: (Int) throws(RunError) -> Void
    ) throws(RunError) -> Run {
        try checkKind()
        try Intake.checkName(order.name)
        let lock = try archive.lock(.shared)
        defer { lock.release() }
        let taken = try read(stream, asOf: order.asOf, progress)
        // Rows of details alone are no extract.
        guard taken.input.records > 0 else { throw RunError.emptySource(order.source) }
        guard taken.magnitude <= InputTotals.mostCents else { throw RunError.amountsTooLarge(source: order.source) }
        let content = taken.spool.content.finish()
        if !order.isForced, let earlier = try ledger.run(ofContent: content, kind: kind.name) {
            throw RunError.takenInBefore(source: order.source, run: earlier.name)
        }
        var entries = taken.entries
        try refuseDuplicates(&entries)
        entries.sort { a, b in
            // Records that could not be read stand at the end, in the order of the file.
            if a.document.sort != b.document.sort { return a.document.sort.lexicographicallyPrecedes(b.document.sort) }
            return (a.document.line, a.ordinal, a.document.part.copyNumber) < (
                b.document.line, b.ordinal, b.document.part.copyNumber
            )
        }
        let (chunks, documents) = try writeChunks(entries, taken.spool)
        let digester = Digester()
        for chunk in chunks { digester.add(chunk.bytes) }
        var expected = order.expected
        if let trailer = stream.trailer, let given = order.expected {
            guard given.records ?? trailer.count == trailer.count ?? given.records,
                given.cents ?? trailer.cents == trailer.cents ?? given.cents
            else { throw RunError.trailerDiffers(source: order.source, from: given.from) }
        }
        if expected == nil, let trailer = stream.trailer {
            expected = ExpectedTotals(records: trailer.count, cents: trailer.cents, from: .trailer)
        }
        let new = NewRun(
            name: order.name, kind: kind.name, asOf: order.asOf, language: order.language, source: order.source,
            sourceDigest: order.sourceDigest, content: content, data: digester.finish(), bundle: order.bundle.digest,
            bundleFiles: order.bundle.files, engine: order.engine, isUrgent: order.isUrgent, rules: kind.contract.run,
            input: taken.input, expected: expected, groups: taken.groups.sorted { $0.key < $1.key }.map(\.value), chunks: chunks,
            documents: documents, isForced: order.isForced)
        return try ledger.submit(new, by: actor)
    }

    /// A run's name stands in lists, in names of files, and beside the numbers of runs.
    static func checkName(_ name: String) throws(RunError) {
        let isPlain = name.unicodeScalars.allSatisfy {
            ($0.properties.isAlphabetic || $0.properties.numericType != nil || "-._ ".unicodeScalars.contains($0))
                && PrintableText.isPlain($0)
        }
        guard (1...40).contains(name.unicodeScalars.count), isPlain, name.contains(where: \.isLetter), name.first != ".",
            name.first != " ",
            name.last != " "
        else {
            throw RunError.badRunName(name)
        }
    }
}
