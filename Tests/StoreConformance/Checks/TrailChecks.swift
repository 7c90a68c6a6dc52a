import Platform
import Runs

extension StoreConformance {
    static let trailChecks: [StoreCheck] = [
        StoreCheck("the store tells the time of day in UTC") { bench in
            let time = try bench.read { try $0.timeOfDay() }
            let shape = time.map { $0.isNumber ? "0" : $0 }
            bench.same(String(shape), "0000-00-00T00:00:00Z")
        },
        StoreCheck("a line comes back as it was written") { bench in
            let full = AuditLine(
                format: .facts, number: 1, at: "", actor: Actor("Ngọc", person: .min, way: .page, machine: ""), act: "",
                run: RunID(.max), document: StoreLimit.maxCount, text: "{\"a\":\"\u{1F600}\"}", previous: AuditLine.origin,
                hash: Sample.digest(1))
            let bare = AuditLine(
                format: .sentence, number: 2, at: "2026", actor: Actor("", way: .worker, machine: "m"), act: "x", run: nil,
                document: nil, text: "", previous: full.hash, hash: Sample.digest(2))
            bench.same(try bench.read { try $0.lastLine() }, nil)
            try bench.write { tx in
                try tx.insert(full)
                try tx.insert(bare)
            }
            try bench.read { tx in
                bench.same(try tx.lines(of: nil, after: 0, limit: 9), [full, bare])
                bench.same(try tx.lastLine(), bare)
            }
            bench.refused(.conflict) { try $0.insert(full) }
        },
        StoreCheck("pages of lines follow each other: of all, of a run, about a document") { bench in
            let (one, two) = (RunID(1), RunID(2))
            let all = (1...12).map { number in
                Sample.line(
                    Int64(number), run: number % 3 == 0 ? nil : number % 2 == 0 ? two : one,
                    document: [4, 5, 7, 10].contains(number) ? number % 3 : nil)
            }
            try bench.write { tx in for line in all { try tx.insert(line) } }
            func pages(_ limit: Int, _ page: (any StoreTransaction, Int64) throws -> [AuditLine]) throws -> [AuditLine] {
                var lines: [AuditLine] = []
                while true {
                    let next = try bench.read { try page($0, lines.last?.number ?? 0) }
                    bench.expect(next.count <= limit)
                    if next.isEmpty { return lines }
                    lines += next
                }
            }
            for limit in [1, 2, 4, 5, 12, 13, .max] {
                bench.same(try pages(limit) { try $0.lines(of: nil, after: $1, limit: limit) }, all)
                bench.same(
                    try pages(limit) { try $0.lines(of: one, after: $1, limit: limit) }, all.filter { $0.run == one })
                bench.same(
                    try pages(limit) { try $0.runLines(of: one, after: $1, limit: limit) },
                    all.filter { $0.run == one && $0.document == nil })
            }
            try bench.read { tx in
                bench.same(try tx.lines(of: two, document: 1), all.filter { $0.run == two && $0.document == 1 })
                bench.same(try tx.lines(of: RunID(9), document: 1), [])
                bench.same(try tx.lines(of: nil, after: 12, limit: 9), [])
            }
        },
        StoreCheck("the trail has no gap and no fork, however many write it") { bench in
            try bench.together { store, worker in
                let ledger = Ledger(store)
                for _ in 0..<10 {
                    try ledger.note(.proof, by: Actor("w\(worker)", way: .worker, machine: "here"), AuditFacts())
                }
            }
            let checked = try Ledger(bench.fixture.store).checkTrail()
            bench.same(checked.lines, 40)
            bench.same(try bench.read { try $0.lastLine()?.hash }, checked.head)
        },
    ]
}
