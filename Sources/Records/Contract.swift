/// What every record of a kind must hold, compiled from its JSON Schema (2020-12, the subset that `SchemaKeyword` lists).
package struct Contract: Sendable {
    package let shape: Shape
    /// The fields that print runs need, from `x-document`.
    package let document: DocumentFields?
    /// What its runs are held to, from `x-run`.
    package let run: RunRules
    package let title: String?
    package let description: String?
    let plan: Plan
    /// The plan's number of the root shape.
    let root: Int
    let rules: [ContractRule]
    /// Fields that nothing holds within bounds: dates of any year, texts of any length, numbers of any decimals.
    package let unbounded: [(pointer: String, place: Place, fault: String)]

    /// Compiles a contract, or reports everything that is wrong with it at once.
    package init(parsing bytes: [UInt8], file: String) throws(ContractFaults) {
        let schema: JSONValue
        do throws(JSONSyntaxError) { schema = try JSONValue.parse(bytes, file: file) } catch {
            throw ContractFaults(
                faults: [ContractFault(file: file, line: error.line, column: error.column, message: error.message)])
        }
        var compiler = SchemaCompiler(file: file, root: schema)
        let compiled = compiler.compile()
        let faults = compiler.sortedFaults()
        guard faults.isEmpty, let compiled else { throw ContractFaults(faults: faults) }
        shape = compiled.shape
        root = compiled.planShape
        document = compiled.document
        run = compiled.run
        rules = compiled.rules
        unbounded = compiler.unbounded
        title = schema["title"]?.string
        description = schema["description"]?.string
        plan = compiler.plan
    }

    /// The field at a path of names joined by points, through nested records but not into lists.
    package func resolve(_ path: String) -> ResolvedField? {
        var shape = shape
        var base = 0
        var isRequired = true
        let names = path.split(separator: ".", omittingEmptySubsequences: false)
        for (i, name) in names.enumerated() {
            guard let field = shape.field(named: String(name)) else { return nil }
            isRequired = isRequired && field.isRequired
            if i == names.count - 1 {
                return ResolvedField(path: path, slot: base + field.slot, type: field.type, isRequired: isRequired)
            }
            guard case .record(let inner) = field.type else { return nil }
            (base, shape) = (base + field.slot + 1, inner)
        }
        return nil
    }
}

/// One field found by its path, with its fixed slot in every record.
package struct ResolvedField: Sendable {
    package var path: String
    package var slot: Int
    package var type: FieldType
    /// Required, and so is every record around it.
    package var isRequired: Bool
}

/// The fields of a kind that runs need: whose it is, what it says in cents, how it is sorted and whom it goes to.
package struct DocumentFields: Sendable {
    package var account: ResolvedField
    package var number: ResolvedField?
    package var amount: ResolvedField?
    package var recipient: ResolvedField?
    package var sort: [ResolvedField]
    /// What anybody may read: on a door tag, through an envelope.
    package var open: [ResolvedField]
    /// The field that says in which language the document is.
    package var language: ResolvedField?
    /// What tells one document of a run from all others; the number, or else the account, where the contract names nothing.
    package var key: [ResolvedField]
    /// What control totals are kept by.
    package var cycle: ResolvedField?
    package var route: ResolvedField?
    /// How the document leaves: `paper`, or a reason why it is not printed.
    package var delivery: ResolvedField?
    /// Digits of the Intelligent Mail barcode, for the files of a mailing.
    package var barcode: ResolvedField?
    /// Further recipients, each with a document of its own.
    package var copies: Copies?
    /// What its documents state, and what must be true wherever they state it.
    package var facts: [DocumentFact] = []

    /// A list of further recipients. An item's fields take the places of the record's fields of the same names, and its
    /// `for` says whose copy it is.
    package struct Copies: Sendable {
        package var list: ResolvedField
        package var stride: Int
        /// Slots from the first of an item: the text that becomes `document.copy`.
        package var whose: Int
        /// Ranges of slots in an item and where they go in the record.
        package var moves: [(from: Int, to: Int, count: Int)]

        /// Puts what a further recipient, counted from 0, has of his own into the places of the record; what his item leaves
        /// out stays the record's own. Answers whose copy it then is; nil where there is no such recipient.
        package func address(_ record: inout Record, to copy: Int) -> Slot? {
            guard case .list(let start, let count) = record.slots[list.slot], copy < Int(count) else { return nil }
            let item = Int(start) + copy * stride
            for move in moves where !record.slots[item + move.from].isAbsent {
                for offset in 0..<move.count { record.slots[move.to + offset] = record.slots[item + move.from + offset] }
            }
            return record.slots[item + whose]
        }
    }
}

/// What the runs of a kind are held to.
package struct RunRules: Sendable {
    /// How many different people must approve a run.
    package var approvals = 1
    /// Years that the released documents are kept.
    package var retentionYears = 7
    /// Sheets are printed on both sides.
    package var isDuplex = false

    package init() {}
}
