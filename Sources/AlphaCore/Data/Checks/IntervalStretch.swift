import Foundation

/// Bars of another length than the others of their file: days among the hours, or all from some line on.
struct IntervalStretch: Sendable, Equatable {
    /// A row by its line and time.
    struct Place: Sendable, Equatable {
        var line: Int
        var time: Int64
    }

    /// The length of its bars.
    var length: Int64
    /// The bar before the first pause of that length, and the one after it.
    var start: Place
    var second: Place
    /// The bar after the last pause of that length.
    var last: Place
    /// The pause before `start`; `nil` at the file's beginning.
    var pauseBefore: Int64?
    /// How many pauses are of that length, and how many are others: nights, weekends, a session's short last bar.
    var count = 1
    var others = 0
    /// The first bar behind it; `nil` when it goes on to the file's last row.
    var next: Place?
    /// The bars before `start` that only pauses longer than its own part from one another and from it, the nearest first:
    /// days before and after holidays. Then the one before those, if there is one.
    var lead: [Place] = []
    var beforeLead: Place?
    /// Likewise those after `last`, up to `next`.
    var trail: [Place] = []

    /// Its first bar, in a file of bars of `interval`. A bar that stands at its interval's distance from the one before it
    /// may be of either length, and is taken for the file's; after a night it is the stretch's.
    func first(interval: Int64) -> Place {
        guard let pauseBefore else { return start }
        return pauseBefore > max(length, interval) ? start : second
    }

    /// How many bars there are from the first to the last.
    func bars(interval: Int64) -> Int { count + others + (first(interval: interval) == start ? 1 : 0) }

    /// The times between which bars of the file's length are missing, or too many, for this alone: up to the first bar
    /// behind it.
    var times: ClosedRange<Int64> {
        let end = next?.time ?? (start.time < last.time ? last.time &+ length : last.time &- length)
        return min(start.time, last.time, end)...max(start.time, last.time, end)
    }
}

extension IntervalStretch {
    /// With the bars at its ends that only longer pauses part from it, in a file of shorter bars: they are no more the
    /// file's than the others are, and what is not between them is not missing. In a file of longer bars it is as it was.
    func widened(interval: Int64) -> IntervalStretch {
        guard length > interval else { return self }
        var wide = self
        var lead = lead
        // The farthest one is the file's when it stands at its interval's distance from the one before it.
        if let farthest = lead.last, let beforeLead, abs(farthest.time - beforeLead.time) <= interval {
            lead.removeLast()
        }
        if let farthest = lead.last {
            wide.start = farthest
            wide.second = lead.count > 1 ? lead[lead.count - 2] : start
            let before = lead.count < self.lead.count ? self.lead[lead.count] : beforeLead
            wide.pauseBefore = before.map { abs(farthest.time - $0.time) }
            wide.others += lead.count
        }
        if next == nil, let end = trail.last {
            wide.last = end
            wide.others += trail.count
        } else if trail.count > 1 {
            wide.last = trail[trail.count - 2]
            wide.next = trail.last
            wide.others += trail.count - 1
        }
        (wide.lead, wide.beforeLead, wide.trail) = ([], nil, [])
        return wide
    }

    /// The length that a pause between two bars stands for; `nil` for one that no bars come in. Where clocks are set, days
    /// have 23 or 25 hours; a week's first day of trading may be its second, months have 28 to 31 days.
    static func length(ofPause pause: Int64) -> Int64? {
        if pause < 23 * .hour { return lengths.contains(pause) ? pause : nil }
        if pause <= 25 * .hour { return Timestamp.day }
        if 6 * Timestamp.day...8 * Timestamp.day ~= pause { return 7 * Timestamp.day }
        let months = FileProfiler.rounded(pause)
        return months == 30 * Timestamp.day || months == 91 * Timestamp.day ? months : nil
    }

    /// The lengths of less than a day that bars come in: seconds, minutes, hours.
    private static let lengths: Set<Int64> = {
        let seconds: [Int64] = [1, 5, 10, 15, 30]
        let minutes: [Int64] = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720]
        return Set((seconds + minutes.map { $0 * 60 }).map { $0 * 1_000_000_000 })
    }()

    /// Whether chance does not give it: missing bars of the file's own length.
    ///
    /// Of `count + others` pauses in a row, `count` are of one length that a share p of the file's other pauses have. By
    /// chance that is so at one place with a probability of at most C(count + others, count)·p^count; a stretch counts when
    /// fewer than one in a million files like this have one. Bars that are closer than the file's cannot come from missing
    /// ones.
    func isReal(interval: Int64, rows: Int, pauses: [Int64: Int]) -> Bool {
        if length < interval { return true }
        let all = pauses.values.reduce(0, +) - count - others
        let alike = pauses.reduce(0) { $0 + (IntervalStretch.length(ofPause: $1.key) == length ? $1.value : 0) } - count
        let share = Double(max(1, alike)) / Double(max(1, all))
        let choices = lgamma(Double(count + others + 1)) - lgamma(Double(count + 1)) - lgamma(Double(others + 1))
        return Double(count) * log(min(share, 0.99)) + choices < log(1e-6 / Double(max(1, rows)))
    }
}
