import Errors
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
    /// A code of the reference (`T101`) or of errors (`R101`), or empty.
    package var code = ""
    /// Nil where the fault has no place.
    package var location: SourceLocation?
    package var message: String
    package var hint = ""
    /// The line of the file, without its end.
    package var text = ""
}

extension Finding {
    init(_ diagnostic: Diagnostic) {
        self.init(
            severity: diagnostic.severity == .error ? .error : .information, code: diagnostic.code.rawValue,
            location: SourceLocation(file: diagnostic.file, line: diagnostic.place.line, column: diagnostic.place.column),
            message: diagnostic.message,
            hint: diagnostic.hint ?? "", text: diagnostic.line)
    }

    /// Everything that keeps a kind from being loaded.
    static func all(_ error: KindError, in library: Library, _ renderer: ErrorRenderer) -> [Finding] {
        switch error {
        case .template(let diagnostics): return diagnostics.list.map { Finding($0) }
        case .fonts(let names, let diagnostics):
            let missing = "missing fonts in \(library.fonts): \(names.joined(separator: ", "))"
            return [Finding(severity: .error, message: missing)] + diagnostics.list.map { Finding($0) }
        case .contract(let faults):
            return faults.faults.map {
                Finding(
                    severity: .error, code: "C001", location: SourceLocation(file: $0.file, line: $0.line, column: $0.column),
                    message: $0.message,
                    text: library.line($0.line, of: $0.file))
            }
        case .unknown, .name, .language, .file:
            return [Finding(severity: .error, message: renderer.message(of: error))]
        }
    }

    /// Why a sample was set aside.
    static func all(_ refusal: Refusal, sample: String, in library: Library, _ renderer: ErrorRenderer) -> [Finding] {
        refusal.reasons.map { reason in
            let message = renderer.message(of: reason, lead: .besideLocation)
            var finding = Finding(severity: .setAside, code: reason.errorCode.id, message: message)
            finding.location =
                reason.recordLocation.map { SourceLocation(file: sample, line: $0.line, column: $0.column) } ?? reason.location
            if reason.isCheck {
                finding.hint = "in full: “\(PrintableText.of(String(reason.text.prefix(300))))”"
            } else if !reason.text.isEmpty {
                finding.hint = "what does not fit begins with “\(PrintableText.of(String(reason.text.prefix(80))))”"
            }
            if let location = finding.location { finding.text = library.line(location.line, of: location.file) }
            return finding
        }
    }
}

extension Finding: CustomStringConvertible {
    /// As `billpress check` tells it: the place, the message, the line with a caret, the hint.
    package var description: String {
        let word = severity == .error ? "error" : severity == .setAside ? "set aside" : "info"
        guard let location else { return severity == .setAside ? "set aside: \(message)" : message }
        let code = code.isEmpty || severity == .setAside ? "" : " \(code)"
        var out = "\(location): \(word)\(code): \(message)"
        if let excerpt { out += "\n    \(excerpt.text)\n    \(String(repeating: " ", count: excerpt.caret))^" }
        if !hint.isEmpty { out += "\n    \(hint)" }
        return out
    }

    /// The line around the place.
    package var excerpt: SourceExcerpt? { SourceExcerpt(of: text, column: location?.column ?? 0) }
}
