/// The holidays on which currencies hardly trade, whatever the source.
enum CurrencyHolidays {
    /// Whether the day, counted from 1970-01-01, is one: Christmas and New Year with the days around them, Good Friday,
    /// Easter Monday, the first of May.
    static func contains(_ day: Int) -> Bool {
        let (year, month, ofMonth) = Timestamp.civil(fromDays: day)
        switch (month, ofMonth) {
        case (12, 24...26), (12, 31), (1, 1...2), (5, 1): return true
        default:
            let easter = easterSunday(year)
            return day == easter - 2 || day == easter + 1
        }
    }

    /// The day number of Easter Sunday (Meeus, Jones and Butcher's rule for the Gregorian calendar).
    static func easterSunday(_ year: Int) -> Int {
        let (golden, century, ofCentury) = (year % 19, year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let moon = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - moon - ofCentury % 4) % 7
        let late = (golden + 11 * moon + 22 * weekday) / 451
        let place = moon + weekday - 7 * late + 114
        return Timestamp.days(year: year, month: place / 31, day: place % 31 + 1)
    }
}
