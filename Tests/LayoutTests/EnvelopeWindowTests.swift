import Layout
import Pages
import Testing

/// The zones of a window, from the numbers that envelope makers sell by.
@Suite struct EnvelopeWindowTests {
    private static func inches(_ thousandths: Int) -> Length { Length(hundredths: thousandths * 7200 / 1000) }

    /// A #10 envelope with the standard left window: 1-1/8 × 4-1/2 in, 7/8 in from the left, 1/2 in from the bottom.
    private func number10(panel: Int, top: Int = 0) -> EnvelopeWindow {
        EnvelopeWindow(
            envelope: Size(width: Self.inches(9500), height: Self.inches(4125)), left: Self.inches(875), bottom: Self.inches(500),
            size: Size(width: Self.inches(4500), height: Self.inches(1125)), panel: Self.inches(panel), panelTop: Self.inches(top)
        )
    }

    private func told(_ rect: Rect) -> [Int] {
        [rect.origin.x, rect.right, rect.origin.y, rect.bottom].map { (Int($0.hundredths) * 1000 + 3600) / 7200 }
    }

    @Test(arguments: [(3667, 3167), (3750, 3250), (3875, 3375), (4000, 3500)])
    func alwaysVisibleBandGrowsWithThePanel(_ panel: Int, _ bottom: Int) {
        #expect(told(number10(panel: panel).alwaysVisible(pageWidth: .points(612))) == [875, 4375, 2500, bottom])
    }

    @Test func whatCanShowThroughIsLargerByThePlay() {
        #expect(told(number10(panel: 3667).showThrough(pageWidth: .points(612))) == [0, 5375, 2042, 3625])
        #expect(told(number10(panel: 4000).showThrough(pageWidth: .points(612))) == [0, 5375, 2375, 3625])
    }

    @Test func aPanelThatBeginsLowerOnThePageMovesBothZones() {
        let plain = number10(panel: 3667)
        let lower = number10(panel: 3667, top: 7333)
        for (a, b) in [
            (plain.alwaysVisible(pageWidth: .points(612)), lower.alwaysVisible(pageWidth: .points(612))),
            (plain.showThrough(pageWidth: .points(612)), lower.showThrough(pageWidth: .points(612))),
        ] {
            #expect(b.origin.y == a.origin.y + Self.inches(7333) && b.size == a.size && b.origin.x == a.origin.x)
        }
    }

    @Test func aSlackEnvelopeShowsNothingForSure() {
        let slack = EnvelopeWindow(
            envelope: Size(width: .points(900), height: .points(700)), left: .points(60), bottom: .points(36),
            size: Size(width: .points(200), height: .points(80)), panel: .points(264), panelTop: .zero)
        let visible = slack.alwaysVisible(pageWidth: .points(612))
        #expect(visible.size == .zero)
        #expect(slack.fault == nil)
    }

    @Test func numbersThatAreNoWindowAreRefused() {
        #expect(number10(panel: 3667).fault == nil)
        #expect(number10(panel: 4200).fault == "the panel is taller than its envelope")
        let off = EnvelopeWindow(
            envelope: Size(width: .points(600), height: .points(300)), left: .points(500), bottom: .points(36),
            size: Size(width: .points(200), height: .points(80)), panel: .points(264), panelTop: .zero)
        #expect(off.fault == "the window does not lie within its envelope")
    }
}
