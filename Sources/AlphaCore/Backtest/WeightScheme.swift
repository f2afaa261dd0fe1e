/// How the scores of one bar become weights: shares of the equity, signed, whose absolute values sum to at most 1.
public enum WeightScheme: String, CaseIterable, Sendable, Codable {
    /// `zscore` from three assets on, else `sign`: one or two assets have no cross-section to speak of.
    case automatic
    /// Rank among the bar's assets, centred: dollar-neutral, blind to outliers. Equal scores share their mean rank.
    case rank
    /// Distance from the bar's mean score: dollar-neutral, keeps the scores' proportions.
    case zscore
    /// Long what is above 0, short what is below, the same share for each.
    case sign
    /// In proportion to the score itself.
    case proportional

    /// The scheme that `automatic` stands for with so many assets; any other is itself.
    public func resolved(assetCount: Int) -> WeightScheme {
        self == .automatic ? (assetCount >= 3 ? .zscore : .sign) : self
    }

    /// One weight a score; 0 where the score is not a number, or the scores do not differ and the scheme compares.
    public func weights(of scores: [Double]) -> [Double] {
        let present = scores.filter(\.isFinite)
        let count = Double(present.count)
        let raw: [Double]
        switch resolved(assetCount: scores.count) {
        case .sign:
            return scores.map { $0.isFinite && $0 != 0 ? ($0 > 0 ? 1 : -1) / count : 0 }
        case .proportional:
            raw = scores.map { $0.isFinite ? $0 : 0 }
        case .rank:
            raw = scores.map { score in
                guard score.isFinite else { return 0 }
                let below = Double(present.count { $0 < score })
                let equal = Double(present.count { $0 == score })
                return below + (equal + 1) / 2 - (count + 1) / 2
            }
        case .zscore, .automatic:
            let mean = present.reduce(0, +) / max(count, 1)
            raw = scores.map { $0.isFinite ? $0 - mean : 0 }
        }
        // Rounding of the mean is no view: differences below 1e-12 of the scores are none.
        let gross = raw.reduce(0) { $0 + abs($1) }
        let size = present.reduce(0) { max($0, abs($1)) }
        return gross > 1e-12 * size * count ? raw.map { $0 / gross } : raw.map { _ in 0 }
    }
}
