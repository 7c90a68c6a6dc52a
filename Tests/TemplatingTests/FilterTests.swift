import TestKit
import Testing

@testable import Templating

/// Filters that write, order, group, round and spell.
@Suite struct FilterTests {
    private func say(_ text: String) throws -> String { try Draft.say(text) }
    private func complaint(_ text: String) throws -> String { try Draft.complaint(text).joined(separator: " / ") }

    @Test func titleWritesNamesAsPeopleWriteThem() throws {
        #expect(try say("{'123 N MAIN ST' | title}") == "123 N Main St")
        #expect(try say("{'ana-maría o’brien' | title}") == "Ana-María O’Brien")
        #expect(try say("{'WE DON’T STOP' | title}") == "We Don’t Stop", "one letter behind an apostrophe begins no name")
        #expect(try say("{'2nd FLOOR' | title}") == "2nd Floor")
    }

    @Test(arguments: [
        ("ACME WATER LLC", "Acme Water LLC"), ("john smith iii", "John Smith III"), ("JOHN SMITH III", "John Smith III"),
        ("HENRY VIII, JR", "Henry VIII, Jr"), ("III RIVERS", "Iii Rivers"),
        ("123 NE 3RD ST", "123 NE 3rd St"), ("4 W 21ST AVE SE", "4 W 21st Ave SE"), ("PO BOX 12", "PO Box 12"),
        ("P.O. BOX 12", "P.O. Box 12"), ("MacGregor", "MacGregor"), ("MACGREGOR", "MacGregor"), ("MACHADO", "Machado"),
        ("MACY", "Macy"), ("MCDONALD-LEE", "McDonald-Lee"), ("MC", "Mc"), ("O'BRIEN", "O'Brien"), ("D'ANGELO", "D'Angelo"),
        // Small words have a capital, as in version 1.
        ("DeShawn VAN DYKE", "DeShawn Van Dyke"), ("TOWN OF CEDAR BLUFF", "Town Of Cedar Bluff"),
        ("THE LOFTS AT MAIN", "The Lofts At Main"), ("JOHN AND MARY SMITH", "John And Mary Smith"),
        ("CEDAR BLUFF CO 80599", "Cedar Bluff CO 80599"), ("CEDAR BLUFF CO 80599-1418", "Cedar Bluff CO 80599-1418"),
        ("ACME CO", "Acme Co"), ("17 JUNIPER LN APT 2B", "17 Juniper Ln Apt 2B"), ("17A JUNIPER LN", "17A Juniper Ln"),
        ("1200 CR 12", "1200 CR 12"), ("88 US HWY 40", "88 US Hwy 40"), ("1 US ROUTE 6", "1 US Route 6"),
        ("US 40 DINER", "US 40 Diner"), ("JOIN US", "Join Us"),
        ("C/O ANA RUIZ", "c/o Ana Ruiz"), ("CEDAR CREEK HOA", "Cedar Creek HOA"), ("SMITH & SONS, LLP", "Smith & Sons, LLP"),
        ("  TWO  BLANKS ", "  Two  Blanks "), ("ÉLAN ŌTA", "Élan Ōta"), ("", ""), ("3", "3"), ("-", "-"),
    ]) func titleKnowsWhatIsWrittenInAnotherWay(_ given: String, _ wanted: String) throws {
        let escaped = given.replacing("&", with: "&amp;")
        #expect(try say("[{&quot;\(escaped)&quot; | title}]") == "[\(wanted)]")
    }

    @Test func aNumberBelowZeroHasTheMinusSignAndWhatAMachineReadsTheHyphen() throws {
        #expect(try say("{bill.count - 9} {bill.count - 9 | number} {-bill.rate} {-bill.total_due}") == "−6 −6 −4.410 −$95.91")
        #expect(try say("{9 - bill.count}") == "6")
        let draft = Draft.flow(
            "<p>{bill.count - 9}</p><p><a href=\"https://x.example/{bill.count - 9}\">x</a></p><scanline class=\"ocr\" value=\"{bill.count - 9}\" band=\"no\"/>"
        )
        let dump = try draft.dump()
        #expect(dump.contains("\"−6\"") && dump.contains("https://x.example/-6") && dump.contains("\"-6\""), "\(dump)")
        let symbol = { (value: String) in
            try Draft.flow("<barcode type=\"code128\" value=\"\(value)\" alt=\"\"/>").dump().contains("bars")
        }
        #expect(try symbol("{bill.count - 9}") && symbol("{-bill.rate}"), "Code 128 has no other minus")
    }

    @Test func padFillsToAWidth() throws {
        #expect(try say("[{'ab' | pad:5}] [{'ab' | pad:5,'.'}] [{bill.count | pad:4,'0','left'}]") == "[ab   ] [ab...] [0003]")
        #expect(try say("[{'abcde' | pad:5}]") == "[abcde]")
        #expect(try say("{account.name | pad:3}") == "! pad:3 got 8 characters", "it cuts nothing off")
        #expect(try complaint("'a' | pad:3,'xy'") == "12 T105: pad fills with one character")
        #expect(try complaint("'a' | pad:3,'x','right'") == "16 T105: pad fills at the end, or at the 'left'")
    }

    @Test func roundingIsHalfAwayFromZeroAndOnce() throws {
        #expect(try say("{2.5 | round} {-2.5 | round} {2.4 | round} {1.005 | round:2} {-1.005 | round:2}") == "3 −3 2 1.01 −1.01")
        #expect(try say("{bill.total_due * 0.015 | round}") == "$1.44", "1.5 % of $95.91 is $1.43865")
        #expect(try say("{bill.total_due / 2 | round} {bill.total_due / 7 | round}") == "$47.96 $13.70")
        #expect(try say("{bill.total_due | round:0} {-bill.total_due / 2 | round:0}") == "$96.00 −$48.00")
        #expect(try say("{10 / 4 | round} {10 / 4 | round:1} {1 / 3 | round:9}") == "3 2.5 0.333333333")
        #expect(try say("{bill.total_due / 100 * 3 / 4 | round}") == "$0.72", "no step between is rounded: $0.719325")
        #expect(try say("{(bill.total_due / bill.total_due) | round:2}") == "1.00", "money by money is a number")
        #expect(try say("{(0.145 * 100) | round} {0.145 * 10 | round:1}") == "15 1.5")
        #expect(try say("{bill.rate * 1000000 / 3 | round:2}") == "1470000.00")
    }

    /// The water rates of a Colorado town from February 2023, 3/4" single family: $20.62, then $6.07 a 1,000 gal to 16,000,
    /// $9.07 to 22,500 and $13.52 over; dual systems $9.07 over 9,700; multi-family $13.33 and $6.07. Each step is a printed
    /// line, rounded half up. 58.955 and 136.575 are where binary fractions go wrong.
    @Test(arguments: [
        (0, "20.62", 16000, 22500, "20.62"), (5000, "20.62", 16000, 22500, "50.97"), (7060, "20.62", 16000, 22500, "63.47"),
        (16000, "20.62", 16000, 22500, "117.74"), (16001, "20.62", 16000, 22500, "117.75"),
        (18250, "20.62", 16000, 22500, "138.15"), (22500, "20.62", 16000, 22500, "176.70"),
        (22501, "20.62", 16000, 22500, "176.71"), (31400, "20.62", 16000, 22500, "297.03"),
        (16000, "20.62", 9700, 99999, "136.64"), (22500, "13.33", 157_000, 999_999, "149.91"),
    ]) func ratesComeOutToTheCent(_ gallons: Int, _ base: String, _ first: Int, _ second: Int, _ total: String) throws {
        let steps = [
            (min(gallons, first), "6.07"), (max(0, min(gallons, second) - first), "9.07"), (max(0, gallons - second), "13.52"),
        ]
        let amounts = try steps.map { step in
            // As a bill has it: a rate in dollars for 1,000 gallons, and the gallons of the step.
            try Draft.say("{(bill.past_due + \(step.1)) * \(step.0) / 1000 | round | cents}")
        }
        let cents = try amounts.map { try #require(Int($0)) }.reduce(try #require(Int(base.replacing(".", with: ""))), +)
        #expect("\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)" == total, "\(gallons) gal: \(amounts)")
    }

    @Test func roundingThatCannotBeIsAFault() throws {
        #expect(try say("{bill.count / (bill.count - 3) | round}") == "! nothing is divided by zero")
        #expect(try say("{bill.big * bill.big * bill.big | round}") == "! the result is too large")
        #expect(try complaint("account.name | round") == "0 T102: round takes a number or an amount of money; this is text")
        #expect(
            try complaint("bill.total_due * bill.total_due | round")
                == "0 T102: * does not join an amount of money and an amount of money")
        #expect(try complaint("2 / bill.total_due | round") == "0 T102: / does not join a number and an amount of money")
        #expect(try complaint("bill.total_due | round:1") == "23 T105: money is rounded to cents (2) or to whole dollars (0)")
        #expect(try complaint("1.5 | round:10") == "12 T105: round takes a number from 0 to 9 here")
        #expect(try complaint("mail?.imb | round").hasPrefix("0 T103: "))
    }

    @Test func sortOrdersByAKeyAndKeepsTheRest() throws {
        #expect(try say("{charges | sort:amount | join:' ',name}") == "Sewer Trash Water")
        #expect(try say("{charges | sort:amount,'down' | join:' ',name}") == "Water Trash Sewer")
        #expect(try say("{charges | sort:name | join:' ',name}") == "Sewer Trash Water")
        #expect(try say("{charges | sort:(units * 0) | join:' ',name}") == "Water Sewer Trash", "equal keys keep their order")
        #expect(try say("{lines | sort:item | join:'; '}") == "12 Elm St; Ana Ruiz; Windsor CO")
        #expect(try say("{charges | skip:1 | sort:amount,'down' | take:1 | join:' ',name}") == "Trash")
        #expect(try complaint("charges | sort:taxed").contains("T103"))
        #expect(
            try complaint("charges | sort:steps")
                == "10 T102: sort has no order for a list (list | sort:key or sort:key,'down' → list)")
        #expect(try complaint("charges | sort:name,'up'") == "20 T105: sort goes up, or 'down'")
    }

    @Test func groupGathersWhatHasOneKey() throws {
        let record = Draft.record.replacing("\"name\": \"Trash\"", with: "\"name\": \"Water\"")
        let draft = Draft.flow(
            "<for each=\"g in charges | group:name\"><p>{g.key}: {g.items | sum:amount}<for each=\"c in g.items\"> {c.amount} {c.steps | count}</for></p></for>"
        )
        #expect(try draft.lines(record) == [["Water: $40.74 $23.14 2 $17.60 0", "Sewer: −$3.14 −$3.14 1"]])
        #expect(try Draft.say("{charges | group:(amount gt 0) | count} {charges | group:units | count}", record) == "2 3")
        #expect(try Draft.say("{(charges | group:name | first)?.key ?? ''}", record) == "Water")
        #expect(
            try Draft.flow(
                "<for each=\"g in charges | where:(amount gt 0) | group:name | sort:key\"><table columns=\"1fr\" of=\"g.items\" as=\"c\"><row carry=\"c.amount\"><td>{c.name} {c.meter?.id ?? '-'}</td></row></table></for>"
            ).lines() == [["Trash -", "Water M1"]], "records within records come along")
        #expect(try complaint("charges | group:name").contains("T102: a list cannot be written as text"))
        #expect(
            try Draft.flow("<for each=\"g in charges | group:name\"><p>{g.kye}</p></for>").messages() == [
                "T101: g.kye is not in the contract"
            ])
    }

    @Test func spellWritesNumbersInWords() throws {
        let english: [(String, String)] = [
            ("0", "zero"), ("7", "seven"), ("13", "thirteen"), ("20", "twenty"), ("21", "twenty-one"), ("100", "one hundred"),
            ("115", "one hundred fifteen"), ("1000", "one thousand"), ("1042", "one thousand forty-two"),
            ("90017", "ninety thousand seventeen"), ("1000001", "one million one"), ("-45", "minus forty-five"),
            (
                "bill.big",
                "nine quintillion two hundred twenty-three quadrillion three hundred seventy-two trillion thirty-six billion eight hundred fifty-four million seven hundred seventy-five thousand eight hundred seven"
            ),
        ]
        for (number, words) in english { #expect(try say("{\(number) | spell}") == words) }
        #expect(try say("{bill.total_due | spell}") == "ninety-five and 91/100 dollars")
        #expect(try say("{bill.past_due | spell}") == "zero and 00/100 dollars")
    }

    @Test func spellKnowsSpanish() throws {
        func spanish(_ text: String, total: String = "95.91") throws -> String {
            var draft = Draft.flow("<check test=\"false\" message=\"\(text)\"/>")
            draft.words = ["es": "{}"]
            do {
                _ = try Merger(draft.compile(language: "es")).pages(
                    of: draft.record(Draft.record.replacing("95.91", with: total)))
                return ""
            } catch let fault as MergeFault { return fault.message }
        }
        let cases: [(String, String)] = [
            ("1", "uno"), ("21", "veintiuno"), ("22", "veintidós"), ("31", "treinta y uno"), ("100", "cien"),
            ("101", "ciento uno"),
            ("555", "quinientos cincuenta y cinco"), ("1000", "mil"), ("21000", "veintiún mil"), ("101001", "ciento un mil uno"),
            ("1000000", "un millón"), ("2000300", "dos millones trescientos"), ("1000000000", "mil millones"),
        ]
        for (number, words) in cases { #expect(try spanish("{\(number) | spell}") == words) }
        #expect(try spanish("{bill.total_due | spell}") == "noventa y cinco dólares con 91/100")
        #expect(try spanish("{bill.total_due | spell}", total: "1.05") == "un dólar con 05/100")
        #expect(try spanish("{bill.total_due | spell}", total: "2000000.00") == "dos millones de dólares con 00/100")
        var french = Draft.flow("<p>{bill.count | spell}</p>")
        french.words = ["fr": "{}"]
        #expect(
            try french.faults(language: "fr").first?.contains("T105: spell knows numbers in English and Spanish, not in fr")
                == true)
    }

    @Test func daysAreCountedAsNoticesCountThem() throws {
        // The record's due date is Tuesday, December 15, 2026.
        #expect(
            try say("{bill.due_date | weekday} {bill.due_date | plus:5 | weekday} {bill.due_date | plus:4 | weekday}") == "2 7 6")
        #expect(try say("{bill.due_date | plus:30} {bill.due_date | plus:(0 - 15)}") == "01/14/2027 11/30/2026")
        #expect(try say("{bill.due_date | days:(bill.due_date | plus:-3)} {bill.due_date | days:bill.due_date}") == "3 0")
        #expect(
            try say("{bill.due_date | plus:7 | workdays:bill.due_date} {bill.due_date | plus:4 | workdays:bill.due_date}")
                == "5 3")
        #expect(try say("{bill.due_date | workdays:(bill.due_date | plus:7)}") == "−5", "the earlier day is behind")
        var draft = Draft.flow("<check test=\"false\" message=\"{bill.due_date | plus:14 | workdays:bill.due_date,days}\"/>")
        draft.contract = draft.contract.replacing(
            "\"lines\": {\"type\"",
            with: "\"days\": {\"type\": \"array\", \"items\": {\"type\": \"string\", \"format\": \"date\"}}, \"lines\": {\"type\""
        )
        draft.contract = draft.contract.replacing("\"charges\", \"lines\"", with: "\"charges\", \"days\", \"lines\"")
        let json = Draft.record.replacing(
            "\"lines\":", with: "\"days\": [\"2026-12-25\", \"2026-12-26\", \"2027-01-01\"], \"lines\":")
        #expect(
            try draft.refusal(json).hasSuffix(": 9"), "Christmas is a Friday; the Saturday after it counts for nothing anyway")
        #expect(
            try complaint("bill.total_due | weekday")
                == "17 T102: weekday takes a date; this is an amount of money (date | weekday → integer, 1 for Monday to 7 for Sunday)"
        )
        #expect(
            try complaint("bill.due_date | days:3")
                == "21 T105: days takes a date here; this is an integer (date | days:earlier → integer)")
        #expect(
            try complaint("bill.due_date | workdays:bill.due_date,lines")
                == "39 T105: workdays takes a list of dates here; this is a list (date | workdays:earlier or workdays:earlier,holidays → integer)"
        )
        #expect(try say("{bill.due_date | plus:99999999}") == "! the date is out of the calendar")
    }

    /// What a message offers is what the reference lists.
    @Test func everyFilterHasASignature() {
        for kind in FilterKind.allCases {
            #expect(kind.signature.contains("| \(kind.rawValue)") && kind.signature.contains("→"), "\(kind.rawValue)")
        }
    }
}
