import Records
import Runs

extension StoreConformance {
    static let reviewChecks: [StoreCheck] = [
        StoreCheck("waivers are kept in the order of their documents") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            func waiver(_ sequence: Int) -> Waiver { Waiver(sequence: sequence, by: "José", why: "") }
            try bench.write { tx in
                for sequence in [10, 2, 7] { try tx.insert(waiver(sequence), of: run.id) }
                try tx.insert(waiver(2), of: other.id)
            }
            bench.refused(.conflict) { try $0.insert(waiver(7), of: run.id) }
            bench.same(try bench.read { try $0.waivers(of: run.id) }, [waiver(2), waiver(7), waiver(10)])
            try bench.write { try $0.deleteWaivers(of: run.id, [10, 2, 99]) }
            bench.same(try bench.read { try $0.waivers(of: run.id) }, [waiver(7)])
            bench.same(try bench.read { try $0.waivers(of: other.id) }, [waiver(2)])
        },
        StoreCheck("a name approves a run once") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            func approval(_ name: String) -> Approval { Approval(by: name, on: Sample.day, ledger: Sample.digest(9)) }
            try bench.write { tx in
                for name in ["Zoe", "ana", "Ana", "Émile"] { try tx.insert(approval(name), of: run.id) }
                try tx.insert(approval("Ana"), of: other.id)
            }
            bench.refused(.conflict) { try $0.insert(approval("Ana"), of: run.id) }
            bench.same(try bench.read { try $0.approvals(of: run.id).map(\.by) }, ["Ana", "Zoe", "ana", "Émile"])
            bench.same(try bench.read { try $0.approvals(of: run.id)[0] }, approval("Ana"))
            try bench.write { try $0.deleteApprovals(of: run.id) }
            bench.same(try bench.read { try $0.approvals(of: run.id) }, [])
            bench.same(try bench.read { try $0.approvals(of: other.id) }, [approval("Ana")])
        },
        StoreCheck("the proof is chosen from what is laid out and not waived") { bench in
            let run = try bench.town()
            let candidates = try bench.read { try $0.proofCandidates(of: run) }
            bench.same(candidates.map(\.sequence), [1, 2, 3, 4, 5, 6, 11])
            bench.same(candidates.map(\.copy), [0, 1, 0, 0, 0, 0, 0])
            bench.same(candidates[3].delivery, "paperless")
            bench.same(candidates[0].way, [0, 1])
            bench.expect(candidates[0].pages == 3 && candidates[0].marks == 7 && candidates[0].stated == 105)
        },
    ]
}

extension Bench {
    /// A run of twelve documents in two chunks, of every sort. In the order of print on one side: 3 5 11 (1 page), 2 (2), 1 (3).
    ///
    /// 1, and 2 its copy; 4 leaves by other means; 6 is stopped; 7 was set aside when it was taken in, 8 when it was laid out;
    /// 9 is 7's like and waived; 10 is waived after it was laid out; 12 waits.
    func town(_ name: String = "nov", _ change: (inout Run) -> Void = { _ in }) throws -> Run {
        let run = try run(name) {
            $0.round = 2
            change(&$0)
        }
        let bad = [Reason("bad", cause: .contract)]
        let documents = [
            Sample.document(1) { $0.sort = [9] }, Sample.document(2) { ($0.part, $0.parent, $0.sort) = (.copy(1), 1, [9]) },
            Sample.document(3) { $0.sort = [2] }, Sample.document(4) { ($0.delivery, $0.sort) = ("paperless", [1]) },
            Sample.document(5) { $0.sort = [2, 0] }, Sample.document(6), Sample.document(7, chunk: 1) { $0.reasons = bad },
            Sample.document(8, chunk: 1),
            Sample.document(9, chunk: 1) { ($0.reasons, $0.account, $0.number) = (bad, nil, nil) },
            Sample.document(10, chunk: 1), Sample.document(11, chunk: 1) { $0.sort = [2, 0] }, Sample.document(12, chunk: 1),
        ]
        try write { tx in
            try tx.insert(documents, of: run.id)
            // What was laid out before counts no more, and neither does what is of another chunk.
            try tx.insert([Sample.composed(1, pages: 9), Sample.composed(3, .quarantined)], of: run.id, round: 1, chunk: 0)
            try tx.insert([Sample.composed(12, .quarantined), Sample.composed(3, .quarantined)], of: run.id, round: 2, chunk: 5)
            try tx.insert(
                [
                    Sample.composed(1, pages: 3), Sample.composed(2, pages: 2), Sample.composed(3),
                    Sample.composed(4, .suppressed, pages: 5), Sample.composed(5), Sample.composed(6),
                ], of: run.id, round: 2, chunk: 0)
            try tx.insert(
                [Sample.composed(8, .quarantined, pages: 0), Sample.composed(10), Sample.composed(11)], of: run.id, round: 2,
                chunk: 1)
            for sequence in [9, 10] { try tx.insert(Waiver(sequence: sequence, by: "Ana", why: "x"), of: run.id) }
            try tx.replaceStops(of: run.id, with: [6])
            for (number, chunk) in [Sample.digest(100), Sample.digest(101)].enumerated() {
                try tx.save(Chunk(number: number, blob: chunk, digest: Sample.digest(number)), of: run.id)
            }
        }
        return run
    }
}
