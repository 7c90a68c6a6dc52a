import Glibc
import Platform

/// Where a worker is: written by the worker, read by its supervisor, in memory that outlives the one who dies.
package struct WorkerProgress: Sendable {
    /// The worker finds it as this descriptor.
    package static let inherited = WorkerProgress(BorrowedDescriptor(3, path: "progress"))

    struct Value: Equatable {
        var job: Int64 = 0
        var fence: Int64 = 0
        /// The document; 0 between documents.
        var sequence: Int64 = 0
        /// Grows with each document, so that a worker that stands still is noticed.
        var count: Int64 = 0
    }

    private let memory: any Descriptor

    init(_ memory: any Descriptor) { self.memory = memory }

    func write(_ value: Value) {
        var value = value
        withUnsafeBytes(of: &value) { _ = pwrite(memory.number, $0.baseAddress, $0.count, 0) }
    }

    func read() -> Value {
        var value = Value()
        let count = withUnsafeMutableBytes(of: &value) { pread(memory.number, $0.baseAddress, $0.count, 0) }
        return count == MemoryLayout<Value>.size ? value : Value()
    }
}
