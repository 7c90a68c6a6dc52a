import Platform

/// Records of a run that are laid out by one job.
package struct Chunk: Sendable, Equatable {
    package var number: Int
    /// The records, one after the other.
    package var blob: Digest
    /// Own documents of records that are to be laid out.
    package var own = 0
    /// Copies that are to be laid out.
    package var copies = 0
    /// Of its documents as they were taken in.
    package var digest: Digest
    package init(number: Int, blob: Digest, own: Int = 0, copies: Int = 0, digest: Digest) {
        self.number = number
        self.blob = blob
        self.own = own
        self.copies = copies
        self.digest = digest
    }
}

/// What became of a chunk's documents, so that counting a run never walks through them.
package struct ChunkResult: Sendable, Equatable {
    package var chunk: Int
    /// Of its documents as they were laid out, and of the totals.
    package var digest: Digest
    package var totals: [ChunkTotal]
    package init(chunk: Int, digest: Digest, totals: [ChunkTotal]) {
        self.chunk = chunk
        self.digest = digest
        self.totals = totals
    }
}

/// Documents of a chunk that count alike.
package struct ChunkTotal: Sendable, Equatable {
    /// What they have in common.
    package struct Key: Hashable, Sendable, Comparable {
        package var cycle: String
        package var route: String
        package var state: DocumentState
        /// How they leave, where they are not printed; empty otherwise.
        package var delivery: String
        package var isCopy: Bool
        package var pages: Int
        package init(cycle: String, route: String, state: DocumentState, delivery: String, isCopy: Bool, pages: Int) {
            (self.cycle, self.route, self.state) = (cycle, route, state)
            (self.delivery, self.isCopy, self.pages) = (delivery, isCopy, pages)
        }

        package static func < (a: Key, b: Key) -> Bool {
            (a.cycle, a.route, a.state.rawValue, a.delivery, a.isCopy ? 1 : 0, a.pages)
                < (b.cycle, b.route, b.state.rawValue, b.delivery, b.isCopy ? 1 : 0, b.pages)
        }
    }

    package var key: Key
    package var documents = 0
    /// What their pages state, or their records say where they have no pages; nothing of copies.
    package var cents: Int64 = 0
    /// Of that, what is below zero.
    package var creditCents: Int64 = 0
    package init(_ key: Key, documents: Int = 0, cents: Int64 = 0, creditCents: Int64 = 0) {
        self.key = key
        self.documents = documents
        self.cents = cents
        self.creditCents = creditCents
    }
}
