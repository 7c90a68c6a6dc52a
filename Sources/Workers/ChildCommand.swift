import Platform

/// How a child is started: a program and its arguments.
///
/// Nothing private is in them, nor in the environment: whoever lists processes sees both.
package struct ChildCommand: Sendable {
    package var program: String
    /// What the program sees as its own name.
    package var name: String
    package var arguments: [String]
    /// Variables beside those of this process.
    package var environment: [String: String]

    /// This very program, even where the file of its name is another by now.
    package static func own(_ arguments: [String], name: String = "billpress") -> ChildCommand {
        ChildCommand("/proc/self/exe", name: name, arguments)
    }

    package init(_ program: String, name: String? = nil, _ arguments: [String], environment: [String: String] = [:]) {
        self.program = program
        self.name = name ?? program
        self.arguments = arguments
        self.environment = environment
    }

    /// What Swift prints of a crash may hold what the program had in memory.
    private static let quiet = ["SWIFT_BACKTRACE": "enable=no"]

    func start(_ more: [String] = [], streams: [ChildProcess.Stream]) throws(SystemError) -> ChildProcess {
        try ChildProcess.spawn(
            program, as: name, arguments + more, environment: ChildCommand.quiet.merging(environment) { $1 }, streams: streams)
    }
}
