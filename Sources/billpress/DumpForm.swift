import ArgumentParser
import Pages

/// How pages are told in text.
enum DumpForm: String, ExpressibleByArgument, CaseIterable {
    /// The display list: every mark with its place.
    case marks
    /// What is read, in the order of reading.
    case text

    func text(of pages: [Page], faces: [String]) -> String {
        switch self {
        case .marks: pages.map { $0.dump(faces: faces) }.joined()
        // A form feed ends a document, so that several can be told apart.
        case .text: ReadingTree(pages).plainText + "\u{0C}\n"
        }
    }

    /// The command line with the form that `--dump` alone stands for.
    static func spelledOut(_ arguments: [String]) -> [String] {
        arguments.indices.flatMap { index -> [String] in
            guard arguments[index] == "--dump" else { return [arguments[index]] }
            let next = index + 1 < arguments.count ? arguments[index + 1] : ""
            return DumpForm(rawValue: next) == nil ? ["--dump", DumpForm.marks.rawValue] : ["--dump"]
        }
    }
}
