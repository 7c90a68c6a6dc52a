/// Why digits are not the number that was wanted.
package enum DigitsFault: Error, Sendable, CustomStringConvertible {
    case notANumber, exponent, tooManyDecimals, fraction, tooLarge

    package var description: String {
        switch self {
        case .notANumber: "these are not the digits of a number"
        case .exponent: "write it without an exponent"
        case .tooManyDecimals: "it has too many decimals"
        case .fraction: "it has a fraction"
        case .tooLarge: "it is too large"
        }
    }
}
