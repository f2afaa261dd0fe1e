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
        var start = 0
        while start < rows.count {
            let time = rows[start].timestamp
            let end = rows[start...].firstIndex { $0.timestamp != time } ?? rows.count
            let ofOneTime = rows[start..<end]
            if ofOneTime.count == 1 {
                kept.append(rows[start])
            } else {
                add(ofOneTime, to: &kept, &outcome)
            }
            start = end
        }
        rows = kept
        return outcome
    }

    /// Keeps the first of each that are the same; more than one kept disagree.
    private func add(_ ofOneTime: ArraySlice<BarRow>, to kept: inout [BarRow], _ outcome: inout MendOutcome) {
        var lines: [[UInt64]: Int] = [:]
        var first: [BarRow] = []
        for row in ofOneTime {
            if let line = lines[row.contents] {
                outcome.repairs.append(Repair(row, .repeated, why: "the same in everything as line \(line)"))
            } else {
                lines[row.contents] = row.line
                first.append(row)
            }
        }
        kept += first
        guard first.count > 1 else { return }
        let named = first.prefix(5).map { "\($0.line)" }.joined(separator: ", ") + (first.count > 5 ? ", …" : "")
        let why = "lines \(named) are of one time and differ: which is right?"
        outcome.left.append(Unmended(first[0], .repeated, rows: first.count, why: why))
    }
}

extension BarRow {
    /// All that the row says but its time, so that rows that say the same have the same; whatever is missing is alike.
    fileprivate var contents: [UInt64] {
        (BarRow.numberColumns.map { self[$0] } + [dividend, splitRatio]).map { value in
            value.isNaN ? .max : value == 0 ? 0 : value.bitPattern
        }
    }
}
