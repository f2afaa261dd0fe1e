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
    /// The day asked for last.
    private var latest: (day: Int, cells: UInt64) = (.min, 0)

    init(_ profile: FileProfile) {
        calendar = profile.calendar
        occupancy = profile.occupancy
        daysMin = calendar.isContinuous ? 1 : 3
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

    /// The half-hours that enough days have both before and after a day; where there are none on one side, the other
    /// decides.
    private func around(_ day: Int, stride: Int) -> UInt64 {
        let sides = [side(day, -stride), side(day, stride)].compactMap(\.self)
        return sides.isEmpty ? 0 : sides.reduce(.max, &)
    }

    private func side(_ day: Int, _ step: Int) -> UInt64? {
        var counts = [Int](repeating: 0, count: Occupancy.cellsPerDay)
        var (found, place, tries) = (0, day, 0)
        while found < 5, tries < 20 {
            place += step
            tries += 1
            let cells = occupancy.cells(place)
            guard cells != 0, calendar.trades(on: place) else { continue }
            found += 1
            for bit in counts.indices where cells >> UInt64(bit) & 1 == 1 { counts[bit] += 1 }
        }
        guard found > 0 else { return nil }
        let needed = min(daysMin, found)
        return counts.indices.reduce(0) { counts[$1] >= needed ? $0 | 1 << UInt64($1) : $0 }
    }
}
