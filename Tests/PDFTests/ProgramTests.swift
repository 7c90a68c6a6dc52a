import TestKit
import Testing

@testable import PDF

@Suite struct ProgramTests {
    private func shell(_ script: String, given: [[UInt8]] = [], patience: Int32 = 10_000) throws -> Program.Ending {
        try Program("sh", patience: patience).run(["-c", script], given: given.map { try OpenFile.unnamed(holding: $0) })
    }

    @Test func filesAreGivenInTheirOrderAndNoOthers() throws {
        let given = (0..<20).map { Array("\($0) ".utf8) }
        let ending = try shell("for n in $(seq 3 22); do cat /dev/fd/$n; done; ls /proc/self/fd | wc -l", given: given)
        let words = String(decoding: ending.output, as: UTF8.self).split { $0.isWhitespace }
        // ls itself has 0 to 2, those given, and the folder that it lists.
        #expect(words == (0..<20).map { "\($0)" } + ["24"])
        #expect(ending.status == 0 && ending.errors == "")
    }

    @Test func muchOutputAndComplaintsComeWithTheStatus() throws {
        let ending = try shell("seq 1 200000; seq 1 5000 >&2; exit 3")
        #expect(ending.output.count == 1_288_895 && ending.errors.count == 4096 && ending.status == 3 << 8)
    }

    @Test func oneThatSaysNothingIsGivenUp() {
        #expect {
            _ = try shell("exec sleep 60", patience: 100)
        } throws: { if case ProgramFault.late = $0 { true } else { false } }
    }

    @Test func oneThatIsNotInstalledIsTold() {
        let absent = Program("no-such-program", patience: 100)
        #expect(!absent.isInstalled && Program("sh", patience: 100).isInstalled)
        #expect {
            _ = try absent.run([], given: [])
        } throws: { if case ProgramFault.missing = $0 { true } else { false } }
    }
}
