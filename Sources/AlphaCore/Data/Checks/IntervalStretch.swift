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

/// Finds stretches of bars of one length while it sees a file's times for the first time, when the length of the file's
/// own bars is not known yet: in memory that does not grow with the file.
///
/// A stretch goes on over nights and weekends, and over bars missing in it, as long as at least half of its pauses are of
/// its length, no two in a row are shorter, and no more than eight in a row are others. Times that go back and forth are
/// rows out of order and no stretch: one in eight may.
struct IntervalStretchFinder {
    private struct Candidate {
        var stretch: IntervalStretch
        /// Other pauses since the last one of its length.
        var pending = 0
        var endsShort = false
        /// How many of its steps go against the direction of its times.
        var reversals = 0

        /// Whether its times go up from row to row.
        var rises: Bool { stretch.second.time > stretch.start.time }
    }

    private var previous: IntervalStretch.Place?
    private var pause: Int64?
    private var length: Int64?
    private var open: [Candidate] = []
    private var found: [Int64: [IntervalStretch]] = [:]
    private static let pendingMax = 8
    private static let countMin = 4
    /// So many are kept of each length, the longest ones.
    private static let keptMax = 256

    /// Sees the next row's time; one that is the same as the row's above is passed over.
    mutating func see(_ time: Int64, line: Int) {
        let place = IntervalStretch.Place(line: line, time: time)
        guard let previous else {
            self.previous = place
            return
        }
        guard time != previous.time else { return }
        let pause = abs(time - previous.time)
        let pauseBefore = self.pause
        let rises = time > previous.time
        if pause != pauseBefore { length = IntervalStretch.length(ofPause: pause) }
        let goesOn = advance(pause, rises, to: place)
        if let length, !goesOn {
            open.append(
                Candidate(
                    stretch: IntervalStretch(
                        length: length, start: previous, second: place, last: place, pauseBefore: pauseBefore)))
        }
        self.pause = pause
        self.previous = place
    }

    /// Takes the pause into the candidates, and closes those that it ends; whether one has its length.
    private mutating func advance(_ pause: Int64, _ rises: Bool, to place: IntervalStretch.Place) -> Bool {
        var goesOn = false
        var index = 0
        while index < open.count {
            if open[index].rises != rises {
                open[index].reversals += 1
                if open[index].reversals * 8 > open[index].stretch.count {
                    close(index, before: place)
                    continue
                }
            }
            if open[index].stretch.length == length {
                let (count, others) = (open[index].stretch.count, open[index].stretch.others + open[index].pending)
                if others > count + 1 {
                    close(index, before: place)
                    continue
                }
                open[index].stretch.count = count + 1
                open[index].stretch.others = others
                open[index].stretch.last = place
                open[index].stretch.next = nil
                open[index].pending = 0
                open[index].endsShort = false
                goesOn = true
            } else {
                let isShort = pause < open[index].stretch.length
                if isShort && open[index].endsShort || open[index].pending == IntervalStretchFinder.pendingMax {
                    close(index, before: place)
                    continue
                }
                if open[index].pending == 0 { open[index].stretch.next = place }
                open[index].pending += 1
                open[index].endsShort = isShort
            }
            index += 1
        }
        return goesOn
    }

    private mutating func close(_ index: Int, before place: IntervalStretch.Place? = nil) {
        var stretch = open[index].stretch
        stretch.next = stretch.next ?? place
        open.swapAt(index, open.count - 1)
        open.removeLast()
        guard stretch.count >= IntervalStretchFinder.countMin else { return }
        found[stretch.length, default: []].append(stretch)
        guard found[stretch.length]!.count == 2 * IntervalStretchFinder.keptMax else { return }
        found[stretch.length]!.sort { ($0.count, $1.start.line) > ($1.count, $0.start.line) }
        found[stretch.length]!.removeLast(IntervalStretchFinder.keptMax)
    }

    /// The stretches of a file of bars of `interval`, in the order of their lines; `pauses` says how often each pause
    /// between two of its rows is there.
    mutating func stretches(interval: Int64, rows: Int, pauses: [Int64: Int]) -> [IntervalStretch] {
        // A night or a weekend before the last bar of all ends nothing.
        for index in open.indices where open[index].pending == 1 && !open[index].endsShort {
            open[index].stretch.last = previous!
            open[index].stretch.others += 1
            open[index].stretch.next = nil
        }
        while !open.isEmpty { close(open.count - 1) }
        // Days may be some hours shorter, where clocks are set and zones change.
        let closer = interval >= 20 * .hour ? interval / 2 : interval
        let real = found.filter { $0.key < closer || $0.key / 2 >= interval }.flatMap(\.value)
            .filter { $0.isReal(interval: interval, rows: rows, pauses: pauses) }
            .sorted { ($0.start.line, $0.length) < ($1.start.line, $1.length) }
        return IntervalStretchFinder.outermost(real)
    }

    /// Without those that are made by bars missing among bars of a shorter length, which are another stretch; of stretches
    /// in the order of their lines.
    private static func outermost(_ stretches: [IntervalStretch]) -> [IntervalStretch] {
        var kept: [IntervalStretch] = []
        /// For each length, the line that its stretches so far reach.
        var reached: [Int64: Int] = [:]
        for stretch in stretches {
            let isInside = reached.contains { $0.key < stretch.length && stretch.last.line <= $0.value }
            if !isInside { kept.append(stretch) }
            reached[stretch.length] = max(reached[stretch.length] ?? 0, stretch.last.line)
        }
        return kept
    }
}
