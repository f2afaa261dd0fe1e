import Foundation

/// Names steps of the price that look like a split which nothing lists. It changes nothing: a market that halves looks
/// the same.
///
/// A step counts when both the open and the close after it are within 3 % of a usual split ratio (2:1 to 100:1 either
/// way) from the close before, no move but one in a hundred is nearly as large, and the closes of the five bars on
/// either side are as far apart. Where there is an adjusted close it must make the step too, since a large dividend
/// does not show there. The rows must be in order of time and mended.
public struct UnlistedSplits: Mend {
    /// A look without settings.
    public init() {}

    private static let ratios: [Double] = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100]
    private static let tolerance = 0.03
    private static let side = 5

    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var outcome = MendOutcome()
        let bars = rows.indices.filter {
            PriceChain.isPrice(rows[$0].close) && PriceChain.isPrice(rows[$0].open)
                && (rows[$0].adjustedClose.map(PriceChain.isPrice) ?? true)
        }
        guard bars.count > 1 else { return outcome }
        let closes = bars.map { log(rows[$0].close) }
        let moves = zip(closes, closes.dropFirst()).map { abs($1 - $0) }.sorted()
        let usual = moves[(moves.count - 1) * 9 / 10]
        for place in 1..<bars.count {
            let (row, before) = (rows[bars[place]], rows[bars[place - 1]])
            guard let ratio = UnlistedSplits.ratio(of: closes[place - 1] - closes[place]),
                abs(log(ratio)) > 8 * usual,
                UnlistedSplits.ratio(of: closes[place - 1] - log(row.open)) == ratio,
                isLasting(closes, place, ratio), isInAdjusted(before, row, ratio)
            else { continue }
            let name = ratio > 1 ? "\(Int(ratio)):1" : "1:\(Int((1 / ratio).rounded()))"
            let why = "a step like a split \(name) that nothing lists: if it is one, name it with --split "
            outcome.left.append(
                Unmended(row, .split, why: why + "\(row.timestamp!)=\(name)"))
        }
        return outcome
    }

    /// The split ratio that the fall of the log price is like; `nil` when it is like none.
    private static func ratio(of fall: Double) -> Double? {
        ratios.first { abs(abs(fall) - log($0)) <= tolerance }.map { fall > 0 ? $0 : 1 / $0 }
    }

    private func isLasting(_ closes: [Double], _ place: Int, _ ratio: Double) -> Bool {
        func median(_ values: ArraySlice<Double>) -> Double { values.sorted()[values.count / 2] }
        let before = median(closes[max(0, place - UnlistedSplits.side)..<place])
        let after = median(closes[place..<min(closes.count, place + UnlistedSplits.side)])
        return abs(before - after - log(ratio)) <= 0.3 * abs(log(ratio))
    }

    private func isInAdjusted(_ before: BarRow, _ row: BarRow, _ ratio: Double) -> Bool {
        guard let earlier = before.adjustedClose, let later = row.adjustedClose else { return true }
        return UnlistedSplits.ratio(of: log(earlier / later)) == ratio
    }
}
