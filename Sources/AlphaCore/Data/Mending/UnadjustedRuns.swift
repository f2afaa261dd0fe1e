import Foundation

/// Finds the bars whose prices were not adjusted for one listed split.
///
/// Until a split of ratio R shows in the prices they are R times as high as after it. Where a source has divided its
/// history by R there is no such step; where it has not, one step of 1/R leads from the unadjusted bars (all up to it,
/// or a block, or a single bar, which a step of R led into) to the adjusted ones.
struct UnadjustedRuns {
    /// The logarithms of opens and closes of the bars that have both, and what bars they are.
    private let opens: [Double]
    private let closes: [Double]
    private let rows: [Int]
    private let times: [Timestamp]
    /// What the dividends between the bar before and each bar take off the log price.
    private let dividends: [Double]
    /// How many rows the file has.
    private let count: Int

    /// How far from its listing, in days, a split may show in the prices.
    static let windowDays: Int64 = 14
    /// At the newest end of a file that many bars at most may be not yet adjusted.
    private static let newestBarsMax = 5

    /// The bars' prices, or with `adjusted` their prices times adjusted close / close, in which no dividend shows.
    init(_ bars: [BarRow], adjusted: Bool) {
        var opens: [Double] = []
        var closes: [Double] = []
        var rows: [Int] = []
        for (row, bar) in bars.enumerated() {
            let close = adjusted ? bar.adjustedClose ?? .nan : bar.close
            let open = adjusted ? bar.open * (close / bar.close) : bar.open
            guard PriceChain.isPrice(open), PriceChain.isPrice(close) else { continue }
            opens.append(log(open))
            closes.append(log(close))
            rows.append(row)
        }
        (self.opens, self.closes, self.rows) = (opens, closes, rows)
        times = rows.map { bars[$0].timestamp! }
        dividends = adjusted ? rows.map { _ in 0 } : UnadjustedRuns.dividends(bars, rows)
        count = bars.count
    }

    private static func dividends(_ bars: [BarRow], _ rows: [Int]) -> [Double] {
        [0]
            + zip(rows, rows.dropFirst()).map { before, row in
                let share = bars[(before + 1)...row].reduce(0) { $0 + $1.dividend } / bars[before].close
                return share > 0 && share < 1 ? log(1 - share) : 0
            }
    }

    /// The rows that were not adjusted for the split, as ranges that follow one another.
    func find(_ split: ListedSplit) -> [Range<Int>] {
        let ratio = log(split.ratio)
        guard rows.count > 1, let tolerance = tolerance(for: ratio) else { return [] }
        let last = split.timestamp.nanoseconds.addingReportingOverflow(window).partialValue
        let first = split.timestamp.nanoseconds.subtractingReportingOverflow(window).partialValue
        var found: [Range<Int>] = []
        var entered: Int?
        for place in 1..<rows.count where times[place].nanoseconds <= last {
            if isStep(of: -ratio, at: place, tolerance) {
                if let start = entered {
                    found.append(rows[start]..<rows[place])
                } else if found.isEmpty, times[place].nanoseconds >= first {
                    found.append(0..<rows[place])
                }
                entered = nil
            } else if isStep(of: ratio, at: place, tolerance) {
                entered = place
            }
        }
        if let start = entered, times[start].nanoseconds >= first,
            rows.count - start <= UnadjustedRuns.newestBarsMax
        {
            found.append(rows[start]..<count)
        }
        return found
    }

    /// The window in nanoseconds: two weeks, or one and a half bars where bars are longer.
    private var window: Int64 {
        let gaps = zip(times, times.dropFirst()).map { $1.nanoseconds - $0.nanoseconds }.sorted()
        return max(UnadjustedRuns.windowDays * Timestamp.day, gaps[gaps.count / 2] / 2 * 3)
    }

    /// Whether from the bar before to this one prices moved by that much: nearly all of it between the bars, and within
    /// the tolerance from close to open or from close to close. A dividend as large as the step explains it.
    private func isStep(of size: Double, at place: Int, _ tolerance: Double) -> Bool {
        let toOpen = opens[place] - closes[place - 1]
        let toClose = closes[place] - closes[place - 1]
        guard abs(toOpen - dividends[place]) > 0.5 * abs(toOpen) else { return false }
        let rests = (abs(toOpen - size), abs(toClose - size))
        return min(rests.0, rests.1) <= tolerance && max(rests.0, rests.1) <= 0.5 * abs(size)
    }

    /// How far from the ratio a step may be; `nil` when moves of the ratio's size are nothing special here.
    ///
    /// Four times what nine moves in ten stay below, but never more than 15 % of the ratio's logarithm. Moves that
    /// look like the ratio's do not count.
    private func tolerance(for ratio: Double) -> Double? {
        let moves = zip(closes, closes.dropFirst()).map { abs($1 - $0) }
            .filter { abs($0 - abs(ratio)) > 0.35 * abs(ratio) }.sorted()
        let usual = moves.isEmpty ? 0 : moves[moves.count * 9 / 10]
        guard abs(ratio) >= max(UnadjustedRuns.leastRatio, 3 * usual) else { return nil }
        return min(max(4 * usual, 0.03), 0.15 * abs(ratio))
    }

    /// Smaller splits (6:5) cannot be told from a market's own moves.
    private static let leastRatio = log(1.2)
}
