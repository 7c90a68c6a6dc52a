import Layout

/// Remembers the paragraphs that texts made: bills say "Base charge" and "$17.60" again and again, and a paragraph that
/// was wrapped and set once need not be set again.
///
/// Bounded and direct-mapped; one for each thread. Whether a paragraph is remembered or made anew, it is the same.
final class TextMemory {
    private var entries: [Entry?]

    private final class Entry {
        let hash: UInt64
        let plan: Int
        let text: [UInt8]
        let block: Fixed?

        init(hash: UInt64, plan: Int, text: [UInt8], block: Fixed?) {
            self.hash = hash
            self.plan = plan
            self.text = text
            self.block = block
        }
    }

    /// `capacity` is a power of two.
    init(capacity: Int = 4096) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0)
        entries = [Entry?](repeating: nil, count: capacity)
    }

    /// The paragraph that a plan made of a text, or makes now; nil where the text is empty.
    func paragraph(_ plan: Int, _ text: [UInt8], make: () throws(MergeFault) -> Paragraph) throws(MergeFault) -> Fixed? {
        var hash = 0xcbf2_9ce4_8422_2325 ^ UInt64(truncatingIfNeeded: plan) &* 0x9e37_79b9_7f4a_7c15
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash ^= hash >> 29
        let slot = Int(truncatingIfNeeded: hash) & (entries.count - 1)
        if let entry = entries[slot], entry.hash == hash, entry.plan == plan, entry.text == text { return entry.block }
        let paragraph = try make()
        let block = paragraph.isEmpty ? nil : Fixed(paragraph)
        // A copy of its own length: the text given lies in a buffer that is used again and may be much larger.
        let own = text.withUnsafeBufferPointer { Array($0) }
        entries[slot] = Entry(hash: hash, plan: plan, text: own, block: block)
        return block
    }
}
