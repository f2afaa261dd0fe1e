/// The probability of backtest overfitting by combinatorially symmetric cross-validation.
///
/// Bailey, Borwein, López de Prado & Zhu, "The probability of backtest overfitting" (2017).
public enum BacktestOverfitting {
    /// `pbo`: over every way to take half of `blocks` blocks of rows as in-sample, the share in which the trial that is best
    /// there ranks at or below the median outside (ω = rank/(N+1) ≤ ½).
    ///
    /// `trials[k]` are the returns of trial `k`, all of one length; ratios of mean to deviation (ddof 1) are compared. Blocks
    /// are consecutive and of equal length; rows that are left over at the end are not used. `nil` for fewer than two
    /// trials, or blocks too short to have a ratio. `blocks` must be even. O(C(S, S/2) · N · S).
    public static func probability(trials: [[Double]], blocks: Int) -> Double? {
        precondition(blocks >= 2 && blocks % 2 == 0, "\(blocks) blocks, an even number is needed")
        guard trials.count > 1, let rows = trials.map(\.count).min(), rows / blocks >= 1 else { return nil }
        let sums = trials.map { blockSums(of: $0, rows: rows, blocks: blocks) }
        var overfitted = 0
        var splits = 0
        for subset in 0..<(1 << blocks) where subset.nonzeroBitCount == blocks / 2 {
            let inside = sums.map { ratio(of: $0) { block in subset >> block & 1 == 1 } }
            let outside = sums.map { ratio(of: $0) { block in subset >> block & 1 == 0 } }
            guard let best = inside.indices.max(by: { (inside[$0] ?? -.infinity) < (inside[$1] ?? -.infinity) }),
                inside[best] != nil, let reached = outside[best]
            else { return nil }
            let below = outside.count { ($0 ?? -.infinity) < reached }
            let equal = outside.count { $0 == reached }
            let rank = Double(below) + Double(equal + 1) / 2
            splits += 1
            if rank / Double(trials.count + 1) <= 0.5 { overfitted += 1 }
        }
        return Double(overfitted) / Double(splits)
    }

    /// Count, sum and sum of squares of each block.
    private static func blockSums(of returns: [Double], rows: Int, blocks: Int) -> [(count: Int, sum: Double, squares: Double)] {
        let length = rows / blocks
        return (0..<blocks).map { block in
            let part = returns[(block * length)..<((block + 1) * length)]
            return (length, part.reduce(0, +), part.reduce(0) { $0 + $1 * $1 })
        }
    }

    /// Mean over deviation (ddof 1) of the chosen blocks' rows.
    private static func ratio(
        of sums: [(count: Int, sum: Double, squares: Double)], where isChosen: (Int) -> Bool
    ) -> Double? {
        var count = 0
        var sum = 0.0
        var squares = 0.0
        for (block, part) in sums.enumerated() where isChosen(block) {
            count += part.count
            sum += part.sum
            squares += part.squares
        }
        guard count > 1 else { return nil }
        let mean = sum / Double(count)
        let variance = (squares - sum * mean) / Double(count - 1)
        return variance > 1e-26 * squares ? mean / variance.squareRoot() : nil
    }
}
