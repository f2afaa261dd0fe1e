/// How far an observed Sharpe ratio can be trusted, given the length and the shape of its sample.
///
/// Bailey & López de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk 15 (2012). All ratios here are per
/// period, not annualised: mean/deviation (ddof 1).
public struct SharpeInference: Sendable {
    /// How many returns there are.
    public let count: Int
    /// The ratio per period.
    public let ratio: Double
    /// γ₃, the population skewness.
    public let skewness: Double
    /// γ₄, the population kurtosis, 3 for a normal law.
    public let kurtosis: Double

    /// The ratio of the returns less `riskFree` a period; `nil` for fewer than two returns or no variance.
    public init?(returns: [Double], riskFree: Double = 0) {
        self.init(SampleMoments(returns.map { $0 - riskFree }))
    }

    /// The ratio of a sample of excess returns; `nil` when it has no variance.
    init?(_ excess: SampleMoments) {
        guard let deviation = excess.meaningfulDeviation, let skewness = excess.skewness, let kurtosis = excess.kurtosis
        else { return nil }
        count = excess.count
        ratio = excess.mean / deviation
        self.skewness = skewness
        self.kurtosis = kurtosis
    }

    /// 1 − γ₃·SR + (γ₄−1)/4·SR²: the variance of the estimated ratio times n − 1.
    ///
    /// Never below (1 − γ₃·SR/2)², for γ₄ ≥ 1 + γ₃²; 0 only for two values that a ratio of their skewness separates.
    private var estimateVariance: Double {
        1 - skewness * ratio + (kurtosis - 1) / 4 * ratio * ratio
    }

    /// The probability that the true ratio is above `benchmark` (per period): the probabilistic Sharpe ratio.
    ///
    /// Φ[(SR − SR*)·√(n−1)/√(1 − γ₃·SR + (γ₄−1)/4·SR²)]. `nil` when the estimate's variance vanishes.
    public func probabilistic(above benchmark: Double = 0) -> Double? {
        guard estimateVariance > SampleMoments.noVariance else { return nil }
        let distance = (ratio - benchmark) * Double(count - 1).squareRoot()
        return NormalDistribution.cumulative(distance / estimateVariance.squareRoot())
    }

    /// How many returns it takes until `probabilistic(above:)` reaches `confidence`: the minimum track record length.
    ///
    /// 1 + (1 − γ₃·SR + (γ₄−1)/4·SR²)·(z/(SR − SR*))². `nil` when the ratio is not above the benchmark: no length would do.
    public func minimumTrackRecord(confidence: Double = 0.95, above benchmark: Double = 0) -> Double? {
        precondition(confidence > 0.5 && confidence < 1, "confidence \(confidence)")
        guard ratio > benchmark else { return nil }
        let share = NormalDistribution.quantile(confidence) / (ratio - benchmark)
        let length = 1 + estimateVariance * share * share
        return length.isFinite ? length : nil
    }
}
