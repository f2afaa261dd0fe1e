import Foundation

/// The clock on the wall of a time zone: from UTC to what it shows, and back.
///
/// Foundation is asked for the zone's offset a few times a day only; both directions are exact where the zone's
/// transitions are more than three days apart, which all of them are.
struct LocalClock {
    /// What a time on the wall means in UTC.
    enum Moments: Equatable {
        case one(Int64)
        /// The clock was put back and showed the time twice.
        case two(Int64, Int64)
        /// The clock was put forward over the time; the moment is the one at which it would have come.
        case none(Int64)
    }

    let zone: TimeZone
    /// The zone's only offset, when it is known to have just one.
    private let fixedOffset: Int64?
    /// The last UTC day asked for, and its offset when that is the same all day.
    private var utcDay: (number: Int64, offset: Int64?) = (.min, nil)
    /// The last day on the wall asked for, and the offset when that is the same from the day before to the day after.
    private var wallDay: (number: Int64, offset: Int64?) = (.min, nil)

    init(_ zone: TimeZone) {
        self.zone = zone
        // A zone made of seconds is called GMT, with its hours where it has some.
        fixedOffset = zone.identifier.hasPrefix("GMT") ? Int64(zone.secondsFromGMT()) * 1_000_000_000 : nil
    }

    /// Nanoseconds east of UTC at a moment in nanoseconds since 1970.
    mutating func offset(at moment: Int64) -> Int64 {
        if let fixedOffset { return fixedOffset }
        let day = LocalClock.day(of: moment)
        if day != utcDay.number {
            let (first, last) = (lookUp(day * Timestamp.day), lookUp((day + 1) * Timestamp.day - 1))
            utcDay = (day, first == last ? first : nil)
        }
        return utcDay.offset ?? lookUp(moment)
    }

    /// What the wall shows at a moment, in nanoseconds as if it were UTC.
    mutating func wall(at moment: Int64) -> Int64 { moment + offset(at: moment) }

    /// The moments at which the wall shows a time.
    mutating func moments(at wall: Int64) -> Moments {
        if let fixedOffset { return .one(wall - fixedOffset) }
        let day = LocalClock.day(of: wall)
        if day != wallDay.number {
            // Offsets are within a day: what the wall shows on this day lies between these two moments.
            let (first, last) = (lookUp((day - 1) * Timestamp.day), lookUp((day + 2) * Timestamp.day))
            wallDay = (day, first == last ? first : nil)
        }
        if let offset = wallDay.offset { return .one(wall - offset) }
        let (before, after) = (lookUp(wall - Timestamp.day), lookUp(wall + Timestamp.day))
        let early = wall - before
        let late = wall - after
        switch (lookUp(early) == before, lookUp(late) == after) {
        case (true, true): return early == late ? .one(early) : .two(min(early, late), max(early, late))
        case (true, false): return .one(early)
        case (false, true): return .one(late)
        case (false, false): return .none(early)
        }
    }

    /// The moment at which the wall first shows a time, or would have.
    mutating func moment(at wall: Int64) -> Int64 {
        switch moments(at: wall) {
        case .one(let moment), .two(let moment, _), .none(let moment): moment
        }
    }

    /// The day number of a moment, counted from 1970-01-01.
    static func day(of nanoseconds: Int64) -> Int64 {
        let (day, rest) = nanoseconds.quotientAndRemainder(dividingBy: Timestamp.day)
        return rest < 0 ? day - 1 : day
    }

    private func lookUp(_ moment: Int64) -> Int64 {
        let (seconds, rest) = moment.quotientAndRemainder(dividingBy: 1_000_000_000)
        let date = Date(timeIntervalSince1970: Double(rest < 0 ? seconds - 1 : seconds))
        return Int64(zone.secondsFromGMT(for: date)) * 1_000_000_000
    }
}
