/// Sessions, or daily bars, whose time of day moves by whole hours: bars of another zone, or a clock that was set.
///
/// An exchange's hours move by one in UTC when its clocks are set to summer time and back; that is as it should be, and
/// not told. Markets that never close have no sessions to tell it by, see `ClockCheck` and `CopiedBlockCheck` there.
struct SessionShiftCheck: BarCheck {
    struct Shift: Sendable {
        var hours: Int
        var firstDay: Int
        var lastDay: Int
        /// The session is where it was before the shift.
        var hasReturned = false
        var line: Int?
    }

    private let profile: FileProfile
    private var shifts: [Shift]
    private var cursor: DayCursor

    init(_ profile: FileProfile) {
        self.profile = profile
        cursor = DayCursor(profile.calendar)
        shifts = profile.sessionShifts
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        guard !shifts.isEmpty, cursor.enter(bar.time) else { return }
        for place in shifts.indices
        where shifts[place].line == nil && shifts[place].firstDay...shifts[place].lastDay ~= cursor.day {
            shifts[place].line = bar.line
        }
    }

    mutating func finish(_ findings: inout FindingLog) {
        for shift in shifts {
            let dates =
                shift.firstDay == shift.lastDay
                ? "on \(Evidence.date(shift.firstDay))"
                : "from \(Evidence.date(shift.firstDay)) \(shift.hasReturned ? "to \(Evidence.date(shift.lastDay))" : "on")"
            findings.add(
                .timeZone, .warning, line: shift.line,
                "the day's bars are \(abs(shift.hours))h \(shift.hours > 0 ? "later" : "earlier") than those of the days "
                    + "before, \(dates), and no clocks are set then")
            let start = Int64(shift.firstDay - 1) * Timestamp.day
            findings.explain(start, Int64(shift.lastDay + 2) * Timestamp.day)
        }
    }

    /// Where sessions move, found day by day.
    static func shifts(_ profile: FileProfile) -> [Shift] {
        guard !profile.calendar.isContinuous, !profile.isBeyondDaily, profile.interval != nil else { return [] }
        let days = profile.occupancy.days.filter { profile.occupancy.has($0) }
        guard days.count >= 5 else { return [] }
        var found: [Shift] = []
        var usual = profile.occupancy.session(days[0])!
        var place = 1
        // A file's last daily bar alone, at another time, is one that was still going on: see `MixedIntervalsCheck`.
        let end = profile.isDaily ? days.count - 1 : days.count
        while place < end {
            let session = profile.occupancy.session(days[place])!
            let moved = session.lowerBound - usual.lowerBound
            let isShift = moved != 0 && moved % 2 == 0 && session.upperBound - usual.upperBound == moved
            if isShift, isLasting(place, session, days, profile) {
                if (days[place - 1] + 1...days[place]).contains(where: DaylightSaving.isChange(day:)), abs(moved) == 2 {
                    // Summer time, as it should be.
                } else if var last = found.last, returns(last, by: moved, on: days[place]) {
                    (last.hasReturned, last.lastDay) = (true, days[place - 1])
                    found[found.count - 1] = last
                } else {
                    found.append(Shift(hours: moved / 2, firstDay: days[place], lastDay: days[days.count - 1]))
                }
                usual = session
            } else if !isShift, moved != 0 || session.upperBound != usual.upperBound,
                isLasting(place, session, days, profile)
            {
                usual = session  // other hours of trading, not other hours of the clock
            }
            place += 1
        }
        return found
    }

    /// Whether a move takes a shift back, the clocks that were set meanwhile aside.
    private static func returns(_ shift: Shift, by moved: Int, on day: Int) -> Bool {
        if shift.hasReturned { return false }
        let left = shift.hours * 2 + moved
        return left == 0 || (abs(left) == 2 && (shift.firstDay...day).contains(where: DaylightSaving.isChange(day:)))
    }

    /// Whether the next day's session is the same; a daily bar stands for itself.
    private static func isLasting(
        _ place: Int, _ session: ClosedRange<Int>, _ days: [Int], _ profile: FileProfile
    ) -> Bool {
        if profile.isDaily { return true }
        return place + 1 < days.count && profile.occupancy.session(days[place + 1]) == session
    }
}
