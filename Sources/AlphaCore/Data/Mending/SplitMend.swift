import Foundation

/// Mends missed splits: prices that were not adjusted for a split that is listed.
///
/// Prices of the bars that `UnadjustedRuns` finds are divided by the split's ratio and their volumes multiplied with
/// it. The adjusted close goes with them unless it was adjusted already. A split that is adjusted shows no step and
/// changes nothing; the newest split is looked at first, since bars before an older one need both. The rows must be in
/// order of time and free of hundredfold errors.
public struct SplitMend: Mend {
    /// Splits besides those that the rows name.
    public var splits: [ListedSplit]

    /// A mend of the splits that the rows name and these.
    public init(splits: [ListedSplit] = []) {
        self.splits = splits
    }

    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var outcome = MendOutcome()
        let listed = Set(splits + ListedSplit.splits(in: rows)).sorted {
            ($0.timestamp, $0.ratio) > ($1.timestamp, $1.ratio)
        }
        for split in listed {
            var runs = UnadjustedRuns(rows, adjusted: false).find(split, among: listed)
            if runs.isEmpty { runs = UnadjustedRuns(rows, adjusted: true).find(split, among: listed) }
            for run in runs { outcome.repairs += adjust(&rows, run, split) }
        }
        return outcome
    }

    private func adjust(_ rows: inout [BarRow], _ run: Range<Int>, _ split: ListedSplit) -> [Repair] {
        let ratio = NumberText.shortest(split.ratio)
        let why = "not adjusted for the split of \(ratio) listed for \(split.timestamp)"
        let columns = BarRow.priceColumns + (isAdjustedCloseOff(rows, run, split) ? [.adjustedClose] : [])
        return run.compactMap { row in
            let old = rows[row]
            for column in columns where PriceChain.isPrice(old[column]) {
                rows[row][column] = PriceText.divided(old[column], by: split.ratio)
            }
            rows[row].volume *= split.ratio
            return old.repair(to: rows[row], .split, why: why)
        }
    }

    /// Whether the adjusted closes make the step, too, that leads out of or into the bars: then they are not adjusted.
    private func isAdjustedCloseOff(_ rows: [BarRow], _ run: Range<Int>, _ split: ListedSplit) -> Bool {
        func adjustedClose(_ row: Int) -> Double? {
            rows[row].adjustedClose.flatMap { PriceChain.isPrice($0) ? $0 : nil }
        }
        guard let before = run.last(where: { adjustedClose($0) != nil }) else { return false }
        if let after = (run.upperBound..<rows.count).first(where: { adjustedClose($0) != nil }) {
            let step = log(adjustedClose(before)! / adjustedClose(after)!)
            return abs(step - log(split.ratio)) < abs(step)
        }
        guard let outside = (0..<run.lowerBound).last(where: { adjustedClose($0) != nil }),
            let inside = run.first(where: { adjustedClose($0) != nil })
        else { return false }
        let step = log(adjustedClose(inside)! / adjustedClose(outside)!)
        return abs(step - log(split.ratio)) < abs(step)
    }
}
