import Platform
import Records
import Runs
import Templating
import Testing

@testable import Workers

/// What goes between parent and child comes out as it went in, and nothing else does.
@Suite struct WireTests {
    private var request: RenderRequest {
        let files = [BundleFile(path: "templates/bill/bill.xml", blob: Digest(of: [1]))]
        var request = RenderRequest(
            KindReference("bill", language: "es", from: .bundle(Digest(of: [2]), files: files, home: "/srv/home")),
            record: Array("{\"name\": \"ANA\"}".utf8),
            issue: Issuance(date: Day(days: -3), number: "B-1", copy: "owner", sequence: 12, isSample: true),
            profile: .accessible, attachment: .xml, copy: 1, sides: .twoShort, line: 7, column: 9)
        request.issue.number = [0xFF, 0x00]
        return request
    }

    private var document: RenderedDocument {
        var entry = NewDocument()
        (entry.account, entry.key, entry.sort, entry.cents, entry.nameLength) = ("11-1", "a\u{1F}b", [1, 0, 255], -5, 3)
        (entry.cycle, entry.route, entry.delivery, entry.barcode) = ("c", "r", "email", "00")
        (entry.length, entry.line, entry.column, entry.number) = (15, 7, 9, "B-1")
        return RenderedDocument(
            pdf: Array("%PDF".utf8), pageCount: 2, sheets: 1, printedCents: .min, cents: .max, pageDigest: Digest(of: [3]),
            title: "Bill", number: "B-1", maskedAccount: "…1", language: "es", entry: entry, retentionYears: 7)
    }

    private let statistics = RenderChildStatistics(process: 4_711, requests: 3, kindLoads: 2, resident: 1 << 40)

    private func payload(_ frame: [UInt8]) -> [UInt8] {
        #expect(WireFrame.length(Array(frame.prefix(4))) == frame.count - 4)
        return Array(frame.dropFirst(4))
    }

    @Test func requestsComeOutAsTheyWentIn() throws {
        for source in [request.kind.source, .folders(templates: "Templates", fonts: "Fonts")] {
            var sent = request
            sent.kind.source = source
            guard case .render(.max, let received) = try RenderCommand(payload(RenderCommand.render(.max, sent).frame())) else {
                throw WireError()
            }
            #expect(received.kind == sent.kind && received.record == sent.record && received.issue.number == sent.issue.number)
            #expect(received.issue.date == sent.issue.date && received.issue.copy == sent.issue.copy && received.issue.isSample)
            #expect(received.issue.sequence == 12 && received.copy == 1 && received.sides == .twoShort)
            #expect(received.profile == .accessible && received.attachment == .xml && (received.line, received.column) == (7, 9))
            if case .bundle(_, let files, _) = received.kind.source { #expect(files.count == 1) }
            let frame = RenderCommand.render(.max, received).frame()
            #expect(frame == RenderCommand.render(.max, sent).frame())
        }
    }

    @Test func answersComeOutAsTheyWentIn() throws {
        let rejection = RecordRejection(
            line: 7, account: "…1",
            reasons: [
                RecordRejection.Reason(
                    code: "R105", place: "/a", pointer: "/a", file: "a.csv", source: Place(line: 1, column: 2), message: "m",
                    fullMessage: "f", text: "t",
                    isCheck: true)
            ])
        let errors: [RenderError] = [.rejected(rejection), .kindUnavailable(KindFailure(.fonts, "m")), .fileFailed("full")]
        for error in errors {
            let frame = RenderReport.answer(5, statistics, .failure(error)).frame()
            guard case .answer(5, statistics, .failure(error)) = try RenderReport(payload(frame)) else { throw WireError() }
        }
        let frame = RenderReport.answer(6, statistics, .success(document)).frame()
        guard case .answer(6, statistics, .success(let made)) = try RenderReport(payload(frame)) else { throw WireError() }
        #expect(made.entry == document.entry && made.pdf == document.pdf && made.printedCents == .min && made.cents == .max)
        #expect(RenderReport.answer(6, statistics, .success(made)).frame() == frame)
    }

    /// Every beginning, and every byte changed: no trap, and no half of an answer.
    @Test func whatIsSpoiltIsRefusedOrAnotherValue() throws {
        let frames = [
            payload(RenderCommand.render(1, request).frame()),
            payload(RenderReport.answer(1, statistics, .success(document)).frame()),
        ]
        for frame in frames {
            for count in 0..<frame.count {
                let part = Array(frame.prefix(count))
                #expect(throws: WireError.self) { _ = try RenderCommand(part) }
                #expect(throws: WireError.self) { _ = try RenderReport(part) }
            }
            #expect(throws: WireError.self) { _ = try RenderCommand(frame + [0]) }
            #expect(throws: WireError.self) { _ = try RenderReport(frame + [0]) }
            for index in frame.indices {
                for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                    var spoilt = frame
                    spoilt[index] = value
                    _ = try? RenderCommand(spoilt)
                    _ = try? RenderReport(spoilt)
                }
            }
        }
    }
}
