/// Brings a PDF file that Billpress did not write into the shape that `PrintedFile` reads, with the program `qpdf`: one
/// cross-reference table, nothing inherited, streams as they are.
///
/// A file of our own never comes here: qpdf reads all of its pages before it copies one (100 ms for 5,000 pages), and its
/// overlay would write their content anew.
struct Unfolder {
    var program = "qpdf"
    private static let patience: Int32 = 120_000

    func unfold(_ file: OpenFile, name: String, because reason: String) throws(TakeFault) -> OpenFile {
        let arguments = [
            "--suppress-recovery", "--empty", "--pages", "/dev/fd/3", "1-z", "--", "--deterministic-id", "--decrypt",
            "--stream-data=preserve", "--object-streams=disable", "--remove-unreferenced-resources=no", "-",
        ]
        let ending: Program.Ending
        do {
            ending = try Program(program, patience: Unfolder.patience).run(arguments, given: [file])
        } catch {
            switch error {
            case .missing: throw .missingProgram(name, reason, program: program)
            case .late: throw .unfamiliar(name, "\(program) said nothing for \(Unfolder.patience / 1000) s")
            case .system(let what): throw .unfamiliar(name, what)
            }
        }
        // qpdf ends with 3 where it only warns; a file with something to warn of is not one to print from.
        guard ending.status == 0 else { throw .damaged(name, ending.complaint ?? "\(program) cannot read it") }
        do { return try OpenFile.unnamed(holding: ending.output) } catch { throw .unfamiliar(name, "memfd: \(error)") }
    }
}
