import Foundation

/// What is to be known of a series of returns: growth, risk, shape, and how far the Sharpe ratio can be trusted.
///
/// Returns are simple and of one period; A = `periodsPerYear`. Each statistic equals its reference (empyrical, scipy,
/// Bailey & López de Prado) to 1e-9, and is `nil`, never 0, where the returns cannot give it: too few of them, no
/// variance (see `SampleMoments.meaningfulDeviation`), nothing to divide by. A return that is not finite makes all of
/// them `nil`.
public struct PerformanceStatistics: Sendable {
    /// How many returns there are, n.
    public let count: Int
    /// A: periods a year.
    public let periodsPerYear: Double

    /// Compound annual growth rate Π(1+r)^(A/n) − 1; −1 after a loss of everything, `nil` after a loss of more.
    public private(set) var cagr: Double?
    /// Deviation (ddof 1)·√A.
    public private(set) var volatility: Double?
    /// mean(r − rf)/deviation(ddof 1)·√A.
    public private(set) var sharpe: Double?
    /// mean(r − m)·A/(√mean(min(r − m, 0)²)·√A), the mean over all n; `nil` without a return below m.
    public private(set) var sortino: Double?
    /// min(W/max W − 1) of the wealth W, whose starting 1 is included: 0 or negative.
    public private(set) var maxDrawdown: Double?
    /// cagr/|max_drawdown|; `nil` without a drawdown.
    public private(set) var calmar: Double?
    /// Σmax(r − m, 0)/Σmax(m − r, 0); `nil` without a return below m.
    public private(set) var omega: Double?
    /// |P95|/|P5|; `nil` when P5 is 0.
    public private(set) var tailRatio: Double?
    /// P5 of the returns: negative for a loss.
    public private(set) var valueAtRisk95: Double?
    /// Mean of the ⌊(n−1)·0.05⌋ + 1 smallest returns.
    public private(set) var conditionalValueAtRisk95: Double?
    /// Population skewness.
    public private(set) var skewness: Double?
    /// Population kurtosis, 3 for a normal law.
    public private(set) var kurtosis: Double?
    /// The probability that the true Sharpe ratio is above 0.
    public private(set) var probabilisticSharpe: Double?
    /// How many returns it takes to be 95 % sure that the Sharpe ratio is above 0; `nil` when it is not.
    public private(set) var minimumTrackRecord: Double?

    /// The deflated Sharpe ratio; only the trials that led here can give it (`DeflatedSharpe`).
    public var deflatedSharpe: Double?
    /// The probability of overfitting; only the trials that led here can give it (`BacktestOverfitting`).
    public var probabilityOfOverfitting: Double?
    /// Mean turnover a bar; only the positions can give it (`Turnover`).
    public var turnover: Double?

    /// Computes every statistic that returns alone can give.
    ///
    /// - Parameters:
    ///   - returns: Simple returns, one a period, in order.
    ///   - periodsPerYear: A, from the data's own calendar.
    ///   - riskFree: rf a period, for the Sharpe ratio and what is inferred from it.
    ///   - required: m a period, for Sortino and omega.
    public init(returns: [Double], periodsPerYear: Double, riskFree: Double = 0, required: Double = 0) {
        precondition(periodsPerYear > 0, "\(periodsPerYear) periods a year")
        count = returns.count
        self.periodsPerYear = periodsPerYear
        guard !returns.isEmpty, returns.allSatisfy(\.isFinite) else { return }
        setGrowth(returns)
        setDistribution(returns)
        setRatios(returns, riskFree: riskFree, required: required)
    }

    private mutating func setGrowth(_ returns: [Double]) {
        let wealth = Wealth(returns)
        if let logarithm = wealth.logarithm {
            cagr = finite(expm1(logarithm * periodsPerYear / Double(count)))
        }
        maxDrawdown = finite(wealth.maxDrawdown)
        if let cagr, let maxDrawdown, maxDrawdown < -SampleMoments.noVariance {
            calmar = finite(cagr / abs(maxDrawdown))
        }
    }

    private mutating func setDistribution(_ returns: [Double]) {
        let moments = SampleMoments(returns)
        volatility = moments.deviation.flatMap { finite($0 * periodsPerYear.squareRoot()) }
        skewness = moments.skewness.flatMap(finite)
        kurtosis = moments.kurtosis.flatMap(finite)
        let sorted = returns.sorted()
        let low = percentile(0.05, ofSorted: sorted)
        valueAtRisk95 = low
        let tail = Int(Double(count - 1) * 0.05) + 1
        conditionalValueAtRisk95 = finite(sorted.prefix(tail).compensatedSum() / Double(tail))
        if count > 1, abs(low) > SampleMoments.noVariance {
            tailRatio = finite(abs(percentile(0.95, ofSorted: sorted)) / abs(low))
        }
    }

    private mutating func setRatios(_ returns: [Double], riskFree: Double, required: Double) {
        let excess = SampleMoments(returns.map { $0 - riskFree })
        if let deviation = excess.meaningfulDeviation {
            sharpe = finite(excess.mean / deviation * periodsPerYear.squareRoot())
        }
        let inference = SharpeInference(excess)
        probabilisticSharpe = inference?.probabilistic().flatMap(finite)
        minimumTrackRecord = inference?.minimumTrackRecord()
        guard count > 1 else { return }
        let distances = returns.map { $0 - required }
        let losses = -distances.lazy.map { Swift.min($0, 0) }.compensatedSum()
        guard losses > SampleMoments.noVariance else { return }
        omega = finite(distances.lazy.map { Swift.max($0, 0) }.compensatedSum() / losses)
        let n = Double(count)
        let downside = (distances.lazy.map { Swift.min($0, 0) * Swift.min($0, 0) }.compensatedSum() / n).squareRoot()
        sortino = finite(distances.compensatedSum() / n / downside * periodsPerYear.squareRoot())
    }

    /// Overflow is no statistic either.
    private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

extension PerformanceStatistics {
    /// Every statistic by the name that files and scripts know it by, in the order of tables.
    public var table: [(name: String, value: Double?)] {
        [
            ("cagr", cagr), ("volatility", volatility), ("sharpe", sharpe), ("sortino", sortino),
            ("max_drawdown", maxDrawdown), ("calmar", calmar), ("omega", omega), ("tail_ratio", tailRatio),
            ("var_95", valueAtRisk95), ("cvar_95", conditionalValueAtRisk95), ("skew", skewness),
            ("kurtosis", kurtosis), ("psr", probabilisticSharpe), ("min_trl", minimumTrackRecord),
            ("dsr", deflatedSharpe), ("pbo", probabilityOfOverfitting), ("turnover", turnover),
        ]
    }

    /// The table as `metrics.json` has it under `backtest`: a statistic that does not exist is there as `nil`.
    public var dictionary: [String: Double?] {
        Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0.value) })
    }
}
