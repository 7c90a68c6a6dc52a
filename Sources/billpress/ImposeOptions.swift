import ArgumentParser
import Pages
import Templating

/// How pages are put on larger sheets.
struct ImposeOptions: ParsableArguments {
    @Option(
        name: .customLong("impose"),
        help:
            "Put as many pages on each sheet as it holds, with marks to cut by, to be cut and stacked: letter, legal, tabloid, or such as \"12in 18in\"."
    )
    var sheet: Sheet?

    @Option(
        help:
            "How the paper is printed: one, or two-long or two-short for both sides, turned over the sheet's long or short edge (default: as the contract says, two-long where it says duplex)."
    )
    var sides: PrintSides?

    @Option(help: "The room between pages on a sheet, such as 0.25in (default: none).")
    var gutter: Gap?
}

extension PrintSides: ExpressibleByArgument {}

/// A size of paper.
struct Sheet: ExpressibleByArgument {
    let size: Size
    init?(argument: String) {
        guard let size = PaperSize.read(argument) else { return nil }
        self.size = size
    }
}

/// A length of paper.
struct Gap: ExpressibleByArgument {
    let length: Length
    init?(argument: String) {
        guard let length = PaperSize.length(argument) else { return nil }
        self.length = length
    }
}
