import Testing

@testable import AlphaCore

/// What every feature must keep, whatever its formula.
@Suite("Every feature")
struct FeatureContractTests {
    static let names = FeatureCatalog.all.map(\.name)

    @Test("has its first value exactly at its lookback, and one at every bar from there on", arguments: names)
    func lookback(name: String) throws {
        let feature = try FeatureCatalog.feature(named: name)
        let values = feature.values(of: TestBars.randomWalk(seed: 1, count: 300))
        #expect(values.count == 300)
        #expect(values.firstIndex { !$0.isNaN } == feature.history.lookback - 1)
        #expect(values[(feature.history.lookback - 1)...].allSatisfy { $0.isFinite })
    }

    @Test("is causal: changing or cutting off the future moves no earlier bit", arguments: names)
    func causality(name: String) throws {
        let feature = try FeatureCatalog.feature(named: name)
        let bars = TestBars.randomWalk(seed: 2, count: 240)
        let values = feature.values(of: bars)
        let other = TestBars.randomWalk(seed: 3, count: 240)
        for cut in [0, 1, 19, 20, 21, 59, 60, 61, 100, 119, 120, 121, 200, 239] {
            let changed = feature.values(of: bars.replacing(cut..<240, with: other))
            #expect(bits(changed[..<cut]) == bits(values[..<cut]), "future changed from bar \(cut) on")
            #expect(bits(feature.values(of: bars.prefix(cut))) == bits(values[..<cut]), "cut off at \(cut)")
        }
        let last = feature.values(of: bars.replacing(239..<240, with: other))[239]
        #expect(last != values[239], "the value of a bar must depend on that bar")
    }

    @Test("of a window depends on no older bar, and on the oldest of the window", arguments: names)
    func window(name: String) throws {
        let feature = try FeatureCatalog.feature(named: name)
        guard case .window(let length) = feature.history else { return }
        let bars = TestBars.randomWalk(seed: 4, count: 240)
        let values = feature.values(of: bars)
        let other = TestBars.randomWalk(seed: 5, count: 240)
        for position in [100, 130, 239] {
            let oldest = position - length + 1
            let changed = feature.values(of: bars.replacing(0..<oldest, with: other))
            #expect(firstDifference([changed[position]], [values[position]], tolerance: 1e-12) == nil)
            let shorter = BarSeries(asset: bars.asset, bars: (oldest...position).map { bars[$0] })
            let alone = feature.values(of: shorter).last!
            #expect(firstDifference([alone], [values[position]], tolerance: 1e-12) == nil, "window alone, \(position)")
            let oldestChanged = feature.values(of: bars.replacing(oldest..<(oldest + 1), with: other))
            #expect(oldestChanged[position] != values[position], "the declared window of \(length) is too long")
        }
    }

    @Test("has a value for no bar of an empty or one-bar series that its lookback forbids", arguments: names)
    func tiny(name: String) throws {
        let feature = try FeatureCatalog.feature(named: name)
        #expect(feature.values(of: TestBars.flat(count: 0)).isEmpty)
        let one = feature.values(of: TestBars.randomWalk(seed: 1, count: 1))
        #expect(one.count == 1 && one[0].isNaN == (feature.history.lookback > 1))
    }
}
