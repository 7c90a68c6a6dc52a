/// Slots of records that are not complete yet; the items of an open list stand on top.
struct SlotStack {
    private(set) var slots = UnsafeMutablePointer<Slot>.allocate(capacity: 1024)
    private(set) var count = 0
    private var capacity = 1024

    /// Adds absent slots and says where they begin.
    @inline(__always)
    mutating func push(_ more: Int) -> Int {
        let base = count
        if count + more > capacity { grow(to: count + more) }
        (slots + base).initialize(repeating: .absent, count: more)
        count += more
        return base
    }

    @inline(__always)
    mutating func pop(to count: Int) { self.count = count }

    @inline(never)
    private mutating func grow(to needed: Int) {
        capacity = max(needed, capacity * 2)
        let larger = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
        larger.moveInitialize(from: slots, count: count)
        slots.deallocate()
        slots = larger
    }

    func deallocate() { slots.deallocate() }
}

/// A bit for each field that was seen in each open record.
struct WordStack {
    private(set) var words = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
    private(set) var count = 0
    private var capacity = 256

    @inline(__always)
    mutating func push(_ more: Int) -> Int {
        let base = count
        if count + more > capacity { grow(to: count + more) }
        (words + base).initialize(repeating: 0, count: more)
        count += more
        return base
    }

    @inline(__always)
    mutating func pop(to count: Int) { self.count = count }

    @inline(never)
    private mutating func grow(to needed: Int) {
        capacity = max(needed, capacity * 2)
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
        larger.moveInitialize(from: words, count: count)
        words.deallocate()
        words = larger
    }

    func deallocate() { words.deallocate() }
}
