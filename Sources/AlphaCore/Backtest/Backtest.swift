/// Why a backtest could not be run.
public enum BacktestError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No asset has a score at any time.
    case noScore

    public var description: String {
        switch self {
        case .noScore: "there is no score to trade on"
        }
    }
}

/// Trades scores through the bars of a panel, with costs.
///
/// A weight is decided at the close of an asset's bar from scores up to it (`Positions`) and filled at the open of the
/// asset's next bar. The size is weight × equity / price, the equity being marked at this bar's opens (for assets
/// without a bar, at their last close) and not yet charged with this bar's costs. So the return of a bar is
///
///     Σ old units·(open − last close) + Σ new units·(close − open) − costs, over the equity of the bar before,
///
/// which is research.md's "position held over the bar × its return − cost" with the bar in two parts: overnight on the
/// position before, intraday on the position after. With `Fill.close` the trade comes first and there is one part. An
/// asset without a bar at a time is neither traded nor moved there. Positions of the end are not closed. When the equity
/// is gone, at an open or a close, everything is given up at the prices then and nothing is traded again.
///
/// A change of less than 1e-12 of the equity is rounding and no trade.
public struct Backtest: Sendable {
    /// The bars.
    public let panel: Panel
    /// What is assumed.
    public let options: BacktestOptions

    /// A backtest on a panel.
    public init(panel: Panel, options: BacktestOptions = BacktestOptions()) {
        options.check()
        self.panel = panel
        self.options = options
    }

    /// Trades the scores, `scores.values[a][t]` being known at the close of time t.
    ///
    /// What it gives up to a time is a function of scores and bars up to it, to the bit.
    public func run(scores: ScoreTable) throws(BacktestError) -> BacktestResult {
        try run(Positions(scores: scores, panel: panel, options: options))
    }

    /// Trades weights that were decided before.
    public func run(_ positions: Positions) throws(BacktestError) -> BacktestResult {
        guard let start = positions.start else { throw .noScore }
        var session = BacktestSession(panel: panel, options: options, positions: positions, start: start)
        for time in (start + 1)..<max(start + 1, panel.timestamps.count) { session.book(time) }
        return session.result
    }
}
