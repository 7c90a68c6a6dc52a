/// Where the bytes of a file go.
package protocol ByteSink: AnyObject {
    /// Takes all of the bytes or throws; after an error nothing more is taken.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError)
}

extension ByteSink {
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        try bytes.withBytes { bytes throws(SystemError) in try write(bytes) }
    }
}

/// Keeps the bytes in memory: tests, and documents that go into an archive.
package final class MemorySink: ByteSink {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package func write(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }
}
