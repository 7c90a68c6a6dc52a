import Glibc
import TestKit
import Testing

@testable import Platform

@Suite struct ChildProgramTests {
    private func shell(_ script: String, given: [[UInt8]] = [], timeout: Int32 = 10_000) throws -> ProcessResult {
        try ChildProgram("sh", timeout: timeout).run(["-c", script], files: given.map { try .anonymous(containing: $0) })
    }

    @Test func filesAreGivenInTheirOrderAndNoOthers() throws {
        let given = (0..<20).map { Array("\($0) ".utf8) }
        let result = try shell("for n in $(seq 3 22); do cat /dev/fd/$n; done; ls /proc/self/fd | wc -l", given: given)
        let words = String(decoding: result.output, as: UTF8.self).split { $0.isWhitespace }
        // ls itself has 0 to 2, those given, and the folder that it lists.
        #expect(words == (0..<20).map { "\($0)" } + ["24"])
        #expect(result.status.isSuccess && result.errors == "")
    }

    @Test func muchOutputAndComplaintsComeWithTheStatus() throws {
        let result = try shell("seq 1 200000; seq 1 5000 >&2; exit 3")
        #expect(result.output.count == 1_288_895 && result.errors.count == 4096 && result.status.code == 3)
    }

    @Test func oneThatSaysNothingIsGivenUp() {
        #expect {
            _ = try shell("exec sleep 60", timeout: 100)
        } throws: { ($0 as? SystemError)?.operation == .awaitOutput }
    }

    @Test func oneThatIsNotInstalledIsTold() {
        let absent = ChildProgram("no-such-program", timeout: 100)
        #expect(!absent.isInstalled && ChildProgram("sh", timeout: 100).isInstalled)
        #expect {
            _ = try absent.run([], files: [])
        } throws: { ($0 as? SystemError) == SystemError(.spawn, "no-such-program", code: 2) }
    }

    @Test(.timeLimit(.minutes(1)))
    func oneThatIgnoresSignalsOrClosesItsOutputIsGivenUp() {
        for script in ["trap '' TERM INT HUP; sleep 60", "exec 1>&-; exec sleep 60", "while :; do :; done"] {
            #expect(throws: SystemError(.awaitOutput, "sh", code: 110), "\(script)") { _ = try shell(script, timeout: 100) }
        }
    }

    @Test func oneThatIsKilledSaysBySignal() throws {
        let result = try shell("echo one; kill -9 $$")
        #expect(result.status.signal == 9 && !result.status.isSuccess && result.output == Array("one\n".utf8))
    }

    @Test func variablesGoBeforeThoseOfThisProcess() throws {
        setenv("BILLPRESS_TEST_KEPT", "own", 1)
        setenv("BILLPRESS_TEST_SET", "own", 1)
        let (reader, writer) = try OwnedDescriptor.pipe()
        let child = try ChildProcess.spawn(
            "sh", ["-c", "echo $BILLPRESS_TEST_KEPT $BILLPRESS_TEST_SET $BILLPRESS_TEST_NEW; echo lost >&2"],
            environment: ["BILLPRESS_TEST_SET": "other=1", "BILLPRESS_TEST_NEW": ""], streams: [.null, .open(writer), .null])
        try writer.close()
        #expect(try String(decoding: reader.readToEnd(), as: UTF8.self) == "own other=1\n")
        #expect(child.wait().isSuccess)
    }

    @Test func bothEndsOfAConnectionReadAndWrite() throws {
        let (one, other) = try OwnedDescriptor.socketPair()
        try one.write([1, 2])
        try other.write([3])
        var bytes = [UInt8](repeating: 0, count: 4)
        func read(_ end: OwnedDescriptor) throws -> Int {
            try bytes.withMutableBytes { bytes throws(SystemError) in try end.read(into: bytes) }
        }
        #expect(try read(other) == 2 && read(one) == 1)
        #expect(fcntl(one.number, F_GETFD) & FD_CLOEXEC != 0 && fcntl(other.number, F_GETFD) & FD_CLOEXEC != 0)
        try one.close()
        other.waitForHangUp()
        #expect(try read(other) == 0)
    }
}
