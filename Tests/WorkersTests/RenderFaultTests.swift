import Foundation
import Platform
import Synchronization
import TestKit
import Testing

@testable import Workers

extension ProcessTests {
    /// What a crash, a hang or a spoilt child costs: the request at hand, and no other.
    @Suite struct RenderFaultTests {
        @Test func aCrashIsTheErrorOfItsRequest() throws {
            let pool = try Program.pool(faults: "crash:7")
            let notes = try Notes()
            let good = try InProcess(notes.request(1)).pdf
            for _ in 0..<5 {
                #expect(pool.failure(notes.request(1, sequence: 7)) == .renderChildDied(signal: SIGABRT))
                #expect(try pool.render(notes.request(1)).pdf == good)
            }
            #expect("\(RenderError.renderChildDied(signal: SIGABRT))" == "laying it out ended its process (Aborted)")
        }

        @Test func aHangEndsAtItsDeadline() throws {
            let pool = try Program.pool(faults: "hang:9") { $0.deadline = 1_500 }
            let notes = try Notes()
            #expect(pool.waitUntilReady(3))
            let good = try pool.render(notes.request(1))
            let start = Date()
            #expect(pool.failure(notes.request(1, sequence: 9)) == .renderTimedOut)
            #expect((1.4...6).contains(-start.timeIntervalSinceNow))
            #expect(try pool.render(notes.request(1)).pdf == good.pdf)
        }

        /// At random moments, most of them within a request.
        @Test func aHundredChildrenThatAreKilledLoseTheirRequestsAndNoOthers() throws {
            let pool = try Program.pool(faults: "slow:1:15")
            let notes = try Notes()
            let expected = try (0..<10).map { try InProcess(notes.request($0, sequence: 1)).pdf }
            let isDone = Atomic(false)
            let outcomes = Mutex<(good: Int, died: Int, wrong: [String])>((0, 0, []))
            #expect(pool.waitUntilReady(3))
            let threads = try (0..<2).map { thread in
                try BlockingThread {
                    var number = thread
                    while !isDone.load(ordering: .relaxed) {
                        number = (number + 1) % 10
                        let outcome = pool.outcome(notes.request(number, sequence: 1))
                        outcomes.withLock { outcomes in
                            switch outcome {
                            case .success(let made):
                                outcomes.good += 1
                                if made.pdf != expected[number] { outcomes.wrong.append("another document") }
                            case .failure(.renderChildDied(SIGKILL)): outcomes.died += 1
                            case .failure(let error): outcomes.wrong.append("\(error)")
                            }
                        }
                    }
                }
            }
            var generator = SystemRandomNumberGenerator()
            var killed: Set<Int32> = []
            while killed.count < 100 {
                usleep(UInt32.random(in: 0...25_000, using: &generator))
                let status = pool.status
                guard let child = (killed.count % 10 == 0 ? status.idle : status.busy).randomElement(),
                    killed.insert(child).inserted
                else { continue }
                kill(child, SIGKILL)
            }
            isDone.store(true, ordering: .relaxed)
            for thread in threads { thread.join() }
            let (good, died, wrong) = outcomes.withLock { $0 }
            #expect(wrong == [] && died <= 100 && died > 40 && good > 0, "\(good) \(died)")
            #expect(killed.allSatisfy(isGone))
            for number in 0..<10 { #expect(try pool.render(notes.request(number, sequence: 1)).pdf == expected[number]) }
            #expect(pool.waitUntilReady(3))
        }

        // MARK: Children that are none of ours

        /// A child in Python that says that it is there, and does this with the first request.
        private func pool(
            _ answer: String, hello: Bool = true, _ change: (inout RenderPool.Settings) -> Void = { _ in }
        ) throws -> RenderPool {
            let started = RenderReport.started.frame().map { String($0) }.joined(separator: ",")
            let script = """
                import os, socket, struct, sys, time
                s = socket.socket(fileno=3)
                def whole(n):
                    got = b""
                    while len(got) < n: got += s.recv(n - len(got))
                    return got
                \(hello ? "s.sendall(bytes([\(started)]))" : "")
                \(hello ? "request = whole(struct.unpack('<I', whole(4))[0])" : "")
                \(answer)
                """
            var settings = RenderPool.Settings()
            settings.children = 1
            settings.spares = 0
            settings.deadline = 3_000
            settings.preparedKinds = 0
            change(&settings)
            return try RenderPool(ChildCommand("python3", ["-c", script]), settings)
        }

        @Test(arguments: [
            "s.sendall(b'garbage!' * 512); time.sleep(60)",
            // Longer than any answer.
            "s.sendall(b'\\xff\\xff\\xff\\xff' + bytes(100)); time.sleep(60)",
            // An answer of no bytes, of one that means nothing, one that is another's, one with a tail.
            "s.sendall(bytes(4)); time.sleep(60)", "s.sendall(b'\\x01\\x00\\x00\\x00\\x09'); time.sleep(60)",
            "s.sendall(b'\\x32\\x00\\x00\\x00\\x0d' + bytes(49)); time.sleep(60)",
            "s.sendall(bytes([2, 0, 0, 0, 11, 1])); time.sleep(60)",
        ])
        func whatIsNoAnswerEndsTheChild(_ answer: String) throws {
            let pool = try pool(answer)
            let notes = try Notes()
            #expect(pool.waitUntilReady(1))
            let child = pool.status.idle[0]
            #expect(pool.failure(notes.request(1)) == .renderAnswerInvalid)
            #expect(isGone(child))
            // The next one is there soon, and has the same request.
            #expect(pool.failure(notes.request(1)) == .renderAnswerInvalid)
        }

        @Test func aChildThatEndsWithinItsAnswerHasDied() throws {
            let notes = try Notes()
            for (answer, signal): (String, Int32?) in [
                ("s.sendall(b'\\x40\\x00\\x00\\x00' + bytes(10)); s.close(); sys.exit(0)", nil), ("sys.exit(4)", nil),
                ("s.sendall(b'\\x40\\x00'); os.kill(os.getpid(), 11)", SIGSEGV), ("os.kill(os.getpid(), 9)", SIGKILL),
                // Half an answer, and then nothing.
                ("s.sendall(b'\\x40\\x00\\x00\\x00' + bytes(10)); s.shutdown(socket.SHUT_WR); time.sleep(60)", SIGKILL),
            ] {
                #expect(try pool(answer).failure(notes.request(1)) == .renderChildDied(signal: signal), "\(answer)")
            }
            #expect(
                try pool("s.sendall(b'\\x40\\x00\\x00\\x00' + bytes(10)); time.sleep(60)") { $0.deadline = 300 }
                    .failure(notes.request(1)) == .renderTimedOut)
        }

        /// What it says before it is asked is nobody's answer.
        @Test func aChildThatSpeaksUnaskedIsReplacedAndTheRequestGoesToAnother() throws {
            let scratch = try Scratch()
            let script = """
                if mkdir \(scratch.path("first")) 2>/dev/null; then
                    printf '\\2\\0\\0\\0\\1\\1\\1\\1\\1\\1' >&3; sleep 60
                fi
                exec \(Program.path()) render-child
                """
            var settings = RenderPool.Settings()
            settings.children = 1
            settings.spares = 0
            let pool = try RenderPool(ChildCommand("sh", ["-c", script]), settings)
            #expect(pool.waitUntilReady(1))
            usleep(100_000)
            let notes = try Notes()
            #expect(try pool.render(notes.request(1)).pdf == InProcess(notes.request(1)).pdf)
        }

        @Test func childrenThatCannotStartAreToldAtOnceAndTriedAgain() throws {
            let notes = try Notes()
            let none = try RenderPool(ChildCommand("/nowhere/billpress", ["render-child"]))
            guard case .childrenUnavailable(let reason)? = none.failure(notes.request(1)) else {
                throw CocoaError(.coderValueNotFound)
            }
            #expect(reason.contains("No such file"), "\(reason)")
            let start = Date()
            let failing = try pool("sys.exit(3)", hello: false)
            guard case .childrenUnavailable(let status)? = failing.failure(notes.request(1)) else {
                throw CocoaError(.coderValueNotFound)
            }
            #expect(status == "it ends with status 3" && -start.timeIntervalSinceNow < 8)
            let silent = try pool("time.sleep(60)", hello: false) { $0.startTimeout = 300 }
            guard case .childrenUnavailable? = silent.failure(notes.request(1)) else { throw CocoaError(.coderValueNotFound) }
            // Whatever was wrong may be mended.
            let scratch = try Scratch()
            let path = scratch.path("billpress")
            let later = try RenderPool(ChildCommand(path, name: "billpress", ["render-child"]))
            #expect(later.failure(notes.request(1)) != nil)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: Program.path())
            #expect(becomesTrue { later.failure(notes.request(1)) == nil })
        }

        // MARK: Parents that are none of ours

        /// A child of this test's own: what it is sent, and how it ends.
        private func end(of bytes: [UInt8], thenCloses: Bool) throws -> Platform.ExitStatus? {
            let (own, other) = try OwnedDescriptor.socketPair()
            let child = try Program.renderChild().start(streams: [.null, .null, .null, .open(other)])
            try other.close()
            let socket = FrameSocket(own)
            guard let hello = try socket.receive(limit: 100, by: Deadline(milliseconds: 10_000)),
                case .started = try RenderReport(hello)
            else { return nil }
            try own.write(bytes)
            if thenCloses { try own.close() }
            if let status = child.wait(milliseconds: 5_000) { return status }
            child.signal(SIGKILL)
            _ = child.wait()
            return nil
        }

        @Test func aChildEndsWhenItIsSentWhatItDoesNotUnderstand() throws {
            let notes = try Notes()
            for bytes: [UInt8] in [
                [4, 0, 0, 0, 9, 9, 9, 9], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0],
                RenderCommand.render(1, notes.request(1)).frame().dropLast(1) + [7, 7],
            ] {
                var bytes = bytes
                if bytes.count > 20 { WireFrame.setLength(of: &bytes) }
                #expect(try end(of: bytes, thenCloses: false)?.code == 5, "\(bytes.prefix(8))")
            }
        }

        @Test func aChildEndsWithItsParent() throws {
            let frame = RenderCommand.render(1, try Notes().request(1)).frame()
            for half in [[], Array(frame.prefix(3)), Array(frame.prefix(20))] {
                #expect(try end(of: half, thenCloses: true)?.isSuccess == true)
            }
            let alone = try Tool.run(Program.path(), ["render-child"])
            #expect(alone.status == 1 && alone.errors.contains("is started by billpress itself"))
        }

        // MARK: Whole processes

        private func owner(_ what: String, faults: String = "") throws -> (Tool, Notes) {
            let notes = try Notes()
            try notes.scratch.write(Notes.record(1), "record.json")
            let tool = try Tool(
                Program.path("PoolOwner"),
                [
                    what, Program.path(), notes.scratch.path("templates"), notes.scratch.path("fonts"),
                    notes.scratch.path("record.json"),
                ], environment: ["BILLPRESS_DISTURB": faults])
            return (tool, notes)
        }

        @Test func childrenAreGoneWithAParentThatIsKilled() throws {
            let (owner, notes) = try owner("hold", faults: "hang:1")
            defer { withExtendedLifetime(notes) {} }
            #expect(try becomesTrue(within: 30) { try owner.soFar.hasSuffix("\n") || !owner.isRunning })
            let children = try owner.soFar.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
            #expect(children.count == 3 && !children.contains(where: isGone))
            for child in children {
                // Nothing private in sight, and no image of the memory.
                let limits = try String(contentsOfFile: "/proc/\(child)/limits", encoding: .utf8)
                #expect(limits.split(separator: "\n").contains { $0.hasPrefix("Max core file size") && $0.contains(" 0 ") })
                let words = try String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)
                #expect(words == "billpress\0render-child\0")
                // Its own three, and the connection.
                let open = Directory.names(in: "/proc/\(child)/fd")
                #expect(open.isEmpty || Set(open).isSuperset(of: ["0", "1", "2", "3"]) && open.count <= 5, "\(open)")
            }
            kill(owner.id, SIGKILL)
            _ = try owner.finish()
            #expect(becomesTrue { children.allSatisfy(isGone) })
        }

        @Test func aThousandRequestsLeaveNoDescriptorOpen() throws {
            let (owner, notes) = try owner("count")
            defer { withExtendedLifetime(notes) {} }
            let done = try owner.finish()
            let numbers = done.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            #expect(done.status == 0 && numbers.count == 8, "\(done.errors)\(done.text)")
            guard numbers.count == 8 else { return }
            #expect(numbers[1] == numbers[0] && numbers[3] == numbers[2] && numbers[5] == numbers[4] && numbers[7] == 1)
            #expect(numbers[6] >= 1_000)
        }
    }
}
