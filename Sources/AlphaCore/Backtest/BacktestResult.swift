/// One bar of an equity curve.
public struct EquityRow: Hashable, Sendable {
    /// The bar's time on the panel's axis.
    public var timestamp: Timestamp
    /// What 1 at the start has become by the bar's close.
    public var equity: Double
    /// `grossReturn − cost`; equity grows by it.
    public var netReturn: Double
    /// Profit before costs over the equity of the bar before.
    public var grossReturn: Double
    /// Costs over the equity of the bar before; never negative.
    public var cost: Double
    /// Σ|traded| over the mean gross exposure before and after (`Turnover`).
    public var turnover: Double
    /// Σ|value held| over equity, at the bar's close.
    public var grossExposure: Double
    /// Σ value held over equity, at the bar's close.
    public var netExposure: Double

    /// A bar of the given numbers.
    public init(
        timestamp: Timestamp, equity: Double, netReturn: Double, grossReturn: Double, cost: Double, turnover: Double,
        grossExposure: Double, netExposure: Double
    ) {
        self.timestamp = timestamp
        self.equity = equity
        self.netReturn = netReturn
        self.grossReturn = grossReturn
        self.cost = cost
        self.turnover = turnover
        self.grossExposure = grossExposure
        self.netExposure = netExposure
    }
}

/// A change of position, and what the slippage model says it costs.
public struct ModelledTrade: Hashable, Sendable {
    /// The bar at which it was filled; with `asset` it names the `TargetPosition` that it led to.
    public var timestamp: Timestamp
    /// The asset's symbol.
    public var asset: String
    /// The price before costs.
    public var price: Double
    /// Units bought, or, negative, sold.
    public var units: Double
    /// The modelled cost in the quote currency, not negative.
    public var cost: Double

    /// Value traded in the quote currency.
    public var notional: Double { abs(units) * price }
    /// The modelled cost in basis points of the value traded: what realised slippage is compared with.
    public var slippageBasisPoints: Double { cost / notional * 10_000 }
}

/// What a backtest gives.
public struct BacktestResult: Sendable {
    /// One row a time of the panel, from the first score on; the first is the start, over which nothing was held.
    public var rows: [EquityRow] = []
    /// Every asset at every bar of its own at which it was held or traded, in order of time, then asset.
    ///
    /// Sizes are of the whole capital, in units of the asset.
    public var positions: [TargetPosition] = []
    /// The changes of position, in the same order.
    public var trades: [ModelledTrade] = []
    /// When all equity was lost; everything was closed then and the curve stays where it was. `nil` when it was not.
    public var ruinedAt: Timestamp?

    /// The net return of each row, the start's 0 included, so that a statistic of the file's column is the same.
    public var returns: [Double] { rows.map(\.netReturn) }

    /// Every statistic of the net returns, and the mean turnover a bar.
    public func statistics(periodsPerYear: Double) -> PerformanceStatistics {
        var statistics = PerformanceStatistics(returns: returns, periodsPerYear: periodsPerYear)
        if !rows.isEmpty { statistics.turnover = rows.lazy.map(\.turnover).compensatedSum() / Double(rows.count) }
        return statistics
    }

    /// The modelled cost of all trades in basis points of the value traded; `nil` without a trade.
    public var slippageBasisPoints: Double? {
        let notional = trades.lazy.map(\.notional).compensatedSum()
        return notional > 0 ? trades.lazy.map(\.cost).compensatedSum() / notional * 10_000 : nil
    }
}
