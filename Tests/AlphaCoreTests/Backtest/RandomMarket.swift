import Foundation

@testable import AlphaCore

/// A random panel with what real ones have: gaps, a late listing, an early end, no volume; and scores with holes.
struct RandomMarket {
    var bars: [[Bar?]]
    var scores: [[Double]]
    let timestamps: [Timestamp]

    init(seed: UInt64, assets: Int = 5, times: Int = 60) {
        var random = RandomSource(seed: seed, stream: "market")
        var day: Int64 = 16_000
        var timestamps: [Timestamp] = []
        for _ in 0..<times {
            timestamps.append(Timestamp(nanoseconds: day * Timestamp.day))
            day += random.uniform() < 0.2 ? 1 + Int64(random.uniform() * 5) : 1
        }
        bars = []
        scores = []
        for asset in 0..<assets {
            let first = asset == 1 ? times / 4 : 0
            let last = asset == 2 ? times / 2 : times
            var price = 50 * exp(random.normal())
            var bars: [Bar?] = []
            var scores: [Double] = []
            for time in 0..<times {
                let open = price * exp(0.01 * random.normal())
                let close = open * exp(0.02 * random.normal())
                let volume = asset == 3 ? 0 : 1e5 * random.uniform()
                let exists = time >= first && time < last && random.uniform() > 0.2
                if exists { price = close }
                bars.append(
                    exists
                        ? Bar(
                            timestamp: timestamps[time], open: open, high: max(open, close), low: min(open, close),
                            close: close, volume: volume) : nil)
                let hasScore = exists && time >= 5 && random.uniform() > 0.1
                scores.append(hasScore ? (random.normal() * 10).rounded() / 10 : .nan)
            }
            self.bars.append(bars)
            self.scores.append(scores)
        }
        self.timestamps = timestamps
    }

    func symbol(_ asset: Int) -> String { "S\(asset)" }

    var panel: Panel {
        Panel(
            bars.enumerated().map { asset, bars in
                BarSeries(asset: Asset(symbol: symbol(asset), assetClass: .equities), bars: bars.compactMap { $0 })
            })
    }

    /// The scores on the panel's axis, which leaves out times without a single bar.
    var scoreTable: ScoreTable {
        let kept = timestamps.indices.filter { time in bars.contains { $0[time] != nil } }
        return ScoreTable(values: scores.map { row in kept.map { row[$0] } })
    }

    /// Changes every bar and score after a time of `timestamps`, and when bars exist.
    mutating func changeFuture(after time: Int, seed: UInt64) {
        let other = RandomMarket(seed: seed, assets: bars.count, times: timestamps.count)
        for asset in bars.indices {
            for later in (time + 1)..<timestamps.count {
                bars[asset][later] = other.bars[asset][later].map { bar in
                    var bar = bar
                    bar.timestamp = timestamps[later]
                    return bar
                }
                scores[asset][later] = bars[asset][later] == nil ? .nan : other.scores[asset][later] + 3
            }
        }
    }

    /// Options of any kind.
    static func options(seed: UInt64) -> BacktestOptions {
        var random = RandomSource(seed: seed, stream: "options")
        var options = BacktestOptions()
        options.weightScheme = WeightScheme.allCases.randomElement(using: &random)!
        options.horizon = [1, 2, 5].randomElement(using: &random)!
        options.assetCap = [1, 0.2].randomElement(using: &random)!
        options.grossCap = [1, 0.5, 1.5].randomElement(using: &random)!
        options.noTradeBand = [0, 0.05].randomElement(using: &random)!
        options.rebalancing = BacktestOptions.Rebalancing.allCases.randomElement(using: &random)!
        options.fill = BacktestOptions.Fill.allCases.randomElement(using: &random)!
        options.slippage = SlippageKind.allCases.randomElement(using: &random)!.model()
        options.scoreLifetimeDays = [0, 3, 7].randomElement(using: &random)!
        if Bool.random(using: &random) {
            options.volatilityTarget = VolatilityTarget(annual: 0.1, window: 20, periodsPerYear: 252)
        }
        return options
    }
}
