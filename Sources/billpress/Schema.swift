import ArgumentParser
import Templating

/// `billpress schema`: the template language for XML editors.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the schema of the template language, for XML editors.",
        discussion: "An editor that has the schema completes elements and attributes, explains them, and marks what is wrong.")

    enum Form: String, ExpressibleByArgument, CaseIterable { case rng, xsd }

    @Argument(help: "rng for RELAX NG, xsd for W3C XML Schema.")
    var form: Form

    func run() {
        switch form {
        case .rng: Console.write(RelaxNG.schema(), to: 1)
        case .xsd: Console.write(XSD.schema(), to: 1)
        }
    }
}
