import Platform
import Runs

extension StoreConformance {
    static let intakeChecks: [StoreCheck] = [
        StoreCheck("groups are written over, in order, each run's own") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            func group(_ cycle: String, _ route: String, _ cents: Int64) -> InputGroup {
                var totals = InputTotals()
                (totals.records, totals.cents, totals.unreadable) = (Int(cents % 1_000), cents, 1)
                return InputGroup(cycle: cycle, route: route, totals: totals)
            }
            try bench.write { tx in
                for one in [group("2", "", 5), group("", "", .min), group("10", "z", 6), group("10", "a", 7)] {
                    try tx.save(one, of: run.id)
                }
                try tx.save(group("10", "z", 9), of: other.id)
                try tx.save(group("10", "z", .max), of: run.id)
            }
            try bench.read { tx in
                bench.same(
                    try tx.groups(of: run.id),
                    [group("", "", .min), group("10", "a", 7), group("10", "z", .max), group("2", "", 5)])
                bench.same(try tx.groups(of: other.id), [group("10", "z", 9)])
                bench.same(try tx.groups(of: RunID(99)), [])
            }
        },
        StoreCheck("chunks are written over, in order") { bench in
            let run = try bench.run()
            func chunk(_ number: Int, _ own: Int) -> Chunk {
                Chunk(number: number, blob: Sample.digest(number), own: own, copies: 2, digest: Sample.digest(own))
            }
            try bench.write { tx in
                for number in [10, 2, 0] { try tx.save(chunk(number, 1), of: run.id) }
                try tx.save(chunk(2, 7), of: run.id)
            }
            bench.same(try bench.read { try $0.chunks(of: run.id) }, [chunk(0, 1), chunk(2, 7), chunk(10, 1)])
        },
        StoreCheck("a document comes back as it was written") { bench in
            let run = try bench.run()
            var bare = NewDocument()
            bare.sequence = 3
            let loose = Sample.document(4) { ($0.part, $0.sort) = (.looseDetail, [0xFF]) }
            let all = [
                Sample.fullDocument(1, edge: .max), Sample.fullDocument(2, edge: .min), bare, loose,
                Sample.document(5) { $0.sequence = StoreLimit.maxCount },
            ]
            try bench.write { try $0.insert(all.reversed(), of: run.id) }
            try bench.read { tx in
                bench.same(try tx.documents(of: run.id, chunk: 0), all)
                bench.same(try tx.lastSequence(of: run.id), StoreLimit.maxCount)
                bench.same(try tx.documents(of: run, .sequence(2)), [StoredDocument(all[1])])
            }
        },
        StoreCheck("a text of any length and letters is kept") { bench in
            let run = try bench.run()
            let text = String(repeating: "Ünï\u{1F600}\u{1}\u{7F}'\"\\%_ ", count: 20_000)
            let document = Sample.document(1) { $0.account = text }
            try bench.write { try $0.insert([document], of: run.id) }
            bench.same(try bench.read { try $0.documents(of: run.id, chunk: 0) }, [document])
            bench.same(try bench.read { try $0.sequences(of: run.id, accountOrNumber: text) }, [1])
        },
        StoreCheck("documents are chosen by chunk, key and record") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            let all = [
                Sample.document(1) { $0.key = "k" }, Sample.document(2) { ($0.key, $0.part, $0.parent) = ("k", .copy(1), 1) },
                Sample.document(3, chunk: 1) { ($0.key, $0.part) = ("k", .looseDetail) },
                Sample.document(4, chunk: 1) { $0.key = "k" },
                Sample.document(5, chunk: 2) { ($0.key, $0.part, $0.parent) = ("k", .copy(2), 1) },
                Sample.document(6, chunk: 2) { $0.key = "K" }, Sample.document(7, chunk: 2) { $0.key = nil },
            ]
            try bench.write { tx in
                try tx.insert(all, of: run.id)
                try tx.insert([Sample.document(1) { $0.key = "k" }], of: other.id)
            }
            try bench.read { tx in
                bench.same(try tx.documents(of: run.id, chunk: 1).map(\.sequence), [3, 4])
                bench.same(try tx.documents(of: run.id, chunk: 9), [])
                bench.same(try tx.documents(of: run.id, key: "k").map(\.sequence), [1, 4])
                bench.same(try tx.documents(of: run.id, key: ""), [])
                bench.same(try tx.copies(of: run.id, parent: 1).map(\.sequence), [2, 5])
                bench.same(try tx.copies(of: run.id, parent: 2), [])
                bench.same(try tx.copies(of: other.id, parent: 1), [])
            }
        },
        StoreCheck("a place in a run is one document's") { bench in
            let run = try bench.run()
            try bench.write { try $0.insert([Sample.document(1)], of: run.id) }
            bench.refused(.conflict) { try $0.insert([Sample.document(2), Sample.document(1)], of: run.id) }
            bench.refused(.conflict) { try $0.insert([Sample.document(3), Sample.document(3)], of: run.id) }
            bench.same(try bench.read { try $0.documents(of: run.id, chunk: 0) }, [Sample.document(1)])
            try bench.write { try $0.insert([NewDocument](), of: run.id) }
        },
        StoreCheck("nothing is written of a run that is not there") { bench in
            let none = RunID(99)
            bench.refused(.conflict) { try $0.insert([Sample.document(1)], of: none) }
            bench.refused(.conflict) { try $0.save(InputGroup(cycle: "", route: "", totals: InputTotals()), of: none) }
            bench.refused(.conflict) { try $0.save(Chunk(number: 0, blob: Sample.digest(1), digest: Sample.digest(1)), of: none) }
            bench.refused(.conflict) {
                try $0.insert([NewJob(kind: .print, number: 1, documents: 1, priority: 5)], of: none)
            }
            bench.refused(.conflict) { try $0.insert([Sample.composed(1)], of: none, round: 1, chunk: 0) }
            bench.refused(.conflict) { try $0.insert(Waiver(sequence: 1, by: "", why: ""), of: none) }
            bench.refused(.conflict) { try $0.insert(Approval(by: "", on: Sample.day, ledger: Sample.digest(1)), of: none) }
            bench.refused(.conflict) { try $0.replaceStops(of: none, with: [1]) }
            bench.refused(.conflict) { try $0.save(Sample.file(1), of: none) }
            bench.refused(.conflict) { tx in
                _ = try tx.insert(
                    [IssuedDocument(key: IssuedKey(storedNumber: "1", key: "1"), run: none, sequence: 1)], kind: "slip")
            }
        },
        StoreCheck("documents are deleted by their places") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            try bench.write { tx in
                for id in [run.id, other.id] { try tx.insert((1...4).map { Sample.document($0) }, of: id) }
                try tx.delete([4, 2, 77], of: run.id)
                try tx.delete([], of: run.id)
            }
            try bench.read { tx in
                bench.same(try tx.documents(of: run.id, chunk: 0).map(\.sequence), [1, 3])
                bench.same(try tx.lastSequence(of: run.id), 3)
                bench.same(try tx.lastSequence(of: other.id), 4)
                bench.same(try tx.lastSequence(of: RunID(99)), 0)
            }
        },
        StoreCheck("amounts are added up without their signs") { bench in
            func magnitude(_ cents: [Int64?]) throws -> Int64? {
                let run = try bench.run("\(cents)")
                let documents = cents.enumerated().map { index, cents in Sample.document(index + 1) { $0.cents = cents } }
                let beside = [
                    Sample.document(90) { ($0.part, $0.cents) = (.copy(1), 7) },
                    Sample.document(91) { ($0.part, $0.cents) = (.looseDetail, 7) },
                ]
                try bench.write { try $0.insert(documents + beside, of: run.id) }
                return try bench.read { try $0.magnitude(of: run.id) }
            }
            let most: Int64 = 400_000_000_000_000_000
            bench.same(try magnitude([]), 0)
            bench.same(try magnitude([nil, 5, -7, 0]), 12)
            bench.same(try magnitude([100_000_000_000_000_001, 2]), 100_000_000_000_000_003)
            bench.same(try magnitude([most]), most)
            bench.same(try magnitude([most - 1, -1]), most)
            bench.same(try magnitude([most, 1]), nil)
            bench.same(try magnitude([.max, .max, .max]), nil)
            bench.same(try magnitude([.min]), nil)
        },
        StoreCheck("documents are found by their barcodes, copies too") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            let copy = Sample.document(3) { ($0.part, $0.parent, $0.barcode) = (.copy(1), 1, "é") }
            let taken = [Sample.document(1) { $0.barcode = "é" }, Sample.document(2) { $0.barcode = "e\u{301}" }, copy]
            try bench.write { try $0.insert(taken + [Sample.document(4) { $0.barcode = nil }], of: run.id) }
            try bench.write { try $0.insert([Sample.document(5) { $0.barcode = "é" }], of: other.id) }
            try bench.read { tx in
                bench.same(try tx.documents(of: run.id, barcode: "é").map(\.sequence), [1, 3])
                bench.same(try tx.documents(of: run.id, barcode: "É"), [])
            }
        },
        StoreCheck("a number is issued once") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            func issued(_ number: String, _ run: Run, _ sequence: Int, key: String = "k") -> IssuedDocument {
                IssuedDocument(key: IssuedKey(storedNumber: number, key: key), run: run.id, sequence: sequence)
            }
            let first = [issued("1", run, 1), issued("2", run, 2), issued("2", run, 3, key: "")]
            bench.same(try bench.write { try $0.insert(first, kind: "slip") }, [])
            // The same again is not another; what is another's is told and not written, and the rest is.
            bench.same(try bench.write { try $0.insert(first, kind: "slip") }, [])
            let second = [issued("1", other, 1), issued("3", other, 2), issued("2", run, 7)]
            bench.same(try bench.write { try $0.insert(second, kind: "slip") }, [second[0], second[2]])
            bench.same(
                try bench.write { try $0.insert([issued("9", other, 8), issued("9", other, 9)], kind: "slip") },
                [issued("9", other, 9)])
            // Another kind, and what only looks alike.
            bench.same(try bench.write { try $0.insert([issued("1", other, 1)], kind: "bill") }, [])
            bench.same(
                try bench.write { try $0.insert([issued("é", other, 5), issued("e\u{301}", other, 6)], kind: "slip") }, [])
            try bench.read { tx in
                bench.same(try tx.issue(of: IssuedKey(storedNumber: "1", key: "k"), kind: "slip"), first[0])
                bench.same(try tx.issue(of: IssuedKey(storedNumber: "1", key: "k"), kind: "bill"), issued("1", other, 1))
                bench.same(try tx.issue(of: IssuedKey(storedNumber: "1", key: ""), kind: "slip"), nil)
                bench.same(try tx.issued(of: run).map(\.sequence).sorted(), [1, 2, 3])
            }
            try bench.write { try $0.deleteIssued(of: run.id) }
            try bench.read { tx in
                bench.same(try tx.issued(of: run), [])
                // The one of another kind is not of its kind.
                bench.same(try tx.issued(of: other).map(\.sequence).sorted(), [2, 5, 6, 8])
            }
        },
    ]
}
