extension Timestamp: CustomStringConvertible {
    /// Nanoseconds in a day.
    public static let day: Int64 = 86_400_000_000_000

    /// ISO 8601 in UTC, as short as the moment allows: `2015-01-02`, `2015-01-02T14:30:00Z`, `2015-01-02T14:30:00.25Z`.
    public var description: String {
        let whole = nanoseconds.quotientAndRemainder(dividingBy: Timestamp.day)
        let dayNumber = whole.remainder < 0 ? whole.quotient - 1 : whole.quotient
        let ofDay = whole.remainder < 0 ? whole.remainder + Timestamp.day : whole.remainder
        let (year, month, day) = Timestamp.civil(fromDays: Int(dayNumber))
        let date = "\(Timestamp.padded(year, 4))-\(Timestamp.padded(month, 2))-\(Timestamp.padded(day, 2))"
        guard ofDay != 0 else { return date }
        let (seconds, fraction) = ofDay.quotientAndRemainder(dividingBy: 1_000_000_000)
        let (minutes, second) = Int(seconds).quotientAndRemainder(dividingBy: 60)
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        var text = "\(date)T\(Timestamp.padded(hour, 2)):\(Timestamp.padded(minute, 2)):\(Timestamp.padded(second, 2))"
        if fraction != 0 {
            var digits = Timestamp.padded(Int(fraction), 9)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += ".\(digits)"
        }
        return text + "Z"
    }

    /// Year, month and day of a day number counted from 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
    static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day number, counted from 1970-01-01, of a date of the proleptic Gregorian calendar (Hinnant).
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
