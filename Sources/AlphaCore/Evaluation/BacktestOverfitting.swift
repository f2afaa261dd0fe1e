import Foundation

/// The probability of backtest overfitting, by combinatorially symmetric cross-validation (CSCV).
///
/// Bailey, Borwein, López de Prado & Zhu, "The Probability of Backtest Overfitting", Journal of Computational Finance 20
/// (2017). The periods are cut into S blocks of equal length, the remainder left out at the end. For each of the
/// C(S, S/2) choices of half the blocks the trial with the highest Sharpe ratio inside is ranked by its ratio outside
/// among all N; ω = rank/(N+1) ≤ ½ counts as overfitted. Equal ratios share their mean rank. A trial without variance in
/// a half has no ratio: it ranks by the sign of its mean, a trial that did nothing at 0.
///
/// Time O(C(S, S/2) · S · N) after one pass over the returns.
public struct BacktestOverfitting: Sendable {
    /// How many splits were made.
    public let splits: Int
    /// How many trials were compared.
    public let trials: Int
    /// The share of splits whose best inside ranks at or below the median outside.
    public let probability: Double
    /// ln(ω/(1−ω)) of each split, in the order of the splits; a histogram of them is the paper's figure.
    public let logits: [Double]

    /// Compares the trials, `trials[k]` being the returns of trial k, all over the same periods.
    ///
    /// `nil` with fewer than two trials, or fewer than two periods in each half.
    /// - Parameter blocks: S, even, in 2…24 (C(24, 12) is 2.7 million splits).
    public init?(trials: [[Double]], blocks: Int = 8) {
        precondition(BacktestOverfitting.allowedBlocks(blocks), "\(blocks) blocks are not an even number in 2...24")
        precondition(Set(trials.map(\.count)).count <= 1, "trials of lengths \(Set(trials.map(\.count)).sorted())")
        let periods = trials.first?.count ?? 0
        let length = periods / blocks
        guard trials.count > 1, length * (blocks / 2) > 1 else { return nil }
        let table = trials.map { BlockSums(returns: $0, blocks: blocks, length: length) }
        var logits: [Double] = []
        var overfitted = 0
        let all = (UInt32(1) << UInt32(blocks)) - 1
        var inside = (UInt32(1) << UInt32(blocks / 2)) - 1
        while inside <= all {
            let best = BacktestOverfitting.firstOfHighest(table.map { $0.ratio(in: inside) })
            let rank = BacktestOverfitting.rank(of: best, in: table.map { $0.ratio(in: all & ~inside) })
            let omega = rank / Double(trials.count + 1)
            if omega <= 0.5 { overfitted += 1 }
            logits.append(log(omega / (1 - omega)))
            inside = BacktestOverfitting.next(inside)
        }
        self.trials = trials.count
        self.logits = logits
        splits = logits.count
        probability = Double(overfitted) / Double(splits)
    }

    /// Whether S blocks can be split into halves in a number of ways that can be gone through.
    public static func allowedBlocks(_ blocks: Int) -> Bool { blocks % 2 == 0 && (2...24).contains(blocks) }

    private static func firstOfHighest(_ ratios: [Double]) -> Int {
        ratios.indices.reduce(0) { best, trial in ratios[trial] > ratios[best] ? trial : best }
    }

    /// Counted from 1 for the lowest; equals share the mean of their ranks.
    private static func rank(of trial: Int, in ratios: [Double]) -> Double {
        let own = ratios[trial]
        let lower = ratios.count { $0 < own }
        let equal = ratios.count { $0 == own }
        return Double(lower) + Double(equal + 1) / 2
    }

    /// The next larger number with as many bits set (Gosper).
    private static func next(_ mask: UInt32) -> UInt32 {
        let lowest = mask & (~mask &+ 1)
        let ripple = mask + lowest
        return (((ripple ^ mask) >> 2) / lowest) | ripple
    }
}

/// Sums over each block of one trial's returns, taken from the trial's mean so that squares lose nothing.
private struct BlockSums {
    let length: Int
    let center: Double
    var first: [Double] = []
    var second: [Double] = []

    init(returns: [Double], blocks: Int, length: Int) {
        self.length = length
        center = SampleMoments(returns).mean
        for block in 0..<blocks {
            var (sum, squares) = (CompensatedSum(), CompensatedSum())
            for value in returns[(block * length)..<((block + 1) * length)] {
                sum.add(value - center)
                squares.add((value - center) * (value - center))
            }
            first.append(sum.value)
            second.append(squares.value)
        }
    }

    /// The Sharpe ratio per period over the blocks whose bits are set.
    func ratio(in blocks: UInt32) -> Double {
        var (sum, squares) = (0.0, 0.0)
        for block in first.indices where blocks & (1 << UInt32(block)) != 0 {
            sum += first[block]
            squares += second[block]
        }
        let count = Double(length * blocks.nonzeroBitCount)
        let mean = center + sum / count
        let deviation = (max(0, squares - sum * sum / count) / (count - 1)).squareRoot()
        guard deviation > SampleMoments.noVariance else {
            return abs(mean) <= SampleMoments.noVariance ? 0 : mean * .infinity
        }
        return mean / deviation
    }
}
