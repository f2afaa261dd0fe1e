/// Mends the rows of one bar file: what has one right answer is put right, what has none is named.
///
/// Rows are sorted by time; then, until none of them finds anything: rows that repeat another in everything are taken
/// out; hundredfold errors; missed splits; adjusted closes. After each that found something the first of them looks
/// again, since each may bring to light what another hid, and each needs what those before it put right. Rows in which
/// one repair calls for the next without end have no one right answer and stay.
///
/// Mending what was mended with the same knowledge changes nothing, by construction: either none of the mends found
/// anything at last, or they would all go the same way again and come to no end again.
public struct BarMender: Sendable {
    /// Splits besides those that the rows name.
    public var splits: [ListedSplit] = []
    /// The dividends in place of those that the rows name; `nil` leaves these.
    public var dividends: [CorporateAction]?
    /// Capital gains that are part of a row's dividend, by the row's line.
    public var capitalGains: [Int: Double] = [:]
    /// The first bar at or after this moment is on the right scale.
    public var trusted: Timestamp?

    /// A mender that knows what the rows say and nothing else.
    public init() {}

    /// Repairs that take more steps than this come to no end.
    static let stepsMax = 32

    /// Puts the rows right, all of which must have a time.
    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        precondition(rows.allSatisfy { $0.timestamp != nil }, "a row without a time cannot be mended")
        var outcome = OrderMend().mend(&rows)
        if let dividends { BarMender.pay(dividends, &rows) }
        outcome.repairs += RepeatMend().mend(&rows).repairs
        let settled = BarMender.settle(
            &rows,
            by: [
                RepeatMend(), HundredfoldMend(trusted: trusted, splits: splits), SplitMend(splits: splits),
                DividendMend(capitalGains: capitalGains),
            ])
        outcome.repairs += settled.repairs
        outcome.left += settled.left
        let looks: [any Mend] = [UnlistedSplits(), ShiftedTimes(), BadBarsLeft()]
        for look in looks { outcome.left += look.mend(&rows).left }
        return outcome
    }

    /// Each dividend goes to the first row at or after it, and the rows have no others.
    private static func pay(_ dividends: [CorporateAction], _ rows: inout [BarRow]) {
        for row in rows.indices { rows[row].dividend = 0 }
        for action in dividends where action.kind == .dividend {
            guard let row = rows.firstIndex(where: { $0.timestamp! >= action.timestamp }) else { continue }
            rows[row].dividend += action.value
        }
    }

    /// Repairs rows that are in order until there is nothing to repair, or not at all when that comes to no end.
    static func settle(_ rows: inout [BarRow], by mends: [any Mend]) -> MendOutcome {
        var outcome = MendOutcome()
        var mended = rows
        var last: [Repair] = []
        for _ in 0...BarMender.stepsMax {
            (last, outcome.left) = step(mends, &mended)
            guard !last.isEmpty else {
                rows = mended
                return outcome
            }
            outcome.repairs += last
        }
        outcome = MendOutcome()
        outcome.left = RepeatMend().mend(&rows).left
        let row = rows.first { $0.line == last[0].line }!
        let why = "each repair calls for another without end: nothing is repaired"
        outcome.left.append(Unmended(row, last[0].kind, rows: Set(last.map(\.line)).count, why: why))
        return outcome
    }

    /// The first of the mends that finds something puts it right; what is left when none does.
    private static func step(_ mends: [any Mend], _ rows: inout [BarRow]) -> ([Repair], [Unmended]) {
        var left: [Unmended] = []
        for mend in mends {
            let outcome = mend.mend(&rows)
            guard outcome.repairs.isEmpty else { return (outcome.repairs, []) }
            left += outcome.left
        }
        return ([], left)
    }
}
