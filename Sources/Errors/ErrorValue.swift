/// A parameter of an error: what a program, or a sentence in another language, needs beside the code.
package enum ErrorValue: Hashable, Sendable {
    case text(String)
    case texts([String])
    case number(Int)
    /// A length on paper, in 1/100 pt.
    case length(hundredths: Int)
    /// A text that may be private, and what a log may say of it: `text of 23 characters`.
    case hidden(String, outline: String)
}

extension ErrorValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Fit for a log: a private text is only outlined, whether it is printed, dumped or reflected on.
    package var description: String {
        switch self {
        case .text(let text): text
        case .texts(let texts): texts.joined(separator: ", ")
        case .number(let number): String(number)
        case .length(let hundredths): "\(hundredths)/100 pt"
        case .hidden(_, let outline): outline
        }
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
