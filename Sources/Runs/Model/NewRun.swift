import Platform
import Records

/// A run as intake has read it.
package struct NewRun: Sendable {
    package var name: String
    package var kind: String
    package var asOf: Day
    package var language: String?
    package var source: String
    package var sourceDigest: Digest?
    /// Of the records in the order of the input.
    package var content: Digest
    package var data: Digest
    package var bundle: Digest
    package var bundleFiles: [BundleFile]
    package var engine: Engine
    package var isUrgent: Bool
    package var rules: RunRules
    package var input: InputTotals
    package var expected: ExpectedTotals?
    package var groups: [InputGroup]
    package var chunks: [Digest]
    package var documents: [NewDocument]
    package var isForced: Bool

    package init(
        name: String, kind: String, asOf: Day, language: String?, source: String, sourceDigest: Digest?, content: Digest,
        data: Digest, bundle: Digest, bundleFiles: [BundleFile], engine: Engine, isUrgent: Bool, rules: RunRules,
        input: InputTotals, expected: ExpectedTotals?, groups: [InputGroup], chunks: [Digest], documents: [NewDocument],
        isForced: Bool
    ) {
        self.name = name
        self.kind = kind
        self.asOf = asOf
        self.language = language
        self.source = source
        self.sourceDigest = sourceDigest
        self.content = content
        self.data = data
        self.bundle = bundle
        self.bundleFiles = bundleFiles
        self.engine = engine
        self.isUrgent = isUrgent
        self.rules = rules
        self.input = input
        self.expected = expected
        self.groups = groups
        self.chunks = chunks
        self.documents = documents
        self.isForced = isForced
    }
}

/// A file of a bundle and the blob that holds it.
package struct BundleFile: Sendable, Equatable {
    package let path: String
    package let blob: Digest
    package init(path: String, blob: Digest) {
        self.path = path
        self.blob = blob
    }
}

/// The input's totals of one cycle and route.
package struct InputGroup: Sendable, Equatable {
    package var cycle: String
    package var route: String
    package var totals: InputTotals
    package init(cycle: String, route: String, totals: InputTotals) {
        self.cycle = cycle
        self.route = route
        self.totals = totals
    }

    /// What tells it from the others of a run.
    package var key: String { cycle + "\u{0}" + route }
}

/// Corrected records, in a chunk of their own.
package struct Correction: Sendable {
    package var source: String
    package var chunk: Digest
    /// Each with the sequence of the document whose place it takes.
    package var documents: [NewDocument]
    package init(source: String, chunk: Digest, documents: [NewDocument]) {
        self.source = source
        self.chunk = chunk
        self.documents = documents
    }
}

/// What tells a document of a kind from all others, over all runs, each in its plain form.
package struct IssuedKey: Hashable, Sendable {
    package let number: String
    package let key: String
    package init(number: String, key: String) {
        self.number = PlainName.of(number)
        self.key = PlainName.of(key)
    }

    /// As a store holds it.
    package init(storedNumber number: String, key: String) {
        self.number = number
        self.key = key
    }
}

/// A document that was issued: printed by a run that is released or about to be, or made one by one and kept.
package struct IssuedDocument: Sendable, Hashable {
    package var key: IssuedKey
    package var run: RunID
    package var sequence: Int
    package init(key: IssuedKey, run: RunID, sequence: Int) {
        self.key = key
        self.run = run
        self.sequence = sequence
    }
}

/// A document that is set aside, and what tells which record corrects it.
package struct QuarantinedKey: Sendable {
    package var sequence: Int
    package var key: String?
    package var line: Int
    package var account: String?
    package var cents: Int64?
    /// Another record had its key, or its number: the record's own key may be the wrong one.
    package var isDuplicate = false
}
