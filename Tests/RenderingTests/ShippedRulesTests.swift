import Foundation
import Pages
import Records
import Templating
import TestKit
import Testing

@testable import Rendering

/// What the shipped kinds set aside: a sample with one thing in it that cannot be true, in every kind that has such a field.
@Suite struct ShippedRulesTests {
    private static let library = Library(templates: "\(Scratch.root)/Templates", fonts: TestFonts.folder)

    /// A sample, what is changed in it (`path = JSON`, or `path -` for what is taken out), and what the reason says.
    struct Case: CustomTestStringConvertible, Sendable {
        let kind: String
        let sample: String
        let changes: [String]
        let reason: String

        init(_ kind: String, _ sample: String, _ changes: String..., reason: String) {
            (self.kind, self.sample, self.changes, self.reason) = (kind, sample, changes, reason)
        }

        var testDescription: String { "\(kind)/\(sample): \(changes.joined(separator: "; "))" }
    }

    /// Why the changed sample is set aside; nil where it is made.
    private func reasons(_ kind: String, _ sample: String, _ changes: [String]) throws -> [String]? {
        do {
            _ = try pages(kind, sample, changes)
            return nil
        } catch let refusal as Refusal { return refusal.reasons.map(\.message) }
    }

    private func pages(_ kind: String, _ sample: String, _ changes: [String]) throws -> [Page] {
        var record = try JSONSerialization.jsonObject(with: Data(Self.library.sample(sample, of: kind)))
        for change in changes {
            let words = change.split(separator: " ", maxSplits: 2).map(String.init)
            var value: Any?
            if words.count == 3 {
                value = try JSONSerialization.jsonObject(with: Data(words[2].utf8), options: .fragmentsAllowed)
            }
            record = try changed(record, words[0].split(separator: ".")[...], to: value)
        }
        let bytes = [UInt8](try JSONSerialization.data(withJSONObject: record))
        let made = try Self.library.load(kind)
        // A release of a lien is made the year after.
        let issue = kind == "lien-release" ? Issuance(date: Day(year: 2027, month: 3, day: 15)!) : .test
        let typesetter = Typesetter(made, profile: .print, issue: issue)
        return try bytes.withUnsafeBytes { try typesetter.pages(of: $0, line: 1) }
    }

    private func changed(_ value: Any, _ path: ArraySlice<Substring>, to new: Any?) throws -> Any {
        guard let step = path.first else { return try #require(new) }
        if var list = value as? [Any] {
            let index = try #require(Int(step))
            // One behind the last is a new one.
            if index == list.count { return list + [try #require(new)] }
            if path.count == 1, new == nil {
                list.remove(at: index)
            } else {
                list[index] = try changed(list[index], path.dropFirst(), to: new)
            }
            return list
        }
        var members = try #require(value as? [String: Any])
        if path.count == 1 {
            members[String(step)] = new
        } else {
            members[String(step)] = try changed(try #require(members[String(step)]), path.dropFirst(), to: new)
        }
        return members
    }

    @Test(arguments: library.kinds) func theSamplesThemselvesAreMade(_ kind: String) throws {
        for sample in Self.library.samples(of: kind) where kind == "bill" || sample == Self.library.samples(of: kind).first {
            #expect(try reasons(kind, sample, []) == nil, "\(sample)")
        }
    }

    private static let bills = ["bill", "bill-large-print"]

    private static let cases: [Case] =
        bills.flatMap { bill in
            [
                // Units.
                Case(bill, "past-due", "meters.0.unit = \"CCF\"", reason: "unit"),
                Case(bill, "past-due", "usage.unit = \"CCF\"", reason: "unit"),
                // Days.
                Case(bill, "past-due", "bill.shutoff_date = \"2026-11-20\"", reason: "shutoff_date"),
                Case(bill, "past-due", "bill.shutoff_date = \"2025-12-09\"", reason: "shutoff_date"),
                Case(bill, "past-due", "bill.shutoff_date = \"1900-01-01\"", reason: "shutoff_date"),
                Case(bill, "past-due", "bill.due_date = \"2999-12-31\"", reason: "due_date"),
                Case(bill, "past-due", "bill.due_date = \"2026-11-19\"", reason: "due_date"),
                Case(bill, "past-due", "bill.date = \"2028-11-20\"", reason: "bill/date"),
                Case(bill, "past-due", "bill.mail_date = \"1900-01-01\"", reason: "mail_date"),
                Case(bill, "past-due", "bill.mail_date = \"2026-11-19\"", reason: "mail_date"),
                Case(bill, "past-due", "payments.0.date = \"2030-01-01\"", reason: "payments/0/date"),
                Case(bill, "past-due", "payments.0.date = \"2026-11-21\"", reason: "payments/0/date"),
                Case(bill, "past-due", "bill.rate_table.effective = \"2026-11-14\"", reason: "effective"),
                Case(bill, "past-due", "meters.0.present_date = \"2026-11-14\"", reason: "present_date"),
                Case(bill, "past-due", "bill.period_start = \"2024-10-14\"", reason: "period_start"),
                // Months.
                Case(bill, "past-due", "history.4.month = \"2026-04\"", "history.5.month = \"2026-03\"", reason: "rises by one"),
                Case(bill, "past-due", "history.5.month = \"2026-03\"", reason: "rises by one"),
                Case(bill, "past-due", "history.5 -", reason: "rises by one"),
                Case(bill, "past-due", "history.0.month = \"2020-01\"", reason: "rises by one"),
                // Signs.
                Case(bill, "past-due", "payments.0.amount = \"100.00\"", reason: "payments/0/amount"),
                Case(bill, "past-due", "bill.late_fee = \"-15.00\"", reason: "late_fee"),
                Case(bill, "past-due", "bill.past_due = \"-186.42\"", reason: "past_due"),
                // What goes with what.
                Case(bill, "past-due", "meters.0.rollover = 10", reason: "do not pass it"),
                Case(bill, "past-due", "bill.kind = \"first\"", reason: "bill.kind"),
                Case(bill, "past-due", "bill.replaces = \"2610-000001\"", reason: "replaces"),
                Case(bill, "past-due", "bill.kind = \"corrected\"", reason: "replaces"),
                Case(bill, "past-due", "account.autopay = true", reason: "draft_date"),
                Case(bill, "past-due", "bill.no_demand = true", reason: "no_demand"),
                Case(bill, "past-due", "mail.lines = [\" \"]", reason: "mail/lines/0"),
                Case(bill, "past-due", "account.holder = \"\\u200b\\u00a0\"", reason: "holder"),
                Case(bill, "past-due", "bill.number = \"2611-002277\\u200b\"", reason: "number"),
                Case(bill, "past-due", "mail.imb = \"0027012345600041700790210131111\"", reason: "ZIP"),
                Case(bill, "past-due", "pay_url = \"javascript:alert(1)\"", reason: "pay_url"),
                Case(
                    bill, "past-due", "services.2.charges.0.quantity = 1.0001", "services.2.charges.0.amount = \"7.45\"",
                    reason: "quantity"),
            ]
        } + [
            Case(
                "bill", "first", "history = [{\"month\": \"2026-10\", \"usage\": 1}, {\"month\": \"2026-11\", \"usage\": 2}]",
                reason: "2 months"),
            Case("bill", "first", "bill.previous_balance = \"5.00\"", reason: "previous balance"),
            Case("bill", "first", "payments = [{\"date\": \"2026-11-04\", \"amount\": \"-1.00\"}]", reason: "payments"),
            Case("bill", "autopay", "bill.draft_date -", reason: "draft_date"),
            Case("bill", "autopay", "bill.draft_date = \"1999-01-01\"", reason: "draft_date"),
            Case("bill", "leak", "leak.since = \"2030-01-01\"", reason: "leak/since"),
            Case("bill", "leak", "leak.unit = \"CCF\"", reason: "unit"),
            Case("adjustment", "leak-credit", "leak.repaired = \"2030-01-01\"", reason: "repaired"),
            Case(
                "adjustment", "leak-credit",
                "reads = [{\"meter\": \"1\", \"service\": \"Water\", \"unit\": \"CCF\", \"multiplier\": 1, \"previous\": 1, \"original_present\": 2, \"corrected_present\": 2, \"original_use\": 1, \"corrected_use\": 1, \"difference\": 0}]",
                reason: "another unit"),
            Case("adjustment", "misread", "date = \"1900-01-01\"", reason: "date"),
            Case("adjustment", "misread", "approval.date = \"2999-01-01\"", reason: "approval/date"),
            Case("adjustment", "misread", "mail.lines.1 = \"\\u2003\"", reason: "mail/lines/1"),
            Case("door-tag", "notice", "tag.posted = \"1900-01-01\"", reason: "posted"),
            Case("door-tag", "notice", "tag.day = \"2999-01-01\"", reason: "tag/day"),
            Case("door-tag", "notice", "tag.pay_by -", reason: "pay_by"),
            Case("door-tag", "notice", "tag.amount = \"-5.00\"", reason: "amount"),
            Case("lien-notice", "one-owner", "lien.statement_date = \"1900-01-01\"", reason: "statement_date"),
            Case("lien-notice", "one-owner", "lien.intent_mailed = \"2999-01-01\"", reason: "intent_mailed"),
            Case("lien-notice", "one-owner", "charges.0.to = \"2999-01-01\"", reason: "charges/0/to"),
            Case("lien-certification", "three-parcels", "list.adopted = \"2999-01-01\"", reason: "adopted"),
            Case("receipt", "cash-change", "receipt.date = \"1900-01-01\"", reason: "receipt/"),
            Case("reminder", "one-bill", "notice.pay_by = \"2999-01-01\"", reason: "pay_by"),
            Case("shut-off-notice", "holder", "notice.shutoff_date = \"2025-12-09\"", reason: "shutoff_date"),
            Case("shut-off-notice", "holder", "notice.pay_by = \"1900-01-01\"", reason: "pay_by"),
            Case("shut-off-notice", "holder", "mail.lines = [\" \"]", reason: "mail/lines/0"),
            Case("shut-off-notice", "medical-hold", "medical_hold.filed = \"1900-01-01\"", reason: "filed"),
            Case("shut-off-notice", "medical-hold", "medical_hold.until = \"2999-01-01\"", reason: "until"),
            Case("tier-explanation", "first-step-only", "date = \"1900-01-01\"", reason: "date"),
            Case("welcome", "owner", "date = \"2999-01-01\"", reason: "date"),
            Case("work-order", "shut-off", "order.date = \"1900-01-01\"", reason: "order/"),
        ]

    @Test(arguments: cases) func whatCannotBeTrueIsSetAside(_ one: Case) throws {
        let reasons = try #require(try reasons(one.kind, one.sample, one.changes), "it is made")
        #expect(reasons.contains { $0.contains(one.reason) }, "\(reasons)")
    }

    /// What clerks and crews write has lines of its own and words that no line holds, and is printed so.
    @Test(arguments: [
        ("bill", "past-due", "messages.0.text"), ("bill", "past-due", "meters.0.note"),
        ("bill", "several-meters", "meters.0.note"),
        ("bill-large-print", "past-due", "messages.0.text"), ("bill-large-print", "past-due", "meters.0.note"),
        ("adjustment", "misread", "reason.note"), ("receipt", "check", "receipt.memo"), ("receipt-roll", "check", "receipt.memo"),
        ("receipt", "void", "void.reason"), ("receipt-roll", "void", "void.reason"), ("work-order", "shut-off", "order.reason"),
        ("work-order", "shut-off", "premise.location"), ("cash-report", "over", "report.explanation"),
        ("payment-batch", "small", "batch.note"), ("route-sheet", "stops-5", "route.note"),
        ("lien-notice", "one-owner", "property.legal"), ("lien-release", "one-owner", "property.legal"),
        ("lien-certification", "three-parcels", "parcels.0.legal"),
    ]) func freeTextsKeepTheirLinesAndBreakLongWords(kind: String, sample: String, path: String) throws {
        let pages = try pages(kind, sample, ["\(path) = \"One.\\nTwo \(String(repeating: "W", count: 50))\""])
        let texts = pages.flatMap { Places.runs(of: $0.frame).map { String(decoding: $0.run.shaped.text, as: UTF8.self) } }
        #expect(texts.contains { $0.hasSuffix("One. ") || $0.hasSuffix("One.") }, "\(texts)")
        #expect(texts.contains { $0.hasPrefix("Two ") }, "\(texts)")
    }
}
