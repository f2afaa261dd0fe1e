import Foundation

/// What a Sharpe ratio is worth, given how few returns it was measured on and how they are distributed.
///
/// Bailey & López de Prado, "The Sharpe ratio efficient frontier" (2012) and "The deflated Sharpe ratio" (2014). Ratios
/// are per period, not annualised.
public struct SharpeInference: Sendable, Equatable {
    /// mean/std(ddof 1) of the returns.
    public let sharpe: Double
    /// How many returns.
    public let count: Int
    private let varianceFactor: Double

    /// The inference from excess returns; `nil` for fewer than two, or without variance.
    public init?(returns: [Double]) {
        guard let mean = SampleStatistics.mean(returns), let deviation = SampleStatistics.deviation(returns, ddof: 1),
            let skew = SampleStatistics.standardisedMoment(returns, order: 3),
            let kurtosis = SampleStatistics.standardisedMoment(returns, order: 4)
        else { return nil }
        sharpe = mean / deviation
        count = returns.count
        varianceFactor = 1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe
        guard varianceFactor > 0 else { return nil }
    }

    /// `psr`: the probability that the true ratio is above the benchmark.
    public func probability(above benchmark: Double) -> Double {
        NormalDistribution.cumulative(
            (sharpe - benchmark) * Double(count - 1).squareRoot() / varianceFactor.squareRoot())
    }

    /// `min_trl`: how many returns it takes to be that confident that the true ratio is above the benchmark; `nil` when the
    /// measured one is not.
    public func minimumTrackRecord(above benchmark: Double, confidence: Double) -> Double? {
        guard sharpe > benchmark else { return nil }
        let z = NormalDistribution.quantile(confidence) / (sharpe - benchmark)
        return 1 + varianceFactor * z * z
    }
}

/// The Sharpe ratio of the best of several trials, deflated by how many there were.
public enum DeflatedSharpe {
    /// The ratio that the best of N trials without any skill reaches on average:
    /// √V·[(1−γ)Φ⁻¹(1−1/N) + γΦ⁻¹(1−1/(N·e))], V the variance (ddof 1) of the trials' ratios; `nil` for fewer than two.
    public static func expectedMaximum(of sharpes: [Double]) -> Double? {
        guard sharpes.count > 1, let deviation = SampleStatistics.deviation(sharpes, ddof: 1) else { return nil }
        let eulerMascheroni = 0.577_215_664_901_532_9
        let count = Double(sharpes.count)
        let first = NormalDistribution.quantile(1 - 1 / count)
        let second = NormalDistribution.quantile(1 - 1 / (count * M_E))
        return deviation * ((1 - eulerMascheroni) * first + eulerMascheroni * second)
    }

    /// `dsr` of the trial with the highest ratio: its `psr` above what luck alone would reach; `nil` when undefined.
    public static func ofBest(trials: [[Double]]) -> Double? {
        let inferences = trials.compactMap { SharpeInference(returns: $0) }
        guard let best = inferences.max(by: { $0.sharpe < $1.sharpe }),
            let benchmark = expectedMaximum(of: inferences.map(\.sharpe))
        else { return nil }
        return best.probability(above: benchmark)
    }
}
