/// When clocks are set to summer time and back.
enum DaylightSaving {
    /// Whether clocks are set on the day, counted from 1970-01-01, somewhere that matters for markets: the United States
    /// (since 2007 and before), Europe, Australia and New Zealand.
    static func isChange(day: Int) -> Bool {
        guard WeekCalendar.weekday(day) == 6 else { return false }
        let (_, month, ofMonth) = Timestamp.civil(fromDays: day)
        let isLast = ofMonth + 7 > (month == 3 || month == 10 ? 31 : 30)
        switch month {
        case 3: return 8...14 ~= ofMonth || isLast
        case 4: return ofMonth <= 7
        case 9: return isLast
        case 10: return ofMonth <= 7 || isLast
        case 11: return ofMonth <= 7
        default: return false
        }
    }

    /// Whether clocks are set on the moment's day somewhere, or the day before or after in UTC.
    static func isChange(_ moment: Timestamp) -> Bool {
        let day = Int(moment.nanoseconds.flooredQuotient(by: Timestamp.day))
        return (day - 1...day + 1).contains(where: isChange(day:))
    }
}
