/// Which longer bar each bar belongs to.
///
/// Bars of less than a day are counted from the session's start on in steps of equal length, so that the last of a
/// session may be shorter (15:30 to 16:00 of hours from 09:30 on). A day is a session, a week those named Monday to
/// Sunday; their timestamps are dates, that of the session's name or the week's Monday.
struct BarBuckets {
    /// A stretch of time that becomes one bar.
    struct Bucket: Equatable {
        /// The timestamp of its bar.
        var timestamp: Timestamp
        /// Its first moment, in nanoseconds since 1970.
        var start: Int64
        /// The moment after its last.
        var end: Int64
        /// The moment at which what comes after it begins: `end`, but after a session's last bucket.
        var limit: Int64
    }

    private let length: BarInterval
    private var clock: SessionClock
    private var current: Bucket?

    init(_ length: BarInterval, session: TradingSession) {
        self.length = length
        clock = SessionClock(session)
    }

    /// Moments for which sessions can be found, those of the years 1678 to 2261.
    static func covers(_ moment: Timestamp) -> Bool {
        let days =
            Int64(Timestamp.days(year: 1678, month: 1, day: 3))...Int64(Timestamp.days(year: 2261, month: 12, day: 20))
        return days.contains(LocalClock.day(of: moment.nanoseconds))
    }

    /// The bucket in which the moment lies; `nil` when it lies outside the session.
    mutating func bucket(at timestamp: Timestamp) -> Bucket? {
        let moment = timestamp.nanoseconds
        guard let session = clock.occurrence(at: moment) else { return nil }
        if let current, current.start <= moment, moment < current.end { return current }
        let bucket = length < .day ? intraday(moment, session) : length == .day ? day(session) : week(session)
        current = bucket
        return bucket
    }

    /// When the next session begins after a moment that lies in none.
    mutating func nextSession(after timestamp: Timestamp) -> Int64 {
        clock.nextStart(after: timestamp.nanoseconds)
    }

    private mutating func intraday(_ moment: Int64, _ session: SessionClock.Occurrence) -> Bucket {
        let step = length.nanoseconds
        let start = session.start + (moment - session.start) / step * step
        let next = start + step
        let limit = next <= session.end ? next : min(next, clock.occurrence(named: session.date + 1).start)
        return Bucket(
            timestamp: Timestamp(nanoseconds: start), start: start, end: min(next, session.end), limit: limit)
    }

    private mutating func day(_ session: SessionClock.Occurrence) -> Bucket {
        Bucket(
            timestamp: Timestamp(nanoseconds: session.date * Timestamp.day), start: session.start, end: session.end,
            limit: clock.occurrence(named: session.date + 1).start)
    }

    private mutating func week(_ session: SessionClock.Occurrence) -> Bucket {
        let weekday = (session.date % 7 + 10) % 7  // Monday is 0, and 1970-01-01 was a Thursday
        let monday = session.date - weekday
        let end = clock.occurrence(named: monday + 7).start
        return Bucket(
            timestamp: Timestamp(nanoseconds: monday * Timestamp.day), start: clock.occurrence(named: monday).start,
            end: end, limit: end)
    }
}
