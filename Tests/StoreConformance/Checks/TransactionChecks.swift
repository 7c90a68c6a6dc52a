import Foundation
import Platform
import Runs
import Synchronization

extension StoreConformance {
    static let transactionChecks: [StoreCheck] = [
        StoreCheck("a transaction that throws leaves nothing") { bench in
            let run = try bench.run()
            let thrown = RunError.notPrinting
            bench.refused(thrown) { tx in
                try tx.insert([Sample.document(1)], of: run.id)
                try tx.save(Chunk(number: 0, blob: Sample.digest(1), digest: Sample.digest(2)), of: run.id)
                try tx.insert([NewJob(kind: .compose, number: 0, documents: 1, priority: 10)], of: run.id)
                try tx.insert(Sample.line(1, run: run.id))
                var changed = run
                changed.state = .released
                try tx.save(changed)
                _ = try tx.insert(Sample.run("dec"))
                throw thrown
            }
            try bench.read { tx in
                bench.same(try tx.runs(after: nil, limit: 9), [run])
                bench.same(try tx.documents(of: run.id, chunk: 0), [])
                bench.same(try tx.chunks(of: run.id), [])
                bench.same(try tx.jobs(of: run.id), [])
                bench.same(try tx.lastLine(), nil)
            }
        },
        StoreCheck("a transaction that only reads writes nothing") { bench in
            let run = try bench.run()
            try bench.jobs([1], of: run)
            bench.findings.refused(.onlyRead) { _ = try bench.read { try $0.insert(Sample.run("dec")) } }
            bench.findings.refused(.onlyRead) { try bench.read { try $0.insert([Sample.document(1)], of: run.id) } }
            bench.findings.refused(.onlyRead) {
                _ = try bench.read { try $0.claim(Claim(worker: "w", engine: Sample.engine, seconds: 30)) }
            }
            try bench.read { tx in
                bench.same(try tx.runs(after: nil, limit: 9), [run])
                bench.same(try tx.documents(of: run.id, chunk: 0), [])
                bench.same(try tx.jobs(of: run.id).map(\.state), [.available])
            }
            // And can be written in afterwards.
            _ = try bench.run("dec")
        },
        StoreCheck("what a transaction has written, it reads") { bench in
            try bench.write { tx in
                let id = try tx.insert(Sample.run())
                try tx.insert([Sample.document(1)], of: id)
                bench.same(try tx.run(named: "nov")?.id, id)
                bench.same(try tx.documents(of: id, chunk: 0), [Sample.document(1)])
            }
        },
        StoreCheck("another process sees what was written") { bench in
            let other = try bench.fixture.open()
            let run = try bench.run()
            bench.same(try other.read { tx throws(RunError) in try tx.run(run.id) }, run)
            _ = try Bench.write(other) { try $0.insert(Sample.run("dec")) }
            bench.same(try bench.read { try $0.runs(after: nil, limit: 9).map(\.name) }, ["nov", "dec"])
        },
        StoreCheck("a read sees one moment") { bench in
            let other = try bench.fixture.open()
            let run = try bench.run()
            let done = DispatchSemaphore(value: 0)
            let failure = Mutex<String?>(nil)
            let isDone = Mutex(false)
            try bench.read { tx in
                bench.same(try tx.run(run.id)?.copies, 0)
                Thread.detachNewThread {
                    do {
                        try Bench.write(other) { tx in
                            var changed = run
                            changed.copies = 5
                            try tx.save(changed)
                            try tx.insert([Sample.document(1)], of: run.id)
                        }
                    } catch { failure.withLock { $0 = "\(error)" } }
                    done.signal()
                }
                if done.wait(timeout: .now() + 0.1) == .success { isDone.withLock { $0 = true } }
                bench.same(try tx.documents(of: run.id, chunk: 0), [])
                bench.same(try tx.run(run.id)?.copies, 0)
            }
            bench.expect(isDone.withLock { $0 } || done.wait(timeout: .now() + 30) == .success, "the writer waits")
            bench.same(failure.withLock { $0 }, nil)
            bench.same(try bench.read { try $0.run(run.id)?.copies }, 5)
        },
        StoreCheck("what one has locked, nobody else changes") { bench in
            let run = try bench.run { $0.copies = 0 }
            try bench.together { store, _ in
                for _ in 0..<10 {
                    try Bench.write(store) { tx in
                        guard var locked = try tx.lock(run.id) else { return }
                        Thread.sleep(forTimeInterval: 0.0005)
                        locked.copies += 1
                        try tx.save(locked)
                    }
                }
            }
            bench.same(try bench.read { try $0.run(run.id)?.copies }, 40)
        },
        StoreCheck("two who claim never get the same job") { bench in
            let run = try bench.run()
            try bench.write {
                try $0.insert(
                    (0..<40).map { NewJob(kind: .compose, number: $0, documents: 1, priority: 10) }, of: run.id)
            }
            let claimed = Mutex<[Int64]>([])
            try bench.together { store, worker in
                while let job = try Bench.write(
                    store,
                    {
                        try $0.claim(Claim(worker: "w\(worker)", engine: Sample.engine, seconds: 30))
                    })
                { claimed.withLock { $0.append(job.id) } }
            }
            bench.same(claimed.withLock { $0.sorted() }, try bench.read { try $0.jobs(of: run.id).map(\.id) })
        },
        StoreCheck("the character U+0000 is refused in every text") { bench in
            let run = try bench.run()
            let bad = "a\u{0}b"
            bench.refused(.unfitText) { _ = try $0.insert(Sample.run(bad)) }
            bench.refused(.unfitText) { tx in
                var changed = run
                changed.held = bad
                try tx.save(changed)
            }
            bench.refused(.unfitText) { try $0.insert([Sample.document(1) { $0.account = bad }], of: run.id) }
            bench.refused(.unfitText) {
                try $0.save(InputGroup(cycle: bad, route: "", totals: InputTotals()), of: run.id)
            }
            bench.refused(.unfitText) { try $0.insert(Waiver(sequence: 1, by: "Ana", why: bad), of: run.id) }
            bench.refused(.unfitText) { tx in
                _ = try tx.insert(
                    [IssuedDocument(key: IssuedKey(storedNumber: bad, key: "k"), run: run.id, sequence: 1)], kind: "slip")
            }
            bench.refused(.unfitText) { tx in
                var line = Sample.line(1)
                line.text = bad
                try tx.insert(line)
            }
            bench.refused(.unfitText) { try $0.insert([BundleFile(path: bad, blob: Sample.digest(1))], bundle: run.bundle) }
            bench.refused(.unfitText) { _ = try $0.find(FindQuery(text: bad)) }
            bench.same(try bench.read { try $0.runs(after: nil, limit: 9) }, [run])
        },
    ]
}

extension Bench {
    /// Four threads at once, two on each of two handles.
    func together(_ body: @escaping @Sendable (any RunStore, Int) throws -> Void) throws {
        let stores = [fixture.store, try fixture.open()]
        let findings = findings
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            do { try body(stores[worker % 2], worker) } catch { findings.add("worker \(worker): \(error)") }
        }
    }
}
