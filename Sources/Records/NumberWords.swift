/// Numbers and amounts in words, as legal documents and checks write them beside the figures.
package struct NumberWords: Sendable {
    private let isSpanish: Bool

    /// English and Spanish are known.
    package static func of(language: String) -> NumberWords? {
        switch language {
        case "en": NumberWords(isSpanish: false)
        case "es": NumberWords(isSpanish: true)
        default: nil
        }
    }

    /// `one hundred thirty-seven`, `ciento treinta y siete`; `minus`, `menos` before a negative number.
    package func append(_ number: Int64, to out: inout [UInt8]) {
        out += Array((sign(number) + words(number.magnitude, isBeforeNoun: false)).utf8)
    }

    /// `one hundred thirty-seven and 65/100 dollars`, `ciento treinta y siete dólares con 65/100`.
    package func append(_ money: Money, to out: inout [UInt8]) {
        let (whole, rest) = money.cents.magnitude.quotientAndRemainder(dividingBy: 100)
        let cents = (rest < 10 ? "0" : "") + "\(rest)/100"
        let number = sign(money.cents) + words(whole, isBeforeNoun: true)
        guard isSpanish else {
            out += Array("\(number) and \(cents) dollars".utf8)
            return
        }
        // «un millón de dólares», but «un millón un dólares» has no «de».
        let noun = whole == 1 ? "dólar" : whole >= 1_000_000 && whole % 1_000_000 == 0 ? "de dólares" : "dólares"
        out += Array("\(number) \(noun) con \(cents)".utf8)
    }

    /// A word, in small letters, that is part of a number in either language; `and` and `y` may be.
    package static func isWord(_ word: String) -> Bool { vocabulary.contains(word) }

    private static let vocabulary: Set<String> = {
        var words: Set<String> = ["minus", "menos", "and", "y"]
        let numbers = Array(0...99) + [100, 101, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1_000_000, 2_000_000]
        for language in ["en", "es"] {
            for number in numbers {
                var bytes: [UInt8] = []
                of(language: language)?.append(Int64(number), to: &bytes)
                for word in String(decoding: bytes, as: UTF8.self).split(whereSeparator: { !$0.isLetter }) {
                    words.insert(String(word))
                }
            }
        }
        return words
    }()

    private func sign(_ number: Int64) -> String { number < 0 ? (isSpanish ? "menos " : "minus ") : "" }

    private func words(_ number: UInt64, isBeforeNoun: Bool) -> String {
        if number == 0 { return isSpanish ? "cero" : "zero" }
        return isSpanish ? spanish(number, isShort: isBeforeNoun) : english(number)
    }

    // MARK: English

    private static let small = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    private static let powers: [(UInt64, String)] = [
        (1_000_000_000_000_000_000, "quintillion"), (1_000_000_000_000_000, "quadrillion"), (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred"),
    ]

    private func english(_ number: UInt64) -> String {
        for (power, name) in NumberWords.powers where number >= power {
            let rest = number % power
            return "\(english(number / power)) \(name)" + (rest > 0 ? " \(english(rest))" : "")
        }
        if number < 20 { return NumberWords.small[Int(number)] }
        let rest = Int(number % 10)
        return NumberWords.tens[Int(number / 10)] + (rest > 0 ? "-\(NumberWords.small[rest])" : "")
    }

    // MARK: Spanish

    private static let unidades = [
        "", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce",
        "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés",
        "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
    ]
    private static let decenas = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
    private static let centenas = [
        "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos",
        "novecientos",
    ]

    /// `isShort` before a noun: «un dólar», «veintiún mil», and not «uno», «veintiuno».
    private func spanish(_ number: UInt64, isShort: Bool) -> String {
        switch number {
        case 0: return ""
        case 1 where isShort: return "un"
        case 21 where isShort: return "veintiún"
        case 1..<30: return NumberWords.unidades[Int(number)]
        case 30..<100:
            let rest = number % 10
            return NumberWords.decenas[Int(number / 10)] + (rest > 0 ? " y \(spanish(rest, isShort: isShort))" : "")
        case 100: return "cien"
        case 101..<1000: return joined(NumberWords.centenas[Int(number / 100)], spanish(number % 100, isShort: isShort))
        case 1000..<1_000_000:
            let thousands = number / 1000
            let head = thousands == 1 ? "mil" : "\(spanish(thousands, isShort: true)) mil"
            return joined(head, spanish(number % 1000, isShort: isShort))
        default:
            // A billón is a million millones; a thousand millones is mil millones.
            let (power, one, many): (UInt64, String, String) =
                number < 1_000_000_000_000
                ? (1_000_000, "millón", "millones")
                : number < 1_000_000_000_000_000_000
                    ? (1_000_000_000_000, "billón", "billones") : (1_000_000_000_000_000_000, "trillón", "trillones")
            let count = number / power
            let head = "\(spanish(count, isShort: true)) \(count == 1 ? one : many)"
            return joined(head, spanish(number % power, isShort: isShort))
        }
    }

    private func joined(_ head: String, _ rest: String) -> String { rest.isEmpty ? head : "\(head) \(rest)" }
}
