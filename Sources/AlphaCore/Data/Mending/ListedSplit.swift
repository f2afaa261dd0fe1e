import Foundation

/// A split that something names: the file's own column, the actions beside it, or the user.
public struct ListedSplit: Sendable, Hashable {
    /// The first bar after the split, as listed; real lists are days off.
    public var timestamp: Timestamp
    /// New shares for each old one: 4 for 4:1, 0.1 for a reverse split 1:10.
    public var ratio: Double

    /// A split; the ratio must be finite and positive.
    public init(timestamp: Timestamp, ratio: Double) {
        precondition(ratio > 0 && ratio.isFinite, "a split ratio of \(ratio)")
        self.timestamp = timestamp
        self.ratio = ratio
    }

    /// The split that an action is.
    init(_ action: CorporateAction) {
        precondition(action.kind == .split, "a \(action.kind) is no split")
        self.init(timestamp: action.timestamp, ratio: action.value)
    }

    /// The split that `2020-08-31=4`, `2020-08-31=4:1` or `2020-08-31T13:30:00Z=1:10` names; `nil` for other text.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let timestamp = Timestamp(String(parts[0])) else { return nil }
        let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false)
            .map { NumberText.double(String($0)) }
        guard 1...2 ~= numbers.count, let new = numbers[0], let old = numbers.count == 2 ? numbers[1] : 1,
            new > 0, old > 0, (new / old).isFinite, new / old > 0
        else { return nil }
        self.init(timestamp: timestamp, ratio: new / old)
    }

    /// The nanoseconds in which the split may show in prices: two weeks to either side of its listing, or one and a half
    /// bars where bars are longer than that.
    func window(_ interval: Int64) -> Range<Int64> {
        // Bars may be centuries apart, and then one and a half of them are no number of nanoseconds.
        let reach = max(14 * Timestamp.day, min(interval / 2, .max / 4) * 3)
        let first = timestamp.nanoseconds.subtractingReportingOverflow(reach)
        let end = timestamp.nanoseconds.addingReportingOverflow(reach + 1)
        return (first.overflow ? .min : first.partialValue)..<(end.overflow ? .max : end.partialValue)
    }

    /// The median time from one row to the next in nanoseconds; 0 when there are not two.
    static func usualInterval(_ rows: [BarRow]) -> Int64 {
        let gaps = zip(rows, rows.dropFirst()).map { $1.timestamp!.nanoseconds(since: $0.timestamp!) }.sorted()
        return gaps.isEmpty ? 0 : gaps[gaps.count / 2]
    }

    /// The splits that the rows themselves name; a ratio of 1 or one that is none is passed over.
    static func splits(in rows: [BarRow]) -> [ListedSplit] {
        rows.compactMap { row in
            guard row.splitRatio > 0, row.splitRatio.isFinite, row.splitRatio != 1, let time = row.timestamp else {
                return nil
            }
            return ListedSplit(timestamp: time, ratio: row.splitRatio)
        }
    }
}
