import Pages
import Records
import Runs

extension StoreConformance {
    static let runChecks: [StoreCheck] = [
        StoreCheck("a run comes back as it was written") { bench in
            let plain = try bench.run("plain")
            var full = Sample.fullRun("full", edge: .max)
            full.id = try bench.write { try $0.insert(full) }
            var low = Sample.fullRun("low", edge: .min)
            low.id = try bench.write { try $0.insert(low) }
            bench.same(try bench.read { try $0.runs(after: nil, limit: 9) }, [plain, full, low])
            // And written over, to nothing again.
            var other = Sample.run("other")
            other.id = full.id
            try bench.write { try $0.save(other) }
            try bench.read { tx in
                bench.same(try tx.run(full.id), other)
                bench.same(try tx.lock(full.id), other)
                bench.same(try tx.run(plain.id), plain)
            }
        },
        StoreCheck("a run keeps the profile of its single files") { bench in
            for profile in OutputProfile.allCases {
                let run = try bench.run(profile.rawValue) { $0.each = profile }
                bench.same(try bench.read { try $0.run(run.id)?.each }, profile)
            }
        },
        StoreCheck("expected totals may be known in part") { bench in
            let run = try bench.run { $0.expected = ExpectedTotals(records: nil, cents: nil, from: .asked) }
            bench.same(try bench.read { try $0.run(run.id) }, run)
        },
        StoreCheck("rows of a run are counted, those of its round and no other's") { bench in
            let run = try bench.run("a") { $0.round = 2 }
            let other = try bench.run("b")
            bench.same(try bench.read { try $0.counts(of: run) }, RowCounts())
            for one in [run, other] {
                try bench.write { tx in
                    try tx.insert([Sample.document(1), Sample.document(2), Sample.document(3)], of: one.id)
                    try tx.insert([Sample.composed(1), Sample.composed(2)], of: one.id, round: 2, chunk: 0)
                    try tx.insert([Sample.composed(1)], of: one.id, round: 1, chunk: 0)
                    try tx.save(Sample.file(1), of: one.id)
                    try tx.insert([PrintPiece(sequence: 1, place: 1, piece: 1, file: 1, firstPage: 1)], of: one.id)
                    try tx.insert(ownFile: Sample.digest(301), of: one.id, sequence: 1)
                    let key = IssuedKey(storedNumber: one.name, key: "k")
                    _ = try tx.insert([IssuedDocument(key: key, run: one.id, sequence: 1)], kind: "slip")
                }
            }
            try bench.read { tx in
                bench.same(try tx.counts(of: run), RowCounts(documents: 3, pieces: 1, ownFiles: 1, issued: 1, composed: 2))
                bench.same(try tx.counts(of: other).composed, 1)
                bench.expect(try !tx.hasStrays())
            }
        },
        StoreCheck("the store numbers runs, each higher than those before") { bench in
            var last: Int64 = 0
            for name in ["a", "b", "c"] {
                let run = try bench.run(name) { $0.id = RunID(1) }
                bench.expect(run.id.number > last, "\(run.id) after \(last)")
                last = run.id.number
            }
        },
        StoreCheck("a name is one run's, told by its bytes") { bench in
            let run = try bench.run("José")
            _ = try bench.run("Jose\u{301}")
            _ = try bench.run("josé")
            bench.refused(.conflict) { _ = try $0.insert(Sample.run("José")) }
            bench.refused(.conflict) { tx in
                var second = try tx.run(named: "josé") ?? run
                second.name = "José"
                try tx.save(second)
            }
            try bench.read { tx in
                bench.same(try tx.run(named: "José")?.id, run.id)
                bench.same(try tx.run(named: "JOSÉ"), nil)
                bench.same(try tx.run(RunID(99)), nil)
                bench.same(try tx.lock(RunID(99)), nil)
            }
        },
        StoreCheck("pages of runs follow each other") { bench in
            var all: [Run] = []
            for name in ["a", "b", "c", "d", "e"] { all.append(try bench.run(name)) }
            for limit in [1, 2, 5, 6, .max] {
                var pages: [Run] = []
                while true {
                    let page = try bench.read { try $0.runs(after: pages.last?.id, limit: limit) }
                    bench.expect(page.count <= limit)
                    if page.isEmpty { break }
                    pages += page
                }
                bench.same(pages, all)
            }
            bench.same(try bench.read { try $0.runs(after: nil, limit: 0) }, [])
        },
        StoreCheck("runs are chosen by their states") { bench in
            for state in RunState.allCases { _ = try bench.run(state.rawValue) { $0.state = state } }
            try bench.read { tx in
                bench.same(try tx.runs(in: [.released, .composing]).map(\.state), [.composing, .released])
                bench.same(try tx.runs(in: RunState.allCases).map(\.state), RunState.allCases)
                bench.same(try tx.runs(in: []), [])
            }
        },
        StoreCheck("runs are chosen by content and kind") { bench in
            let first = try bench.run("a") { $0.content = Sample.digest(50) }
            _ = try bench.run("b") { ($0.content, $0.kind) = (Sample.digest(50), "bill") }
            _ = try bench.run("c")
            let last = try bench.run("d") { ($0.content, $0.state) = (Sample.digest(50), .cancelled) }
            try bench.read { tx in
                bench.same(try tx.runs(ofContent: Sample.digest(50), kind: "slip").map(\.id), [first.id, last.id])
                bench.same(try tx.runs(ofContent: Sample.digest(51), kind: "slip"), [])
            }
        },
    ]
}
