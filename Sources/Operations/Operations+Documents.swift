import Fonts
import PDF
import Pages
import Platform
import Records
import Rendering
import Runs
import Templating

/// What was found of an account, a number, a run or days.
package struct FindResult: Sendable {
    package var documents: [FoundDocument]
    /// There are more than were asked for.
    package var isCut: Bool
}

extension FoundDocument: Encodable {
    private enum CodingKeys: String, CodingKey { case document, kind, run, as_of, state, pages, copy, number, cents }

    package func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        try json.encode(name, forKey: .document)
        try json.encode(run.kind, forKey: .kind)
        try json.encode(run.name, forKey: .run)
        try json.encode(String(describing: run.asOf), forKey: .as_of)
        try json.encode(status, forKey: .state)
        try json.encode(pages, forKey: .pages)
        try json.encode(part.copyNumber, forKey: .copy)
        try json.encodeIfPresent(number, forKey: .number)
        try json.encodeIfPresent(stated, forKey: .cents)
    }

    /// What became of it, for people.
    package var status: String {
        if isStopped { return "stop list" }
        switch state {
        case .composed: return run.state == .released ? "issued" : run.state.rawValue
        case .suppressed: return "not printed"
        case .quarantined: return "set aside"
        case .waived: return "waived"
        case .waiting: return "waiting"
        }
    }
}

/// A document that is to be given out again.
package struct ReissueRequest: Encodable, Sendable {
    package var document: String
    /// Stamp the copy, and say the day on which it was written again.
    package var markedOn: Day?
    /// Lay it out again from its record first, and write nothing where that makes other pages.
    package var isVerified: Bool
    package init(document: String, markedOn: Day? = nil, isVerified: Bool = false) {
        self.document = document
        self.markedOn = markedOn
        self.isVerified = isVerified
    }
}

/// How documents are made that are kept one by one.
package struct KeepRequest: Encodable, Sendable {
    package var kind: String
    package var asOf: Day
    package var copy: String?
    package var language: String?
    package var profile: String
    package init(kind: String, asOf: Day, copy: String?, language: String?, profile: OutputProfile) {
        self.kind = kind
        self.asOf = asOf
        self.copy = copy
        self.language = language
        self.profile = profile.rawValue
    }
}

extension Operations {
    package func find(_ actor: Actor, _ query: FindQuery) throws(RunError) -> FindResult {
        try allow(.find, actor)
        var wider = query
        wider.most = query.most + 1
        var found = try ledger.find(wider)
        let isCut = found.count > query.most
        if isCut { found.removeLast() }
        return FindResult(documents: found, isCut: isCut)
    }

    /// A document by its name, or by the number that its data give it.
    package func document(_ actor: Actor, _ name: String) throws(RunError) -> FoundDocument {
        try allow(.find, actor)
        return try ledger.document(name)
    }

    /// Writes a document again, exactly as it was issued.
    package func reissue(
        _ actor: Actor, _ request: ReissueRequest, encryption: Encryption? = nil, to path: String
    ) throws(RunError) -> FoundDocument {
        try allow(.reissue, actor)
        let found = try ledger.document(request.document)
        if request.isVerified { try ReadAgain(ledger, archive).verify(found) }
        var mark: PageMark?
        if let day = request.markedOn {
            let kind = try KindShelf(ledger, archive).kind(of: found.run)
            mark = try DuplicateMark.mark(
                "DUPLICATE of \(found.number ?? found.name), issued \(found.run.asOf), written again \(day)", kind.template.book)
        }
        return try Reissue(ledger, archive).document(found.name, to: path, mark: mark, encryption: encryption, by: actor)
    }

    /// Hands over what issued documents say: those of a run, or one.
    package func readText(
        _ actor: Actor, _ name: String, take: (_ name: String, _ text: String) throws(RunError) -> Void
    ) throws(RunError) {
        try allow(.readText, actor)
        let reader = ReadAgain(ledger, archive)
        if let found = try? ledger.document(name) {
            try reader.texts(of: found.run, only: found.sequence, take: take)
        } else {
            try reader.texts(of: try ledger.run(name), take: take)
        }
    }

    /// Makes documents that are kept as they are given out, one after the other.
    package func keeper(
        _ actor: Actor, _ request: KeepRequest, kind: Kind, bundle: Bundle, attachment: DataFormat?
    ) throws(RunError) -> Keeper {
        try allow(.keep, actor)
        return try Keeper(
            kind, language: request.language, issue: Issuance(date: request.asOf, copy: request.copy), bundle: bundle, ledger,
            archive, workspace.program, profile: OutputProfile(rawValue: request.profile) ?? .print, attachment: attachment)
    }
}
