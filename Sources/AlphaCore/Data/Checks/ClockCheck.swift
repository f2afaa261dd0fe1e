/// Times that move by whole hours from one row to the next and go on from there: a clock that was set, rows of another
/// time zone pasted in. `OrderCheck` asks it before it calls such rows repeated or out of order.
struct ClockCheck {
    private let interval: Int64?
    private let sign: Int64
    /// The last steps forward that left out whole hours: what a block of rows that is too late begins with.
    private var skip: (hours: Int64, from: OrderCheck.Place, to: OrderCheck.Place)?
    /// Since this row the times are so many hours behind.
    private var behind: (hours: Int64, from: OrderCheck.Place, count: Int)?

    /// Zones are at most 14 hours apart from UTC, 26 from one another.
    private static let hoursMax: Int64 = 26

    init(interval: Int64?, sign: Int64) {
        // Of bars of a day, a step of hours is no step back.
        self.interval = interval.flatMap { $0 < 20 * .hour ? $0 : nil }
        self.sign = sign
    }

    /// A step forward: remembers what it leaves out, or ends a block that was behind.
    mutating func seeStep(from previous: OrderCheck.Place, to place: OrderCheck.Place, _ findings: inout FindingLog) {
        guard let interval, place.key - previous.key != interval, let hours = hours(place.key - previous.key - interval)
        else { return }
        if let behind, behind.hours == hours {
            self.behind = nil
            findings.add(
                .timeZone, .warning, line: behind.from.line,
                "the times of \(Evidence.lines(behind.from.line, previous.line)) are \(hours)h \(sign > 0 ? "behind" : "ahead of") those around them: "
                    + "the first is \(time(behind.from))")
            findings.explain(previous.key &* sign, place.key &* sign)
            findings.explain(behind.from.key &* sign, place.key &* sign)
            return
        }
        skip = (hours, previous, place)
    }

    /// Whether a step back undoes the last skip: the rows between were ahead.
    mutating func endsBlock(
        at place: OrderCheck.Place, after previous: OrderCheck.Place, _ findings: inout FindingLog
    ) -> Bool {
        guard let interval, let skip, let back = hours(previous.key + interval - place.key), back == skip.hours
        else { return false }
        findings.add(
            .timeZone, .warning, line: skip.to.line,
            "the times of \(Evidence.lines(skip.to.line, previous.line)) are \(back)h \(sign > 0 ? "ahead of" : "behind") those around them: "
                + "the first is \(time(skip.to)), the row above it \(time(skip.from))")
        findings.explain(skip.from.key &* sign, skip.to.key &* sign)
        findings.explain(skip.from.key &* sign, (previous.key + interval) &* sign)
        self.skip = nil
        return true
    }

    /// Whether rows whose times all stood before, with other prices, are what a clock set back leaves.
    mutating func wentBack(
        _ count: Int, from above: OrderCheck.Place, to first: OrderCheck.Place, last: OrderCheck.Place,
        next: OrderCheck.Place, _ findings: inout FindingLog
    ) -> Bool {
        guard let interval, let back = hours(above.key + interval - first.key) else { return false }
        let overlap = back * .hour / interval
        // One row alone may as well be a repeat of the row above it.
        guard count > 1 || DaylightSaving.isChange(timestamp(first)) else { return false }
        if next.key - last.key == interval {
            // The rows go on at the hours that the clock was set back to.
            guard abs(Int64(count) - overlap) <= max(1, overlap / 10) else { return false }
        } else {
            guard hours(next.key - last.key - interval) == back else { return false }
        }
        behind = (back, first, count)
        findings.explain(first.key &* sign, next.key &* sign)
        return true
    }

    mutating func finish(_ findings: inout FindingLog) {
        guard let behind else { return }
        findings.add(
            .timeZone, .warning, line: behind.from.line,
            "the clock goes \(sign > 0 ? "back" : "on") by \(behind.hours)h to \(time(behind.from)): \(Evidence.count(behind.count, "time")) "
                + "come twice, with other prices; local time with its summer time, or another zone from here on")
    }

    private func hours(_ nanoseconds: Int64) -> Int64? {
        let (hours, rest) = nanoseconds.quotientAndRemainder(dividingBy: .hour)
        return rest == 0 && 1...ClockCheck.hoursMax ~= hours ? hours : nil
    }

    private func timestamp(_ place: OrderCheck.Place) -> Timestamp { Timestamp(nanoseconds: sign &* place.key) }
    private func time(_ place: OrderCheck.Place) -> String { timestamp(place).description }
}
