/// Mends the rows of one bar file: what has one right answer is put right, what has none is named.
///
/// In this order: rows are sorted by time; rows that repeat another in everything are taken out; hundredfold errors;
/// missed splits; the last three again until nothing changes, since each may bring to light what another hid; then
/// adjusted closes. Mending what was mended changes nothing.
public struct BarMender: Sendable {
    /// Splits besides those that the rows name.
    public var splits: [ListedSplit] = []
    /// Dividends for rows that name none.
    public var dividends: [CorporateAction] = []
    /// Capital gains that are part of a row's dividend, by the row's line.
    public var capitalGains: [Int: Double] = [:]
    /// The first bar at or after this moment is on the right scale.
    public var trusted: Timestamp?

    /// A mender that knows what the rows say and nothing else.
    public init() {}

    /// What hides behind more than this many other faults stays.
    private static let roundsMax = 5

    /// Puts the rows right, all of which must have a time.
    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        precondition(rows.allSatisfy { $0.timestamp != nil }, "a row without a time cannot be mended")
        var outcome = OrderMend().mend(&rows)
        let rounds: [any Mend] = [
            RepeatMend(), HundredfoldMend(trusted: trusted, splits: splits), SplitMend(splits: splits),
        ]
        var left: [Unmended] = []
        for _ in 0..<BarMender.roundsMax {
            let results = rounds.map { $0.mend(&rows) }
            let repairs = results.flatMap(\.repairs)
            outcome.repairs += repairs
            left = results.flatMap(\.left)
            if repairs.isEmpty { break }
        }
        outcome.left += left
        let last: [any Mend] = [
            DividendMend(dividends: dividends, capitalGains: capitalGains), UnlistedSplits(), ShiftedTimes(),
            BadBarsLeft(),
        ]
        for result in last.map({ $0.mend(&rows) }) {
            outcome.repairs += result.repairs
            outcome.left += result.left
        }
        return outcome
    }
}
