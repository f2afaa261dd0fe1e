/// Names the bars that are still bad after all mending, one entry for each kind of fault.
struct BadBarsLeft: Mend {
    func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var first: [String: BarRow] = [:]
        var counts: [String: Int] = [:]
        for row in rows {
            guard let fault = row.unusable else { continue }
            let why = "column '\(fault.column.rawValue)': \(fault.problem)"
            if first[why] == nil { first[why] = row }
            counts[why, default: 0] += 1
        }
        var outcome = MendOutcome()
        outcome.left = first.sorted { $0.value.line < $1.value.line }.map { why, row in
            Unmended(row, .badBar, rows: counts[why]!, why: why)
        }
        return outcome
    }
}
