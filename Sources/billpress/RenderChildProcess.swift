import Workers

/// `billpress render-child`: makes documents for the process that has started it. Nobody calls it by hand.
///
/// It is none of the parser's commands: to parse takes as long as all else that starting does, and somebody waits for it.
enum RenderChildProcess {
    static func isAsked(by arguments: [String]) -> Bool { arguments.dropFirst() == ["render-child"] }

    static func run() -> Status {
        guard let loop = RenderLoop() else {
            Console.error("render-child is started by billpress itself")
            return .badInput
        }
        return loop.run() ? .clean : .environment
    }
}
