import CSpawn
import Glibc

/// The memory of this process, which holds what is private.
package enum ProcessMemory {
    /// No image of the memory is ever written, whatever ends the process, and no other process of the user may look into it.
    package static func keepPrivate() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        // Where images go to a program, the kernel does not ask for the limit (core(5)).
        _ = billpress_forbid_dumps()
    }

    /// Bytes that are in the machine's memory, those that others share counted too; 0 where the system does not say.
    package static var resident: Int {
        guard let file = try? OwnedDescriptor.reading("/proc/self/statm"), let bytes = try? file.readToEnd() else { return 0 }
        let fields = bytes.split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
