/// The filters of the language.
enum FilterKind: String, CaseIterable, Sendable {
    case money, credit, number, percent, date, weekday, days, workdays, plus, bit, upper, title, trim, mask, zfill, pad, cents,
        plural,
        spell, round, word
    case join, count, sum, min, max, first, last, take, skip, sort, group
    case `where`
    case `default`
    case with

    /// How it is written, what goes in and what comes out: what messages offer and the reference lists.
    var signature: String {
        switch self {
        case .money: "money | money, or money:'pattern' → text"
        case .credit: "money | credit → text"
        case .number: "number | number, number:decimals or number:fewest,most → text"
        case .percent: "number | percent, percent:decimals or percent:fewest,most → text"
        case .date: "date or month | date:'pattern' or date:'pattern','es' → text"
        case .weekday: "date | weekday → integer, 1 for Monday to 7 for Sunday"
        case .days: "date | days:earlier → integer"
        case .workdays: "date | workdays:earlier or workdays:earlier,holidays → integer"
        case .plus: "date | plus:days → date"
        case .bit: "integer | bit:n → true or false, the bit of value 2ⁿ"
        case .upper: "text | upper → text"
        case .title: "text | title → text"
        case .trim: "text | trim → text"
        case .mask: "text | mask:kept → text"
        case .zfill: "text or integer | zfill:width → text"
        case .pad: "text or integer | pad:width, pad:width,'fill' or pad:width,'fill','left' → text"
        case .cents: "money | cents → integer"
        case .plural: "integer | plural:one,many → text"
        case .spell: "integer or money | spell → text"
        case .round: "number | round or round:decimals → integer or number; money | round or round:0 → money"
        case .word: "text of an enum | word:'lead_' → text, the word t.lead_… of the value"
        case .join: "list | join:'between' or join:'between',item → text"
        case .count: "list | count → integer"
        case .sum: "list | sum:value → money, number or integer"
        case .min: "list | min:value → that value, or absent"
        case .max: "list | max:value → that value, or absent"
        case .first: "list | first → an item, or absent"
        case .last: "list | last → an item, or absent"
        case .take: "list | take:most → list"
        case .skip: "list | skip:first → list"
        case .sort: "list | sort:key or sort:key,'down' → list"
        case .group: "list | group:key → list of records with key and items"
        case .where: "list | where:(condition) → list"
        case .default: "optional value | default:instead → value"
        case .with: "t.word | with:value,value → text"
        }
    }
}
