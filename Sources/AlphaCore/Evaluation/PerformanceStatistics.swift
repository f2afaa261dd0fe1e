import Foundation

/// The statistics of a series of simple returns of one period each; `nil` where the data cannot give one.
///
/// Definitions are those of empyrical 0.5 (`skew`, `kurtosis`: scipy with population moments), equal to 1e-9.
public struct PerformanceStatistics: Sendable, Equatable {
    /// Compound growth a year: Π(1+r)^(A/n) − 1; −1 once everything is lost.
    public let cagr: Double?
    /// std(ddof 1)·√A.
    public let volatility: Double?
    /// mean(r − rf)/std(ddof 1)·√A.
    public let sharpe: Double?
    /// mean(r − m)·A / (√mean(min(r − m, 0)²)·√A), with m = rf; `nil` without a loss.
    public let sortino: Double?
    /// The worst fall from a peak of the equity, the starting 1 included: 0 or negative.
    public let maxDrawdown: Double?
    /// cagr/|max drawdown|; `nil` without a fall.
    public let calmar: Double?
    /// Σmax(r − τ, 0)/Σmax(τ − r, 0), with τ = rf; `nil` without a loss.
    public let omega: Double?
    /// |P95|/|P5|.
    public let tailRatio: Double?
    /// P5.
    public let valueAtRisk95: Double?
    /// Mean of the ⌊(n−1)·0.05⌋+1 smallest returns.
    public let conditionalValueAtRisk95: Double?
    /// The third standardised population moment.
    public let skew: Double?
    /// The fourth standardised population moment; 3 for the normal distribution.
    public let kurtosis: Double?
    /// The probability that the true Sharpe ratio is above 0.
    public let probabilisticSharpe: Double?
    /// How many returns it takes to be 95 % sure that the Sharpe ratio is above 0; `nil` when it is not above 0.
    public let minimumTrackRecord: Double?

    /// The statistics of the returns, `periodsPerYear` of which make a year; `riskFree` is per period.
    public init(returns: [Double], periodsPerYear: Double, riskFree: Double = 0) {
        precondition(periodsPerYear > 0, "\(periodsPerYear) periods a year")
        let excess = returns.map { $0 - riskFree }
        let mean = SampleStatistics.mean(excess)
        let deviation = SampleStatistics.deviation(returns, ddof: 1)
        let sorted = returns.sorted()
        let annual = PerformanceStatistics.growth(of: returns, periodsPerYear: periodsPerYear)
        let drawdown = PerformanceStatistics.drawdown(of: returns)
        cagr = annual
        volatility = deviation.map { $0 * periodsPerYear.squareRoot() }
        sharpe = PerformanceStatistics.ratio(mean, deviation).map { $0 * periodsPerYear.squareRoot() }
        let downside = excess.reduce(0) { $0 + min($1, 0) * min($1, 0) } / Double(max(excess.count, 1))
        sortino = downside > 0 ? mean.map { $0 * periodsPerYear / (downside * periodsPerYear).squareRoot() } : nil
        maxDrawdown = drawdown
        calmar = drawdown.flatMap { $0 < 0 ? PerformanceStatistics.ratio(annual, -$0) : nil }
        let losses = excess.reduce(0) { $0 + max(-$1, 0) }
        omega = losses > 0 ? excess.reduce(0) { $0 + max($1, 0) } / losses : nil
        let lower = SampleStatistics.percentile(sorted: sorted, 0.05)
        let upper = SampleStatistics.percentile(sorted: sorted, 0.95)
        tailRatio = lower.flatMap { $0 != 0 ? PerformanceStatistics.ratio(upper.map(abs), abs($0)) : nil }
        valueAtRisk95 = lower
        conditionalValueAtRisk95 =
            sorted.isEmpty ? nil : SampleStatistics.mean(Array(sorted.prefix(Int(Double(sorted.count - 1) * 0.05) + 1)))
        skew = SampleStatistics.standardisedMoment(returns, order: 3)
        kurtosis = SampleStatistics.standardisedMoment(returns, order: 4)
        let inference = SharpeInference(returns: excess)
        probabilisticSharpe = inference?.probability(above: 0)
        minimumTrackRecord = inference?.minimumTrackRecord(above: 0, confidence: 0.95)
    }

    /// Every statistic by its name in files and JSON, in the order of the documentation.
    public var table: [(name: String, value: Double?)] {
        [
            ("cagr", cagr), ("volatility", volatility), ("sharpe", sharpe), ("sortino", sortino),
            ("max_drawdown", maxDrawdown), ("calmar", calmar), ("omega", omega), ("tail_ratio", tailRatio),
            ("var_95", valueAtRisk95), ("cvar_95", conditionalValueAtRisk95), ("skew", skew), ("kurtosis", kurtosis),
            ("psr", probabilisticSharpe), ("min_trl", minimumTrackRecord),
        ]
    }

    private static func ratio(_ numerator: Double?, _ denominator: Double?) -> Double? {
        guard let numerator, let denominator, denominator != 0 else { return nil }
        return numerator / denominator
    }

    private static func growth(of returns: [Double], periodsPerYear: Double) -> Double? {
        guard !returns.isEmpty else { return nil }
        let wealth = returns.reduce(1) { $0 * (1 + $1) }
        return wealth > 0 ? pow(wealth, periodsPerYear / Double(returns.count)) - 1 : -1
    }

    private static func drawdown(of returns: [Double]) -> Double? {
        guard !returns.isEmpty else { return nil }
        var wealth = 1.0
        var peak = 1.0
        var worst = 0.0
        for value in returns {
            wealth *= 1 + value
            peak = max(peak, wealth)
            worst = min(worst, wealth / peak - 1)
        }
        return worst
    }
}
