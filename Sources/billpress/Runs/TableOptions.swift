import ArgumentParser
import Glibc
import Records
import Rendering

/// How an extract is read as records.
struct TableOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case json, csv }

    @Option(help: "What the extract is: json (a record, an array, or JSON lines) or csv (default: by the file's name).")
    var format: Format?

    @Option(help: "A CSV of details, as LIST=FILE.csv, such as services=services.csv; may be given several times.")
    var detail: [String] = []

    @Option(help: "The column that joins details to their record, as a path (default: the contract's account).")
    var key: String?

    /// The records of a file, or of standard input.
    func open(_ file: String, _ kind: Kind, _ library: Library) throws -> any RecordStream {
        guard (format ?? (file.lowercased().hasSuffix(".csv") ? .csv : .json)) == .csv else {
            guard detail.isEmpty, key == nil else { throw refusal("--detail and --key go with an extract in CSV") }
            if file == "-" { return RecordSource(descriptor: STDIN_FILENO) }
            do throws(SourceError) { return try RecordSource(path: file) } catch { throw refusal("\(error)") }
        }
        var mapping = CSVMapping()
        do {
            if let bytes = try library.extractMapping(of: kind.name) {
                mapping = try CSVMapping(parsing: bytes, file: "\(kind.name)/extract.json", contract: kind.contract)
            }
            let details = try detail.map { text in
                guard let sign = text.firstIndex(of: "=") else { throw refusal("--detail is LIST=FILE.csv, and this is \(text)") }
                return CSVRecords.Detail(path: String(text[..<sign]), input: .path(String(text[text.index(after: sign)...])))
            }
            let input = file == "-" ? CSVInput.descriptor(STDIN_FILENO, name: "standard input") : .path(file)
            return try CSVRecords(input, details: details, contract: kind.contract, mapping: mapping, key: key)
        } catch let faults as ContractFaults {
            Console.error("\(faults)")
            throw Status.templateError.exitCode
        } catch let failure as CSVFailure { throw refusal("\(failure)") } catch let fault as FileFault {
            throw refusal("\(fault)")
        }
    }

    private func refusal(_ message: String) -> ExitCode {
        Console.error(message)
        return Status.badInput.exitCode
    }
}
