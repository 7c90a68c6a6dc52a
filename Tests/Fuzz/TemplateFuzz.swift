// Fuzzes the room Templating: the XML reader, the expression parser, and the compiler with a merge of what compiles.
// Not part of `swift build`.
//
// Make a scratch package with links to Sources (Records, Pages, Fonts, Symbols, Layout, Templating and the C modules
// CHarfBuzz and CQREncode), and beside those targets one that holds this file:
//     .executableTarget(name: "TemplateFuzz", dependencies: ["Records", "Pages", "Fonts", "Layout", "Templating"],
//         swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
// and run, with the folder of the project's fonts in FONTS and Benchmarks/bill/bill.xml among the seeds of the corpus,
//     export SWIFT_BACKTRACE=enable=no FONTS=…/Fonts
//     swift build -c release --sanitize=fuzzer
//     .build/release/TemplateFuzz -max_total_time=300 -max_len=4096 -timeout=10 -rss_limit_mb=2048 CORPUS
// then run the kept corpus once more with addresses checked:
//     swift build -c release --sanitize=fuzzer --sanitize=address --scratch-path .build-address
//     ASAN_OPTIONS=detect_leaks=0 .build-address/release/TemplateFuzz -runs=0 -max_len=4096 CORPUS
// The first byte of an input chooses what is fuzzed: a whole file, a flow, a region, a part, an expression, or words.

import Fonts
import Glibc
import Layout
import Pages
import Records
import Templating

private let schema = #"""
    {"type": "object", "required": ["a", "l", "m", "i", "d", "r"], "properties": {
       "a": {"type": "string"}, "m": {"type": "string", "format": "money"}, "i": {"type": "integer"}, "n": {"type": "number"},
       "d": {"type": "string", "format": "date"}, "o": {"type": "string", "format": "month"}, "f": {"type": "boolean"},
       "r": {"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}, "y": {"type": "integer"}}},
       "l": {"type": "array", "items": {"type": "object", "required": ["m", "u", "g"], "properties": {
          "m": {"type": "string", "format": "money"}, "u": {"type": "integer"}, "t": {"type": "string"},
          "g": {"type": "array", "items": {"type": "string"}}}}}}}
    """#

private let sample = #"""
    {"a": "Ana Ruiz", "m": "95.91", "i": 9223372036854775807, "n": 4.41, "d": "2026-12-15", "r": {"x": "deep"},
     "l": [{"m": "1.00", "u": 1, "g": ["x", "y"]}, {"m": "-2.50", "u": 0, "t": "note", "g": []}]}
    """#

private let head = """
    <fonts><font name="body" files="OCRA"/></fonts><styles><style name="p" font="body" size="9pt" leading="11pt"/></styles>
    """

private let words = #"{"plain": "Hello", "due": "Pay {m} by {d}", "one": "{1} of {2}"}"#

private struct Bench: @unchecked Sendable {
    // one thread runs all inputs
    let contract: Contract
    let record: Record
    let font: [UInt8]

    init() {
        do { contract = try Contract(parsing: Array(schema.utf8), file: "fuzz") } catch { fatalError("\(error)") }
        var made = Record()
        let faults = RecordReader(contract).read(Array(sample.utf8), line: 1, into: &made)
        check(faults.isEmpty, "the record of the fuzzer is wrong: \(faults)")
        record = made
        let folder = getenv("FONTS").map { String(cString: $0) } ?? "Fonts"
        guard let file = fopen("\(folder)/OCRA.ttf", "rb") else { fatalError("FONTS names no folder with OCRA.ttf") }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
        fclose(file)
        font = bytes
    }
}

private let bench = Bench()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    let page = #"<page name="p" use="rest"><body x="0in" y="0in" w="3in" h="1in"/></page>"#
    switch start[0] % 6 {
    case 0: compile(bytes)
    case 1: compile(around(bytes, page + "<flow>", "</flow>"))
    case 2:
        compile(
            around(
                bytes, #"<page name="p" use="only"><region name="r" x="0in" y="0in" w="3in" h="1in" shrink="6pt">"#,
                "</region></page><flow/>"))
    case 3: compile(around(Array(#"<include part="a"/>"#.utf8), page + "<flow>", "</flow>"), parts: bytes)
    case 4: compile(around(bytes, page + #"<flow><p>{"#, "}</p></flow>"))
    default: compile(around(Array("{t.plain} {t.due | with:m,d}".utf8), page + "<flow><p>", "</p></flow>"), words: bytes)
    }
    return 0
}

private func around(_ bytes: [UInt8], _ before: String, _ after: String) -> [UInt8] {
    Array("<document kind=\"fuzz\" version=\"1\">\(head)\(before)".utf8) + bytes + Array("\(after)</document>".utf8)
}

private func compile(_ template: [UInt8], parts: [UInt8]? = nil, words file: [UInt8]? = nil) {
    let files = TemplateFiles(
        template: Source(name: "t.xml", bytes: template), contract: bench.contract,
        words: { _ in Source(name: "en.json", bytes: file ?? Array(words.utf8)) },
        part: { name in
            switch name {
            case "a": parts.map { Source(name: "a.xml", bytes: $0) }
            case "b": Source(name: "b.xml", bytes: Array(#"<part><include part="a"/></part>"#.utf8))
            case "c": Source(name: "c.xml", bytes: Array("<part>x {a}</part>".utf8))
            default: nil
            }
        },
        font: { _ in bench.font },
        picture: { name in throw PictureError(name, "there is no such file") })
    let made: Template
    do throws(Diagnostics) { made = try Template.compile(files) } catch {
        check(!error.list.isEmpty, "a refused template without a reason")
        for fault in error.list {
            check(!fault.message.isEmpty && fault.place.line >= 1 && fault.place.column >= 1, "a fault without place or words")
            check(!fault.description.isEmpty, "a fault that cannot be told")
        }
        return
    }
    for note in made.notes { check(!note.description.isEmpty, "a note that cannot be told") }
    let merger = Merger(made)
    let first = outcome(merger, made)
    check(first == outcome(merger, made), "the same record gave another document")
}

private func outcome(_ merger: Merger, _ template: Template) -> String {
    do throws(MergeFault) {
        return try merger.pages(of: bench.record, issue: Issuance(date: Day(days: 20_000))).map {
            $0.dump(faces: template.book.names)
        }.joined()
    } catch {
        check(!error.message.isEmpty, "a refusal without a reason")
        return error.description
    }
}

private func check(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError(what()) }
}
