import Platform

/// Brings a PDF file that Billpress did not write into the shape that `PrintedFile` reads, with the program `qpdf`: one
/// cross-reference table, nothing inherited, streams as they are.
///
/// A file of our own never comes here: qpdf reads all of its pages before it copies one (100 ms for 5,000 pages), and its
/// overlay would write their content anew.
struct Unfolder {
    var program = "qpdf"
    private static let timeout: Int32 = 120_000

    func unfold(_ file: OwnedDescriptor, name: String, because reason: String) throws(TakeFault) -> OwnedDescriptor {
        let arguments = [
            "--suppress-recovery", "--empty", "--pages", "/dev/fd/3", "1-z", "--", "--deterministic-id", "--decrypt",
            "--stream-data=preserve", "--object-streams=disable", "--remove-unreferenced-resources=no", "-",
        ]
        let result: ProcessResult
        do {
            result = try ChildProgram(program, timeout: Unfolder.timeout).run(arguments, files: [file])
        } catch {
            switch error.operation {
            case .spawn where error.isAbsent: throw .missingProgram(name, reason, program: program)
            case .awaitOutput: throw .unfamiliar(name, "\(program) said nothing for \(Unfolder.timeout / 1000) s")
            default: throw .unfamiliar(name, "\(error)")
            }
        }
        // qpdf ends with 3 where it only warns; a file with something to warn of is not one to print from.
        guard result.status.isSuccess else { throw .damaged(name, result.qpdfError ?? "\(program) cannot read it") }
        do { return try .anonymous(containing: result.output) } catch { throw .unfamiliar(name, "memfd: \(error.reason)") }
    }
}
