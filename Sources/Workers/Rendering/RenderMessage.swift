import Pages
import Platform
import Records
import Runs
import Templating

/// What a child is told.
enum RenderCommand {
    /// Loads a kind, so that the first request of it need not wait.
    case prepare(RenderPreparation)
    /// The number comes back with the answer, so that no answer is taken for another's.
    case render(UInt64, RenderRequest)

    func frame() -> [UInt8] {
        switch self {
        case .prepare(let preparation):
            var writer = WireWriter()
            writer.add(UInt8(1))
            writer.add(preparation)
            return writer.frame()
        case .render(let id, let request):
            var writer = WireWriter(room: request.record.count + 1_024)
            writer.add(UInt8(2))
            writer.add(Int64(bitPattern: id))
            writer.add(request)
            return writer.frame()
        }
    }

    init(_ bytes: [UInt8]) throws(WireError) {
        var reader = WireReader(bytes)
        switch try reader.byte() {
        case 1: self = .prepare(try reader.preparation())
        case 2: self = .render(UInt64(bitPattern: try reader.int64()), try reader.request())
        default: throw WireError()
        }
        try reader.finish()
    }
}

/// A kind as a child has it ready for requests of one profile.
struct RenderPreparation: Equatable, Sendable {
    var kind: KindReference
    var profile: OutputProfile
    var attachment: DataFormat?
}

/// What a child says.
enum RenderReport {
    /// It is there.
    case started
    case prepared(RenderChildStatistics)
    case answer(UInt64, RenderChildStatistics, Result<RenderedDocument, RenderError>)

    /// Of the protocol; parent and child are one program, and a test that starts another is told.
    private static let version: UInt8 = 1

    func frame() -> [UInt8] {
        switch self {
        case .started:
            var writer = WireWriter()
            writer.add(UInt8(11))
            writer.add(RenderReport.version)
            return writer.frame()
        case .prepared(let statistics):
            var writer = WireWriter()
            writer.add(UInt8(12))
            writer.add(statistics)
            return writer.frame()
        case .answer(let id, let statistics, let result):
            var writer = WireWriter(room: ((try? result.get())?.pdf.count ?? 0) + 1_024)
            writer.add(UInt8(13))
            writer.add(Int64(bitPattern: id))
            writer.add(statistics)
            switch result {
            case .success(let document):
                writer.add(UInt8(0))
                writer.add(document)
            case .failure(let error): writer.add(error)
            }
            return writer.frame()
        }
    }

    init(_ bytes: [UInt8]) throws(WireError) {
        var reader = WireReader(bytes)
        switch try reader.byte() {
        case 11:
            guard try reader.byte() == RenderReport.version else { throw WireError() }
            self = .started
        case 12: self = .prepared(try reader.statistics())
        case 13:
            let id = UInt64(bitPattern: try reader.int64())
            let statistics = try reader.statistics()
            self = .answer(id, statistics, try reader.result())
        default: throw WireError()
        }
        try reader.finish()
    }
}

extension WireWriter {
    fileprivate mutating func add(_ kind: KindReference) {
        add(kind.name)
        add(kind.language)
        switch kind.source {
        case .folders(let templates, let fonts):
            add(UInt8(0))
            add(templates)
            add(fonts)
        case .bundle(let digest, let files, let home):
            add(UInt8(1))
            add(digest.bytes)
            add(files) { writer, file in
                writer.add(file.path)
                writer.add(file.blob.bytes)
            }
            add(home)
        }
    }

    fileprivate mutating func add(_ preparation: RenderPreparation) {
        add(preparation.kind)
        add(preparation.profile.rawValue)
        add(preparation.attachment?.rawValue)
    }

    fileprivate mutating func add(_ request: RenderRequest) {
        add(RenderPreparation(kind: request.kind, profile: request.profile, attachment: request.attachment))
        add(Int64(request.issue.date.days))
        add(request.issue.sequence)
        add(request.issue.number) { $0.add($1) }
        add(request.issue.copy) { $0.add($1) }
        add(request.issue.isSample)
        add(request.copy)
        add(request.sides?.rawValue)
        add(request.record)
        add(request.line)
        add(request.column)
    }

    fileprivate mutating func add(_ statistics: RenderChildStatistics) {
        add(Int(statistics.process))
        add(statistics.requests)
        add(statistics.kindLoads)
        add(statistics.resident)
    }

    fileprivate mutating func add(_ document: RenderedDocument) {
        add(document.pdf)
        add(document.pageCount)
        add(document.sheets)
        add(document.printedCents)
        add(document.cents)
        add(document.pageDigest.bytes)
        add(document.title)
        add(document.number)
        add(document.maskedAccount)
        add(document.language)
        let entry = document.entry
        add(entry.length)
        add(entry.line)
        add(entry.column)
        for text in [entry.account, entry.number, entry.key] { add(text) }
        add(entry.sort)
        for text in [entry.cycle, entry.route, entry.delivery, entry.barcode] { add(text) }
        add(entry.cents)
        add(entry.nameLength)
        add(document.retentionYears)
    }

    /// Those that a child itself may answer; the others are the pool's.
    fileprivate mutating func add(_ error: RenderError) {
        switch error {
        case .rejected(let rejection):
            add(UInt8(1))
            add(rejection.line)
            add(rejection.account)
            add(rejection.reasons) { writer, reason in
                writer.add(reason.code)
                writer.add(reason.place)
                writer.add(reason.pointer)
                writer.add(reason.file)
                writer.add(reason.source) { writer, place in
                    writer.add(place.line)
                    writer.add(place.column)
                }
                writer.add(reason.message)
                writer.add(reason.fullMessage)
                writer.add(reason.text)
                writer.add(reason.isCheck)
            }
        case .kindUnavailable(let failure):
            add(UInt8(2))
            add(failure.cause.rawValue)
            add(failure.message)
        case .fileFailed(let reason):
            add(UInt8(3))
            add(reason)
        case .renderChildDied, .renderTimedOut, .renderAnswerInvalid, .queueFull, .queueTimedOut, .requestTooLarge,
            .childrenUnavailable, .poolShutDown:
            add(UInt8(4))
        }
    }
}

extension WireReader {
    fileprivate mutating func raw<Value: RawRepresentable<String>>(_ type: Value.Type) throws(WireError) -> Value {
        guard let value = Value(rawValue: try text()) else { throw WireError() }
        return value
    }

    fileprivate mutating func digest() throws(WireError) -> Digest {
        guard let digest = Digest(bytes: try bytes()) else { throw WireError() }
        return digest
    }

    fileprivate mutating func kind() throws(WireError) -> KindReference {
        let name = try text()
        let language = try optionalText()
        switch try byte() {
        case 0: return KindReference(name, language: language, from: .folders(templates: try text(), fonts: try text()))
        case 1:
            let digest = try digest()
            let files = try list { reader throws(WireError) in BundleFile(path: try reader.text(), blob: try reader.digest()) }
            return KindReference(name, language: language, from: .bundle(digest, files: files, home: try text()))
        default: throw WireError()
        }
    }

    fileprivate mutating func preparation() throws(WireError) -> RenderPreparation {
        RenderPreparation(
            kind: try kind(), profile: try raw(OutputProfile.self),
            attachment: try optional { reader throws(WireError) in try reader.raw(DataFormat.self) })
    }

    fileprivate mutating func request() throws(WireError) -> RenderRequest {
        let preparation = try preparation()
        guard let days = Int32(exactly: try int64()), Day.reach.contains(days) else { throw WireError() }
        var issue = Issuance(date: Day(days: days))
        issue.sequence = try optionalInt()
        issue.number = try optional { reader throws(WireError) in try reader.bytes() }
        issue.copy = try optional { reader throws(WireError) in try reader.bytes() }
        issue.isSample = try bool()
        let copy = try optionalInt()
        let sides = try optional { reader throws(WireError) in try reader.raw(PrintSides.self) }
        return RenderRequest(
            preparation.kind, record: try bytes(), issue: issue, profile: preparation.profile,
            attachment: preparation.attachment, copy: copy, sides: sides, line: try place(), column: try place())
    }

    /// A line or a column of an input.
    private mutating func place() throws(WireError) -> Int {
        let place = try int()
        guard 0...(1 << 40) ~= place else { throw WireError() }
        return place
    }

    fileprivate mutating func statistics() throws(WireError) -> RenderChildStatistics {
        RenderChildStatistics(
            process: Int32(truncatingIfNeeded: try int()), requests: try int(), kindLoads: try int(), resident: try int())
    }

    fileprivate mutating func document() throws(WireError) -> RenderedDocument {
        RenderedDocument(
            pdf: try bytes(), pageCount: try int(), sheets: try int(), printedCents: try optionalInt64(),
            cents: try optionalInt64(), pageDigest: try digest(), title: try text(), number: try optionalText(),
            maskedAccount: try optionalText(), language: try text(), entry: try entry(), retentionYears: try int())
    }

    private mutating func entry() throws(WireError) -> NewDocument {
        var entry = NewDocument()
        entry.length = try int()
        entry.line = try int()
        entry.column = try int()
        entry.account = try optionalText()
        entry.number = try optionalText()
        entry.key = try optionalText()
        entry.sort = try bytes()
        entry.cycle = try optionalText()
        entry.route = try optionalText()
        entry.delivery = try optionalText()
        entry.barcode = try optionalText()
        entry.cents = try optionalInt64()
        entry.nameLength = try int()
        return entry
    }

    fileprivate mutating func result() throws(WireError) -> Result<RenderedDocument, RenderError> {
        switch try byte() {
        case 0: return .success(try document())
        case 1:
            return .failure(
                .rejected(
                    RecordRejection(
                        line: try int(), account: try optionalText(),
                        reasons: try list { reader throws(WireError) in try reader.reason() })))
        case 2: return .failure(.kindUnavailable(KindFailure(try raw(KindFailure.Cause.self), try text())))
        case 3: return .failure(.fileFailed(try text()))
        case 4: return .failure(.renderAnswerInvalid)
        default: throw WireError()
        }
    }

    private mutating func reason() throws(WireError) -> RecordRejection.Reason {
        RecordRejection.Reason(
            code: try text(), place: try text(), pointer: try optionalText(), file: try text(),
            source: try optional { reader throws(WireError) in Place(line: try reader.int(), column: try reader.int()) },
            message: try text(), fullMessage: try text(), text: try text(), isCheck: try bool())
    }
}
