import Foundation

/// The hours of a day in which bars count, by the clock on the wall of an exchange: `09:30-16:00` in New York.
///
/// It may go over midnight: `18:00-17:00` has the 23 hours of index futures, `17:00-17:00` the 24 of foreign exchange.
/// It begins anew on every day, also where nothing is traded; where the clock is changed in it, it is an hour longer or
/// shorter.
public struct TradingSession: Sendable, Hashable, CustomStringConvertible {
    /// Minutes from midnight to its start, 0 to 1439.
    public let start: Int
    /// Minutes from the same midnight to its end, after the start and at most a day after it.
    public let end: Int
    /// The zone whose clock it goes by.
    public let timeZone: TimeZone

    /// How many days after the day on which it begins its last moment is: it has the name of that day.
    ///
    /// What begins on Sunday at 17:00 and ends on Monday at 17:00 is Monday's; what ends at midnight is the day's before.
    public var daysToName: Int { (end - 1) / TradingSession.minutesOfDay }

    /// The whole day from midnight to midnight.
    public static func day(in timeZone: TimeZone) -> TradingSession {
        TradingSession(start: 0, end: minutesOfDay, timeZone: timeZone)
    }

    private init(start: Int, end: Int, timeZone: TimeZone) {
        (self.start, self.end, self.timeZone) = (start, end, timeZone)
    }

    /// The session from one time of day to another (`09:30-16:00`); `24:00` may end it. An end that is not after the
    /// start is the next day's. Throws for other text.
    public init(_ text: String, timeZone: TimeZone) throws(LayoutError) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map {
            TradingSession.minutes(String($0))
        }
        guard times.count == 2, let start = times[0], let end = times[1], start < TradingSession.minutesOfDay else {
            throw LayoutError("'\(text)' is no session such as 09:30-16:00")
        }
        self.init(start: start, end: end > start ? end : end + TradingSession.minutesOfDay, timeZone: timeZone)
    }

    private static let minutesOfDay = 1440

    /// Minutes after midnight of `HH:MM` or `H:MM`, to 24:00.
    private static func minutes(_ text: String) -> Int? {
        let parts = text.trimmingCharacters(in: .whitespaces).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, 1...2 ~= parts[0].count, parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }), let hours = Int(parts[0]),
            let minutes = Int(parts[1]), minutes < 60, hours * 60 + minutes <= minutesOfDay
        else { return nil }
        return hours * 60 + minutes
    }

    public var description: String {
        func clock(_ minutes: Int) -> String {
            let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
            return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        }
        let end = end > TradingSession.minutesOfDay ? end - TradingSession.minutesOfDay : end
        return "\(clock(start))-\(clock(end)) \(timeZone == .gmt ? "UTC" : timeZone.identifier)"
    }
}
