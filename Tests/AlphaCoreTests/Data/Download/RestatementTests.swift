import Foundation
import Testing

@testable import AlphaCore

@Suite("Restatement: what is not as it was")
struct RestatementTests {
    private func history(_ market: MarketProvider.Market) -> BarHistory {
        BarHistory(bars: market.bars, adjustedCloses: market.adjustedCloses)
    }

    @Test("a random change is found by a naive comparison of the same bars", arguments: 1...20 as ClosedRange<UInt64>)
    func naive(seed: UInt64) throws {
        var random = RandomSource(seed: seed, stream: "restatement")
        func chance(_ share: Double) -> Bool { random.uniform() < share }
        let old = history(.daily(80))
        var new = BarHistory(adjustedCloses: [])
        for (place, bar) in old.bars.enumerated() where !chance(0.1) {
            var bar = bar
            if chance(0.1) { bar.close *= 1.5 }
            if chance(0.05) { bar.volume += 1 }
            new.bars.append(bar)
            new.adjustedCloses?.append(old.adjustedCloses![place] * (chance(0.2) ? 0.5 : 1))
        }
        let byTime = Dictionary(uniqueKeysWithValues: old.bars.indices.map { (old.bars[$0].timestamp, $0) })
        var expected: [String] = []
        var changedBars = 0
        for (place, bar) in new.bars.enumerated() {
            let was = byTime[bar.timestamp]!
            let numbers = [
                ("close", old.bars[was].close, bar.close), ("volume", old.bars[was].volume, bar.volume),
                ("adj_close", old.adjustedCloses![was], new.adjustedCloses![place]),
            ].filter { $0.1 != $0.2 }
            changedBars += numbers.isEmpty ? 0 : 1
            expected += numbers.map {
                "\(bar.timestamp) \($0.0) \(NumberText.shortest($0.1)) -> \(NumberText.shortest($0.2))"
            }
        }
        let found = Restatement(from: old, to: new)
        #expect(found?.changedBars ?? 0 == changedBars, "seed \(seed)")
        #expect(found?.changeCount ?? 0 == expected.count, "seed \(seed)")
        #expect(found?.lines(50) ?? [] == Array(expected.prefix(50)), "seed \(seed)")
        #expect(found?.removedBars ?? 0 == old.count - new.count && found?.comparedBars ?? new.count == new.count)
        #expect(Restatement(from: old, to: old) == nil)
        let back = Restatement(from: new, to: old)
        let inside = old.bars.count { $0.timestamp >= new.first! && $0.timestamp <= new.last! }
        #expect(back?.addedBars ?? 0 == inside - new.count, "seed \(seed)")
    }

    @Test("a real split reads as the world knows it: Apple's of 2020-08-31")
    func words() throws {
        var market = MarketProvider.Market.daily(2600, from: "2013-08-20", adjusted: false)
        let old = history(market)
        market.split(4, on: "2020-08-31")
        let found = try #require(Restatement(from: old, to: history(market)))
        #expect(found.summary.contains("close ÷ 4 on all 2,568 bars before 2020-08-31"))
        #expect(found.summary.contains("volume × 4 on all 2,568 bars before 2020-08-31"))
        #expect(found.changes.count == 50 && found.changeCount == 5 * 2568)
        #expect(found.columns[3].ratio.map { abs($0 - 0.25) < 1e-12 } == true)
    }

    @Test("a ratio that is none is told as its range")
    func range() throws {
        var market = MarketProvider.Market.daily(30, adjusted: false)
        let old = history(market)
        market.bars[10].close *= 1.01
        market.bars[12].close *= 1.015
        let found = try #require(Restatement(from: old, to: history(market)))
        #expect(found.summary == "close × 1.01 to 1.015 on 2 of 30 bars, 2020-01-11 to 2020-01-13")
        #expect(found.columns[0].ratio == nil)
    }

    @Test("prices are the same to within 10⁻⁶, volumes to the unit")
    func tolerance() {
        let bar = Bar(timestamp: Timestamp("2020-01-01")!, open: 100, high: 110, low: 90, close: 105, volume: 5e9)
        func change(_ body: (inout Bar) -> Void) -> [String] {
            var other = bar
            body(&other)
            return Restatement(from: BarHistory(bars: [bar]), to: BarHistory(bars: [other]))?.columns.map(\.name) ?? []
        }
        #expect(change { $0.close += 1e-5 } == [])
        #expect(change { $0.close += 2e-4 } == ["close"])
        #expect(change { $0.volume += 1 } == ["volume"])
    }

    @Test("thousands are told apart", arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
    func grouped(number: Int, text: String) {
        #expect(Restatement.grouped(number) == text)
    }
}
