import Records
import Runs

/// The lines of the trail in words.
enum AuditText {
    static func line(_ line: AuditLine) -> String {
        "\(RunText.right(String(line.number), 6))  \(line.at)  \(RunText.pad(line.actor.name, 14))\(RunText.pad(line.act, 11))\(line.run.map { "run \($0): " } ?? "")\(of(line))"
    }

    /// What a line says beside who, when and of which run.
    static func of(_ line: AuditLine) -> String {
        guard line.format == .facts else { return line.text }
        guard let facts = line.facts, let act = AuditAct(rawValue: line.act) else { return line.text }
        let document = line.document.flatMap { sequence in line.run.map { DocumentName.of($0, sequence) } } ?? ""
        switch act {
        case .submit:
            return
                "\(facts.name ?? ""): \(facts.source ?? ""), \(facts.records ?? 0) records, data \(facts.data ?? ""), templates \(facts.templates ?? ""), \(facts.program ?? "") \(facts.programDigest ?? "")"
        case .correct:
            return
                "\(facts.source ?? ""), data \(facts.data ?? ""): \((facts.changes ?? []).map(of).joined(separator: "; "))"
        case .composed: return "laid out, \(facts.composed ?? "")"
        case .recompose: return "templates \(facts.templates ?? ""), \(facts.program ?? "") \(facts.programDigest ?? "")"
        case .waive: return "\(what(facts)): \(facts.why ?? "")"
        case .unwaive: return what(facts)
        case .void: return "\(facts.documents == 1 ? "the approval is" : "the approvals are") void: \(facts.why ?? "")"
        case .approve: return "ledger \(facts.ledger ?? "")"
        case .print: return "\(facts.pieces ?? 0) pieces in \(facts.files ?? 0) files"
        case .printed: return "\(facts.fileName ?? ""), file \(facts.blob ?? "")"
        case .publish: return "set \(facts.set ?? "")"
        case .release: return "set \(facts.set ?? ""), seal \(facts.seal ?? "")"
        case .cancel: return facts.name ?? ""
        case .prune: return "\(facts.documents ?? 0) documents"
        case .stopList:
            return
                "\(facts.list ?? ""): \(facts.names ?? 0) names, \(facts.documents ?? 0) documents, \(facts.unmatched ?? 0) names fit none"
        case .pause, .resume, .unhold: return ""
        case .retry: return "\(facts.jobs ?? 0) jobs"
        case .hold: return facts.why ?? ""
        case .stop: return "\(facts.job ?? ""): \(facts.error.map { CommandWords.message(of: RunError(json: $0)) } ?? "")"
        case .open: return facts.name ?? ""
        case .keep: return "\(document), pages \(facts.composed ?? ""), file \(facts.blob ?? "")"
        case .proof: return "\(facts.documents ?? 0) documents"
        case .reissue:
            return document + (facts.marked == true ? ", marked" : "") + (facts.encrypted == true ? ", encrypted" : "")
        case .reprint: return "\(facts.why ?? ""): \(facts.pieces ?? 0) pieces, \(facts.pages ?? 0) pages"
        case .verify: return "\((facts.runs ?? []).joined(separator: " ")): \(facts.isWhole == true ? "whole" : "not whole")"
        case .backup: return "\(facts.files ?? 0) files, \(facts.lost ?? 0) not whole"
        case .adopt: return line.document == nil ? "\(facts.name ?? ""), as it was found" : document
        }
    }

    /// `document 12, $10.00 → $12.00`; the account where it is another's now.
    static func of(_ change: CorrectedDocument) -> String {
        let was = change.was.map(Books.dollars) ?? "unreadable"
        let now = change.now.map(Books.dollars) ?? "unreadable"
        let isOther = change.accountWas != nil || change.accountNow != nil
        let other = isOther ? ", account \(change.accountWas ?? "unreadable") → \(change.accountNow ?? "unreadable")" : ""
        return "document \(change.sequence)\(other), \(was == now ? now : "\(was) → \(now)")"
    }

    private static func what(_ facts: AuditFacts) -> String { facts.sequence.map { "document \($0)" } ?? "the expected totals" }
}
