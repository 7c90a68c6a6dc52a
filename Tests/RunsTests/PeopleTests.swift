import Testing

@testable import Runs

/// Names of who answers: one person has one name.
@Suite struct PeopleTests {
    private func fault(_ name: String) -> String? {
        do throws(RunError) { try People.checkName(name) } catch { return error.message }
        return nil
    }

    @Test(arguments: [
        "Ana Ruiz", "J. O'Brien-Smith", "José Núñez", "Ngọc Trần", "Jose\u{301}", "Анна Каренина", "山田 太郎", "Kaʻahumanu",
        "D’Arcy", "Ann",
        "Işık", "A.",
    ])
    func namesOfPeopleAreTaken(_ name: String) { #expect(fault(name) == nil) }

    @Test(arguments: [
        ("Ana Ruiz\u{200B}", #"\u{200B}"#), ("\u{410}na Ruiz", "two scripts"), ("Ana Ruiz,", "a comma; write Ana Ruiz"),
        ("Ruiz, Ana", "a comma"), ("Ana \u{1B}[31mRuiz", #"\u{1B}"#), ("Ana\u{202E}Ruiz", #"\u{202E}"#), ("Ana\nRuiz", #"\u{A}"#),
        ("Ana Ruiz 2", "here is 2"), ("\u{FF21}na", "here is"), ("\u{301}Ana", "accent without a letter"), ("", "1 to 40"),
        ("...", "has letters"), ("123", "has letters"),
        ("Ana\u{3164}", #"\u{3164}"#), ("Ana Ru\u{131}z\u{3B1}", "two scripts"), (String(repeating: "a", count: 41), "1 to 40"),
    ])
    func whatIsNoNameIsTold(name: String, message: String) {
        #expect(fault(name)?.contains(message) == true, "\(fault(name) ?? "taken")")
    }

    @Test func onePersonIsOne() {
        for (one, other) in [
            ("Ana Ruiz", "ana  ruiz"), ("Ana Ruiz", "ANA RUIZ"), ("Ana-Maria Ruiz", "Ana Maria Ruiz"), ("José", "Jose\u{301}"),
            ("J. Ruiz", "J Ruiz"), ("O'Brien", "O’Brien"), ("сора", "copa"), ("Ana Ruiz", "AnaRuiz"), ("ANA RUIZ", "ANA RUlZ"),
            ("Will Stone", "WiII Stone"), ("Bernie Mac", "Bemie Mac"), ("Ana Ruiz", "Aná Ruiz"), ("Ana Ruiz", "Ruiz Ana"),
            ("Straße", "STRASSE"), ("Zoe Hara II", "Zoe Hara ll"),
        ] {
            #expect(People.isSame(one, other), "\(one), \(other)")
        }
        #expect(!People.isSame("Ana Ruiz", "Bo Li") && !People.isSame("Ana", "Anna") && !People.isSame("Ana Ruiz", "Ana M. Ruiz"))
    }

    @Test func reasonsAndNamesOfRunsHaveNothingHidden() {
        func isTaken(_ check: () throws -> Void) -> Bool { (try? check()) != nil }
        #expect(!isTaken { try People.checkReason("moved\u{200B}") })
        #expect(!isTaken { try People.checkReason("moved\u{1B}[0m") })
        #expect(isTaken { try People.checkReason("moved – see letter") })
        for name in ["nov\u{3164}", "nov\u{200B}", "nov\u{301}", "nov\u{1B}"] { #expect(!isTaken { try Intake.checkName(name) }) }
        #expect(isTaken { try Intake.checkName("bill-2026-11-24 b") })
    }
}
