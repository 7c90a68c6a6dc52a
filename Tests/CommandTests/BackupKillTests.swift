import Foundation
import TestKit
import Testing

/// A backup that was killed at any moment does not keep the next from being made.
@Suite(.serialized) struct BackupKillTests {
    @Test func aBackupGoesOnHoweverOftenItWasKilled() throws {
        let scratch = try Scratch()
        func bill(_ arguments: [String]) throws -> Tool.Result {
            try Program.run(arguments, in: Scratch.root, environment: ["BILLPRESS_HOME": scratch.path("home")])
        }
        let made = try Tool.run(
            "python3", ["Scripts/make_bills.py", "3000", "-o", scratch.path("bills.jsonl")], in: Scratch.root)
        #expect(made.status == 0)
        #expect(
            try bill(["run", "submit", "bill", scratch.path("bills.jsonl"), "--name", "nov", "--as-of", "2026-11-20"]).status == 0
        )
        // How long one takes says when others may be killed.
        let start = Date()
        #expect(try bill(["archive", "backup", "-o", scratch.path("whole")]).status == 0)
        let whole = Date().timeIntervalSince(start)
        var noise = Noise(seed: 12)
        var killed = 0
        for round in 0..<20 {
            // To a new folder, or where others were killed.
            let target = round < 10 ? "copy-\(round)" : "copy"
            let backup = Process()
            backup.executableURL = URL(fileURLWithPath: Program.path)
            backup.arguments = ["archive", "backup", "-o", scratch.path(target), "--home", scratch.path("home")]
            backup.standardOutput = FileHandle.nullDevice
            backup.standardError = FileHandle.nullDevice
            try backup.run()
            usleep(UInt32(whole * 1_000_000 * Double(noise.next(below: 100)) / 100))
            kill(backup.processIdentifier, SIGKILL)
            backup.waitUntilExit()
            if backup.terminationReason == .uncaughtSignal { killed += 1 }
            guard round < 10 || round == 19 else { continue }
            let done = try bill(["archive", "backup", "-o", scratch.path(target)])
            #expect(done.status == 0, "round \(round): \(done.errors)")
            let left = scratch.files.filter { $0.hasPrefix("\(target)/") && ($0.contains(".partial") || $0.contains("/aside/")) }
            #expect(left.isEmpty, "\(left)")
            let own = scratch.files.filter { $0.hasPrefix("whole/archive/") }.map { $0.dropFirst(6) }
            #expect(own == scratch.files.filter { $0.hasPrefix("\(target)/archive/") }.map { $0.dropFirst(target.count + 1) })
            let verified = try Program.run(["audit", "verify", "--home", scratch.path(target)])
            #expect(verified.status == 0, "\(verified.errors)")
            try FileManager.default.removeItem(atPath: scratch.path(target))
        }
        #expect(killed >= 5, "\(killed) were killed")
    }
}
