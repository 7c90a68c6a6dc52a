import Pages
import Records
import Texts

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
        JSONWriter.object { json in
            json.member("kind", kind)
            json.member("version", version)
            json.member("sample", sample)
            json.member("language", language)
            json.array("samples", samples)
            json.array("languages", languages)
            json.member("outcome", outcome.rawValue)
            json.member("stale", isStale)
            json.member("milliseconds", JSONNumber("\(microseconds / 1000).\(microseconds % 1000 / 100)"))
            json.array("resolutions", PreviewSession.resolutions)
            json.array("pages") { json in for page in pages { json.object { write(page, to: &$0) } } }
            json.array("findings") { json in for finding in findings { json.object { write(finding, to: &$0) } } }
        }
    }

    private func write(_ page: PageView, to json: inout JSONWriter) {
        json.member("number", page.number)
        json.member("width", page.size.width.json)
        json.member("height", page.size.height.json)
        json.member("digest", page.digest)
        json.member("master", page.master)
        json.member("url", "/page/\(page.number).png")
        json.array("boxes") { json in for box in page.boxes { json.object { write(box, to: &$0) } } }
        json.array("baselines") { json in
            for line in page.baselines { json.array([line.at.x.json, line.at.y.json, line.width.json]) }
        }
    }

    private func write(_ box: PageView.Box, to json: inout JSONWriter) {
        let rect = box.rect
        json.member("name", box.name)
        json.member("body", box.isBody)
        json.member("empty", box.isEmpty)
        json.array("rect", [rect.origin.x.json, rect.origin.y.json, rect.size.width.json, rect.size.height.json])
        json.member("place", box.place)
    }

    private func write(_ finding: Finding, to json: inout JSONWriter) {
        json.member("severity", finding.severity.rawValue)
        json.member("code", finding.code)
        json.member("file", finding.location?.file ?? "")
        json.member("line", finding.location?.line ?? 0)
        json.member("column", finding.location?.column ?? 0)
        json.member("message", finding.message)
        json.member("hint", finding.hint)
        json.member("text", finding.excerpt?.text ?? "")
        json.member("caret", finding.excerpt?.caret ?? 0)
    }
}

extension Length {
    /// In points.
    fileprivate var json: JSONNumber { JSONNumber(description) }
}
