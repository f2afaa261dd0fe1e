/// The days of an exchange, learnt from its assets: a day counts when at least half of the files that reach over it, and
/// at least two, have bars.
struct ExchangeDays: Sendable {
    private let firstDay: Int
    private var present: [Int32]
    private var covering: [Int32]

    /// Learns from the days with bars of each file; `nil` from fewer than two files.
    init?(_ files: [Occupancy]) {
        let files = files.filter { !$0.days.isEmpty }
        guard files.count >= 2, let first = files.map(\.days.lowerBound).min(),
            let end = files.map(\.days.upperBound).max()
        else { return nil }
        firstDay = first
        present = Array(repeating: 0, count: end - first)
        covering = present
        for file in files {
            for day in file.days {
                covering[day - first] += 1
                if file.has(day) { present[day - first] += 1 }
            }
        }
    }

    /// How many files have bars on the day, and how many reach over it.
    func counts(_ day: Int) -> (present: Int, covering: Int) {
        let place = day - firstDay
        return present.indices.contains(place) ? (Int(present[place]), Int(covering[place])) : (0, 0)
    }

    /// Whether at least half of the files, and at least two, have bars on the day.
    func isOpen(_ day: Int) -> Bool {
        let (present, covering) = counts(day)
        return present >= 2 && 2 * present >= covering
    }

    /// Whether another file reaches over most of a file's days.
    func coversMost(of file: Occupancy) -> Bool {
        2 * file.days.count { counts($0).covering >= 2 } > file.days.count
    }

    /// For each file the days of its exchange; `nil` for one that no other goes with.
    ///
    /// A folder may hold several exchanges. Two files are of one exchange when one of them has next to no bar (1 in 200)
    /// on a day on which the other has none: a file with holes has no bars of its own, another exchange has the other's
    /// holidays.
    static func learn(_ files: [Occupancy]) -> [ExchangeDays?] {
        var groups: [[Int]] = []
        for place in files.indices {
            let home = groups.firstIndex { group in
                group.prefix(3).contains { areOneExchange(files[$0], files[place]) }
            }
            if let home { groups[home].append(place) } else { groups.append([place]) }
        }
        var days = [ExchangeDays?](repeating: nil, count: files.count)
        for group in groups {
            let learnt = ExchangeDays(group.map { files[$0] })
            for place in group { days[place] = learnt }
        }
        return days
    }

    private static func areOneExchange(_ one: Occupancy, _ other: Occupancy) -> Bool {
        let shared = one.days.clamped(to: other.days)
        var (extraOfOne, extraOfOther, both) = (0, 0, 0)
        for day in shared {
            switch (one.has(day), other.has(day)) {
            case (true, true): both += 1
            case (true, false): extraOfOne += 1
            case (false, true): extraOfOther += 1
            case (false, false): break
            }
        }
        // Too few days in common tell nothing against it.
        return min(extraOfOne, extraOfOther) * 200 <= both + 200
    }
}
