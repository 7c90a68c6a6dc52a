import Pages
import Records

/// All that a preview says of a view at one moment.
package struct Shown: Sendable {
    package enum Outcome: String, Sendable {
        case good
        case templateError = "template-error"
        case setAside = "set-aside"
        case environment
        case badInput = "bad-input"
    }

    package let kind: String
    /// Rises with every save.
    package let version: Int
    /// What was asked for, with its sample.
    package let view: PreviewSession.View
    /// The view's sample, or nothing where the kind has none; its language, as the list names it.
    package let sample: String
    package let language: String
    package let samples: [String]
    package let languages: [String]
    package let outcome: Outcome
    /// The pages are those of the last save that was good.
    package let isStale: Bool
    package let pages: [PageView]
    package let findings: [Finding]
    /// How long it took to compile, lay out and write the file.
    package let microseconds: Int
}

// MARK: As JSON

extension Shown {
    package var json: String {
        object([
            ("kind", quoted(kind)), ("version", "\(version)"), ("sample", quoted(sample)), ("language", quoted(language)),
            ("samples", list(samples.map(quoted))), ("languages", list(languages.map(quoted))),
            ("outcome", quoted(outcome.rawValue)), ("stale", "\(isStale)"),
            ("milliseconds", "\(microseconds / 1000).\(microseconds % 1000 / 100)"),
            ("resolutions", list(PreviewSession.resolutions.map(String.init))), ("pages", list(pages.map(json))),
            ("findings", list(findings.map(json))),
        ])
    }

    private func json(_ page: PageView) -> String {
        object([
            ("number", "\(page.number)"), ("width", "\(page.size.width)"), ("height", "\(page.size.height)"),
            ("digest", quoted(page.digest)), ("master", quoted(page.master)), ("url", quoted("/page/\(page.number).png")),
            ("boxes", list(page.boxes.map(json))),
            ("baselines", list(page.baselines.map { "[\($0.at.x),\($0.at.y),\($0.width)]" })),
        ])
    }

    private func json(_ box: PageView.Box) -> String {
        let rect = box.rect
        return object([
            ("name", quoted(box.name)), ("body", "\(box.isBody)"), ("empty", "\(box.isEmpty)"),
            ("rect", "[\(rect.origin.x),\(rect.origin.y),\(rect.size.width),\(rect.size.height)]"),
            ("place", box.place.map(quoted) ?? "null"),
        ])
    }

    private func json(_ finding: Finding) -> String {
        let excerpt = finding.excerpt
        return object([
            ("severity", quoted(finding.severity.rawValue)), ("code", quoted(finding.code)),
            ("file", quoted(finding.location?.file ?? "")),
            ("line", "\(finding.location?.line ?? 0)"), ("column", "\(finding.location?.column ?? 0)"),
            ("message", quoted(finding.message)),
            ("hint", quoted(finding.hint)), ("text", quoted(excerpt?.text ?? "")), ("caret", "\(excerpt?.caret ?? 0)"),
        ])
    }

    private func quoted(_ text: String) -> String { JSONText.quoted(text) }
    private func list(_ items: [String]) -> String { "[\(items.joined(separator: ","))]" }
    private func object(_ members: [(String, String)]) -> String {
        "{\(members.map { "\"\($0)\":\($1)" }.joined(separator: ","))}"
    }
}
