import Foundation
import TestKit
import Testing

/// The home of an earlier version is brought over as a whole or not at all, whatever dies on the way.
@Suite(.serialized) struct MigrationKillTests {
    @Test func aHomeIsTheOldOneUntilItIsTheNewOne() throws {
        let scratch = try Scratch()
        let home = scratch.path("home")
        try FrozenHome("0.1").thaw(to: home)
        let before = try FrozenHome.dump(home)
        var noise = Noise(seed: 3)
        var killed = 0
        for _ in 0..<25 {
            let list = Process()
            list.executableURL = URL(fileURLWithPath: Program.path)
            list.arguments = ["run", "list", "--home", home]
            list.standardOutput = FileHandle.nullDevice
            list.standardError = FileHandle.nullDevice
            try list.run()
            // The journal is there from the first row that is changed until all are.
            while list.isRunning, !FileManager.default.fileExists(atPath: "\(home)/billpress.sqlite-journal") { usleep(50) }
            usleep(UInt32(noise.next(below: 20_000)))
            kill(list.processIdentifier, SIGKILL)
            list.waitUntilExit()
            let now = try FrozenHome.dump(home)
            if now == before {
                if list.terminationReason == .uncaughtSignal { killed += 1 }
                continue
            }
            #expect(now.contains("2: sealed ledger") && !now.contains("is_desk"))
            try FileManager.default.removeItem(atPath: home)
            try FrozenHome("0.1").thaw(to: home)
        }
        #expect(killed >= 3, "\(killed) were killed")
        for command in [["audit", "verify"], ["run", "show", "nov"]] {
            let done = try Program.run(command + ["--home", home])
            #expect(done.status == 0, "\(done.errors)")
        }
    }
}
