/// Times that do not follow the one above: files newest first, rows out of order, times that stand twice, and among
/// these what a clock that was moved leaves behind.
///
/// It sees the rows as they stand, before `TimeSorter` puts them in order.
struct OrderCheck {
    private let profile: FileProfile
    private let sign: Int64
    /// The two rows with a time that came last.
    private var previous: Place?
    private var beforePrevious: Place?
    /// The latest time so far, as a key.
    private var reached = Int64.min
    /// Rows behind `reached`, one after the other.
    private var group: Group?
    private var recent = RecentRows()
    private var clock: ClockCheck
    /// Rows out of order that lie near one another, said once.
    private var scattered: Scattered?

    /// A row's line and its time, negated when newest first so that it goes up.
    struct Place {
        var line: Int
        var key: Int64
    }

    private struct Group {
        var first: Place
        /// The row above the first.
        var above: Place
        var last: Place
        var count = 0
        /// How many of their times stand further up, and where the first of these is.
        var matches = 0
        var firstMatch: RecentRows.Row?
        /// How many of these have the same close and volume there.
        var equals = 0
    }

    private struct Scattered {
        var first: Place
        var above: Place
        var last: Int
        var count = 1
    }

    init(_ profile: FileProfile) {
        self.profile = profile
        sign = profile.isNewestFirst ? -1 : 1
        clock = ClockCheck(interval: profile.interval, sign: sign)
    }

    mutating func see(_ row: BarRow, _ time: Int64, _ findings: inout FindingLog) {
        let place = Place(line: row.line, key: sign &* time)
        if place.key > reached {
            if group != nil { closeGroup(before: place, &findings) }
            if let previous { clock.seeStep(from: previous, to: place, &findings) }
            reached = place.key
        } else {
            seeBehind(place, row, &findings)
        }
        if !profile.isInOrder { recent.add(row, key: place.key) }
        beforePrevious = previous
        previous = place
    }

    private mutating func seeBehind(_ place: Place, _ row: BarRow, _ findings: inout FindingLog) {
        guard let previous else { return }
        if group == nil {
            if clock.endsBlock(at: place, after: previous, &findings) {
                reached = place.key
                return
            }
            let match = recent.row(at: place.key)
            if match == nil, let beforePrevious, place.key > beforePrevious.key {
                // One row stands too early or too late; what follows goes on from here.
                addScattered(place, above: previous, &findings)
                reached = place.key
                return
            }
            group = Group(first: place, above: previous, last: place)
        }
        group!.last = place
        group!.count += 1
        if let match = recent.row(at: place.key) {
            if group!.matches == 0 { group!.firstMatch = match }
            group!.matches += 1
            if match.close == row.close, match.volume == row.volume { group!.equals += 1 }
        }
    }

    private mutating func addScattered(_ place: Place, above: Place, _ findings: inout FindingLog) {
        if scattered != nil, place.line - scattered!.last <= 5 {
            scattered!.last = place.line
            scattered!.count += 1
        } else {
            sayScattered(&findings)
            scattered = Scattered(first: place, above: above, last: place.line)
        }
    }

    private mutating func sayScattered(_ findings: inout FindingLog) {
        guard let found = scattered else { return }
        scattered = nil
        findings.add(
            .order, .error, line: found.first.line, said(found.first, above: found.above, found.count, to: found.last))
    }

    private func said(_ place: Place, above: Place, _ count: Int, to last: Int) -> String {
        let direction = profile.isNewestFirst ? " in a file that is newest first" : ""
        let where_ = "\(time(place)) stands below \(time(above))\(direction)"
        return count == 1
            ? where_ : "\(where_); \(Evidence.count(count, "row")) of lines \(place.line) to \(last) are out of order"
    }

    private mutating func closeGroup(before next: Place?, _ findings: inout FindingLog) {
        guard let group else { return }
        self.group = nil
        let differ = group.equals * 5 < group.matches
        if group.matches == group.count, differ, let next,
            clock.wentBack(group.count, from: group.above, to: group.first, last: group.last, next: next, &findings)
        {
            return
        }
        if group.matches * 10 >= group.count * 9, let match = group.firstMatch {
            let rest = "in line \(match.line), with \(differ ? "other" : "the same") close and volume"
            findings.add(
                .repeated, .error, line: group.first.line,
                group.count == 1
                    ? "\(time(group.first)) stands twice: the other time \(rest)"
                    : "the times of \(Evidence.lines(group.first.line, group.last.line)) stand twice, "
                        + "\(time(group.first)) to \(time(group.last)): the other times from line \(match.line) on, "
                        + "with \(differ ? "other" : "the same") closes and volumes")
        } else {
            findings.add(
                .order, .error, line: group.first.line,
                said(group.first, above: group.above, group.count, to: group.last.line))
        }
    }

    private func time(_ place: Place) -> String { profile.label(sign &* place.key) }

    mutating func finish(_ findings: inout FindingLog) {
        closeGroup(before: nil, &findings)
        sayScattered(&findings)
        clock.finish(&findings)
        if profile.isNewestFirst {
            findings.add(
                .order, .error, line: profile.secondLine,
                "newest first: the times go down from line to line, and bars are read oldest first")
        }
    }
}

/// The last rows of a file by their time, to tell where a time stood before.
struct RecentRows {
    struct Row {
        var line: Int
        var key: Int64
        var close: Double
        var volume: Double
    }

    private static let capacity = 4096
    private var rows: [Row] = []
    private var next = 0
    /// Where the last match was: a block that stands twice is found row after row.
    private var hint = 0

    mutating func add(_ row: BarRow, key: Int64) {
        let entry = Row(line: row.line, key: key, close: row.close, volume: row.volume)
        if rows.count < RecentRows.capacity {
            rows.append(entry)
        } else {
            rows[next] = entry
        }
        next = (next + 1) % RecentRows.capacity
    }

    /// The row with this time among the last 4,096; `nil` when there is none.
    mutating func row(at key: Int64) -> Row? {
        let guess = (hint + 1) % RecentRows.capacity
        if guess < rows.count, rows[guess].key == key {
            hint = guess
            return rows[guess]
        }
        guard let place = rows.firstIndex(where: { $0.key == key }) else { return nil }
        hint = place
        return rows[place]
    }
}
