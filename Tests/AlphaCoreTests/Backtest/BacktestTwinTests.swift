import Foundation
import Testing

@testable import AlphaCore

@Suite struct BacktestTwinTests {
    @Test(arguments: (1...30).map(UInt64.init))
    func equalsItsNaiveTwin(seed: UInt64) throws {
        let market = RandomMarket(seed: seed, assets: [1, 2, 5][Int(seed % 3)])
        let options = RandomMarket.options(seed: seed)
        let panel = market.panel
        let result = try Backtest(panel: panel, options: options).run(scores: market.scoreTable)
        let twin = NaiveBacktest(market, options: options)
        try #require(result.rows.count == twin.rows.count, "seed \(seed)")
        for (row, expected) in zip(result.rows, twin.rows) {
            let pairs = [
                (row.equity, expected.equity), (row.cost, expected.cost), (row.turnover, expected.turnover),
                (row.grossExposure, expected.grossExposure), (row.netExposure, expected.netExposure),
            ]
            for (place, pair) in pairs.enumerated() {
                try #require(
                    isClose(pair.0, pair.1, relative: 1e-12, absolute: 1e-12),
                    "seed \(seed), \(row.timestamp), number \(place): \(pair.0), not \(pair.1)")
            }
        }
        for position in result.positions {
            // A close fill is written at the close's time and held over the next.
            let after = options.fill == .nextOpen ? 0 : 1
            let time = panel.timestamps[panel.timestamps.firstIndex(of: position.timestamp)! + after]
            let expected = (twin.held[time]?[position.asset] ?? 0) * options.capital
            try #require(
                isClose(position.targetPosition, expected, relative: 1e-10, absolute: 1e-6),
                "seed \(seed), \(position) but \(expected)")
        }
    }

    /// Bars and scores after a time, even whether there are any, change nothing at or before it.
    @Test(arguments: (1...20).map(UInt64.init))
    func nothingLooksAhead(seed: UInt64) throws {
        let market = RandomMarket(seed: seed)
        let options = RandomMarket.options(seed: seed + 100)
        let cut = 8 + Int(seed * 7 % 45)
        var other = market
        other.changeFuture(after: cut, seed: seed + 1_000)
        let first = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
        let second = try Backtest(panel: other.panel, options: options).run(scores: other.scoreTable)
        let now = market.timestamps[cut]
        // A close fill is only written once a bar follows; both markets go on, but not always at the same time.
        #expect(
            first.rows.filter { $0.timestamp <= now } == second.rows.filter { $0.timestamp <= now }, "seed \(seed)")
        #expect(
            first.positions.filter { $0.timestamp <= now } == second.positions.filter { $0.timestamp <= now },
            "seed \(seed)")
        #expect(first.trades.filter { $0.timestamp <= now } == second.trades.filter { $0.timestamp <= now })
        #expect(first.rows.last != second.rows.last, "seed \(seed): the future was not changed")
    }

    @Test(arguments: (1...20).map(UInt64.init))
    func booksAddUpAndCostsAreLosses(seed: UInt64) throws {
        let market = RandomMarket(seed: seed)
        var options = RandomMarket.options(seed: seed + 200)
        options.slippage = NoSlippage()
        let free = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
        for kind in SlippageKind.allCases where kind != .none {
            options.slippage = kind.model()
            let charged = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
            var equity = 1.0
            for row in charged.rows {
                #expect(row.netReturn == row.grossReturn - row.cost && row.cost >= 0)
                equity *= 1 + row.netReturn
                #expect(row.equity == equity, "seed \(seed), \(row.timestamp)")
            }
            #expect(free.rows.allSatisfy { $0.cost == 0 })
            #expect(charged.rows.last!.equity < free.rows.last!.equity, "seed \(seed), \(kind)")
            #expect(charged.trades.allSatisfy { $0.cost > 0 && $0.slippageBasisPoints >= 5 - 1e-9 })
            let paid = charged.trades.reduce(0) { $0 + $1.cost }
            let booked = zip(charged.rows.dropFirst(), charged.rows).reduce(0) { $0 + $1.0.cost * $1.1.equity }
            #expect(isClose(booked * options.capital, paid, relative: 1e-10))
        }
    }

    @Test(arguments: (1...20).map(UInt64.init))
    func capsHoldAtEveryTime(seed: UInt64) {
        let market = RandomMarket(seed: seed)
        var options = RandomMarket.options(seed: seed + 300)
        options.volatilityTarget = VolatilityTarget(annual: 0.5, window: 20, periodsPerYear: 252)
        let positions = Positions(scores: market.scoreTable, panel: market.panel, options: options)
        var decided = [Double](repeating: 0, count: market.bars.count)
        for time in market.panel.timestamps.indices {
            for asset in decided.indices where !positions.weights[asset][time].isNaN {
                decided[asset] = positions.weights[asset][time]
            }
            #expect(decided.allSatisfy { abs($0) <= options.assetCap }, "seed \(seed)")
            #expect(decided.reduce(0) { $0 + abs($1) } <= options.grossCap + 1e-12, "seed \(seed)")
        }
    }
}
