import Foundation
import TestKit

/// The built program, run as a process of its own.
enum Program {
    static let path = BuiltProgram.path("billpress")

    static let bench = ["--templates", "\(Scratch.root)/Benchmarks", "--fonts", "\(Scratch.root)/Benchmarks/fonts"]

    /// Samples are of this day, whatever day it is when they are tested: 2026-11-20.
    static let day = ["SOURCE_DATE_EPOCH": "1795197600"]

    static func run(_ arguments: [String], input: [UInt8]? = nil, in place: String? = nil, environment: [String: String] = [:])
        throws
        -> Tool.Result
    {
        try Tool.run(path, arguments, input: input, in: place, environment: day.merging(environment) { $1 })
    }

    /// Runs it with no file larger than some kilobytes.
    static func run(limit kilobytes: Int, _ arguments: [String], in place: String) throws -> Tool.Result {
        try Tool.run("/bin/bash", ["-c", "ulimit -f \(kilobytes); exec \"$0\" \"$@\"", path] + arguments, in: place)
    }

    static func start(_ arguments: [String], in place: String) throws -> Tool { try Tool(path, arguments, in: place) }

    static let sampleFile = "\(Scratch.root)/Benchmarks/bill/samples/one.json"

    /// The bench sample on one line.
    static let sample: String = {
        let text = (try? String(contentsOfFile: sampleFile, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }()

    static func record(_ number: Int) -> String {
        sample.replacing("11-000001-23", with: "11-\(100_000 + number)-23").replacing("Tom García", with: "Tom García \(number)")
    }

    static func lines(_ count: Int) -> String { (0..<count).map { record($0) + "\n" }.joined() }
}

/// A test's own folder with a small kind, `note`, whose template each test writes.
struct Notes {
    let scratch: Scratch
    var arguments: [String] { ["--templates", scratch.path("templates"), "--fonts", scratch.path("fonts")] }

    static func template(_ flow: String) -> String { NoteKind.template(flow) }

    static let contract = NoteKind.contract

    init(_ flow: String = "<p>{name} {amount}</p>") throws {
        scratch = try Scratch()
        try NoteKind.write(to: scratch)
        try write(Self.template(flow))
    }

    func write(_ template: String) throws { try scratch.write(template, "templates/note/note.xml") }

    static func record(_ number: Int, name: String = "ANA", amount: String = "1.00") -> String {
        "{\"number\": \"\(100_000 + number)\", \"name\": \"\(name)\", \"amount\": \"\(amount)\"}"
    }

    /// Renders these bytes and answers what was said.
    func render(_ input: String, _ more: [String] = []) throws -> Tool.Result { try render(Array(input.utf8), more) }

    func render(_ input: [UInt8], _ more: [String] = []) throws -> Tool.Result {
        try Program.run(["render", "note", "--data", "-", "-o", "out.pdf"] + arguments + more, input: input, in: scratch.path)
    }

    /// Files that are no part of the kind.
    var made: [String] { scratch.files.filter { !$0.hasPrefix("templates/") && !$0.hasPrefix("fonts/") } }
}
