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
        /// Whether all of `pending` are longer than its own.
        var endsLong = true
        /// How many of its steps go against the direction of its times.
        var reversals = 0

        /// Whether its times go up from row to row.
        var rises: Bool { stretch.second.time > stretch.start.time }
    }

    private var previous: IntervalStretch.Place?
    /// The last places, each at its number modulo their count, and how many there were of all.
    private var recent = [IntervalStretch.Place](repeating: .init(line: 0, time: 0), count: 16)
    private var seen = 0
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
            remember(place)
            return
        }
        guard time != previous.time else { return }
        let pause = abs(time - previous.time)
        let pauseBefore = self.pause
        let rises = time > previous.time
        if pause != pauseBefore { length = IntervalStretch.length(ofPause: pause) }
        let goesOn = advance(pause, rises, to: place)
        if let length, !goesOn {
            var stretch = IntervalStretch(
                length: length, start: previous, second: place, last: place, pauseBefore: pauseBefore)
            if let pauseBefore, pauseBefore > length { findLead(of: &stretch, rises) }
            open.append(Candidate(stretch: stretch))
        }
        self.pause = pause
        self.previous = place
        remember(place)
    }

    private mutating func remember(_ place: IntervalStretch.Place) {
        recent[seen & 15] = place
        seen += 1
    }

    /// The places before the stretch's start, which is the last one that was remembered.
    private func findLead(of stretch: inout IntervalStretch, _ rises: Bool) {
        var later = stretch.start
        for back in 2..<min(seen + 1, IntervalStretchFinder.pendingMax + 3) {
            let earlier = recent[(seen - back) & 15]
            stretch.beforeLead = earlier
            guard (later.time > earlier.time) == rises, abs(later.time - earlier.time) > stretch.length,
                stretch.lead.count < IntervalStretchFinder.pendingMax
            else { return }
            stretch.lead.append(earlier)
            stretch.beforeLead = nil
            later = earlier
        }
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
                open[index].endsLong = true
                open[index].stretch.trail.removeAll(keepingCapacity: true)
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
                if isShort || open[index].rises != rises { open[index].endsLong = false }
                if open[index].endsLong { open[index].stretch.trail.append(place) }
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
        // Nights and weekends before the last bar of all end nothing.
        for index in open.indices where open[index].endsLong && open[index].pending > 0 {
            if open[index].stretch.length > interval {
                open[index].stretch.next = nil
            } else if open[index].pending == 1 {
                open[index].stretch.next = nil
                open[index].stretch.last = previous!
                open[index].stretch.others += 1
            }
        }
        while !open.isEmpty { close(open.count - 1) }
        // Days may be some hours shorter, where clocks are set and zones change.
        let closer = interval >= 20 * .hour ? interval / 2 : interval
        let real = found.filter { $0.key < closer || $0.key / 2 >= interval }.flatMap(\.value)
            .filter { $0.isReal(interval: interval, rows: rows, pauses: pauses) }
            .sorted { ($0.start.line, $0.length) < ($1.start.line, $1.length) }
        return IntervalStretchFinder.outermost(real).map { $0.widened(interval: interval) }
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
