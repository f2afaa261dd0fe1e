/// Takes out rows that repeat another in everything that a bar is: time, prices, volume.
///
/// What stays names the dividend and the split that any of them names, and none where they contradict one another. Rows of
/// one time whose bars differ have no one right answer: all of them stay. The rows must be in order of time.
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
        var places: [[UInt64]: Int] = [:]
        var first: [BarRow] = []
        var (dividends, splits): ([Set<Double>], [Set<Double>]) = ([], [])
        for row in ofOneTime {
            let place = places[row.contents] ?? first.count
            if place < first.count {
                outcome.repairs.append(
                    Repair(row, .repeated, why: "the same in everything as line \(first[place].line)"))
            } else {
                places[row.contents] = place
                first.append(row)
                dividends.append([])
                splits.append([])
            }
            if row.dividend != 0 { dividends[place].insert(row.dividend) }
            if row.splitRatio != 0 { splits[place].insert(row.splitRatio) }
        }
        for place in first.indices {
            first[place].dividend = dividends[place].count == 1 ? dividends[place].first! : 0
            first[place].splitRatio = splits[place].count == 1 ? splits[place].first! : 0
        }
        kept += first
        guard first.count > 1 else { return }
        let named = first.prefix(5).map { "\($0.line)" }.joined(separator: ", ") + (first.count > 5 ? ", …" : "")
        let why = "lines \(named) are of one time and differ: which is right?"
        outcome.left.append(Unmended(first[0], .repeated, rows: first.count, why: why))
    }
}

extension BarRow {
    /// The numbers of the row's bar, so that rows of the same bar have the same; whatever is no number is alike, as it is written.
    fileprivate var contents: [UInt64] {
        BarRow.numberColumns.map { column in
            let value = self[column]
            return !value.isFinite ? .max : value == 0 ? 0 : value.bitPattern
        }
    }
}
