/// How the scores of one bar become weights, whose absolute sum is at most 1.
///
/// `rank` and `zscore` compare the assets with each other and are neutral: the weights sum to 0. `sign` and
/// `proportional` look at each asset by itself and may be all long. In a cross-section an asset without a bar at the
/// time takes part with its latest score, for `BacktestOptions.scoreLifetimeDays` at most.
public enum WeightScheme: String, CaseIterable, Sendable, Codable {
    /// `zscore` for panels of three assets or more, `proportional` for one or two.
    case automatic
    /// Centred ranks, equals sharing their mean rank.
    case rank
    /// Distances from the mean; their deviation cancels when the weights are scaled to sum to 1.
    case zscore
    /// ±1/N for N assets with a score, 0 for a score of 0.
    case sign
    /// The score over the mean absolute score of the asset's last 60 bars, cut to −1…1, over N.
    case proportional

    /// Bars over which `proportional` takes an asset's mean absolute score, the present one included.
    static let proportionalWindow = 60

    /// What `automatic` stands for with that many assets in the panel.
    public func resolved(assets: Int) -> WeightScheme {
        self == .automatic ? (assets >= 3 ? .zscore : .proportional) : self
    }

    /// The weights of the assets of a cross-section.
    ///
    /// - Parameters:
    ///   - scores: One an asset that has one.
    ///   - scales: Each asset's mean absolute score, for `proportional` alone.
    func weights(_ scores: [Double], scales: [Double]) -> [Double] {
        let n = Double(scores.count)
        switch self {
        case .automatic, .zscore: return WeightScheme.neutral(scores)
        case .rank: return WeightScheme.neutral(Correlation.ranks(scores))
        case .sign: return scores.map { $0 > 0 ? 1 / n : $0 < 0 ? -1 / n : 0 }
        case .proportional:
            return zip(scores, scales).map { score, scale in scale > 0 ? max(-1, min(1, score / scale)) / n : 0 }
        }
    }

    /// Distances from the mean, over the sum of their absolute values; 0 when all values are the same but for rounding.
    private static func neutral(_ values: [Double]) -> [Double] {
        let mean = values.compensatedSum() / Double(values.count)
        let distances = values.map { $0 - mean }
        let gross = distances.lazy.map { abs($0) }.compensatedSum()
        let largest = values.lazy.map { abs($0) }.max() ?? 0
        guard gross > 1e-12 * largest, gross.isFinite else { return Array(repeating: 0, count: values.count) }
        return distances.map { $0 / gross }
    }
}
