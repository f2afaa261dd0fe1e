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
    private let times: [Int64]
    /// What the dividends between the bar before and each bar take off the log price.
    private let dividends: [Double]
    /// How many rows the file has, and the usual time between two.
    private let count: Int
    private let interval: Int64

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
        times = rows.map { bars[$0].timestamp!.nanoseconds }
        dividends = adjusted ? rows.map { _ in 0 } : UnadjustedRuns.dividends(bars, rows)
        count = bars.count
        interval = ListedSplit.usualInterval(bars)
    }

    private static func dividends(_ bars: [BarRow], _ rows: [Int]) -> [Double] {
        [0]
            + zip(rows, rows.dropFirst()).map { before, row in
                let share = bars[(before + 1)...row].reduce(0) { $0 + $1.dividend } / bars[before].close
                return share > 0 && share < 1 ? log(1 - share) : 0
            }
    }

    /// The rows that were not adjusted for the split, as ranges that follow one another; `others` are all listed splits,
    /// a step that is nearer to one of them is not this one's.
    ///
    /// Steps into and out of unadjusted bars must take turns and lead to adjusted ones in the end. What begins with the
    /// file is believed only when the step out of it is near the listing: long before it, that may be the market's. A
    /// ratio of about a hundred is believed near the listing alone, elsewhere it is taken for a hundredfold error.
    func find(_ split: ListedSplit, among others: [ListedSplit]) -> [Range<Int>] {
        let ratio = log(split.ratio)
        let window = split.window(interval)
        let steps = steps(of: ratio, before: window.upperBound, others.filter { $0 != split })
            .filter { !HundredfoldLevels.isStep(ratio) || window.contains(times[$0.place]) }
        guard let last = steps.last else { return [] }
        func isNear(_ step: Step) -> Bool { window.contains(times[step.place]) }
        if last.isInto, !isNear(last) || rows.count - last.place > UnadjustedRuns.newestBarsMax { return [] }
        // Several steps that all fit are little chance's work, but for small ratios, which markets move by.
        let isChain = steps.count > 2 && isNear(last) && abs(ratio) >= UnadjustedRuns.largeRatio
        var found: [Range<Int>] = []
        for (number, step) in steps.enumerated() {
            let next = number + 1 < steps.count ? steps[number + 1] : nil
            if step.isInto {
                let isSure = step.isExact && next?.isExact ?? true
                let hasNearEnd = step.isExact && isNear(step) || next.map { $0.isExact && isNear($0) } ?? false
                if isSure || hasNearEnd { found.append(rows[step.place]..<(next.map { rows[$0.place] } ?? count)) }
            } else if number == 0, step.isExact, isNear(step) || isChain {
                found.append(0..<rows[step.place])
            }
        }
        return found
    }

    /// A step by the ratio from the bar before into unadjusted bars or out of them.
    private struct Step {
        var place: Int
        var isInto: Bool
        /// Within the tolerance; otherwise only nearer to the ratio than to none.
        var isExact: Bool
    }

    /// The steps up to a moment; of several in one direction that follow one another, the last exact one.
    private func steps(of ratio: Double, before end: Int64, _ others: [ListedSplit]) -> [Step] {
        guard rows.count > 1, let tolerance = tolerance(for: ratio) else { return [] }
        let others = others.map { (window: $0.window(interval), step: -log($0.ratio)) }
        var steps: [Step] = []
        for place in 1..<rows.count where times[place] < end {
            let isInto = (closes[place] > closes[place - 1]) == (ratio > 0)
            let size = isInto ? ratio : -ratio
            guard let isExact = isExactStep(of: size, at: place, tolerance) else { continue }
            let isOthers = others.contains { other in
                other.window.contains(times[place]) && rest(of: other.step, at: place) < rest(of: size, at: place)
            }
            if isOthers { continue }
            let step = Step(place: place, isInto: isInto, isExact: isExact)
            if let before = steps.last, before.isInto == step.isInto {
                if before.isExact, !step.isExact { continue }
                steps.removeLast()
            }
            steps.append(step)
        }
        return steps
    }

    /// How far the move from the bar before to the open or the close of this one is from a size.
    private func rest(of size: Double, at place: Int) -> Double {
        min(abs(opens[place] - closes[place - 1] - size), abs(closes[place] - closes[place - 1] - size))
    }

    /// Whether the step of that size from the bar before to this one is exact; `nil` when there is none.
    ///
    /// Nearly all of it must be between the bars. It is exact within the tolerance, from close to open or from close to close.
    /// A dividend as large as the step explains it.
    private func isExactStep(of size: Double, at place: Int, _ tolerance: Double) -> Bool? {
        let toOpen = (opens[place] - closes[place - 1]) / size
        let toClose = (closes[place] - closes[place - 1]) / size
        guard min(toOpen, toClose) > 0.5, max(toOpen, toClose) < 1.5,
            abs(toOpen * size - dividends[place]) > 0.5 * abs(toOpen * size)
        else { return nil }
        let isExact = rest(of: size, at: place) <= tolerance
        return isExact || min(toOpen, toClose) > 0.625 && max(toOpen, toClose) < 1.375 ? isExact : nil
    }

    /// How far from the ratio an exact step may be; `nil` when moves of the ratio's size are nothing special here.
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
    private static let largeRatio = log(3.0)
}
