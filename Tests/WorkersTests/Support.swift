import Foundation
import PDF
import Pages
import Platform
import Records
import Rendering
import Templating
import TestKit
import Testing

@testable import Workers

/// All tests of processes, one after the other: each wants the machine for itself.
@Suite(.serialized) enum ProcessTests {}

/// The built program, whose render children are tested.
enum Program {
    static func path(_ name: String = "billpress") -> String { BuiltProgram.path(name) }

    /// `faults`: as `FaultInjection` reads them.
    static func renderChild(faults: String = "") -> ChildCommand {
        ChildCommand(path(), name: "billpress", ["render-child"], environment: ["BILLPRESS_DISTURB": faults])
    }

    static func pool(
        faults: String = "", _ change: (inout RenderPool.Settings) -> Void = { _ in }
    ) throws -> RenderPool {
        var settings = RenderPool.Settings()
        change(&settings)
        return try RenderPool(renderChild(faults: faults), settings)
    }
}

/// The kinds that are shipped.
enum Shipped {
    static let templates = "\(Scratch.root)/Templates"
    static let fonts = "\(Scratch.root)/Fonts"
    static let library = Library(templates: templates, fonts: fonts)
    static let day = Day.parse("2026-11-20")!

    static func request(
        _ kind: String, _ sample: String, language: String? = nil, profile: OutputProfile = .print,
        attachment: DataFormat? = nil
    ) throws -> RenderRequest {
        RenderRequest(
            KindReference(kind, language: language, from: .folders(templates: templates, fonts: fonts)),
            record: try library.sample(sample, of: kind), issue: Issuance(date: day, isSample: true), profile: profile,
            attachment: attachment)
    }
}

/// The same document, made in this process.
struct InProcess {
    let pdf: [UInt8]
    let composition: Composition

    init(_ request: RenderRequest) throws {
        guard case .folders(let templates, let fonts) = request.kind.source else { throw CocoaError(.fileNoSuchFile) }
        let kind = try Library(templates: templates, fonts: fonts).load(request.kind.name, language: request.kind.language)
        let typesetter = Typesetter(
            kind, profile: request.profile, issue: request.issue, attachment: request.attachment)
        if let sides = request.sides { typesetter.sides = sides }
        composition = try request.record.withUnsafeBytes {
            try typesetter.composition(of: $0, line: request.line, column: request.column, copy: request.copy)
        }
        pdf = try typesetter.compose(composition.pages).file(book: kind.template.book, profile: request.profile)
    }
}

/// A small kind in a folder of its own, which tests may change.
struct Notes {
    let scratch: Scratch
    let kind: KindReference

    static func template(_ flow: String) -> String { NoteKind.template(flow, width: "6in") }

    init(_ flow: String = "<p>{name} {amount}</p>") throws {
        scratch = try Scratch()
        kind = KindReference("note", from: .folders(templates: scratch.path("templates"), fonts: scratch.path("fonts")))
        try NoteKind.write(to: scratch)
        try write(flow)
    }

    func write(_ flow: String) throws { try scratch.write(Self.template(flow), "templates/note/note.xml") }

    static func record(_ number: Int, name: String = "ANA") -> [UInt8] {
        Array("{\"number\": \"\(100_000 + number)\", \"name\": \"\(name) \(number)\", \"amount\": \"1.00\"}".utf8)
    }

    /// `sequence` is what faults go by.
    func request(_ number: Int, name: String = "ANA", sequence: Int? = nil) -> RenderRequest {
        RenderRequest(
            kind, record: Self.record(number, name: name), issue: Issuance(date: Shipped.day, sequence: sequence))
    }
}

/// A process that is neither running nor waiting to be let go of.
func isGone(_ process: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
    return stat.split(separator: ")").last?.split(separator: " ").first == "Z"
}

/// Asks again and again, for some seconds.
func becomesTrue(within seconds: Double = 10, _ isTrue: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
        if try isTrue() { return true }
        usleep(10_000)
    }
    return try isTrue()
}

extension RenderPool {
    /// What a request ends with.
    func outcome(_ request: RenderRequest) -> Result<RenderedDocument, RenderError> {
        do throws(RenderError) { return .success(try render(request)) } catch { return .failure(error) }
    }

    func failure(_ request: RenderRequest) -> RenderError? {
        if case .failure(let error) = outcome(request) { error } else { nil }
    }
}
