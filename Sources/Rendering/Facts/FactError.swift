import Errors
import Records

/// Why a document cannot go out: its page and its record do not say the same. No value is told.
package struct FactError: Error, Sendable {
    /// Each with the name of its fact, or with those of several.
    package enum Problem: Sendable {
        case notSaid(String)
        case otherAmount(String, by: Scaled? = nil)
        /// An amount that is spelled out.
        case otherWords(String)
        case otherSign(String)
        case otherDay(String)
        case noAmount(String)
        case noDate(String)
        case notPrinted(String)
    }

    package let problem: Problem
    /// Where the template states it.
    package let location: SourceLocation

    init(_ problem: Problem, at location: SourceLocation) {
        self.problem = problem
        self.location = location
    }
}

extension FactError: CodedError {
    package var errorCode: ErrorCode {
        switch problem {
        case .notSaid, .otherAmount, .otherWords, .otherDay: .factDiffers
        case .otherSign: .factSign
        case .noAmount, .noDate: .factUnreadable
        case .notPrinted: .factNotPrinted
        }
    }

    package var parameters: KeyValuePairs<String, ErrorValue> {
        switch problem {
        case .otherAmount(let fact, let difference?): ["fact": .text(fact), "difference": .text("\(difference)")]
        case .notSaid(let fact), .otherAmount(let fact, nil), .otherWords(let fact), .otherSign(let fact), .otherDay(let fact),
            .noAmount(let fact), .noDate(let fact), .notPrinted(let fact):
            ["fact": .text(fact)]
        }
    }

    package var places: [ErrorPlace] { [.source(location)] }

    package func sentence(by renderer: ErrorRenderer) -> String {
        switch problem {
        case .notSaid(let fact): "the fact \(fact) is not what the record says"
        case .otherAmount(let fact, let difference):
            "the fact \(fact) is another amount than in the record\(difference.map { ": they differ by $\($0)" } ?? "")"
        case .otherWords(let fact): "the fact \(fact) is another amount in words than in the record"
        case .otherSign(let fact):
            "the fact \(fact) has the other sign than in the record; where its negative is printed, write states=\"-\(fact)\""
        case .otherDay(let fact): "the fact \(fact) is another day than in the record"
        case .noAmount(let fact): "no amount can be read where the fact \(fact) is stated"
        case .noDate(let fact): "no date can be read where the fact \(fact) is stated"
        case .notPrinted(let fact): "the fact \(fact) is not printed where it is stated"
        }
    }
}
