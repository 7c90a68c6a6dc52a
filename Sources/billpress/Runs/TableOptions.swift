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

    @Option(help: "A list whose details the mapping has and this extract leaves out; may be given several times.")
    var noDetail: [String] = []

    @Option(help: "The column that joins details to their record, as a path (default: the contract's account).")
    var key: String?

    /// The records of a file, or of standard input.
    func open(_ file: String, _ kind: Kind, _ library: Library) throws -> any RecordStream {
        guard (format ?? (file.lowercased().hasSuffix(".csv") ? .csv : .json)) == .csv else {
            guard detail.isEmpty, noDetail.isEmpty, key == nil else {
                throw refusal("--detail, --no-detail and --key go with an extract in CSV")
            }
            let advised: String
            do throws(SourceError) {
                let source = file == "-" ? RecordSource(descriptor: STDIN_FILENO) : try RecordSource(path: file)
                guard let form = try source.foreignForm() else { return source }
                let advice =
                    switch form {
                    case .table, .text: "a table in CSV is read with --format csv"
                    case .spreadsheet, .oldSpreadsheet: "save it as CSV"
                    default: "an extract is JSON, JSON lines or CSV"
                    }
                advised = "\(file == "-" ? "standard input" : file) is \(form.noun); \(advice)"
            } catch { throw refusal("\(error)") }
            throw refusal(advised)
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
            return try CSVRecords(input, details: details, without: noDetail, contract: kind.contract, mapping: mapping, key: key)
        } catch let faults as ContractFaults {
            Console.error("\(faults)")
            throw Status.templateError.exitCode
        } catch let failure as CSVFailure { throw refusal(CommandWords.message(of: failure)) } catch let fault as FileFault {
            throw refusal("\(fault)")
        }
    }

    private func refusal(_ message: String) -> ExitCode {
        Console.error(message)
        return Status.badInput.exitCode
    }
}
