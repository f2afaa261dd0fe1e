import Foundation
import Testing

@testable import AlphaCore

/// A daily series whose bars open and close at the given prices.
private func series(_ symbol: String, _ prices: [(open: Double, close: Double)]) -> BarSeries {
    BarSeries(
        asset: Asset(symbol: symbol, assetClass: .equities),
        bars: prices.enumerated().map { day, price in
            Bar(
                timestamp: Timestamp(nanoseconds: Int64(16_000 + day) * Timestamp.day), open: price.open,
                high: max(price.open, price.close), low: min(price.open, price.close), close: price.close, volume: 1e6)
        })
}

/// A random walk of opens and closes.
private func walk(_ seed: UInt64, _ count: Int = 80) -> [(open: Double, close: Double)] {
    var random = RandomSource(seed: seed, stream: "walk")
    var price = 100.0
    return (0..<count).map { _ in
        let open = price * exp(0.005 * random.normal())
        price = open * exp(0.01 * random.normal())
        return (open, price)
    }
}

@Suite struct BacktestTests {
    private func run(
        _ panel: Panel, _ scores: ScoreTable? = nil, _ change: (inout BacktestOptions) -> Void = { _ in }
    ) throws -> BacktestResult {
        var options = BacktestOptions.buyAndHold
        options.slippage = NoSlippage()
        change(&options)
        let all = ScoreTable.constant(1, panel: panel, times: panel.timestamps.indices)
        return try Backtest(panel: panel, options: options).run(scores: scores ?? all)
    }

    @Test(arguments: BacktestOptions.Rebalancing.allCases, WeightScheme.allCases)
    func freeBuyAndHoldIsThePriceRatio(rebalancing: BacktestOptions.Rebalancing, scheme: WeightScheme) throws {
        guard scheme != .rank && scheme != .zscore else { return }
        let prices = walk(1)
        for fill in BacktestOptions.Fill.allCases {
            let result = try run(Panel([series("A", prices)])) { options in
                options.rebalancing = rebalancing
                options.weightScheme = scheme
                options.fill = fill
            }
            #expect(result.rows.count == prices.count && result.trades.count == 1)
            #expect(result.rows[0].equity == 1 && result.rows[0].netReturn == 0)
            let entry = fill == .nextOpen ? prices[1].open : prices[0].close
            for (row, price) in zip(result.rows, prices).dropFirst() {
                #expect(isClose(row.equity, price.close / entry, relative: 1e-12))
            }
        }
    }

    @Test func freeBuyAndHoldOfSeveralIsTheirMean() throws {
        let all = (1...3).map { walk(UInt64($0)) }
        let panel = Panel(all.enumerated().map { series("S\($0)", $1) })
        let result = try run(panel)
        #expect(result.trades.count == 3)
        for (day, row) in result.rows.enumerated().dropFirst() {
            let mean = all.reduce(0) { $0 + $1[day].close / $1[1].open } / 3
            #expect(isClose(row.equity, mean, relative: 1e-12))
        }
        #expect(isClose(result.positions.last?.targetPosition, 1e6 / 3 / all[2][1].open, relative: 1e-12))
    }

    /// A trade, its overnight and its intraday part, worked out by hand.
    @Test func aReturnIsOvernightOnTheOldAndIntradayOnTheNewPosition() throws {
        let panel = Panel([series("A", [(100, 100), (100, 110), (121, 110), (110, 110)])])
        let scores = ScoreTable(values: [[1, -1, -1, -1]])
        let result = try run(panel, scores) { options in
            options.rebalancing = .everyBar
            options.slippage = QuadraticSlippage()
        }
        // Bought 0.01 units at 100 for the whole equity: costs 5 bp + 1 bp.
        let equity1 = 1 + 0.1 - 6e-4
        #expect(isClose(result.rows[1].grossReturn, 0.1) && isClose(result.rows[1].cost, 6e-4))
        #expect(isClose(result.rows[1].grossExposure, 1.1 / equity1) && isClose(result.rows[1].turnover, 1 / 0.55))
        // Overnight 0.01 units gain 11 each; at 121 all is turned into a short of the equity then.
        let atOpen = equity1 + 0.11
        let short = atOpen / 121
        let traded = (0.01 + short) * 121 / atOpen
        let cost = atOpen * (5e-4 * traded + 1e-4 * traded * traded)
        #expect(isClose(result.rows[2].grossReturn, (0.11 + short * 11) / equity1))
        #expect(isClose(result.rows[2].cost, cost / equity1))
        #expect(isClose(result.rows[2].equity, equity1 + 0.11 + short * 11 - cost))
        #expect(result.rows[2].netExposure < 0 && result.rows[2].grossExposure == -result.rows[2].netExposure)
        #expect(isClose(result.positions[1].targetPosition, -short * 1e6) && result.positions[1].price == 121)
        #expect(isClose(result.trades[1].units, -(0.01 + short) * 1e6))
        #expect(isClose(result.trades[1].cost, cost * 1e6))
        #expect(isClose(result.trades[1].slippageBasisPoints, 5 + traded))
    }

    @Test func aSignalIsHeldForItsHorizon() throws {
        let panel = Panel([series("A", walk(4, 12))])
        var scores = ScoreTable(panel: panel)
        scores.values[0] = [.nan, .nan, 1, .nan, .nan, .nan, .nan, .nan, .nan, .nan, .nan, .nan]
        let result = try run(panel, scores) { $0.horizon = 3 }
        #expect(result.rows.first?.timestamp == panel.timestamps[2])
        // Decided at the close of bar 2, filled at the open of bar 3, closed at the open of bar 6: held over three bars.
        #expect(result.trades.map(\.timestamp) == [panel.timestamps[3], panel.timestamps[6]])
        #expect(isClose(result.trades[0].notional, 1e6 / 3, relative: 1e-12))
        #expect(result.positions.map { $0.targetPosition != 0 } == [true, true, true, false])
        // The row of bar 6 still has its overnight part.
        #expect(result.rows[4].grossReturn != 0 && result.rows[4].grossExposure == 0)
        #expect(result.rows.dropFirst(5).allSatisfy { $0.grossExposure == 0 && $0.grossReturn == 0 })
    }

    @Test func anAssetWithoutABarIsNeitherTradedNorMoved() throws {
        let whole = walk(5, 10)
        let gap = BarSeries(
            asset: Asset(symbol: "B", assetClass: .crypto),
            bars: (0..<10).filter { ![3, 4].contains($0) }.map { series("B", walk(6, 10))[$0] })
        let panel = Panel([series("A", whole), gap])
        var scores = ScoreTable.constant(1, panel: panel, times: 0..<10)
        scores.values[0] = Array(repeating: .nan, count: 10)
        let result = try run(panel, scores)
        #expect(result.rows[2].grossReturn != 0)
        #expect(result.rows[3].grossReturn == 0 && result.rows[4].grossReturn == 0)
        #expect(result.rows[3].grossExposure == result.rows[2].grossExposure && result.rows[5].grossReturn != 0)
        #expect(!result.positions.contains { [panel.timestamps[3], panel.timestamps[4]].contains($0.timestamp) })
    }

    @Test func theBandKeepsSmallTradesAway() throws {
        let market = RandomMarket(seed: 9)
        var options = BacktestOptions()
        options.noTradeBand = 0.08
        let result = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
        let equity = Dictionary(uniqueKeysWithValues: result.rows.map { ($0.timestamp, $0.equity) })
        let targets = Dictionary(
            uniqueKeysWithValues: result.positions.map { ("\($0.timestamp)\($0.asset)", $0.targetPosition) })
        for trade in result.trades where targets["\(trade.timestamp)\(trade.asset)"] != 0 {
            // Equity at the open differs from that at the close by less than a fifth.
            #expect(trade.notional / options.capital >= 0.08 * 0.8 * equity[trade.timestamp]!)
        }
        options.noTradeBand = 0
        let all = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
        #expect(all.trades.count > result.trades.count)
    }

    /// Powers of two change no digit: twice the capital at twice the prices is the same portfolio.
    @Test func scalesOfMoneyAndPricesDoNotMatter() throws {
        let market = RandomMarket(seed: 11)
        var dear = market
        dear.bars = market.bars.map { row in
            row.map { bar in
                bar.map {
                    Bar(
                        timestamp: $0.timestamp, open: 2 * $0.open, high: 2 * $0.high, low: 2 * $0.low,
                        close: 2 * $0.close, volume: $0.volume)
                }
            }
        }
        var options = BacktestOptions()
        options.slippage = SquareRootSlippage()
        let single = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
        options.capital *= 2
        let double = try Backtest(panel: dear.panel, options: options).run(scores: dear.scoreTable)
        #expect(single.rows == double.rows)
        #expect(single.positions.map(\.targetPosition) == double.positions.map(\.targetPosition))
        options.slippage = QuadraticSlippage()
        let more = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
        options.capital /= 2
        let less = try Backtest(panel: market.panel, options: options).run(scores: market.scoreTable)
        #expect(more.rows == less.rows)
        #expect(more.positions.map(\.targetPosition) == less.positions.map { $0.targetPosition * 2 })
    }

    @Test func ruinEndsTheTrading() throws {
        let panel = Panel([series("A", [(100, 100), (100, 100), (100, 350), (100, 50), (60, 70)])])
        let result = try run(panel, ScoreTable(values: [[-1, -1, 1, 1, 1]])) { options in
            options.rebalancing = .everyBar
            options.slippage = QuadraticSlippage()
        }
        #expect(result.ruinedAt == panel.timestamps[2])
        #expect(result.rows[2].equity < 0 && result.rows[2].netReturn < -1)
        #expect(result.rows[3].equity == result.rows[2].equity && result.rows[4].equity == result.rows[2].equity)
        #expect(result.rows.allSatisfy { $0.netReturn == $0.grossReturn - $0.cost })
        #expect(result.trades.count <= 2 && result.positions.last?.targetPosition == 0)
        #expect(result.positions.last?.timestamp == panel.timestamps[3])
        #expect(result.statistics(periodsPerYear: 252).cagr == nil)
        let overnight = Panel([series("A", [(100, 100), (100, 100), (300, 50), (100, 50)])])
        let gone = try run(overnight, ScoreTable(values: [[-1, -1, -1, -1]]))
        #expect(gone.ruinedAt == overnight.timestamps[2] && isClose(gone.rows[2].equity, -1))
    }

    @Test func withoutAScoreThereIsNoBacktest() throws {
        let panel = Panel([series("A", walk(1, 5))])
        #expect(throws: BacktestError.noScore) { try run(panel, ScoreTable(panel: panel)) }
        let late = try run(panel, ScoreTable(values: [[.nan, .nan, .nan, .nan, 1]]))
        #expect(late.rows.count == 1 && late.positions.isEmpty && late.slippageBasisPoints == nil)
    }

    @Test func filesHoldWhatWasComputed() throws {
        let market = RandomMarket(seed: 12)
        let result = try Backtest(panel: market.panel).run(scores: market.scoreTable)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("backtest-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let equity = folder.appendingPathComponent("backtest/backtest_pnl.csv")
        try EquityFile.write(result.rows, to: equity)
        #expect(try EquityFile.read(equity) == result.rows)
        let lines = try String(contentsOf: equity, encoding: .utf8).split(separator: "\n")
        #expect(lines[0] == "timestamp,equity,return,gross_return,cost,turnover,gross_exposure,net_exposure")
        #expect(lines[1].hasSuffix(",1,0,0,0,0,0,0") && lines.count == result.rows.count + 1)
        let positions = folder.appendingPathComponent("positions.csv")
        try PositionFile.write(result.positions, to: positions)
        #expect(try PositionFile.read(positions) == result.positions)
        #expect(try String(contentsOf: positions, encoding: .utf8).hasPrefix("timestamp,asset,price,target_position\n"))
        let column = try ReturnsFile.read(equity, columns: ["return"])[0]
        let again = PerformanceStatistics(returns: column, periodsPerYear: 252)
        #expect(again.sharpe == result.statistics(periodsPerYear: 252).sharpe)
    }
}
