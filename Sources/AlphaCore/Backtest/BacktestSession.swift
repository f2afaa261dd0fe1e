/// A backtest underway: the books, and what was written down so far.
struct BacktestSession {
    private let panel: Panel
    private let options: BacktestOptions
    private let positions: Positions
    private(set) var result = BacktestResult()
    private var portfolio: Portfolio
    /// Gross value at the end of the bar before.
    private var grossBefore = 0.0
    /// The weight that each asset was last given the chance to trade to; NaN before the first.
    private var lastWeight: [Double]

    init(panel: Panel, options: BacktestOptions, positions: Positions, start: Int) {
        self.panel = panel
        self.options = options
        self.positions = positions
        portfolio = Portfolio(assets: panel.series.count)
        lastWeight = Array(repeating: .nan, count: panel.series.count)
        for asset in panel.series.indices {
            if let bar = panel.bar(of: asset, at: start) {
                portfolio.mark(asset, at: panel.series[asset].close[bar])
            }
        }
        result.rows.append(
            EquityRow(
                timestamp: panel.timestamps[start], equity: 1, netReturn: 0, grossReturn: 0, cost: 0, turnover: 0,
                grossExposure: 0, netExposure: 0))
    }

    /// Books the bar of a time; times come in order.
    mutating func book(_ time: Int) {
        let present = panel.series.indices.compactMap { asset in
            panel.bar(of: asset, at: time).map { (asset: asset, bar: $0) }
        }
        if result.ruinedAt != nil {
            closeTargets(present, at: time)
        } else {
            switch options.fill {
            case .nextOpen:
                for (asset, bar) in present { portfolio.mark(asset, at: panel.series[asset].open[bar]) }
                if !isRuined(at: time) {
                    for (asset, bar) in present where bar > 0 {
                        let decision = panel.timeIndex[asset][bar - 1]
                        trade(asset, decidedAt: decision, bar: bar - 1, filledAt: time, panel.series[asset].open[bar])
                    }
                }
            case .close:
                for asset in panel.series.indices {
                    guard let bar = panel.bar(of: asset, at: time - 1) else { continue }
                    trade(asset, decidedAt: time - 1, bar: bar, filledAt: time - 1, panel.series[asset].close[bar])
                }
            }
            for (asset, bar) in present { portfolio.mark(asset, at: panel.series[asset].close[bar]) }
        }
        writeRow(time)
    }

    /// Trades an asset, at its present mark, to the weight decided at the close of its bar number `bar`.
    private mutating func trade(_ asset: Int, decidedAt decision: Int, bar: Int, filledAt time: Int, _ price: Double) {
        let weight = positions.weights[asset][decision]
        guard !weight.isNaN else { return }
        let held = portfolio.units[asset]
        let equity = portfolio.equityBeforeCosts
        let target = weight == 0 ? 0 : weight * equity / price
        let traded = (target - held) * price / equity
        if isTraded(asset, to: weight, traded: traded) {
            let capital = options.capital
            let size = tradeToCost(asset, bar: bar, traded: traded, notional: abs(traded) * equity * capital)
            let cost = options.slippage.cost(of: size) * equity
            portfolio.trade(asset, to: target, cost: cost)
            result.trades.append(
                ModelledTrade(
                    timestamp: panel.timestamps[time], asset: panel.assets[asset].symbol, price: price,
                    units: (target - held) * capital, cost: cost * capital))
        }
        lastWeight[asset] = weight
        if held != 0 || portfolio.units[asset] != 0 { writeTarget(asset, time, price) }
    }

    private func isTraded(_ asset: Int, to weight: Double, traded: Double) -> Bool {
        guard abs(traded) > 1e-12 else { return false }
        if options.rebalancing == .onChange, weight == lastWeight[asset] { return false }
        return weight == 0 || abs(traded) >= options.noTradeBand
    }

    /// The trade as the slippage model sees it: its market up to the close of bar number `bar`, where it was decided.
    private func tradeToCost(_ asset: Int, bar: Int, traded: Double, notional: Double) -> TradeToCost {
        let series = panel.series[asset]
        let history = max(0, bar + 1 - BacktestSession.marketWindow)...bar
        let value = history.lazy.map { series.volume[$0] * series.close[$0] }.compensatedSum() / Double(history.count)
        let returns = history.dropFirst().map { series.close[$0] / series.close[$0 - 1] - 1 }
        return TradeToCost(
            traded: traded, notional: notional, volatility: SampleMoments(returns).deviation,
            averageNotional: value > 0 ? value : nil)
    }

    /// Bars over which a market's volatility and volume are taken.
    private static let marketWindow = 20

    /// Whether the equity is gone; then everything is given up.
    private mutating func isRuined(at time: Int) -> Bool {
        guard portfolio.equityBeforeCosts <= 0 else { return false }
        portfolio.abandon()
        result.ruinedAt = panel.timestamps[time]
        return true
    }

    /// After ruin: writes down, once an asset, that nothing is wanted of it.
    private mutating func closeTargets(_ present: [(asset: Int, bar: Int)], at time: Int) {
        for (asset, bar) in present where lastWeight[asset] != 0 && !lastWeight[asset].isNaN {
            lastWeight[asset] = 0
            writeTarget(asset, time, panel.series[asset].open[bar])
        }
    }

    private mutating func writeTarget(_ asset: Int, _ time: Int, _ price: Double) {
        result.positions.append(
            TargetPosition(
                timestamp: panel.timestamps[time], asset: panel.assets[asset].symbol, price: price,
                targetPosition: portfolio.units[asset] * options.capital))
    }

    private mutating func writeRow(_ time: Int) {
        let bar = portfolio.closeBar()
        if portfolio.equity <= 0, result.ruinedAt == nil {
            portfolio.abandon()
            result.ruinedAt = panel.timestamps[time]
        }
        let gross = portfolio.gross
        let held = portfolio.equity > 0
        let turnover = Turnover.ratio(traded: bar.traded, before: grossBefore, after: gross)
        result.rows.append(
            EquityRow(
                timestamp: panel.timestamps[time], equity: portfolio.equity, netReturn: bar.grossReturn - bar.cost,
                grossReturn: bar.grossReturn, cost: bar.cost, turnover: turnover.isNaN ? 0 : turnover,
                grossExposure: held ? gross / portfolio.equity : 0,
                netExposure: held ? portfolio.net / portfolio.equity : 0))
        grossBefore = gross
    }
}
