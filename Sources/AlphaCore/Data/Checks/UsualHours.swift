/// In which half-hours of a day an intraday file usually has bars, by the days around it.
///
/// A half-hour is usual when enough of the five trading days before and of the five after have bars in it, so that lunch
/// breaks and summer time are no gaps. Where the week is one long session, what lies before its opening and after its
/// close is compared with the same weekdays of other weeks instead.
struct UsualHours {
    private let calendar: WeekCalendar
    private let occupancy: Occupancy
    /// How many of five days must have bars.
    private let daysMin: Int
    /// Days whose hours are shifted, see `SessionShiftCheck`: they say nothing about others.
    private let shifted: [ClosedRange<Int>]
    /// The day asked for last.
    private var latest: (day: Int, cells: UInt64) = (.min, 0)

    init(_ profile: FileProfile) {
        calendar = profile.calendar
        occupancy = profile.occupancy
        daysMin = calendar.isContinuous ? 1 : 3
        shifted = profile.sessionShifts.map { $0.firstDay...$0.lastDay }
    }

    /// The usual half-hours of a day as bits; none on a day without a single bar, which is another check's.
    mutating func cells(_ day: Int) -> UInt64 {
        if latest.day != day { latest = (day, find(day)) }
        return latest.cells
    }

    private func find(_ day: Int) -> UInt64 {
        guard calendar.trades(on: day), let session = occupancy.session(day) else { return 0 }
        let cells = around(day, stride: 1)
        let inside = (UInt64(2) << UInt64(session.upperBound)) &- (UInt64(1) << UInt64(session.lowerBound))
        if calendar.isContinuous {
            // Around holidays currencies open late and close early.
            if [day, day - 1, day + 1].contains(where: CurrencyHolidays.contains) { return 0 }
            let isEdge = !calendar.trades(on: day - 1) || !calendar.trades(on: day + 1)
            return isEdge ? cells & (inside | around(day, stride: 7)) : cells
        }
        // An early close is a half holiday, when the day has a good part of its hours.
        let isHalfDay = occupancy.cells(day).nonzeroBitCount * 5 >= cells.nonzeroBitCount * 2
        return isHalfDay ? cells & ((UInt64(2) << UInt64(session.upperBound)) &- 1) : cells
    }

    /// The half-hours that enough days have both before and after a day.
    ///
    /// At the file's ends one side decides; then all of its days must have them, for the clocks may just have been set.
    private func around(_ day: Int, stride: Int) -> UInt64 {
        let before = counts(day, -stride)
        let after = counts(day, stride)
        if before.days > 0, after.days > 0 { return cells(before, daysMin) & cells(after, daysMin) }
        let (side, allDays) = before.days > 0 ? (before, before.days) : (after, after.days)
        return cells(side, calendar.isContinuous && stride == 1 ? daysMin : allDays)
    }

    /// How many days, of up to five going one way, have bars in each half-hour.
    private func counts(_ day: Int, _ step: Int) -> (days: Int, byCell: [Int]) {
        var byCell = [Int](repeating: 0, count: Occupancy.cellsPerDay)
        var (found, place, tries) = (0, day, 0)
        while found < 5, tries < 20 {
            place += step
            tries += 1
            let cells = occupancy.cells(place)
            guard cells != 0, calendar.trades(on: place), !shifted.contains(where: { $0 ~= place }) else { continue }
            found += 1
            for bit in byCell.indices where cells >> UInt64(bit) & 1 == 1 { byCell[bit] += 1 }
        }
        return (found, byCell)
    }

    /// The half-hours that so many of the days have, or all of them where there are fewer.
    private func cells(_ side: (days: Int, byCell: [Int]), _ daysMin: Int) -> UInt64 {
        guard side.days > 0 else { return 0 }
        let needed = min(daysMin, side.days)
        return side.byCell.indices.reduce(0) { side.byCell[$1] >= needed ? $0 | 1 << UInt64($1) : $0 }
    }
}
