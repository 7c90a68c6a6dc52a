/// Plain values in a row in memory that is used again; whoever owns it deallocates it.
struct Growing<Element: BitwiseCopyable> {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private(set) var capacity: Int

    init(capacity: Int = 256) {
        self.capacity = capacity
        start = .allocate(capacity: capacity)
    }

    var isEmpty: Bool { count == 0 }

    subscript(_ i: Int) -> Element {
        get { start[i] }
        nonmutating set { start[i] = newValue }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { reserve(1) }
        (start + count).initialize(to: element)
        count += 1
    }

    @inline(__always)
    mutating func append(_ first: UnsafePointer<Element>, _ more: Int) {
        reserve(more)
        (start + count).initialize(from: first, count: more)
        count += more
    }

    mutating func append(_ elements: [Element]) {
        elements.withUnsafeBufferPointer { elements in
            if let base = elements.baseAddress { append(base, elements.count) }
        }
    }

    /// Room for so many more.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(to: count + more) }
    }

    /// Keeps the first so many.
    mutating func cut(to count: Int) { self.count = min(count, self.count) }

    @inline(never)
    private mutating func grow(to needed: Int) {
        capacity = max(needed, capacity * 2)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.initialize(from: start, count: count)
        start.deallocate()
        start = larger
    }

    func deallocate() { start.deallocate() }
}

extension Growing where Element == UInt8 {
    mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }
}
