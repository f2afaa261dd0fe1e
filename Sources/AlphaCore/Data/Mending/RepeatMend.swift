/// Takes out rows that repeat another in everything: time, prices, volume, dividend, split.
///
/// Rows of one time that differ have no one right answer: all of them stay. The rows must be in order of time.
public struct RepeatMend: Mend {
    /// A mend without settings.
    public init() {}

    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var outcome = MendOutcome()
        var kept: [BarRow] = []
        kept.reserveCapacity(rows.count)
        /// Where in `kept` the rows of the present time begin.
        var sameTime = 0
        for row in rows {
            if let last = kept.last, last.timestamp != row.timestamp { sameTime = kept.count }
            if let twin = kept[sameTime...].first(where: { $0.repeats(row) }) {
                outcome.repairs.append(Repair(row, .repeated, why: "the same in everything as line \(twin.line)"))
            } else {
                kept.append(row)
            }
        }
        rows = kept
        outcome.left = RepeatMend.disagreements(in: kept)
        return outcome
    }

    /// One for each time at which several rows stand.
    private static func disagreements(in rows: [BarRow]) -> [Unmended] {
        var left: [Unmended] = []
        var start = 0
        while start < rows.count {
            let time = rows[start].timestamp
            let end = rows[start...].firstIndex { $0.timestamp != time } ?? rows.count
            if end - start > 1 {
                let lines = rows[start..<end].map { "\($0.line)" }.joined(separator: ", ")
                let why = "lines \(lines) are of one time and differ: which is right?"
                left.append(Unmended(rows[start], .repeated, rows: end - start, why: why))
            }
            start = end
        }
        return left
    }
}

extension BarRow {
    /// Whether the other row says the same; what is missing in both is the same too.
    fileprivate func repeats(_ other: BarRow) -> Bool {
        func same(_ one: Double, _ other: Double) -> Bool { one == other || one.isNaN && other.isNaN }
        return timestamp == other.timestamp && same(dividend, other.dividend) && same(splitRatio, other.splitRatio)
            && BarRow.numberColumns.allSatisfy { same(self[$0], other[$0]) }
    }
}
