/// Where a signal's orders are filled.
public enum FillPrice: String, CaseIterable, Sendable, Codable {
    /// The open of the asset's next bar: what can be traded.
    case nextOpen = "next_open"
    /// The signal's own close: optimistic, for comparison with others.
    case close
}

/// Trades the weights of a strategy over a panel, bar by bar, with costs.
///
/// At each time, first what is held gains or loses from the last close to the bar's open; then assets whose wanted weight
/// has changed are traded at the open to `weight · equity / price` units, each at a cost; then what is held gains or loses
/// from the open to the close. So PnL is position × return − cost with the return of the fill's bar cut at the fill. The
/// weights wanted from a bar on are those of its close (`Positions`). An asset that has no bar at a time is not traded
/// and keeps its value. A weight that does not change is not traded back to size: drift is not a signal.
public struct Backtest: Sendable {
    /// The bars.
    public var panel: Panel
    /// How scores become weights.
    public var positions: Positions
    /// What trading costs.
    public var slippage: any SlippageModel
    /// Where orders are filled.
    public var fill: FillPrice
    /// What the strategy starts with, in quote currency; scales the target positions and nothing else.
    public var capital: Double
    /// Changes of a weight below this share of the equity are not traded.
    public var noTradeBand: Double

    /// A backtest over the panel.
    public init(
        panel: Panel, positions: Positions, slippage: any SlippageModel = QuadraticSlippage(), fill: FillPrice = .nextOpen,
        capital: Double = 1_000_000, noTradeBand: Double = 0
    ) {
        precondition(capital > 0, "capital \(capital)")
        self.panel = panel
        self.positions = positions
        self.slippage = slippage
        self.fill = fill
        self.capital = capital
        self.noTradeBand = noTradeBand
    }

    /// Runs from the first time that has a score to the end of the panel; `nil` when none has.
    ///
    /// Equity that is used up ends the strategy: it is 0 from then on. O(times · assets).
    public func run(scores: ScoreTable) -> BacktestResult? {
        guard let first = scores.firstTime else { return nil }
        let weights = positions.weights(of: scores, panel: panel)
        var simulation = Simulation(backtest: self, assetCount: panel.series.count)
        var result = BacktestResult(rows: [], firstTime: first, positions: [], isOptimistic: fill == .close)
        for time in first..<panel.timestamps.count {
            simulation.step(to: time, weights: weights, isFirst: time == first, into: &result)
        }
        if simulation.tradedTotal > 0 {
            result.modelledSlippageBasisPoints = simulation.costTotal / simulation.tradedTotal * 1e4
        }
        return result
    }
}

/// The state of one backtest while it runs.
private struct Simulation {
    let backtest: Backtest
    var portfolio: Portfolio
    /// The weight that each asset was last traded to.
    var filledWeight: [Double]
    var hasTraded: [Bool]
    /// Sums over the run, in units of the initial equity.
    var tradedTotal = 0.0
    var costTotal = 0.0
    private var tradedNow = 0.0
    private var costNow = 0.0
    private var isRuined = false

    init(backtest: Backtest, assetCount: Int) {
        self.backtest = backtest
        portfolio = Portfolio(assetCount: assetCount)
        filledWeight = [Double](repeating: 0, count: assetCount)
        hasTraded = [Bool](repeating: false, count: assetCount)
    }

    mutating func step(to time: Int, weights: [[Double]], isFirst: Bool, into result: inout BacktestResult) {
        let panel = backtest.panel
        let bars = panel.series.indices.compactMap { asset in panel.bar(of: asset, at: time).map { (asset, $0) } }
        let equityBefore = portfolio.equity
        let grossBefore = portfolio.gross
        tradedNow = 0
        costNow = 0
        for (asset, bar) in bars { portfolio.mark(asset, at: panel.series[asset].open[bar]) }
        if backtest.fill == .nextOpen, !isFirst {
            fill(bars.map(\.0), at: time, weights: weights[time - 1], into: &result)
        }
        for (asset, bar) in bars { portfolio.mark(asset, at: panel.series[asset].close[bar]) }
        if backtest.fill == .close { fill(bars.map(\.0), at: time, weights: weights[time], into: &result) }
        tradedTotal += tradedNow
        costTotal += costNow
        if portfolio.equity <= 0 { isRuined = true }
        result.rows.append(row(at: panel.timestamps[time], equityBefore: equityBefore, grossBefore: grossBefore))
    }

    /// Trades every asset that has a bar, and whose wanted weight has moved, at its mark.
    private mutating func fill(_ assets: [Int], at time: Int, weights: [Double], into result: inout BacktestResult) {
        let equity = portfolio.equity
        for asset in assets {
            let wanted = isRuined || equity <= 0 ? 0 : weights[asset]
            let change = abs(wanted - filledWeight[asset])
            let price = portfolio.marks[asset]
            if change > 1e-12, change >= backtest.noTradeBand || wanted == 0 {
                let target = wanted * equity / price
                let traded = abs(target - portfolio.units[asset]) * price
                let cost = equity > 0 ? backtest.slippage.cost(traded: traded / equity) * equity : 0
                portfolio.trade(asset, to: target, cost: cost)
                filledWeight[asset] = wanted
                hasTraded[asset] = true
                tradedNow += traded
                costNow += cost
            }
            guard hasTraded[asset] else { continue }
            result.positions.append(
                TargetPosition(
                    timestamp: backtest.panel.timestamps[time], asset: backtest.panel.series[asset].asset.symbol,
                    price: price, targetPosition: portfolio.units[asset] * backtest.capital))
        }
    }

    private func row(at timestamp: Timestamp, equityBefore: Double, grossBefore: Double) -> EquityRow {
        let gross = portfolio.gross
        let alive = !isRuined && equityBefore > 0
        let equity = isRuined ? 0 : portfolio.equity
        let cost = alive || equityBefore > 0 ? costNow / equityBefore : 0
        let netReturn = equityBefore > 0 ? equity / equityBefore - 1 : 0
        let meanGross = (grossBefore + gross) / 2
        return EquityRow(
            timestamp: timestamp, equity: equity, netReturn: netReturn, grossReturn: netReturn + cost, cost: cost,
            turnover: meanGross > 0 ? tradedNow / meanGross : 0, grossExposure: equity > 0 ? gross / equity : 0,
            netExposure: equity > 0 ? portfolio.net / equity : 0)
    }
}
