import CSpawn
import Glibc

/// A process that this one started.
package struct ChildProcess: Sendable {
    package let number: pid_t

    /// What a child finds as one of its descriptors.
    package enum Stream: Sendable {
        /// `/dev/null`: nothing is read from it, and what is written to it is gone.
        case null
        /// The descriptor of the same number.
        case inherited
        case open(any Descriptor)
    }

    /// Starts a program, found as a shell finds it, with the streams as its descriptors 0, 1, 2 and so on. It has no others.
    /// `name` is what the program sees as its own, where that is another; `environment` goes before this process's own.
    package static func spawn(
        _ program: String, as name: String? = nil, _ arguments: [String], environment: [String: String] = [:],
        streams: [Stream]
    ) throws(SystemError) -> ChildProcess {
        // Out of the way of the numbers that they are to have, so that none takes another's place before it has moved.
        var moved: [OwnedDescriptor] = []
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (index, stream) in streams.enumerated() {
            switch stream {
            case .inherited: continue
            case .null: posix_spawn_file_actions_addopen(&actions, Int32(index), "/dev/null", O_RDWR, 0)
            case .open(let file):
                let copy: OwnedDescriptor
                do throws(SystemError) {
                    copy = try .duplicate(file.number, minimum: Int32(streams.count), path: file.path)
                } catch { throw SystemError(.spawn, program, code: error.code) }
                moved.append(copy)
                posix_spawn_file_actions_adddup2(&actions, copy.number, Int32(index))
            }
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, Int32(streams.count))
        let words = CStrings([name ?? program] + arguments)
        let variables = CStrings(ChildProcess.variables(replacing: environment))
        var child: pid_t = 0
        let code = withExtendedLifetime((moved, words, variables)) {
            posix_spawnp(&child, program, &actions, nil, words.pointers, variables.pointers)
        }
        guard code == 0 else { throw SystemError(.spawn, program, code: code) }
        return ChildProcess(number: child)
    }

    /// This process's environment with some variables set.
    private static func variables(replacing environment: [String: String]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            let text = String(cString: variable)
            if environment[String(text.prefix { $0 != "=" })] == nil { variables.append(text) }
            next += 1
        }
        return variables + environment.map { "\($0.key)=\($0.value)" }.sorted()
    }

    /// Waits for its end.
    package func wait() -> ExitStatus {
        var status: Int32 = 0
        _ = retrying { waitpid(number, &status, 0) }
        return ExitStatus(raw: status)
    }

    /// Waits for its end, so many milliseconds at most. Returns nil if it is running still.
    package func wait(milliseconds: Int32) -> ExitStatus? {
        let descriptor = pidfd_open(number, 0)
        // Without the descriptor (too many open files) the wait has no bound.
        guard descriptor >= 0 else { return wait() }
        defer { close(descriptor) }
        var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return retrying { Glibc.poll(&event, 1, milliseconds) } > 0 ? wait() : nil
    }

    /// Its end, or nil while it is running. A child that somebody else waited for has ended, too, with the status 0.
    package func poll() -> ExitStatus? {
        var status: Int32 = 0
        let answer = retrying { waitpid(number, &status, WNOHANG) }
        return answer == number || (answer < 0 && errno == ECHILD) ? ExitStatus(raw: status) : nil
    }

    package func signal(_ signal: Int32) { kill(number, signal) }
}

/// Texts as exec(3) takes them.
private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }
}

/// How a process ended.
package struct ExitStatus: Equatable, Sendable {
    /// As waitpid(2) reports it.
    package let raw: Int32

    package init(raw: Int32) { self.raw = raw }

    package var isSuccess: Bool { raw == 0 }
    /// The signal that ended it, or nil if it ended by itself.
    package var signal: Int32? { raw & 0x7F == 0 ? nil : raw & 0x7F }
    /// The status that it ended with.
    package var code: Int32 { raw >> 8 & 0xFF }

    /// What the system calls a signal: `Aborted`.
    package static func name(ofSignal signal: Int32) -> String { String(cString: strsignal(signal)) }
}

/// The numbers of processes.
package enum ProcessNumber {
    package static var own: Int32 { getpid() }

    /// Some process has this number, whoever owns it.
    package static func isRunning(_ number: Int32) -> Bool { kill(number, 0) == 0 || errno != ESRCH }
}
