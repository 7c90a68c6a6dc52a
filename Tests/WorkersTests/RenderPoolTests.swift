import Foundation
import PDF
import Pages
import Platform
import Records
import Rendering
import Runs
import Synchronization
import TestKit
import Testing

@testable import Workers

extension ProcessTests {
    /// What a render child makes is what is made in process.
    @Suite struct RenderPoolTests {
        @Test func aDocumentIsTheSameAsInProcess() throws {
            let pool = try Program.pool()
            var requests = [
                try Shipped.request("receipt", "cash-change"), try Shipped.request("receipt", "cash-change", language: "es"),
                try Shipped.request("door-tag", Shipped.library.samples(of: "door-tag")[0]),
                try Shipped.request("lien-release", Shipped.library.samples(of: "lien-release")[0], profile: .archive),
                try Shipped.request("receipt", "cash-change", profile: .accessible, attachment: .json),
                try Shipped.request("receipt", "cash-change", profile: .archive, attachment: .xml),
                try Shipped.request("shut-off-notice", "spanish", profile: .accessible),
            ]
            for sample in Shipped.library.samples(of: "bill").prefix(4) { requests.append(try Shipped.request("bill", sample)) }
            requests[0].issue.copy = Array("owner".utf8)
            var digester = PageDigester()
            for request in requests {
                let expected = try InProcess(request)
                for _ in 0..<2 {
                    let made = try pool.render(request)
                    #expect(made.pdf == expected.pdf, "\(request)")
                    #expect(made.pageCount == expected.composition.pages.count)
                    #expect(made.printedCents == expected.composition.stated && made.cents == expected.composition.cents)
                    #expect(made.pageDigest == digester.digest(expected.composition.pages))
                }
            }
        }

        @Test func whatIsNeededToKeepItComesWithADocument() throws {
            let pool = try Program.pool()
            let request = try Shipped.request("receipt", "cash-change", language: "es")
            let made = try pool.render(request)
            let kind = try Shipped.library.load("receipt", language: "es")
            let reader = RecordReader(kind.contract)
            var record = Record()
            #expect(request.record.withUnsafeBytes { reader.read($0, line: 1, into: &record) }.isEmpty)
            var entry = kind.describe(record)
            entry.length = request.record.count
            entry.line = 1
            #expect(made.entry == entry && made.entry.number != nil)
            #expect(made.number == made.entry.number && made.language.hasPrefix("es") && !made.title.isEmpty)
            let account = try #require(made.maskedAccount)
            #expect(account.hasPrefix("…") && account != made.entry.account)
            #expect(made.sheets >= 1 && made.retentionYears == kind.contract.run.retentionYears)
        }

        @Test func aKeptBundleIsRenderedFromItsArchive() throws {
            let pool = try Program.pool()
            let scratch = try Scratch()
            let archive = Archive(home: scratch.path)
            let kept = try BundleKeeper.keep(try Shipped.library.bundle(of: ["receipt"]), in: archive)
            var request = try Shipped.request("receipt", "cash-change")
            let expected = try InProcess(request).pdf
            request.kind.source = .bundle(kept.digest, files: kept.files, home: scratch.path)
            #expect(try pool.render(request).pdf == expected)
            let other = Digest(of: [1])
            request.kind.source = .bundle(other, files: kept.files, home: scratch.path)
            guard case .kindUnavailable(let failure)? = pool.failure(request) else { throw CocoaError(.coderValueNotFound) }
            #expect(failure.cause == .archive)
            try Directory.removeFile(archive.path(of: kept.files[0].blob))
            request.kind = KindReference(
                "receipt", language: "en", from: .bundle(kept.digest, files: kept.files, home: scratch.path))
            guard case .kindUnavailable(let lost)? = pool.failure(request) else { throw CocoaError(.coderValueNotFound) }
            #expect(lost.cause == .archive && lost.message.contains("has lost the file"))
        }

        @Test func refusalsAreTheSameAsInProcess() throws {
            let pool = try Program.pool()
            let notes = try Notes(#"<check test="name != 'NO 1'" message="{name} owes {amount}"/><p>{name} {amount}</p>"#)
            var requests = ["{", "[]", #"{"number": "12345678", "name": 5, "amount": "1.0"}"#].map { text in
                var request = notes.request(1)
                request.record = Array(text.utf8)
                request.line = 17
                return request
            }
            requests.append(notes.request(1, name: "NO"))
            requests.append(notes.request(1, name: "漢字"))
            var bill = try Shipped.request("bill", Shipped.library.samples(of: "bill")[0])
            bill.record = Array(String(decoding: bill.record, as: UTF8.self).replacing("2026", with: "1926").utf8)
            requests.append(bill)
            for request in requests {
                let refusal = #expect(throws: Refusal.self) { _ = try InProcess(request) }
                #expect(pool.failure(request) == refusal.map { .rejected(RecordRejection($0)) }, "\(request)")
            }
        }

        @Test func aRejectionHasAChannelForLogsAndOneForTheScreen() throws {
            let pool = try Program.pool()
            let notes = try Notes()
            var request = notes.request(1)
            request.record = Array(#"{"number": "12345678", "name": "ANA", "amount": "Ana Ruiz owes much"}"#.utf8)
            guard case .rejected(let rejection)? = pool.failure(request), let reason = rejection.reasons.first else {
                throw CocoaError(.coderValueNotFound)
            }
            #expect(reason.place == "/amount" && reason.code == "R102" && reason.source != nil)
            #expect(!reason.message.contains("Ruiz") && reason.fullMessage.contains("Ruiz"))
            for text in ["\(rejection)", String(reflecting: rejection), "\(reason)", "\(RenderError.rejected(rejection))"] {
                #expect(!text.contains("Ruiz"), "\(text)")
            }
            var dumped = ""
            dump(request, to: &dumped)
            dump(try pool.render(notes.request(1)), to: &dumped)
            dump(rejection, to: &dumped)
            #expect(!dumped.contains("Ruiz") && !dumped.contains("ANA") && dumped.utf8.count < 1_000)
        }

        @Test func aKindThatCannotBeLoadedIsToldAndTriedAgain() throws {
            let pool = try Program.pool()
            let notes = try Notes("<p>{nome}</p>")
            guard case .kindUnavailable(let failure)? = pool.failure(notes.request(1)) else {
                throw CocoaError(.coderValueNotFound)
            }
            #expect(failure.cause == .template && failure.message.contains("did you mean name?"))
            var other = notes.request(1)
            other.kind.name = "nota"
            guard case .kindUnavailable(let unknown)? = pool.failure(other) else { throw CocoaError(.coderValueNotFound) }
            #expect(unknown.cause == .unknown)
            try notes.write("<p>{name}</p>")
            #expect(try pool.render(notes.request(1)).pageCount == 1)
        }

        @Test func aSecondRequestCompilesNothing() throws {
            let pool = try Program.pool {
                $0.children = 1
                $0.spares = 0
            }
            let notes = try Notes()
            for number in 1...5 {
                let child = try pool.render(notes.request(number)).child
                #expect(child.kindLoads == 1 && child.requests == number && child.resident > 1 << 20)
            }
            // Another profile is another typesetter of the same kind.
            var request = notes.request(6)
            request.profile = .archive
            #expect(try pool.render(request).child.kindLoads == 1)
            request.kind.language = nil
            request.sides = .twoLong
            #expect(try pool.render(request).sheets == 1)
        }

        @Test func rememberedKindsAreBounded() throws {
            let cache = KindCache(capacity: 2)
            let notes = try (0..<3).map { _ in try Notes() }
            for note in notes { _ = try cache.kind(note.kind) }
            #expect(cache.loads == 3)
            _ = try cache.kind(notes[2].kind)
            _ = try cache.kind(notes[1].kind)
            #expect(cache.loads == 3)
            _ = try cache.kind(notes[0].kind)
            _ = try cache.kind(notes[1].kind)
            #expect(cache.loads == 4)
            _ = try cache.kind(notes[2].kind)
            #expect(cache.loads == 5)
        }

        /// Saves of the same length within one tick of the file system's clock, too.
        @Test func aTemplateThatHasChangedIsNeverUsedAsItWas() throws {
            let pool = try Program.pool {
                $0.children = 1
                $0.spares = 0
            }
            let notes = try Notes()
            let path = notes.scratch.path("templates/note/note.xml")
            var loads = 0
            for round in 0..<30 {
                let text = Array(Notes.template("<p>{name} IS \(round % 2 == 0 ? "ONE" : "TWO") \(round % 10)</p>").utf8)
                // In place, so that name, inode and size stay.
                let file = try #require(fopen(path, round == 0 ? "w" : "r+"))
                fwrite(text, 1, text.count, file)
                fclose(file)
                let made = try pool.render(notes.request(1))
                #expect(try made.pdf == InProcess(notes.request(1)).pdf, "round \(round)")
                #expect(made.child.kindLoads > loads)
                loads = made.child.kindLoads
            }
            try notes.scratch.write([UInt8](try notes.scratch.bytes("fonts/OCRA.ttf")), "fonts/other.ttf")
            #expect(try pool.render(notes.request(1)).child.kindLoads == loads + 1)
            #expect(try pool.render(notes.request(1)).child.kindLoads == loads + 1)
        }

        @Test func severalThreadsGetTheirOwnAnswers() throws {
            let pool = try Program.pool()
            let notes = try Notes()
            let wrong = Mutex<[String]>([])
            let threads = try (0..<2).map { thread in
                try BlockingThread {
                    for number in 0..<150 {
                        let request = notes.request(thread * 1_000 + number)
                        switch pool.outcome(request) {
                        case .success(let made):
                            let expected = number % 10 == 0 ? try? InProcess(request).pdf : made.pdf
                            if expected != made.pdf || made.entry.account != "\(100_000 + thread * 1_000 + number)" {
                                wrong.withLock { $0.append("\(thread) \(number)") }
                            }
                        case .failure(let error): wrong.withLock { $0.append("\(thread) \(number): \(error)") }
                        }
                    }
                }
            }
            for thread in threads { thread.join() }
            #expect(wrong.withLock { $0 } == [])
        }

        @Test func aChildThatIsWornOutIsReplacedAndNothingIsLost() throws {
            let pool = try Program.pool {
                $0.children = 1
                $0.requestsPerChild = 3
            }
            let notes = try Notes()
            var processes: Set<Int32> = []
            for number in 0..<12 { processes.insert(try pool.render(notes.request(number)).child.process) }
            #expect(processes.count == 4)
            let small = try Program.pool {
                $0.children = 1
                $0.residentLimit = 1 << 20
            }
            processes = []
            for number in 0..<3 { processes.insert(try small.render(notes.request(number)).child.process) }
            #expect(processes.count == 3)
        }

        @Test func aNewChildHasReadyWhatWasAskedForLast() throws {
            let pool = try Program.pool {
                $0.children = 1
                $0.spares = 0
            }
            let (one, other) = (try Notes(), try Notes("<p>{amount}</p>"))
            _ = try pool.render(one.request(1))
            let child = try pool.render(other.request(1)).child.process
            kill(child, SIGKILL)
            #expect(becomesTrue { pool.status.idle.first.map { $0 != child } ?? false })
            #expect(try pool.render(one.request(1)).child.kindLoads == 2)
            #expect(try pool.render(other.request(1)).child.kindLoads == 2)
        }

        @Test func requestsAreServedInTheOrderInWhichTheyCome() throws {
            let pool = try Program.pool(faults: "slow:1:1500") {
                $0.children = 1
                $0.spares = 0
                $0.queueLimit = 3
            }
            let notes = try Notes()
            _ = try pool.render(notes.request(1))
            let served = Mutex<[Int: Int]>([:])
            var threads: [BlockingThread] = []
            for number in 0..<4 {
                threads.append(
                    try BlockingThread {
                        guard case .success(let made) = pool.outcome(notes.request(number, sequence: number == 0 ? 1 : nil))
                        else {
                            return
                        }
                        served.withLock { $0[number] = made.child.requests }
                    })
                #expect(becomesTrue { pool.status.busy.count == 1 && pool.status.waiting == number })
            }
            #expect(pool.failure(notes.request(9)) == .queueFull)
            for thread in threads { thread.join() }
            #expect(served.withLock { $0 } == [0: 2, 1: 3, 2: 4, 3: 5])
        }

        @Test func aRequestDoesNotWaitForEver() throws {
            let pool = try Program.pool(faults: "slow:1:1000") {
                $0.children = 1
                $0.queueTimeout = 150
            }
            let notes = try Notes()
            #expect(pool.waitUntilReady(2))
            _ = try pool.render(notes.request(1))
            let slow = try BlockingThread { _ = pool.outcome(notes.request(1, sequence: 1)) }
            #expect(becomesTrue { pool.status.busy.count == 1 })
            #expect(pool.failure(notes.request(2)) == .queueTimedOut)
            #expect(pool.status.waiting == 0)
            slow.join()
            #expect(pool.failure(notes.request(2)) == nil)
        }

        @Test func aPoolThatIsShutDownRefusesEverybodyAndLeavesNoChild() throws {
            let pool = try Program.pool(faults: "hang:1") { $0.children = 1 }
            let notes = try Notes()
            #expect(pool.waitUntilReady(2))
            let children = pool.status.idle
            let errors = Mutex<[RenderError?]>([])
            var threads: [BlockingThread] = []
            for count in 1...2 {
                threads.append(
                    try BlockingThread {
                        let error = pool.failure(notes.request(1, sequence: 1))
                        errors.withLock { $0.append(error) }
                    })
                #expect(becomesTrue { pool.status.busy.count + pool.status.waiting == count })
            }
            pool.shutDown()
            for thread in threads { thread.join() }
            #expect(errors.withLock { $0 } == [.poolShutDown, .poolShutDown])
            #expect(pool.failure(notes.request(1)) == .poolShutDown)
            #expect(children.allSatisfy(isGone) && children.count == 2)
            pool.shutDown()
        }
    }
}
