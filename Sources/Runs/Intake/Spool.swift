import Platform

/// The records of an input, written down one after the other until their order is known: a file without a name.
final class Spool {
    private let file: OwnedDescriptor
    private var buffer: [UInt8] = []
    private(set) var count = 0
    let content = Digester()

    init(in archive: Archive) throws(RunError) {
        try archive.prepare()
        do throws(SystemError) {
            file = try .temporary(in: archive.aside, prefix: "\(ProcessNumber.own)-spool-")
            // It goes away with the process, however that ends.
            try Directory.removeFile(file.path)
        } catch { throw RunError(error) }
    }

    /// Returns where the record begins.
    func add(_ bytes: UnsafeRawBufferPointer) throws(RunError) -> Int {
        let start = count
        content.add(Int64(bytes.count))
        content.add(bytes)
        buffer.append(contentsOf: bytes)
        count += bytes.count
        if buffer.count > 1 << 20 { try drain() }
        return start
    }

    func drain() throws(RunError) {
        do throws(SystemError) { try file.write(buffer) } catch { throw .system("cannot write down the records", error) }
        buffer.removeAll(keepingCapacity: true)
    }

    func read(_ offset: Int, _ length: Int, into out: inout [UInt8]) throws(RunError) {
        let start = out.count
        out.append(contentsOf: repeatElement(0, count: length))
        let filled: Int
        do throws(SystemError) {
            filled = try out.withMutableBytes { out throws(SystemError) in
                try file.fill(UnsafeMutableRawBufferPointer(rebasing: out[start...]), at: offset)
            }
        } catch { throw .system("cannot read the records again", error) }
        guard filled == length else {
            throw RunError.system("cannot read the records again", reason: "the file became shorter", errno: 0)
        }
    }
}
