/// One row of the equity curve, `backtest/backtest_pnl.csv`.
public struct EquityRow: Hashable, Sendable {
    /// The bar's timestamp.
    public var timestamp: Timestamp
    /// Equity at the bar's close; the first is 1.
    public var equity: Double
    /// `gross_return − cost`.
    public var netReturn: Double
    /// Return of the bar before costs.
    public var grossReturn: Double
    /// Costs of the bar's trades, as a share of the equity before it.
    public var cost: Double
    /// What was traded over the mean of the gross exposure before and after; 0 when both are 0.
    public var turnover: Double
    /// Σ |holding| / equity at the bar's close.
    public var grossExposure: Double
    /// Σ holding / equity at the bar's close.
    public var netExposure: Double
}

/// What a backtest found.
public struct BacktestResult: Sendable {
    /// One row for each time of the panel from the first signal on; the first is the start, before anything is held.
    public var rows: [EquityRow]
    /// Where `rows[0]` stands on the panel's time axis.
    public var firstTime: Int
    /// One target for each bar of each asset from its first fill on, in order of time, then asset; in units of the asset
    /// for the given capital.
    public var positions: [TargetPosition]
    /// Whether fills are at the signal's own close: the returns are then optimistic.
    public var isOptimistic: Bool
    /// What the model charged, in basis points of everything that was traded; `nil` when nothing was.
    public var modelledSlippageBasisPoints: Double?

    /// The returns after costs: all rows but the start.
    public var returns: [Double] { rows.dropFirst().map(\.netReturn) }

    /// The mean of `turnover` over the bars; `nil` without bars.
    public var meanTurnover: Double? {
        rows.count > 1 ? rows.dropFirst().reduce(0) { $0 + $1.turnover } / Double(rows.count - 1) : nil
    }
}
