/// Where the bytes of a file go.
package protocol ByteSink: AnyObject {
    /// Takes all of the bytes or throws; after an error nothing more is taken.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SinkError)
}

/// Why bytes could not be written: the disk is full, the device is gone.
package struct SinkError: Error, CustomStringConvertible {
    package let message: String
    /// The system's error number, 0 where there is none.
    package let code: Int32

    package init(message: String, code: Int32 = 0) {
        self.message = message
        self.code = code
    }

    package var description: String { message }
}

/// Keeps the bytes in memory: tests, and documents that go into an archive.
package final class MemorySink: ByteSink {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package func write(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }
}
