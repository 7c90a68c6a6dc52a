import ArgumentParser
import Workers

/// `billpress render-child`: makes documents for the process that has started it. Nobody calls it by hand.
struct RenderChildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "render-child", shouldDisplay: false)

    func run() throws {
        Interrupt.isLeftToItself(isWorker: true)
        guard let loop = RenderLoop() else {
            Console.error("render-child is started by billpress itself")
            throw Status.badInput.exitCode
        }
        guard loop.run() else { throw Status.environment.exitCode }
    }
}
