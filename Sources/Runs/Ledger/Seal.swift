import Platform
import Records

/// Digests over all that a run's rows say, so that none is changed unnoticed: the trail holds them, and every decision
/// and everything that is given out is held against them.
///
/// They are built up from the parts: documents to chunks, chunks to a run; pieces to print files, files to a set. So one
/// chunk or one print file can be held against its seal without the others.
enum Seal {
    /// Of what a run was begun with and nothing but `recompose` changes.
    static func about(_ run: Run) -> Digest {
        let digester = Digester()
        digester.addSized("billpress run 2")
        digester.add(made(run).bytes)
        digester.add(run.id.number)
        digester.addSized(run.begun)
        digester.addSized(run.begunBy)
        digester.add(Int64(run.round))
        digester.add(run.isUrgent ? 1 : 0)
        return digester.finish()
    }

    /// Of what its documents are made with: the same for the same extract, day, templates and program, whoever begins the run,
    /// when, and how often.
    static func made(_ run: Run) -> Digest {
        let digester = Digester()
        digester.addSized(run.kind)
        digester.add(Int64(run.asOf.days))
        digester.addOptional(run.language)
        digester.addSized(run.source)
        digester.addOptional(run.sourceDigest)
        digester.add(run.content.bytes)
        digester.add(run.bundle.bytes)
        digester.addSized(run.engine.name)
        digester.add(run.engine.digest.bytes)
        for number in [run.approvalsNeeded, run.retentionYears] { digester.add(Int64(number)) }
        for flag in [run.isDuplex, run.isOneOff] { digester.add(flag ? 1 : 0) }
        digester.addOptional(run.expected?.records.map { Int64($0) })
        digester.addOptional(run.expected?.cents)
        digester.addOptional(run.expected?.from.rawValue)
        digester.addOptional(run.copy)
        return digester.finish()
    }

    /// Of a chunk's documents as they were taken in.
    static func documents(_ documents: [NewDocument]) -> Digest {
        let digester = Digester()
        for document in documents { add(document, to: digester) }
        return digester.finish()
    }

    private static func add(_ document: NewDocument, to digester: Digester) {
        digester.add(Int64(document.sequence))
        digester.add(Int64(document.part.copyNumber))
        digester.add(document.part == .looseDetail ? 1 : 0)
        digester.addOptional(document.parent.map { Int64($0) })
        for number in [
            document.chunk, document.offset, document.length, document.line, document.column, document.nameLength,
        ] { digester.add(Int64(number)) }
        for text in [
            document.account, document.number, document.key, document.cycle, document.route, document.delivery,
            document.barcode,
        ] { digester.addOptional(text) }
        digester.addSized(document.sort)
        digester.addOptional(document.cents)
        add(document.reasons, to: digester)
    }

    private static func add(_ reasons: [Reason], to digester: Digester) {
        digester.add(Int64(reasons.count))
        for reason in reasons { for text in [reason.message, reason.place, reason.cause.rawValue] { digester.addSized(text) } }
    }

    private static func add(_ composed: ComposedDocument, to digester: Digester) {
        digester.add(Int64(composed.sequence))
        digester.addSized(composed.state.rawValue)
        add(composed.reasons, to: digester)
        digester.add(Int64(composed.pages))
        digester.addOptional(composed.stated)
        digester.addOptional(composed.digest)
        digester.addSized(composed.way)
        digester.add(Int64(composed.marks))
    }

    /// Of what became of a chunk's documents, and of their totals.
    static func composed(_ composed: [ComposedDocument], _ totals: [ChunkTotal]) -> Digest {
        let digester = Digester()
        for one in composed { add(one, to: digester) }
        for total in totals {
            for text in [total.key.cycle, total.key.route, total.key.state.rawValue, total.key.delivery] {
                digester.addSized(text)
            }
            for number in [total.key.isCopy ? 1 : 0, total.key.pages, total.documents] { digester.add(Int64(number)) }
            digester.add(total.cents)
            digester.add(total.creditCents)
        }
        return digester.finish()
    }

    /// Of what a run has taken in.
    static func intake(_ run: Run, _ groups: [InputGroup], _ chunks: [Chunk]) -> Digest {
        let digester = Digester()
        digester.add(run.data.bytes)
        for number in [run.input.records, run.input.unreadable, run.copies] { digester.add(Int64(number)) }
        digester.add(run.input.cents)
        for group in groups.sorted(by: { ($0.cycle, $0.route) < ($1.cycle, $1.route) }) {
            digester.addSized(group.cycle)
            digester.addSized(group.route)
            digester.add(Int64(group.totals.records))
            digester.add(group.totals.cents)
            digester.add(Int64(group.totals.unreadable))
        }
        for chunk in chunks {
            for number in [chunk.number, chunk.own, chunk.copies] { digester.add(Int64(number)) }
            digester.add(chunk.blob.bytes)
            digester.add(chunk.digest.bytes)
        }
        return digester.finish()
    }

    /// Of what became of all its documents.
    static func composed(_ results: [ChunkResult]) -> Digest {
        let digester = Digester()
        for result in results {
            digester.add(Int64(result.chunk))
            digester.add(result.digest.bytes)
        }
        return digester.finish()
    }

    /// Of all that an approval is of. What the stop list takes out is not a change of what was approved.
    static func ledger(made: Digest, intake: Digest, composed: Digest, waivers: [Waiver], expectedWaived: String?) -> Digest {
        let digester = Digester()
        digester.addSized("billpress ledger 2")
        for digest in [made, intake, composed] { digester.add(digest.bytes) }
        for waiver in waivers {
            digester.add(Int64(waiver.sequence))
            digester.addSized(waiver.by)
            digester.addSized(waiver.why)
        }
        digester.addOptional(expectedWaived)
        return digester.finish()
    }

    static func stops(_ sequences: [Int]) -> Digest {
        let digester = Digester()
        for sequence in sequences { digester.add(Int64(sequence)) }
        return digester.finish()
    }

    /// Of the documents of one print file: whose they are, what stands on their pages, and where those are.
    static func pieces(_ documents: [StoredDocument]) -> Digest {
        let digester = Digester()
        for document in documents {
            add(document.document, to: digester)
            if let composed = document.composed { add(composed, to: digester) }
            guard let piece = document.piece else { continue }
            for number in [piece.sequence, piece.place, piece.file, piece.firstPage] { digester.add(Int64(number)) }
            digester.addOptional(piece.piece.map { Int64($0) })
        }
        return digester.finish()
    }

    /// Of the print files: as they are planned, or, once they are written, as they are.
    static func files(_ files: [PlannedFile], written: Bool) -> Digest {
        let digester = Digester()
        for file in files {
            for number in [
                file.number, file.sheetClass, file.firstPiece, file.lastPiece, file.documents, file.pages, file.sheets,
            ] { digester.add(Int64(number)) }
            digester.add(file.isPrinted ? 1 : 0)
            digester.addSized(file.name)
            digester.add(file.cents)
            digester.add(file.piecesDigest.bytes)
            guard written else { continue }
            digester.addOptional(file.blob)
            digester.add(file.bytes)
        }
        return digester.finish()
    }

    /// Of a document that was made for somebody who waited, and kept.
    static func oneOff(_ document: StoredDocument, record: Digest) -> Digest {
        let digester = Digester()
        add(document.document, to: digester)
        if let composed = document.composed { add(composed, to: digester) }
        digester.addOptional(document.ownFile)
        digester.add(record.bytes)
        return digester.finish()
    }
}
