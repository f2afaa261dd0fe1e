/// Bars missing inside the hours in which an intraday file usually has them (`UsualHours`).
///
/// Quiet markets leave bars out all the time: a run of missing bars counts when it is longer than is usual in its file
/// (`RunLengths`); every one does where bars of an hour or more never rest.
struct SessionGapCheck: BarCheck {
    private struct Run {
        var line: Int
        var from: Int64
        var to: Int64
        var bars: Int
    }

    private let profile: FileProfile
    private let interval: Int64
    private let isNeeded: Bool
    private let neverRests: Bool
    private var hours: UsualHours
    private var previous: (time: Int64, row: Int)?
    private var lengths = RunLengths()
    private var longest = LongestRuns<Run>()

    init(_ profile: FileProfile, expected: ExpectedDays) {
        self.profile = profile
        interval = profile.interval ?? 0
        if case .everyDay = expected { neverRests = true } else { neverRests = false }
        isNeeded = interval > 0 && !profile.isDaily && profile.rows >= 100
        hours = UsualHours(profile)
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        guard isNeeded else { return }
        defer { previous = (bar.time, bar.row) }
        guard let previous, abs(bar.time - previous.time) >= 2 * interval else { return }
        let (from, to) = (min(previous.time, bar.time), max(previous.time, bar.time))
        if let length = profile.otherLength(from: from, to: to), to - from <= max(8 * length, 5 * Timestamp.day) {
            return
        }
        let missing = neverRests ? Int((to - from) / interval) - 1 : missingBars(from, to)
        guard missing > profile.unusableRows(between: previous.row, and: bar.row) else { return }
        lengths.add(missing)
        longest.add(Run(line: bar.line, from: from, to: to, bars: missing), length: missing)
    }

    /// How many bars should lie between the two, going by half-hours.
    private mutating func missingBars(_ from: Int64, _ to: Int64) -> Int {
        let calendar = profile.calendar
        let perCell = max(1, Int(Occupancy.cell / interval))
        let cellsPerBar = max(1, Int(interval / Occupancy.cell))
        // A year without bars is a matter of days, see `GapCheck`.
        guard to - from < 400 * Timestamp.day else { return 0 }
        var missing = 0
        var cell = (from + interval + calendar.dayShift).flooredQuotient(by: Occupancy.cell)
        let end = to + calendar.dayShift
        while cell * Occupancy.cell < end {
            let day = Int(cell.flooredQuotient(by: Int64(Occupancy.cellsPerDay)))
            let bit = Int(cell) - day * Occupancy.cellsPerDay
            if hours.cells(day) >> UInt64(bit) & 1 == 1 {
                let start = max(cell * Occupancy.cell, from + interval + calendar.dayShift)
                let inside = min((cell + 1) * Occupancy.cell, end) - start
                missing += cellsPerBar > 1 ? 1 : min(perCell, Int(inside / interval))
            }
            cell += 1
        }
        return missing
    }

    mutating func finish(_ findings: inout FindingLog) {
        let unusual = neverRests && interval >= .hour ? 1 : lengths.unusual(rows: profile.rows)
        guard let unusual else { return }
        for run in longest.runs(from: unusual) {
            findings.addUnlessExplained(
                .gap, .warning, line: run.line, from: run.from, to: run.to,
                "no bar between \(Timestamp(nanoseconds: run.from)) and \(Timestamp(nanoseconds: run.to)): "
                    + "\(Evidence.count(run.bars, "bar")) of \(Evidence.duration(interval)) missing"
                    + (neverRests ? "" : " in hours that usually have them"))
        }
    }
}
