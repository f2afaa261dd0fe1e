/// On which days of the week and at which hours an asset trades, learnt from its bars.
struct WeekCalendar: Sendable, Equatable {
    /// Whether bars are to be expected on a weekday, Monday first.
    var tradingDays: [Bool]
    /// What is added to a time before it is cut to its day, so that a trading day is one day: 9 h for Tokyo's midnights,
    /// which are 15:00 UTC the day before, 2 or 3 h for currencies, whose week begins on Sunday evening.
    var dayShift: Int64
    /// Trading goes on around the clock, from the week's opening to its close.
    var isContinuous: Bool

    /// The day that a time belongs to, counted from 1970-01-01.
    func day(_ time: Int64) -> Int { Int((time + dayShift).flooredQuotient(by: Timestamp.day)) }

    /// Whether bars are to be expected on the day, holidays aside.
    func trades(on day: Int) -> Bool { tradingDays[WeekCalendar.weekday(day)] }

    /// Whether no day of the week is without trading.
    var isEveryDay: Bool { !tradingDays.contains(false) }

    /// 0 for Monday … 6 for Sunday, of a day counted from 1970-01-01, a Thursday.
    static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

    /// Which calendar bars keep that fall into the hours of the week so often, Monday 00:00 UTC first.
    ///
    /// The class decides what few bars cannot: crypto trades every day, everything else from Monday to Friday.
    static func learn(hours: [Int], assetClass: AssetClass?, interval: Int64) -> WeekCalendar {
        precondition(hours.count == 168, "\(hours.count) hours of the week")
        if assetClass == .crypto {
            return WeekCalendar(tradingDays: Array(repeating: true, count: 7), dayShift: 0, isContinuous: true)
        }
        let total = hours.reduce(0, +)
        let shift = dayShift(hours, total)
        let byHour = (0..<168).map { hours[($0 - shift + 168) % 168] }
        let byDay = (0..<7).map { day in byHour[day * 24..<day * 24 + 24].reduce(0, +) }
        let busiest = byDay.max() ?? 0
        let few = total < 20
        return WeekCalendar(
            tradingDays: byDay.enumerated().map { day, count in few ? day < 5 : count * 5 > busiest },
            dayShift: Int64(shift) * .hour,
            isContinuous: isContinuous(byHour, interval))
    }

    /// The fewest hours that leave the least at weekends; 0 where no shift empties them.
    private static func dayShift(_ hours: [Int], _ total: Int) -> Int {
        let weekends = (0...14).map { shift in (120..<168).reduce(0) { $0 + hours[($1 - shift + 168) % 168] } }
        let least = weekends.min() ?? 0
        guard least * 33 < total else { return 0 }
        return weekends.firstIndex { $0 <= least + total / 2000 } ?? 0
    }

    /// Whether nearly every hour of the day that bars of this length can have is as busy as the others.
    private static func isContinuous(_ byHour: [Int], _ interval: Int64) -> Bool {
        let ofDay = (0..<24).map { hour in stride(from: hour, to: 168, by: 24).reduce(0) { $0 + byHour[$1] } }
        let busy = ofDay.count { $0 * 5 > (ofDay.max() ?? 0) }
        let possible = interval > .hour ? max(1, Int(Timestamp.day / interval)) : 24
        return interval < Timestamp.day / 2 && busy * 5 >= possible * 4
    }
}

extension WeekCalendar: CustomStringConvertible {
    /// `every day`, `Mon-Fri`, or the days one by one.
    var description: String {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        if isEveryDay { return "every day" }
        if tradingDays == [true, true, true, true, true, false, false] { return "Mon-Fri" }
        return zip(names, tradingDays).filter(\.1).map(\.0).joined(separator: ",")
    }
}

/// The day that a stream of bars is in: most bars are of the same one as the bar before.
struct DayCursor {
    private let calendar: WeekCalendar
    /// The day entered last, counted from 1970-01-01.
    private(set) var day = 0
    private var moments: Range<Int64> = 0..<0

    init(_ calendar: WeekCalendar) { self.calendar = calendar }

    /// Goes to the day of a time; whether it is another one than before.
    mutating func enter(_ time: Int64) -> Bool {
        if moments.contains(time) { return false }
        day = calendar.day(time)
        let start = Int64(day) * Timestamp.day - calendar.dayShift
        moments = start..<(start + Timestamp.day)
        return true
    }
}
