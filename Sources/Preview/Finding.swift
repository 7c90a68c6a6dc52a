import Records
import Rendering
import Templating
import Texts

/// One line of the list beside the pages: what is wrong or worth knowing, where, and the line it stands in.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Sendable {
        case error, information
        /// The sample cannot become a right document.
        case setAside = "set-aside"
    }

    package var severity: Severity
    /// A code of the reference (`T101`), or empty.
    package var code = ""
    /// As messages name it: `bill/bill.xml`; empty where the fault has no place.
    package var file = ""
    /// Line and column from 1, or zero.
    package var line = 0
    package var column = 0
    package var message: String
    package var hint = ""
    /// The line of the file, without its end.
    package var text = ""
}

extension Finding {
    init(_ diagnostic: Diagnostic) {
        self.init(
            severity: diagnostic.severity == .error ? .error : .information, code: diagnostic.code.rawValue,
            file: diagnostic.file, line: diagnostic.place.line, column: diagnostic.place.column, message: diagnostic.message,
            hint: diagnostic.hint ?? "", text: diagnostic.line)
    }

    /// Everything that keeps a kind from being loaded.
    static func all(_ error: KindError, in library: Library) -> [Finding] {
        switch error {
        case .template(let diagnostics): return diagnostics.list.map { Finding($0) }
        case .fonts(let names, let diagnostics):
            let missing = "missing fonts in \(library.fonts): \(names.joined(separator: ", "))"
            return [Finding(severity: .error, message: missing)] + diagnostics.list.map { Finding($0) }
        case .contract(let faults):
            return faults.faults.map {
                Finding(
                    severity: .error, code: "C001", file: $0.file, line: $0.line, column: $0.column, message: $0.message,
                    text: library.line($0.line, of: $0.file))
            }
        case .unknown, .name, .language, .file: return [Finding(severity: .error, message: error.description)]
        }
    }

    /// Why a sample was set aside.
    static func all(_ refusal: Refusal, sample: String, of template: Template, in library: Library) -> [Finding] {
        refusal.reasons.map { reason in
            var finding = Finding(severity: .setAside, message: reason.message)
            if let place = reason.source {
                (finding.file, finding.line, finding.column) = (sample, place.line, place.column)
                // The place says it.
                for lead in ["line \(place.line), column \(place.column): ", "line \(place.line), "]
                where finding.message.hasPrefix(lead) {
                    finding.message.removeFirst(lead.count)
                }
            } else if let place = FilePlace(reason.place) {
                (finding.file, finding.line, finding.column) = (place.file, place.line, place.column)
                finding.message = String(reason.message.dropFirst(reason.place.count + 2))
            }
            if reason.isCheck {
                finding.hint = "in full: “\(PrintableText.of(String(reason.text.prefix(300))))”"
            } else if !reason.text.isEmpty {
                finding.hint = "what does not fit begins with “\(PrintableText.of(String(reason.text.prefix(80))))”"
            }
            if finding.line > 0 { finding.text = library.line(finding.line, of: finding.file) }
            return finding
        }
    }
}

/// `bill/bill.xml:24:54`, taken apart.
private struct FilePlace {
    let file: String
    let line: Int
    let column: Int

    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let line = Int(parts[1]), let column = Int(parts[2]) else { return nil }
        (file, self.line, self.column) = (String(parts[0]), line, column)
    }
}

extension Finding: CustomStringConvertible {
    /// As `billpress check` tells it: the place, the message, the line with a caret, the hint.
    package var description: String {
        let word = severity == .error ? "error" : severity == .setAside ? "set aside" : "info"
        if file.isEmpty { return severity == .setAside ? "set aside: \(message)" : message }
        var out = "\(file):\(line):\(column): \(word)\(code.isEmpty ? "" : " \(code)"): \(message)"
        if let excerpt { out += "\n    \(excerpt.text)\n    \(String(repeating: " ", count: excerpt.caret))^" }
        if !hint.isEmpty { out += "\n    \(hint)" }
        return out
    }

    /// The line around the place.
    package var excerpt: SourceExcerpt? { SourceExcerpt(of: text, column: column) }
}
