import Foundation

/// Mends prices that are a hundred times too large or too small against their surroundings: cents for dollars, in
/// single cells, whole rows or blocks of rows.
///
/// The open, high, low and close of all rows make one chain of prices. `HundredfoldLevels` finds where it changes its
/// scale and `HundredfoldVerdict` which scale is right; where that has no one answer, nothing is changed. Volume is
/// the same in cents and dollars and stays. In a row of which only some prices were moved, high and low are then moved
/// to cover open and close, as `BarReader` does. The rows must be in order of time.
public struct HundredfoldMend: Mend {
    /// The first bar at or after this moment is on the right scale, whatever else speaks against it.
    public var trusted: Timestamp?
    /// Splits besides those that the rows name.
    public var splits: [ListedSplit]

    /// A mend that decides by the data alone, unless a bar is named to be trusted.
    public init(trusted: Timestamp? = nil, splits: [ListedSplit] = []) {
        self.trusted = trusted
        self.splits = splits
    }

    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var outcome = MendOutcome()
        let chain = PriceChain(rows)
        let listed = (splits + ListedSplit.splits(in: rows)).map { chain.places(of: $0, in: rows) }
        var powers = [Int](repeating: 0, count: chain.logs.count)
        var reasons = [Int: String]()
        if var levels = HundredfoldLevels(chain.logs, splits: listed) {
            for place in chain.places(ofMovesWithin: levels) { levels.cut(before: place) }
            let trustedPlace = chain.firstPlace(atOrAfter: trusted, in: rows)
            for part in levels.parts {
                let verdict = HundredfoldVerdict(part, levels: levels, chain: chain, rows: rows, trusted: trustedPlace)
                outcome.left += verdict.left
                guard let right = verdict.right else { continue }
                for place in part where abs(right - levels.levels[place]) == 1 {
                    powers[place] = right - levels.levels[place]
                    reasons[chain.rows[place]] = verdict.why
                }
            }
        }
        var mended = rows
        var closePowers = [Int](repeating: 0, count: rows.count)
        for (place, power) in powers.enumerated() where power != 0 {
            let (row, column) = (chain.rows[place], chain.columns[place])
            mended[row][column] = PriceText.moved(rows[row][column], byHundreds: power)
            if column == .close { closePowers[row] = power }
        }
        cover(&mended, powers, chain)
        mendAdjustedCloses(&mended, of: rows, closePowers, &reasons)
        for row in reasons.keys.sorted() {
            guard let repair = rows[row].repair(to: mended[row], .hundredfold, why: reasons[row]!) else { continue }
            outcome.repairs.append(repair)
        }
        rows = mended
        return outcome
    }

    /// Covers open and close in rows whose prices were not all moved alike.
    private func cover(_ mended: inout [BarRow], _ powers: [Int], _ chain: PriceChain) {
        var place = 0
        while place < powers.count {
            let row = chain.rows[place]
            let end = chain.rows[place...].firstIndex { $0 != row } ?? powers.count
            if Set(powers[place..<end]).count > 1 { mended[row].coverOpenAndClose() }
            place = end
        }
    }

    /// Moves each adjusted close with its close, and those that stand off from the close by themselves.
    private func mendAdjustedCloses(
        _ mended: inout [BarRow], of rows: [BarRow], _ closePowers: [Int], _ reasons: inout [Int: String]
    ) {
        let known = rows.indices.filter {
            [rows[$0].close, rows[$0].adjustedClose ?? 0].allSatisfy(PriceChain.isPrice)
        }
        let ratios = known.map { log(rows[$0].adjustedClose! / rows[$0].close) }
        var offsets = [Int](repeating: 0, count: rows.count)
        if let levels = HundredfoldLevels(ratios) {
            for part in levels.parts {
                // An adjusted close is its close but for dividends: the right level is the most common one, then the
                // one at which the two are nearest. Of three, the lowest comes first, whatever order a dictionary has.
                let byLevel = Dictionary(grouping: part, by: { levels.levels[$0] }).sorted { $0.key < $1.key }
                let right = byLevel.max { one, other in
                    let counts = (Double(one.value.count), Double(other.value.count))
                    if max(counts.0, counts.1) >= 2 * min(counts.0, counts.1) { return counts.0 < counts.1 }
                    return abs(ratios[one.value[0]]) > abs(ratios[other.value[0]])
                }!.key
                for place in part { offsets[known[place]] = right - levels.levels[place] }
            }
        }
        for (place, row) in known.enumerated() {
            let power = closePowers[row] + offsets[row]
            // Adjusted closes above their closes are no work of a hundredfold error alone.
            guard abs(power) == 1, ratios[place] + Double(offsets[row]) * HundredfoldLevels.step < 0.5 else { continue }
            mended[row].adjustedClose = PriceText.moved(rows[row].adjustedClose!, byHundreds: power)
            if reasons[row] == nil { reasons[row] = "the adjusted close alone is a hundredfold off its close" }
        }
    }
}

/// The prices of all rows as one chain: open, high, low, close of the first row, of the second, … without what is no
/// price.
struct PriceChain {
    /// The logarithm of each price.
    private(set) var logs: [Double] = []
    /// The row of each.
    private(set) var rows: [Int] = []
    /// The column of each.
    private(set) var columns: [BarLayout.Column] = []

    init(_ bars: [BarRow]) {
        logs.reserveCapacity(4 * bars.count)
        rows.reserveCapacity(4 * bars.count)
        columns.reserveCapacity(4 * bars.count)
        for (row, bar) in bars.enumerated() {
            for column in BarRow.priceColumns where PriceChain.isPrice(bar[column]) {
                logs.append(log(bar[column]))
                rows.append(row)
                columns.append(column)
            }
        }
    }

    /// Whether the number can be a price: finite and positive.
    static func isPrice(_ value: Double) -> Bool { value > 0 && value.isFinite }

    /// Where a split may show, and the logarithm of its ratio.
    func places(of split: ListedSplit, in bars: [BarRow]) -> (places: Range<Int>, ratio: Double) {
        let window = split.window(ListedSplit.usualInterval(bars))
        let start = rows.firstIndex { bars[$0].timestamp!.nanoseconds >= window.lowerBound } ?? rows.count
        let end = rows[start...].firstIndex { bars[$0].timestamp!.nanoseconds >= window.upperBound } ?? rows.count
        return (start..<end, log(split.ratio))
    }

    /// The place of the first price at or after the moment; `nil` when there is none.
    func firstPlace(atOrAfter time: Timestamp?, in bars: [BarRow]) -> Int? {
        guard let time else { return nil }
        return rows.firstIndex { bars[$0].timestamp! >= time }
    }

    /// Where the scale changes inside a bar and stays so for the whole bar after it, as it was for the whole bar before:
    /// a market that fell by 99 % does that, a fault of a source begins with a bar.
    func places(ofMovesWithin levels: HundredfoldLevels) -> [Int] {
        let runs = levels.runs(in: logs.indices)
        return zip(runs, runs.dropFirst()).compactMap { before, after in
            let place = after.lowerBound
            let row = rows[place]
            guard rows[place - 1] == row, let first = rows.first, row > first, row < rows.last! else { return nil }
            let isWhole =
                rows[before.lowerBound] < row && (before.lowerBound == 0 || rows[before.lowerBound - 1] < row - 1)
                && rows[after.upperBound - 1] > row
                && (after.upperBound == rows.count || rows[after.upperBound] > row + 1)
            return isWhole ? place : nil
        }
    }
}
