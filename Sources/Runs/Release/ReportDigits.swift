import Records
import Texts

/// Writes the numbers of a control report, and notes whether one is too long for its usual columns.
final class ReportDigits {
    /// The report sets its tables one below the other, in wide columns.
    private(set) var isWide = false

    /// Of at most so many digits, as the narrowest of its columns holds them.
    func count(_ count: Int, _ most: Int = 7) -> Int {
        if String(count.magnitude).count > most { isWide = true }
        return count
    }

    /// `most`: digits of whole dollars in the narrowest of its columns.
    func money(_ cents: Int64, _ most: Int = 10) -> String {
        if String(cents.magnitude / 100).count > most { isWide = true }
        return Books.plain(cents)
    }
}

extension JSONWriter {
    mutating func tally(_ name: String, _ tally: Tally, _ digits: ReportDigits, _ most: Int = 10, counts: Int = 7) {
        object(name) { json in
            json.member("documents", digits.count(tally.documents, counts))
            json.member("amount", digits.money(tally.cents, most))
        }
    }
}
