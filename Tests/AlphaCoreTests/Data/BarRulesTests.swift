import Testing

@testable import AlphaCore

struct BarRulesTests {
    private let good = Bar(timestamp: Timestamp(nanoseconds: 0), open: 10, high: 12, low: 9, close: 11, volume: 100)

    /// The rule as formats.md words it, value by value, without a short cut.
    private func isBad(_ bar: Bar, _ adjusted: Double?) -> Bool {
        let prices = [bar.open, bar.high, bar.low, bar.close] + (adjusted.map { [$0] } ?? [])
        if prices.contains(where: { !$0.isFinite || $0 <= 0 }) { return true }
        if !bar.volume.isFinite || bar.volume < 0 { return true }
        return [bar.open, bar.close].contains { $0 - bar.high >= 1e-6 * $0 }
            || bar.low - [bar.open, bar.close].min()! >= 1e-6 * [bar.open, bar.close].min()!
    }

    @Test func everyMixOfOddValuesIsJudgedByTheRule() {
        let odd = [Double.nan, .infinity, -.infinity, 0, -1, 9, 10, 11, 12, 11.999999, 8.9999999, 12.1]
        let fields: [WritableKeyPath<Bar, Double>] = [\.open, \.high, \.low, \.close, \.volume]
        for first in fields {
            for second in fields {
                for (one, other) in odd.flatMap({ one in odd.map { (one, $0) } }) {
                    var bar = good
                    bar[keyPath: first] = one
                    bar[keyPath: second] = other
                    #expect((bar.fault() != nil) == isBad(bar, nil), "\(bar)")
                }
            }
        }
        for adjusted in odd {
            #expect((good.fault(adjustedClose: adjusted) != nil) == isBad(good, adjusted), "\(adjusted)")
        }
    }

    @Test func theFirstBrokenRuleIsNamed() {
        var bar = good
        bar.close = 13
        bar.volume = -1
        #expect(bar.fault()?.field == .volume)
        bar.volume = 0
        let problem = "the high is below max(open, close) = 13"
        #expect(bar.fault() == Bar.Fault(field: .high, problem: problem, isRange: true))
        bar.open = .nan
        #expect(bar.fault()?.field == .open)
        #expect(good.fault(adjustedClose: 0)?.field == .adjustedClose)
        #expect(good.fault() == nil)
    }
}
