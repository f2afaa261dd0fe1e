/// Finds the session in which a moment lies.
struct SessionClock {
    /// One day's session.
    struct Occurrence: Equatable {
        /// The number of the day that it is named by, counted from 1970-01-01.
        var date: Int64
        /// Its first moment, in nanoseconds since 1970.
        var start: Int64
        /// The moment after its last.
        var end: Int64
    }

    let session: TradingSession
    private var clock: LocalClock
    private var current: Occurrence?

    init(_ session: TradingSession) {
        self.session = session
        clock = LocalClock(session.timeZone)
    }

    /// The session in which the moment lies; `nil` when it lies outside.
    mutating func occurrence(at moment: Int64) -> Occurrence? {
        if let current, current.start <= moment, moment < current.end { return current }
        let today = LocalClock.day(of: clock.wall(at: moment))
        for day in today - 1...today {
            let candidate = occurrence(beginning: day)
            if candidate.start <= moment, moment < candidate.end {
                current = candidate
                return candidate
            }
        }
        return nil
    }

    /// When the next session begins after a moment that lies in none.
    mutating func nextStart(after moment: Int64) -> Int64 {
        let today = LocalClock.day(of: clock.wall(at: moment))
        for day in today - 1...today {
            let start = occurrence(beginning: day).start
            if start > moment { return start }
        }
        return occurrence(beginning: today + 1).start
    }

    /// The session of the name of a day.
    mutating func occurrence(named date: Int64) -> Occurrence {
        occurrence(beginning: date - Int64(session.daysToName))
    }

    private mutating func occurrence(beginning day: Int64) -> Occurrence {
        let minute: Int64 = 60_000_000_000
        return Occurrence(
            date: day + Int64(session.daysToName),
            start: clock.moment(at: day * Timestamp.day + Int64(session.start) * minute),
            end: clock.moment(at: day * Timestamp.day + Int64(session.end) * minute))
    }
}
