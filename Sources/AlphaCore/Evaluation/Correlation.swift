/// Correlations of pairs of values.
public enum Correlation {
    /// Pearson's r; `nil` for fewer than two pairs, or when either side varies by no more than rounding.
    ///
    /// What counts as rounding is scipy's rule: a distance from the mean (2-norm) of 1e-13 of the mean.
    public static func pearson(_ x: [Double], _ y: [Double]) -> Double? {
        precondition(x.count == y.count, "\(x.count) values beside \(y.count)")
        guard x.count > 1 else { return nil }
        guard let (first, second) = centered(x).flatMap({ a in centered(y).map { (a, $0) } }) else { return nil }
        let r = zip(first, second).lazy.map { $0 * $1 }.compensatedSum()
        return max(-1, min(1, r))
    }

    /// Spearman's ρ: Pearson's r of the ranks, equals sharing their mean rank; `nil` as for `pearson`.
    public static func spearman(_ x: [Double], _ y: [Double]) -> Double? {
        pearson(ranks(x), ranks(y))
    }

    /// Ranks from 1 for the lowest; equals share the mean of theirs (scipy `rankdata`, "average"). O(n log n).
    public static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
            start = end
        }
        return ranks
    }

    /// The distances from the mean, scaled to a 2-norm of 1; `nil` when there is no distance to speak of.
    private static func centered(_ values: [Double]) -> [Double]? {
        let mean = SampleMoments(values).mean
        // Scaled before squaring, so that neither tiny nor huge values are lost.
        let distances = values.map { $0 - mean }
        let largest = distances.reduce(0) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite else { return nil }
        let norm = largest * distances.lazy.map { ($0 / largest) * ($0 / largest) }.compensatedSum().squareRoot()
        guard norm > 1e-13 * abs(mean) else { return nil }
        return distances.map { $0 / norm }
    }
}
