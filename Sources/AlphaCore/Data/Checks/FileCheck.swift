import Foundation

/// Reads a bar file for the second time and runs every check on it.
struct FileCheck {
    private let profile: FileProfile
    private let actions: CorporateActions?
    private var findings: FindingLog
    private var order: OrderCheck
    private var sorter: TimeSorter
    private var checks: [any BarCheck]
    private var rows = 0

    /// The findings of a file, in the order of their lines.
    ///
    /// A file that cannot be read on is a finding too; what is thrown is a failing disk and the like.
    static func run(
        _ file: CheckedFile, profile: FileProfile, expected: ExpectedDays, options: DataCheck.Options,
        onRead: @escaping ReadProgress
    ) throws(DataError) -> FindingLog {
        var check = FileCheck(file, profile, expected, options)
        let rows = try BarRows(file.url, layout: options.layout)
        rows.onRead = onRead
        var reader = RowReader(rows)
        while let row = try reader.next(onBrokenRow: { check.seeBroken($0) }) { check.see(row) }
        if reader.isCutShort {
            check.findings.add(.unreadable, .error, line: nil, "what follows could not be read: the checks end there")
        }
        return check.finished()
    }

    private init(_ file: CheckedFile, _ profile: FileProfile, _ expected: ExpectedDays, _ options: DataCheck.Options) {
        self.profile = profile
        actions = file.actions?.keyed(by: profile.calendar)
        findings = FindingLog(file: file.path, limit: options.findingsMax)
        order = OrderCheck(profile)
        sorter = TimeSorter(isNewestFirst: profile.isNewestFirst)
        checks = [
            PriceChecks(profile, file: file, jumpDeviations: options.jumpDeviations),
            StaleCheck(profile),
            VolumeUnitCheck(profile),
            CopiedBlockCheck(profile),
            SessionShiftCheck(profile),
            MixedIntervalsCheck(profile),
            GapCheck(profile, expected: expected),
            SessionGapCheck(profile, expected: expected),
        ]
    }

    private mutating func seeBroken(_ error: DataError) {
        rows += 1
        findings.add(.unreadable, .error, line: error.line, BadBarCheck.words(error))
    }

    private mutating func see(_ row: BarRow) {
        rows += 1
        BadBarCheck.see(row, &findings)
        guard let time = row.timestamp else { return }
        guard CheckedTimes.range.contains(time.nanoseconds) else {
            findings.add(
                .badBar, .error, line: row.line,
                "the time is \(time), not between 1850 and 2139: the row is passed over")
            return
        }
        order.see(row, time.nanoseconds, &findings)
        guard var bar = BadBarCheck.judged(row) else { return }
        bar.row = rows
        if let listed = actions?.onDay(profile.calendar.day(bar.time)), profile.isDaily {
            if bar.dividend == 0 { bar.dividend = listed.dividend }
            if bar.splitRatio == 0 { bar.splitRatio = listed.split }
        }
        if profile.isInOrder {
            pass(bar)
        } else {
            if !sorter.insert(bar), bar.breaksRange { BadBarCheck.add(bar, &findings) }
            while let next = sorter.next() { pass(next) }
        }
    }

    private mutating func pass(_ bar: CheckedBar) {
        for place in checks.indices { checks[place].see(bar, &findings) }
    }

    private mutating func finished() -> FindingLog {
        while let next = sorter.next(atEnd: true) { pass(next) }
        order.finish(&findings)
        UnitCheck.check(profile, &findings)
        for place in checks.indices { checks[place].finish(&findings) }
        findings.settle()
        return findings
    }
}
