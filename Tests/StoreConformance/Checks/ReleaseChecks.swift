import Runs

extension StoreConformance {
    static let releaseChecks: [StoreCheck] = [
        StoreCheck("documents are found by a name of the stop list") { bench in
            let run = try bench.run()
            try bench.write { tx in
                try tx.insert(
                    [
                        Sample.document(1) { ($0.account, $0.number) = ("7", "8") },
                        Sample.document(2) { ($0.account, $0.number) = ("8", "7") },
                        Sample.document(3) { ($0.account, $0.number) = ("7", "7") },
                        Sample.document(4) { ($0.account, $0.number) = (nil, nil) },
                        Sample.document(5) { ($0.account, $0.number) = ("", "é") },
                    ], of: run.id)
                try tx.insert([Sample.document(1) { $0.account = "7" }], of: try tx.insert(Sample.run("other")))
            }
            func found(_ name: String) throws -> [Int] {
                try bench.read { try $0.sequences(of: run.id, accountOrNumber: name).sorted() }
            }
            bench.same(try found("7"), [1, 2, 3])
            bench.same(try found(""), [5])
            bench.same(try found("e\u{301}"), [])
            bench.same(try found("%"), [])
        },
        StoreCheck("stops take the place of those before, in order") { bench in
            let (run, other) = (try bench.run("a"), try bench.run("b"))
            try bench.write { tx in
                try tx.replaceStops(of: run.id, with: [9, 1, 4])
                try tx.replaceStops(of: other.id, with: [2])
                try tx.replaceStops(of: run.id, with: [10, 3])
            }
            bench.same(try bench.read { try $0.stops(of: run.id) }, [3, 10])
            bench.refused(.conflict) { try $0.replaceStops(of: run.id, with: [1, 1]) }
            try bench.write { try $0.replaceStops(of: run.id, with: []) }
            bench.same(try bench.read { try $0.stops(of: run.id) }, [])
            bench.same(try bench.read { try $0.stops(of: other.id) }, [2])
        },
        StoreCheck("the order of print is by sheets, sort keys and places") { bench in
            let (one, two) = (try bench.town("one"), try bench.town("two") { $0.isDuplex = true })
            let order = try bench.read { try $0.printOrder(of: one) }
            bench.same(order.map(\.sequence), [3, 5, 11, 2, 1, 4])
            bench.same(order.map(\.pages), [1, 1, 1, 2, 3, 5])
            bench.same(order.map(\.isPrinted), [true, true, true, true, true, false])
            bench.same(order.map(\.isCopy), [false, false, false, true, false, false])
            bench.same(order[0].stated, 305)
            // On two sides one page and two are one sheet.
            bench.same(try bench.read { try $0.printOrder(of: two).map(\.sequence) }, [3, 5, 11, 2, 1, 4])
            try bench.write { tx in
                try tx.insert([Sample.document(20) { $0.sort = [1] }], of: two.id)
                try tx.insert([Sample.composed(20, pages: 2)], of: two.id, round: 2, chunk: 0)
                try tx.insert([Sample.document(20) { $0.sort = [1] }], of: one.id)
                try tx.insert([Sample.composed(20, pages: 2)], of: one.id, round: 2, chunk: 0)
            }
            bench.same(try bench.read { try $0.printOrder(of: two).map(\.sequence) }, [20, 3, 5, 11, 2, 1, 4])
            bench.same(try bench.read { try $0.printOrder(of: one).map(\.sequence) }, [3, 5, 11, 20, 2, 1, 4])
            bench.same(try bench.read { try $0.printOrder(of: Sample.run()) }, [])
        },
        StoreCheck("sort keys are compared byte by byte, without signs") { bench in
            let run = try bench.run()
            let keys: [[UInt8]] = [[], [0], [0, 0], [0, 255], [1], [127, 9], [128], [255], [255, 0]]
            try bench.write { tx in
                try tx.insert(
                    keys.enumerated().map { index, key in Sample.document(50 - index) { $0.sort = key } }, of: run.id)
                try tx.insert(keys.indices.map { Sample.composed(50 - $0) }, of: run.id, round: 1, chunk: 0)
            }
            let expected = keys.indices.map { 50 - $0 }
            bench.same(try bench.read { try $0.printOrder(of: run).map(\.sequence) }, expected)
            bench.same(try bench.read { try $0.documents(of: run, .accounts).map(\.sequence) }, expected)
        },
        StoreCheck("print files are written over, in order") { bench in
            let run = try bench.run()
            var second = Sample.file(2)
            try bench.write { tx in
                for number in [10, 3, 2] { try tx.save(Sample.file(number), of: run.id) }
                (second.isPrinted, second.sheetClass, second.name) = (false, StoreLimit.maxCount, "")
                (second.firstPiece, second.lastPiece, second.documents, second.pages, second.sheets) = (7, 8, 9, 10, 11)
                (second.cents, second.piecesDigest, second.blob, second.bytes) = (.min, Sample.digest(5), Sample.digest(6), .max)
                try tx.save(second, of: run.id)
            }
            bench.same(try bench.read { try $0.files(of: run.id) }, [second, Sample.file(3), Sample.file(10)])
        },
        StoreCheck("a document stands in one place of the print") { bench in
            let (run, other) = (try bench.town("a"), try bench.town("b"))
            func piece(_ sequence: Int, _ place: Int, _ file: Int) -> PrintPiece {
                PrintPiece(
                    sequence: sequence, place: place, piece: sequence == 4 ? nil : place, file: file, firstPage: place * 2 - 1)
            }
            let pieces = [piece(3, 3, 1), piece(5, 1, 1), piece(1, 2, 1), piece(4, 4, 2)]
            try bench.write { tx in
                for id in [run.id, other.id] {
                    try tx.insert(pieces, of: id)
                    for file in 1...2 { try tx.save(Sample.file(file), of: id) }
                }
            }
            bench.refused(.conflict) { try $0.insert([piece(6, 5, 2), piece(1, 6, 2)], of: run.id) }
            try bench.read { tx in
                let first = try tx.documents(of: run, .file(1))
                bench.same(first.map(\.sequence), [5, 1, 3])
                bench.same(first.map(\.piece), [pieces[1], pieces[2], pieces[0]])
                bench.same(try tx.documents(of: run, .file(2)).map(\.piece), [pieces[3]])
                bench.same(try tx.documents(of: run, .file(3)), [])
            }
            try bench.write { try $0.deletePlan(of: run.id) }
            try bench.read { tx in
                bench.same(try tx.documents(of: run, .file(1)), [])
                bench.same(try tx.files(of: run.id), [])
                bench.same(try tx.documents(of: other, .file(1)).map(\.sequence), [5, 1, 3])
                bench.same(try tx.files(of: other.id).map(\.number), [1, 2])
            }
        },
    ]
}
