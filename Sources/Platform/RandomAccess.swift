/// Bytes of which any range can be read: a file on the disk, a file in memory, later an object of a remote store.
package protocol RandomAccess {
    var count: Int { get }
    /// The bytes of a range, or nil if not all of them are there.
    func bytes(_ range: Range<Int>) -> [UInt8]?
}

extension OwnedDescriptor: RandomAccess {
    package var count: Int { (try? status().size) ?? 0 }

    package func bytes(_ range: Range<Int>) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            filled = (try? fill(UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)) ?? 0
        }
        return bytes.count == range.count ? bytes : nil
    }
}

extension [UInt8]: RandomAccess {
    package func bytes(_ range: Range<Int>) -> [UInt8]? {
        range.lowerBound >= 0 && range.upperBound <= count ? Array(self[range]) : nil
    }
}
