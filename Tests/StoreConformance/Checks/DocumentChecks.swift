import Platform
import Records
import Runs

extension StoreConformance {
    static let documentChecks: [StoreCheck] = [
        StoreCheck("documents come with all that there is of them") { bench in
            let run = try bench.town()
            try bench.write { try $0.insert(ownFile: Sample.digest(60), of: run.id, sequence: 1) }
            try bench.read { tx in
                let first = try tx.documents(of: run, .chunk(0))
                bench.same(first.map(\.sequence), [1, 2, 3, 4, 5, 6])
                bench.same(first[0].composed, Sample.composed(1, pages: 3))
                bench.same(first.map(\.ownFile), [Sample.digest(60), nil, nil, nil, nil, nil])
                bench.same(first.map(\.isStopped), [false, false, false, false, false, true])
                let second = try tx.documents(of: run, .chunk(1))
                bench.same(second.map(\.state), [.quarantined, .quarantined, .waived, .waived, .composed, .waiting])
                bench.same(second[2].waiver, Waiver(sequence: 9, by: "Ana", why: "x"))
                bench.same(second[5].composed, nil)
                bench.same(try tx.documents(of: run, .sequence(8)), [second[1]])
                bench.same(try tx.documents(of: run, .sequence(99)), [])
                bench.same(try tx.documents(of: run, .chunk(9)), [])
                // As it was laid out in the round that is asked for.
                var before = run
                before.round = 1
                bench.same(try tx.documents(of: before, .sequence(1))[0].composed, Sample.composed(1, pages: 9))
            }
        },
        StoreCheck("exceptions, accounts, and what was set aside when it was taken in") { bench in
            let (run, other) = (try bench.town(), try bench.town("other"))
            try bench.read { tx in
                for one in [run, other] {
                    bench.same(try tx.documents(of: one, .exceptions).map(\.sequence), [4, 6, 7, 8, 9, 10])
                    bench.same(try tx.documents(of: one, .unsound).map(\.sequence), [7, 9])
                    bench.same(try tx.documents(of: one, .accounts).map(\.sequence), [4, 3, 5, 11, 6, 1])
                }
            }
        },
        StoreCheck("find holds every condition") { bench in
            let day = Sample.day
            let old = try bench.town("7") { $0.asOf = Day(days: day.days - 30) }
            let run = try bench.town()
            let twin = try bench.town("dec")
            _ = try bench.town("gone") { $0.state = .cancelled }
            try bench.write { try $0.insert([Sample.document(30) { ($0.account, $0.number) = ("S-3", nil) }], of: run.id) }
            func found(_ query: FindQuery) throws -> [String] {
                try bench.read { try $0.find(query).map { "\($0.run.name) \($0.document.sequence)" } }
            }
            bench.same(try found(FindQuery(text: "1003")), ["dec 3", "nov 3", "7 3"])
            bench.same(try found(FindQuery(text: "S-3")), ["dec 3", "nov 3", "nov 30", "7 3"])
            bench.same(try found(FindQuery(text: nil, number: "S-3")), ["dec 3", "nov 3", "7 3"])
            bench.same(try found(FindQuery(text: "1003", number: "S-4")), [])
            bench.same(try found(FindQuery(text: "s-3")), [])
            bench.same(try found(FindQuery(text: "S-3", run: "nov")), ["nov 3", "nov 30"])
            // By number too, unless another has the number as its name.
            bench.same(try found(FindQuery(text: "1003", run: "\(twin.id)")), ["dec 3"])
            bench.same(try found(FindQuery(text: "1003", run: "7")), ["7 3"])
            bench.same(try found(FindQuery(text: "1003", run: "none")), [])
            bench.same(try found(FindQuery(text: "1003", from: day)), ["dec 3", "nov 3"])
            bench.same(try found(FindQuery(text: "1003", from: old.asOf, to: old.asOf)), ["7 3"])
            bench.same(try found(FindQuery(text: "1003", to: Day(days: old.asOf.days - 1))), [])
            bench.same(try found(FindQuery(text: "1003", most: 2)), ["dec 3", "nov 3"])
            bench.same(try found(FindQuery(text: nil, most: 0)), [])
            bench.same(try found(FindQuery(text: nil, run: "nov")).count, 13)
            bench.same(try found(FindQuery(text: nil, most: .max)).count, 37)
            // What is found is what the store has of it, as of its own run's round.
            let all = try bench.read { try $0.find(FindQuery(text: "1001", run: "nov")) }
            bench.same(all.map(\.run), [run])
            bench.same(all.map(\.document), try bench.read { try $0.documents(of: run, .sequence(1)) })
        },
        StoreCheck("a bundle's files are written once, in the order of their paths") { bench in
            let (one, other) = (Sample.digest(1), Sample.digest(2))
            func file(_ path: String, _ blob: Int) -> BundleFile { BundleFile(path: path, blob: Sample.digest(blob)) }
            try bench.write { tx in
                try tx.insert([file("b/x", 1), file("b", 2), file("B", 3), file("é", 4)], bundle: one)
                try tx.insert([file("b", 9), file("a", 5)], bundle: one)
                try tx.insert([file("b", 6)], bundle: other)
            }
            bench.same(
                try bench.read { try $0.bundleFiles(one) },
                [file("B", 3), file("a", 5), file("b", 2), file("b/x", 1), file("é", 4)])
            try bench.write { try $0.deleteBundle(one) }
            bench.same(try bench.read { try $0.bundleFiles(one) }, [])
            bench.same(try bench.read { try $0.bundleFiles(other) }, [file("b", 6)])
        },
        StoreCheck("a bundle is needed by runs that are not pruned") { bench in
            var run = try bench.run("a")
            _ = try bench.run("b") { ($0.bundle, $0.isPruned) = (Sample.digest(40), true) }
            _ = try bench.run("c") { ($0.bundle, $0.state) = (Sample.digest(41), .cancelled) }
            func isNeeded(_ bundle: Digest) throws -> Bool { try bench.read { try $0.needsBundle(bundle) } }
            bench.expect(try isNeeded(run.bundle))
            bench.expect(try !isNeeded(Sample.digest(40)))
            bench.expect(try isNeeded(Sample.digest(41)))
            run.isPruned = true
            try bench.write { try $0.save(run) }
            bench.expect(try !isNeeded(run.bundle))
        },
        StoreCheck("blobs are told, each once and in order, a page at a time") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            func blob(_ number: Int) -> Digest { Sample.digest(200 + number) }
            try bench.write { tx in
                for id in [run.id, other.id] {
                    try tx.save(Chunk(number: 0, blob: blob(0), digest: Sample.digest(1)), of: id)
                    try tx.save(Chunk(number: 1, blob: blob(Int(id.number)), digest: Sample.digest(1)), of: id)
                }
                try tx.save(Sample.file(1, blob: blob(10)), of: run.id)
                try tx.save(Sample.file(2), of: run.id)
                try tx.save(Sample.file(3, blob: blob(0)), of: run.id)
                try tx.insert(ownFile: blob(11), of: other.id, sequence: 1)
                try tx.insert([BundleFile(path: "x", blob: blob(12)), BundleFile(path: "y", blob: blob(0))], bundle: run.bundle)
            }
            bench.refused(.conflict) { try $0.insert(ownFile: blob(0), of: other.id, sequence: 1) }
            let all = [0, Int(run.id.number), Int(other.id.number), 10, 11, 12].map(blob).sorted()
            for limit in [1, 2, 5, 6, 7, .max] {
                var pages: [Digest] = []
                while true {
                    let page = try bench.read { try $0.blobs(after: pages.last, limit: limit) }
                    bench.expect(page.count <= limit)
                    if page.isEmpty { break }
                    pages += page
                }
                bench.same(pages, all)
            }
            try bench.read { tx in
                bench.same(
                    try tx.blobs(of: run.id).sorted(), [blob(0), blob(Int(run.id.number)), blob(10)].sorted())
                bench.same(
                    try tx.blobs(of: other.id).sorted(), [blob(0), blob(Int(other.id.number)), blob(11)].sorted())
                for one in all { bench.expect(try tx.isReferred(one)) }
                bench.expect(try !tx.isReferred(blob(99)))
            }
        },
        StoreCheck("a pruned run's documents are gone, and nobody else's") { bench in
            let (run, other) = (try bench.town("a"), try bench.town("b"))
            for one in [run, other] {
                try bench.jobs([1], of: one)
                try bench.write { tx in
                    try tx.save(InputGroup(cycle: "", route: "", totals: InputTotals()), of: one.id)
                    try tx.save(ChunkResult(chunk: 0, digest: Sample.digest(1), totals: []), of: one.id, round: 2)
                    try tx.save(Sample.file(1, blob: Sample.digest(300)), of: one.id)
                    try tx.insert([PrintPiece(sequence: 1, place: 1, piece: 1, file: 1, firstPage: 1)], of: one.id)
                    try tx.insert(ownFile: Sample.digest(301), of: one.id, sequence: 1)
                    try tx.insert(Sample.line(one.id.number, run: one.id))
                    let key = IssuedKey(number: one.name, key: "k")
                    _ = try tx.insert([IssuedDocument(key: key, run: one.id, sequence: 1)], kind: "slip")
                }
            }
            func rows(_ run: Run) throws -> [Int] {
                try bench.read { tx in
                    [
                        try tx.documents(of: run.id, chunk: 0).count, try tx.composed(of: run.id, round: 2, chunk: 0).count,
                        try tx.composed(of: run.id, round: 1, chunk: 0).count, try tx.results(of: run.id, round: 2).count,
                        try tx.waivers(of: run.id).count, try tx.stops(of: run.id).count, try tx.files(of: run.id).count,
                        try tx.issued(of: run).count, try tx.chunks(of: run.id).count, try tx.blobs(of: run.id).count,
                        try tx.jobs(of: run.id).count, try tx.lastSequence(of: run.id),
                        try tx.find(FindQuery(text: nil, run: run.name)).count,
                    ]
                }
            }
            let before = try rows(other)
            bench.expect(!before.contains(0), "\(before)")
            try bench.write { try $0.deleteDocuments(of: run.id) }
            bench.same(try rows(run), before.map { _ in 0 })
            bench.same(try rows(other), before)
            bench.same(try bench.read { try $0.run(run.id) }, run)
            bench.same(try bench.read { try $0.lines(of: run.id, after: 0, limit: 9).count }, 1)
        },
    ]
}
