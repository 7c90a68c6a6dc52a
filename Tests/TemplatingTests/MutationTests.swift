import Glibc
import Pages
import Records
import TestKit
import Testing

@testable import Templating

/// Thousands of slightly wrong templates: each is told what is wrong with it, or makes documents, or refuses the record.
@Suite struct MutationTests {
    private static let root = TestFonts.folder.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
        separator: "/")

    private static func bytes(_ path: String) -> [UInt8]? { try? FileBytes.read("\(root)/\(path)") }

    /// A kind's folder read once; every mutant has the same fonts.
    private final class Folder: @unchecked Sendable {
        let template: [UInt8]
        let contract: Contract
        let record: Record
        let path: String
        let shared: String
        let fonts: String
        var faces: [String: [UInt8]] = [:]

        init?(_ path: String, shared: String, fonts: String, sample: String) throws {
            guard let template = bytes("\(path)/bill.xml"), let schema = bytes("\(path)/data.schema.json"),
                let sample = bytes("\(path)/samples/\(sample).json")
            else { return nil }
            (self.path, self.shared, self.fonts, self.template) = (path, shared, fonts, template)
            contract = try Contract(parsing: schema, file: "data.schema.json")
            var record = Record()
            let faults = RecordReader(contract).read(sample, line: 1, into: &record)
            #expect(faults.isEmpty)
            self.record = record
        }

        /// What a template answers: how many faults, how many pages, or a refusal.
        func outcome(_ template: [UInt8]) -> String {
            let files = TemplateFiles(
                template: Source(name: "bill.xml", bytes: template), contract: contract,
                contractSource: Source(name: "data.schema.json", bytes: []),
                words: { [path] language in bytes("\(path)/\(language).json").map { Source(name: "\(language).json", bytes: $0) }
                },
                part: { [path, shared] name in
                    (bytes("\(path)/\(name).xml") ?? bytes("\(shared)/\(name).xml")).map {
                        Source(name: "\(name).xml", bytes: $0)
                    }
                },
                font: { [self] name in
                    if let known = faces[name] { return known }
                    let face = try FileBytes.read("\(root)/\(fonts)/\(name).ttf")
                    faces[name] = face
                    return face
                },
                picture: { [path, shared] name in
                    guard let file = bytes("\(path)/\(name)") ?? bytes("\(shared)/\(name)") else {
                        throw PictureError(name, "there is no such file")
                    }
                    return try Picture.read(file, name: name)
                },
                sharedWords: { [shared] language in
                    bytes("\(shared)/\(language).json").map { Source(name: "shared/\(language).json", bytes: $0) }
                })
            let compiled: Template
            do throws(Diagnostics) { compiled = try Template.compile(files) } catch {
                #expect(
                    !error.list.isEmpty
                        && error.list.allSatisfy { !$0.message.isEmpty && $0.place.line >= 1 && $0.place.column >= 1 })
                #expect(!error.description.isEmpty)
                return "faults"
            }
            do throws(MergeFault) {
                let pages = try Merger(compiled).pages(of: record)
                #expect(!pages.isEmpty)
                #expect(!pages[0].dump(faces: compiled.book.names).isEmpty)
                return "pages"
            } catch {
                #expect(!error.description.isEmpty)
                return "refused"
            }
        }
    }

    private func mutate(_ folder: Folder, _ count: Int, seed: UInt64) -> [String: Int] {
        var outcomes: [String: Int] = [:]
        var noise = Noise(seed: seed)
        for _ in 0..<count { outcomes[folder.outcome(Mutant.of(folder.template, &noise)), default: 0] += 1 }
        return outcomes
    }

    /// Of 2,000 mutants the larger template has fewer, because each costs more; MUTANTS=20000 looks longer.
    private static func count(_ usual: Int) -> Int { getenv("MUTANTS").flatMap { Int(String(cString: $0)) } ?? usual }

    @Test func mutantsOfTheBenchBillAreAnswered() throws {
        let folder = try #require(
            try Folder("Benchmarks/bill", shared: "Templates/shared", fonts: "Benchmarks/fonts", sample: "one"))
        #expect(folder.outcome(folder.template) == "pages")
        let outcomes = mutate(folder, Self.count(1700), seed: 1)
        #expect(outcomes["faults", default: 0] > 0 && outcomes["pages", default: 0] > 0, "\(outcomes)")
    }

    @Test func mutantsOfTheBillAreAnswered() throws {
        let folder = try #require(try Folder("Templates/bill", shared: "Templates/shared", fonts: "Fonts", sample: "normal"))
        #expect(folder.outcome(folder.template) == "pages")
        _ = mutate(folder, Self.count(300), seed: 2)
    }
}

/// A template with one to three things wrong.
enum Mutant {
    static func of(_ template: [UInt8], _ noise: inout Noise) -> [UInt8] {
        var bytes = template
        for _ in 0...noise.next(below: 3) where bytes.count > 8 { change(&bytes, &noise) }
        return bytes
    }

    private static func change(_ bytes: inout [UInt8], _ noise: inout Noise) {
        let at = noise.next(below: bytes.count)
        switch noise.next(below: 10) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(bytes[at], at: at)
        case 2: bytes[at] = UInt8(noise.next(below: 256))
        case 3: bytes.insert(noise.pick(Array("<>/\"'{}=&|?.:()-+ 019aé".utf8)), at: at)
        case 4:
            // A name misspelled.
            guard let name = word(bytes, near: at), name.count > 1 else { return }
            let one = name.lowerBound + noise.next(below: name.count - 1)
            bytes.swapAt(one, one + 1)
        case 5:
            // A name for another.
            guard let one = word(bytes, near: at), let other = word(bytes, near: noise.next(below: bytes.count)) else { return }
            bytes.replaceSubrange(one, with: Array(bytes[other]))
        case 6:
            // An element or a stretch of text doubled, or gone.
            let end = min(bytes.count, at + 1 + noise.next(below: 200))
            if noise.next(below: 2) == 0 {
                bytes.removeSubrange(at..<end)
            } else {
                bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
            }
        case 7:
            // An attribute gone.
            guard let quote = bytes[at...].firstIndex(of: 0x22), let end = bytes[(quote + 1)...].firstIndex(of: 0x22),
                let space = bytes[..<quote].lastIndex(of: 0x20)
            else { return }
            bytes.removeSubrange(space...end)
        case 8:
            // A number for another.
            guard let digit = bytes[at...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
            bytes.replaceSubrange(digit...digit, with: Array(noise.pick(["0", "99999", "-1", "0.001", "1e9", "200in", ""]).utf8))
        default:
            // What an attribute says for what another says.
            guard let one = value(bytes, near: at), let other = value(bytes, near: noise.next(below: bytes.count)) else { return }
            bytes.replaceSubrange(one, with: Array(bytes[other]))
        }
    }

    private static func word(_ bytes: [UInt8], near at: Int) -> Range<Int>? {
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || byte == 0x5F || byte == 0x2D }
        guard let start = bytes[at...].firstIndex(where: isLetter) else { return nil }
        return start..<(bytes[start...].firstIndex { !isLetter($0) } ?? bytes.count)
    }

    private static func value(_ bytes: [UInt8], near at: Int) -> Range<Int>? {
        guard let start = bytes[at...].firstIndex(of: 0x22), let end = bytes[(start + 1)...].firstIndex(of: 0x22) else {
            return nil
        }
        return (start + 1)..<end
    }
}
