import Glibc
import Platform
import Records
import Templating
import Workers

/// What tests of render pools need a process of its own for: `PoolOwner WHAT PROGRAM TEMPLATES FONTS RECORD`, with the kind
/// `note`.
@main struct PoolOwner {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6 else { exit(2) }
        let pool = try RenderPool(ChildCommand(arguments[2], name: "billpress", ["render-child"]))
        let record = try OwnedDescriptor.readingFile(arguments[5]).readToEnd()
        let request = RenderRequest(
            KindReference("note", from: .folders(templates: arguments[3], fonts: arguments[4])), record: record,
            issue: Issuance(date: Day(days: 20_000)))
        switch arguments[1] {
        case "hold": try hold(pool, request)
        case "count": try count(pool, request)
        default: exit(2)
        }
    }

    /// Has children idle, and one that hangs; says which, and waits to be killed.
    private static func hold(_ pool: RenderPool, _ request: RenderRequest) throws {
        _ = try pool.render(request)
        guard pool.waitUntilReady(3) else { exit(3) }
        var endless = request
        endless.issue.sequence = 1
        let hanging = endless
        try BlockingThread { _ = try? pool.render(hanging) }.detach()
        while pool.status.busy.isEmpty { usleep(10_000) }
        usleep(200_000)
        say((pool.status.idle + pool.status.busy).map(String.init).joined(separator: " "))
        while true { sleep(1_000) }
    }

    /// Descriptors of this process after some requests, and after a thousand more.
    private static func count(_ pool: RenderPool, _ request: RenderRequest) throws {
        guard pool.waitUntilReady(3) else { exit(3) }
        for _ in 0..<20 { _ = try pool.render(request) }
        let before = Directory.names(in: "/proc/self/fd").count
        let child = try pool.render(request).child
        let childBefore = Directory.names(in: "/proc/\(child.process)/fd").count
        for _ in 0..<1_000 { _ = try pool.render(request) }
        let last = try pool.render(request).child
        let childAfter = Directory.names(in: "/proc/\(last.process)/fd").count
        let after = Directory.names(in: "/proc/self/fd").count
        say(
            "\(before) \(after) \(childBefore) \(childAfter) \(child.process) \(last.process) \(last.requests) \(last.kindLoads)")
    }

    private static func say(_ line: String) { try? BorrowedDescriptor.standardOutput.write(Array((line + "\n").utf8)) }
}
