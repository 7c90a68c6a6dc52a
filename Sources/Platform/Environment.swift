import Glibc

/// What the process finds around it when it starts.
package enum Environment {
    /// A variable of the environment.
    package static func value(of name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// How many threads the machine runs at once.
    package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// The path of the program itself, links followed.
    package static var program: String? { Directory.resolved("/proc/self/exe") }
}
