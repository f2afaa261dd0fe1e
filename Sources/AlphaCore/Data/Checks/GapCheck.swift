/// Whole days without a bar, by the calendar that the file keeps (`ExpectedDays`); for bars of weeks and months, bars
/// that should lie between two others.
struct GapCheck: BarCheck {
    private struct Gap {
        var line: Int
        /// The bars to either side, the earlier one first.
        var from: Int64
        var to: Int64
        /// The first missing day, how many there are, and the weight of the finding.
        var firstDay: Int
        var days: Int
        var severity: Finding.Severity
        var reason: String
    }

    private let profile: FileProfile
    private let expected: ExpectedDays
    private var previous: (time: Int64, day: Int, row: Int)?
    private var cursor: DayCursor
    init(_ profile: FileProfile, expected: ExpectedDays) {
        self.profile = profile
        self.expected = expected
        cursor = DayCursor(profile.calendar)
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        if cursor.enter(bar.time), let previous, abs(cursor.day - previous.day) > 1 || profile.isBeyondDaily {
            look(
                from: (previous.time, previous.day), to: (bar.time, cursor.day), line: bar.line,
                unusable: profile.unusableRows(between: previous.row, and: bar.row), &findings)
        }
        previous = (bar.time, cursor.day, bar.row)
    }

    private func look(
        from previous: (time: Int64, day: Int), to next: (time: Int64, day: Int), line: Int, unusable: Int,
        _ findings: inout FindingLog
    ) {
        let (from, to) = previous.time < next.time ? (previous, next) : (next, previous)
        if let length = profile.otherLength(from: from.time, to: to.time), length > Timestamp.day { return }
        if profile.isBeyondDaily {
            return lookForBars(from.time, to.time, from.day, line, unusable, &findings)
        }
        // Around the clock and every day, `SessionGapCheck` counts each missing bar.
        if case .everyDay = expected, !profile.isDaily { return }
        // A day whose rows are all bad, or out of order, is not missing: that was said already.
        let missing = (from.day + 1..<to.day).filter {
            profile.calendar.trades(on: $0) && !profile.occupancy.has($0)
        }
        guard let verdict = judge(missing), verdict.count > unusable || !profile.isDaily else { return }
        add(
            Gap(
                line: line, from: from.time, to: to.time, firstDay: verdict.first, days: verdict.count,
                severity: verdict.severity, reason: verdict.reason), &findings)
    }

    private func lookForBars(
        _ from: Int64, _ to: Int64, _ day: Int, _ line: Int, _ unusable: Int, _ findings: inout FindingLog
    ) {
        guard let interval = profile.interval else { return }
        let bars = Int((Double(to - from) / Double(interval)).rounded()) - 1
        guard bars > unusable, Double(to - from) > 1.6 * Double(interval) else { return }
        add(
            Gap(
                line: line, from: from, to: to, firstDay: day + Int(interval / Timestamp.day), days: bars,
                severity: .warning, reason: ""), &findings)
    }

    private func judge(_ missing: [Int]) -> (first: Int, count: Int, severity: Finding.Severity, reason: String)? {
        switch expected {
        case .everyDay:
            guard let first = missing.first else { return nil }
            return (first, missing.count, .warning, "")
        case .currencies:
            let open = missing.filter { !CurrencyHolidays.contains($0) }
            guard let first = open.first else { return nil }
            return (first, open.count, .warning, "")
        case .exchange(let exchange):
            let open = missing.filter(exchange.isOpen)
            guard let first = open.first else { return nil }
            let counts = exchange.counts(first)
            return (
                first, open.count, .warning, ", on which \(counts.present) of \(counts.covering) files have bars"
            )
        case .weekdays(let runMin):
            guard missing.count >= runMin, let first = missing.first else { return nil }
            return (first, missing.count, missing.count > 10 ? .warning : .note, "; holidays are not known here")
        }
    }

    private func add(_ gap: Gap, _ findings: inout FindingLog) {
        findings.addUnlessExplained(.gap, gap.severity, line: gap.line, from: gap.from, to: gap.to, said(gap))
    }

    private func said(_ gap: Gap) -> String {
        let unit = profile.isBeyondDaily ? "bar" : weekdayWord
        let missing =
            gap.days == 1
            ? "\(Evidence.date(gap.firstDay)) is missing"
            : "\(Evidence.count(gap.days, unit)) missing from \(Evidence.date(gap.firstDay)) on"
        return "\(missing), between \(profile.label(gap.from)) and \(profile.label(gap.to))\(gap.reason)"
    }

    private var weekdayWord: String {
        switch expected {
        case .everyDay: "day"
        case .currencies, .weekdays: "weekday"
        case .exchange: "exchange day"
        }
    }
}
