import Foundation
import Testing

@testable import AlphaCore

/// Every feature against its textbook formula, bar by bar, from `design/research.md` and Wilder.
@Suite("Feature formulas")
struct FeatureFormulaTests {
    static let bars = TestBars.randomWalk(seed: 21, count: 260)
    static let names = FeatureCatalog.all.map(\.name)

    @Test("equal the naive twins", arguments: names)
    func naiveTwin(name: String) throws {
        let expected = try #require(Self.twin(name), "no twin for \(name)")
        let actual = try FeatureCatalog.feature(named: name).values(of: Self.bars)
        let scale = Self.scales[name] ?? 0
        #expect(firstDifference(actual, expected, tolerance: 1e-12, scale: scale) == nil)
    }

    @Test("of bars without movement: the origin's are those of ε, the others have no value")
    func flatBars() throws {
        let flat = TestBars.flat(count: 130)
        for (name, value) in [
            ("ret_1", 0.0), ("log_ret_1", 0), ("vol_20", 0), ("vol_60", 0), ("vol_chg", 0), ("vol_zscore_20", 0),
            ("high_low_spread", 0), ("close_pos_in_bar", 0), ("macd", 0), ("macd_signal", 0), ("macd_hist", 0),
            ("atr_14", 0),
        ] {
            let feature = try FeatureCatalog.feature(named: name)
            let values = feature.values(of: flat)[(feature.history.lookback - 1)...]
            #expect(values.allSatisfy { abs($0 - value) < 1e-14 }, "\(name)")
        }
        for name in ["rsi_14", "bollinger_z_20"] {
            #expect(try FeatureCatalog.feature(named: name).values(of: flat).allSatisfy { $0.isNaN }, "\(name)")
        }
    }

    @Test("RSI is 100 when the close only rises, 0 when it only falls")
    func oneSidedRSI() {
        let bars = TestBars.randomWalk(seed: 1, count: 60)
        for (step, expected) in [(1.0, 100.0), (-1, 0)] {
            let walk = BarSeries(
                asset: bars.asset,
                bars: (0..<60).map { day in
                    let price = 100 + step * Double(day)
                    return Bar(
                        timestamp: bars.timestamps[day], open: price, high: price, low: price, close: price, volume: 1)
                })
            #expect(RelativeStrengthIndex().values(of: walk)[14...].allSatisfy { $0 == expected })
        }
    }

    /// What a value's rounding is measured by, where it is a difference of larger numbers and may come near 0: prices
    /// are about 100, the ratio of two closes about 1, of which 1e-12 × 0.01 leaves 1e-14.
    static let scales = [
        "macd": 100, "macd_signal": 100, "macd_hist": 100, "bollinger_z_20": 1, "vol_zscore_20": 1, "log_ret_1": 0.01,
    ]

    // MARK: The twins

    static func twin(_ name: String) -> [Double]? {
        let (high, low, close, volume) = (bars.high, bars.low, bars.close, bars.volume)
        let days = Array(bars.close.indices)
        switch name {
        case "ret_1": return returns
        case "log_ret_1": return days.map { $0 == 0 ? .nan : log(close[$0]) - log(close[$0 - 1]) }
        case "vol_20": return Naive.rolling(returns, 20) { Naive.deviation($0, ddof: 1) }
        case "vol_60": return Naive.rolling(returns, 60) { Naive.deviation($0, ddof: 1) }
        case "vol_chg": return zip(twin("vol_20")!, twin("vol_60")!).map { $0 / ($1 + 1e-8) }
        case "vol_zscore_20":
            return Naive.rolling(volume, 20) { ($0[19] - Naive.mean($0)) / (Naive.deviation($0, ddof: 1) + 1e-8) }
        case "vol_roll_sum_20": return Naive.rolling(volume, 20, Naive.sum)
        case "high_low_spread": return days.map { (high[$0] - low[$0]) / (close[$0] + 1e-8) }
        case "close_pos_in_bar": return days.map { (close[$0] - low[$0]) / (high[$0] - low[$0] + 1e-8) }
        case "rsi_14": return relativeStrength
        case "macd": return macd
        case "macd_signal": return Naive.exponentialAverage(macd, seed: 9, weight: 0.2)
        case "macd_hist": return zip(macd, twin("macd_signal")!).map { $0 - $1 }
        case "atr_14": return Naive.exponentialAverage(trueRange, seed: 14, weight: 1.0 / 14)
        case "bollinger_z_20":
            return Naive.rolling(close, 20) { ($0[19] - Naive.mean($0)) / Naive.deviation($0, ddof: 0) }
        default: return nil
        }
    }

    static let returns = bars.close.indices.map { $0 == 0 ? .nan : bars.close[$0] / bars.close[$0 - 1] - 1 }

    static let macd = zip(
        Naive.exponentialAverage(bars.close, seed: 12, weight: 2.0 / 13),
        Naive.exponentialAverage(bars.close, seed: 26, weight: 2.0 / 27)
    ).map { $0 - $1 }

    static let trueRange = bars.close.indices.map { day in
        guard day > 0 else { return Double.nan }
        let before = bars.close[day - 1]
        return max(bars.high[day] - bars.low[day], abs(bars.high[day] - before), abs(bars.low[day] - before))
    }

    /// 100 − 100/(1 + RS), as Wilder writes it.
    static let relativeStrength = {
        let change = bars.close.indices.map { $0 == 0 ? .nan : bars.close[$0] - bars.close[$0 - 1] }
        let rise = Naive.exponentialAverage(change.map { $0.isNaN ? $0 : max($0, 0) }, seed: 14, weight: 1.0 / 14)
        let fall = Naive.exponentialAverage(change.map { $0.isNaN ? $0 : max(-$0, 0) }, seed: 14, weight: 1.0 / 14)
        return zip(rise, fall).map { 100 - 100 / (1 + $0 / $1) }
    }()

}
