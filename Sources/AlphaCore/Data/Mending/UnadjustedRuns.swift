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
    ///
    /// Steps into and out of unadjusted bars must take turns and lead to adjusted ones in the end. What begins with the
    /// file is believed only when the steps end near the listing: long before it, a step out of bars that nothing led
    /// into may be the market's, or another split's. A ratio of about a hundred is believed near the listing alone,
    /// elsewhere it is taken for a hundredfold error.
    func find(_ split: ListedSplit) -> [Range<Int>] {
        let window = window(of: split)
        let steps = steps(of: log(split.ratio), before: window.upperBound)
            .filter { !HundredfoldLevels.isStep(log(split.ratio)) || window.contains(times[$0.place].nanoseconds) }
        guard let last = steps.last else { return [] }
        func isNear(_ place: Int) -> Bool { window.contains(times[place].nanoseconds) }
        if last.isInto, !isNear(last.place) || rows.count - last.place > UnadjustedRuns.newestBarsMax { return [] }
        var found: [Range<Int>] = []
        for (number, step) in steps.enumerated() {
            if step.isInto {
                let end = number + 1 < steps.count ? rows[steps[number + 1].place] : count
                found.append(rows[step.place]..<end)
            } else if number == 0, isNear(step.place) || steps.count > 1 && isNear(last.place) {
                found.append(0..<rows[step.place])
            }
        }
        return found
    }

    private typealias Step = (place: Int, isInto: Bool)

    /// The steps by the ratio into and out of unadjusted bars, up to a moment; of several in one direction that follow
    /// one another, the last.
    private func steps(of ratio: Double, before end: Int64) -> [Step] {
        guard rows.count > 1, let tolerance = tolerance(for: ratio) else { return [] }
        var steps: [Step] = []
        for place in 1..<rows.count where times[place].nanoseconds < end {
            let isInto = isStep(of: ratio, at: place, tolerance)
            guard isInto || isStep(of: -ratio, at: place, tolerance) else { continue }
            if steps.last?.isInto == isInto { steps.removeLast() }
            steps.append((place, isInto))
        }
        return steps
    }

    /// When the split may show, in nanoseconds: two weeks around its listing, or a bar and a half where bars are longer.
    private func window(of split: ListedSplit) -> Range<Int64> {
        let gaps = zip(times, times.dropFirst()).map { $1.nanoseconds - $0.nanoseconds }.sorted()
        let bar = gaps.isEmpty ? 0 : gaps[gaps.count / 2]
        return split.window(bar: bar)
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
