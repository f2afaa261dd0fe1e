import Foundation

/// The Sharpe ratio of the best of several trials, deflated by how good the best of as many tries at nothing would be.
///
/// Bailey & López de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40 (2014). The benchmark of the
/// probabilistic ratio is the expected maximum of N ratios without skill,
/// SR* = √V·[(1−γ)·Φ⁻¹(1−1/N) + γ·Φ⁻¹(1−1/(N·e))], with V their variance over the trials (ddof 1) and γ Euler's
/// constant. Equal to vectorbt 1.2.0's `deflated_sharpe_ratio`. All ratios are per period.
public struct DeflatedSharpe: Sendable {
    /// How many trials there were, N; a trial without a ratio (no variance) was tried as well and counts.
    public let trials: Int
    /// Which trial has the highest ratio, the first of equals; `nil` when none has one.
    public let best: Int?
    /// SR*, per period; `nil` when fewer than two trials have a ratio.
    public let benchmark: Double?
    /// The probability that the best trial's true ratio is above SR*; `nil` where it is not defined.
    public let probability: Double?

    /// Deflates the best of the trials, `trials[k]` being the returns of trial k, all over the same periods.
    public init(trials: [[Double]]) {
        let inferences = trials.map { SharpeInference(returns: $0) }
        let ratios = inferences.map { $0?.ratio }
        var best: Int?
        for (trial, ratio) in ratios.enumerated() {
            guard let ratio else { continue }
            if let leader = best.flatMap({ ratios[$0] }), ratio <= leader { continue }
            best = trial
        }
        self.trials = trials.count
        self.best = best
        benchmark = DeflatedSharpe.expectedMaximum(of: trials.count, ratios: ratios.compactMap { $0 })
        if let best, let benchmark {
            probability = inferences[best]?.probabilistic(above: benchmark)
        } else {
            probability = nil
        }
    }

    /// Deflates the ratio of `returns`, which was chosen among trials whose per-period ratios are known.
    ///
    /// `ratios` has one element a trial, the chosen one included; `nil` where a trial had no variance.
    public init(returns: [Double], ratios: [Double?]) {
        trials = ratios.count
        best = nil
        benchmark = DeflatedSharpe.expectedMaximum(of: ratios.count, ratios: ratios.compactMap { $0 })
        probability = benchmark.flatMap { SharpeInference(returns: returns)?.probabilistic(above: $0) }
    }

    /// SR* of `count` trials with the given ratios; `nil` for fewer than two ratios.
    static func expectedMaximum(of count: Int, ratios: [Double]) -> Double? {
        guard ratios.count > 1 else { return nil }
        let spread = SampleMoments(ratios).deviation ?? 0
        let n = Double(count)
        let first = NormalDistribution.quantile(1 - 1 / n)
        let second = NormalDistribution.quantile(1 - 1 / (n * exp(1)))
        return spread * ((1 - eulerGamma) * first + eulerGamma * second)
    }

    /// The Euler–Mascheroni constant.
    private static let eulerGamma = 0.577_215_664_901_532_860_6
}
