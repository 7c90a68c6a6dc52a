/// One pass over one record's JSON: keys meet the plan's fields, values go to their slots.
struct RecordScan {
    let tables: PlanTables
    var cursor: JSONCursor
    var work: SlotStack
    var seen: WordStack
    /// Unescaped texts; what lies behind `textCount` is free for keys and skipped texts.
    let text: UnsafeMutablePointer<UInt8>
    var textCount = 0
    /// The record's slots: the root's first, then the items of each list as it is completed.
    var slots: [Slot]
    var faults: [RecordFault] = []
    /// The way to the value being read: a field, or the complement of an item's index.
    var path = RecordPath()
    let patterns: [PatternMatcher?]
    /// Texts in which there is nothing to see are texts.
    let takesBlanks: Bool
    let contract: Contract
    var finder: PlaceFinder

    /// Slots that one record may fill: 64 MiB of them.
    static let mostSlots = 1 << 22

    init(
        tables: PlanTables, cursor: JSONCursor, place: Place, work: SlotStack, seen: WordStack,
        text: UnsafeMutablePointer<UInt8>, slots: consuming [Slot], patterns: [PatternMatcher?], contract: Contract,
        takesBlanks: Bool = false
    ) {
        self.tables = tables
        self.cursor = cursor
        self.work = work
        self.seen = seen
        self.text = text
        self.slots = slots
        self.patterns = patterns
        self.takesBlanks = takesBlanks
        self.contract = contract
        finder = PlaceFinder(start: cursor.start, first: place)
    }

    mutating func run(root: Int) {
        work.pop(to: 0)
        seen.pop(to: 0)
        let shape = tables.shapes[root]
        let count = Int(shape.slots)
        _ = work.push(count)
        slots.append(contentsOf: repeatElement(.absent, count: count))
        do throws(JSONHalt) {
            cursor.skipSpace()
            try whole(root)
            cursor.skipSpace()
            guard cursor.at == cursor.end else { throw .trailing }
        } catch { halt(error) }
        for i in 0..<count { slots[i] = work.slots[i] }
    }

    private mutating func whole(_ root: Int) throws(JSONHalt) {
        if cursor.next == UInt8(ascii: "{") {
            cursor.at += 1
            return try record(shape: root, base: 0, level: 1)
        }
        let start = cursor.at
        if cursor.next == 0xEF || cursor.at == cursor.end { throw .object }
        try cursor.skipValue(level: 0, room: text)
        fault(from: start, .type(.record))
    }

    /// The fields of one record, behind its opening brace; they go to the slots from `base`.
    mutating func record(shape number: Int, base: Int, level: Int) throws(JSONHalt) {
        let shape = tables.shapes[number]
        let words = shape.words
        let bits = seen.push(words)
        var guess: Int32 = 0
        cursor.skipSpace()
        if !cursor.take(UInt8(ascii: "}")) {
            while true {
                guard cursor.next == UInt8(ascii: "\"") else { throw .key }
                let keyStart = cursor.at
                let index = try key(shape, guess: guess)
                cursor.skipSpace()
                guard cursor.take(UInt8(ascii: ":")) else { throw .colon }
                cursor.skipSpace()
                if index >= 0 {
                    guess = index + 1
                    let bit: UInt64 = 1 << UInt64(index & 63)
                    let word = bits + Int(index >> 6)
                    let field = Int(shape.first + index)
                    path.set(level, field: field)
                    if seen.words[word] & bit == 0 {
                        seen.words[word] |= bit
                        try value(field, slot: base + Int(tables.fields[field].slot), level: level)
                    } else {
                        try duplicate(level: level)
                    }
                } else {
                    try unknown(keyStart, shape, level: level)
                }
                cursor.skipSpace()
                if cursor.take(UInt8(ascii: ",")) {
                    cursor.skipSpace()
                } else if cursor.take(UInt8(ascii: "}")) {
                    break
                } else {
                    throw .commaOrBrace
                }
            }
        }
        for word in 0..<words {
            let missing = tables.required[Int(shape.required) + word] & ~seen.words[bits + word]
            if missing != 0 { report(missing: missing, word: word, of: shape, level: level) }
        }
        seen.pop(to: bits)
    }

    /// Reads a key and finds its field: the guessed one is compared with the source as it stands. -1 where there is none.
    @inline(__always)
    private mutating func key(_ shape: PlanShape, guess: Int32) throws(JSONHalt) -> Int32 {
        if guess < shape.count {
            let field = tables.fields + Int(shape.first + guess)
            let length = Int(field.pointee.nameLength)
            // nine bytes of input are behind every key but the last of a broken record, which takes the long way
            if cursor.end - cursor.at >= max(length, 8) + 2, cursor.at[length + 1] == UInt8(ascii: "\""),
                field.pointee.isPlainName
            {
                let head = UInt64(littleEndian: UnsafeRawPointer(cursor.at + 1).loadUnaligned(as: UInt64.self))
                let name = UnsafePointer(tables.names + Int(field.pointee.nameOffset))
                if head & field.pointee.nameMask == field.pointee.nameHead,
                    length <= 8 || isSame(cursor.at + 9, name + 8, length - 8)
                {
                    cursor.at += length + 2
                    return guess
                }
            }
        }
        return try otherKey(shape, guess: guess)
    }

    /// Looks from the guess on and then from the start, because records leave out fields more often than they mix them.
    @inline(never)
    private mutating func otherKey(_ shape: PlanShape, guess: Int32) throws(JSONHalt) -> Int32 {
        let key = text + textCount
        let start = cursor.at
        cursor.at += 1
        let length = try cursor.text(into: key)
        if let problem = cursor.problem { fault(problem, from: start) }
        var index = guess
        for _ in 0..<shape.count {
            if index >= shape.count { index = 0 }
            let field = tables.fields + Int(shape.first + index)
            if Int(field.pointee.nameLength) == length,
                isSame(UnsafePointer(key), UnsafePointer(tables.names + Int(field.pointee.nameOffset)), length)
            {
                return index
            }
            index += 1
        }
        return -1
    }

    @inline(__always)
    private func isSame(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var i = 0
        while i < count {
            if a[i] != b[i] { return false }
            i += 1
        }
        return true
    }
}

/// The way from the root to a value, one entry for each level.
struct RecordPath {
    // one for each level below the root, and one for the root itself
    private var entries = InlineArray<66, Int32>(repeating: 0)

    @inline(__always)
    mutating func set(_ level: Int, field: Int) { entries[level] = Int32(truncatingIfNeeded: field) }

    @inline(__always)
    mutating func set(_ level: Int, item: Int) { entries[level] = ~Int32(truncatingIfNeeded: item) }

    subscript(_ level: Int) -> Int { Int(entries[level]) }
}
