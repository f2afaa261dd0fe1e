/// How each number of `metrics.json` is called and shown: one table for the report and the dashboard.
public struct StatisticName: Sendable {
    /// The name for readers.
    public var title: String
    /// How its value is shown.
    public var format: NumberFormat
    /// What it is, in a sentence; empty for a name that is not known.
    public var meaning: String

    /// The names of the backtest's statistics in the order in which they are shown.
    public static let backtestOrder = backtest.map(\.key)

    /// A backtest statistic's name; one that is not known keeps its own.
    public static func backtest(_ key: String) -> StatisticName {
        backtest.first { $0.key == key }?.name ?? unknown(key)
    }

    /// The name of a number of the execution; one that is not known keeps its own.
    public static func execution(_ key: String) -> StatisticName {
        execution.first { $0.key == key }?.name ?? unknown(key)
    }

    /// The keys in the known order, those that are not known after them by name.
    public static func ordered(_ keys: some Sequence<String>, like known: [String] = backtestOrder) -> [String] {
        let place = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
        return keys.sorted { (place[$0] ?? known.count, $0) < (place[$1] ?? known.count, $1) }
    }

    /// The names of the execution's numbers in the order in which they are shown.
    public static let executionOrder = execution.map(\.key)

    private static func unknown(_ key: String) -> StatisticName {
        let words = key.replacing("_", with: " ")
        if key.hasSuffix("_basis_points") {
            return StatisticName(title: String(words.dropLast(13)), format: .basisPoints(2), meaning: "")
        }
        return StatisticName(title: words, format: .significant, meaning: "")
    }

    private static func named(
        _ key: String, _ title: String, _ format: NumberFormat, _ meaning: String
    ) -> (key: String, name: StatisticName) {
        (key, StatisticName(title: title, format: format, meaning: meaning))
    }

    private static let backtest: [(key: String, name: StatisticName)] = [
        named("total_return", "Total return", .percent(1), "Growth of the equity from first to last bar, after costs."),
        named("cagr", "CAGR", .percent(1), "Compound growth a year, after costs."),
        named("volatility", "Volatility", .percent(1), "Deviation of returns, annualised."),
        named("sharpe", "Sharpe ratio", .decimal(2), "Mean over deviation of returns, annualised."),
        named("sortino", "Sortino ratio", .decimal(2), "Mean return over downside deviation, annualised."),
        named("max_drawdown", "Maximum drawdown", .percent(1), "Deepest fall below the highest equity so far."),
        named("calmar", "Calmar ratio", .decimal(2), "CAGR over the size of the maximum drawdown."),
        named("omega", "Omega ratio", .decimal(2), "Sum of gains over sum of losses."),
        named("tail_ratio", "Tail ratio", .decimal(2), "95th percentile over the size of the 5th."),
        named("var_95", "Value at risk (95 %)", .percent(2), "A bar's return is below this in one bar of twenty."),
        named("cvar_95", "Expected shortfall (95 %)", .percent(2), "Mean return of the worst twentieth of bars."),
        named("skew", "Skewness", .decimal(2), "Negative: losses have the longer tail."),
        named("kurtosis", "Kurtosis", .decimal(2), "3 for a normal distribution; more means fatter tails."),
        named("turnover", "Turnover", .significant, "What was traded over the mean gross exposure."),
        named(
            "psr", "Probabilistic Sharpe ratio", .percent(1), "Probability that the true Sharpe ratio is above zero."),
        named("dsr", "Deflated Sharpe ratio", .percent(1), "The same, given how many configurations were tried."),
        named(
            "pbo", "Probability of overfitting", .percent(1),
            "How often the best trial in sample is below the median outside."),
        named("spa", "Superior predictive ability", .decimal(3), "p-value of Hansen's test against the benchmark."),
        named("min_trl", "Minimum track record", .count, "Bars needed before the Sharpe ratio would be significant."),
        named("total_cost", "Total cost", .percent(2), "All costs as a share of the equity."),
        named("bars", "Bars", .count, "Bars of the backtest."),
        named("periods_per_year", "Bars a year", .count, "What statistics are annualised with."),
    ]

    private static let execution: [(key: String, name: StatisticName)] = [
        named("orders", "Orders of the strategy", .count, "Made from the target positions."),
        named("filled_orders", "Filled whole", .count, "Of these, traded to the last unit."),
        named("rejected", "Rejected", .count, "Of these, refused by the engine."),
        named("trades", "Trades of the strategy", .count, "In which one of its orders took part."),
        named("fill_rate", "Fill rate", .percent(1), "Traded over ordered notional."),
        named("ordered_quantity", "Ordered quantity", .significant, "In units of the assets."),
        named("traded_quantity", "Traded quantity", .significant, "In units of the assets."),
        named("ordered_notional", "Ordered notional", .significant, "At arrival prices."),
        named("traded_notional", "Traded notional", .significant, "At arrival prices."),
        named("modelled_slippage_basis_points", "Slippage, modelled", .basisPoints(2), "What the backtest charged."),
        named(
            "realised_slippage_basis_points", "Slippage, realised", .basisPoints(2), "What the engine's trades cost."),
        named("messages", "Messages", .count, "All orders that reached the engine, background liquidity included."),
    ]
}
