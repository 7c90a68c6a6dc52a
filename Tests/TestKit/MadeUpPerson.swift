/// Somebody who is nobody: everything about them can be found again in what was said.
package struct MadeUpPerson {
    package let name: String
    package let street: String
    package let account: String
    package let phone: String
    package let email: String

    private static let firsts = ["Zebulon", "Wilhelmina", "Ottoline", "Thaddeus", "Petronella", "Ximena", "Barnaby", "Quillan"]
    private static let lasts = [
        "Quackenbush", "Featherstone", "Thistledown", "Wimbledrake", "Zwiebelkopf", "Ybarrondo", "Oglethorpe",
    ]
    private static let streets = ["Grimsworth", "Pumpernickel", "Snickersgap", "Wolverhollow", "Kettledrum"]

    package init(_ noise: inout Noise) {
        func digits(_ count: Int) -> String {
            (0..<count).map { "\($0 == 0 ? 1 + noise.next(below: 9) : noise.next(below: 10))" }.joined()
        }
        let (first, last) = (noise.pick(Self.firsts), noise.pick(Self.lasts))
        name = "\(first) \(last)"
        street = "\(digits(3)) \(noise.pick(Self.streets)) Lane"
        let whole = digits(6 + noise.next(below: 12))
        switch noise.next(below: 4) {
        case 0: account = whole
        case 1: account = "0" + whole.dropFirst().prefix(5) + "-" + whole.dropFirst(3)
        case 2: account = "\(whole.prefix(3)).\(whole.dropFirst(3))"
        default: account = "\(whole.prefix(2))-\(whole.dropFirst(2).prefix(4))-\(whole.dropFirst(4))"
        }
        phone = noise.pick(["\(digits(3))-555-\(digits(4))", "\(digits(3)).555.\(digits(4))", "(\(digits(3))) 555-\(digits(4))"])
        email = "\(first.lowercased()).\(last.lowercased())@\(noise.pick(Self.streets).lowercased()).example"
    }

    package var texts: [String] { [name, street, account, phone, email] }

    /// What of this person stands in a text: words of four letters and more, or six digits in a row of a number, whatever
    /// stands between them.
    package func traces(in said: String) -> [String] {
        let folded = said.lowercased()
        var found: [String] = []
        for text in texts {
            for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) where word.count >= 4 {
                if word != "lane", word != "example", folded.contains(word) { found.append(String(word)) }
            }
        }
        let between: Set<Character> = ["-", ".", " ", "(", ")"]
        let row = said.filter { !between.contains($0) }
        for number in [account, phone] {
            let digits = Array(number.filter(\.isNumber))
            for start in 0..<max(0, digits.count - 5) {
                let piece = String(digits[start..<start + 6])
                if row.contains(piece) { found.append(piece) }
            }
        }
        return found
    }
}
