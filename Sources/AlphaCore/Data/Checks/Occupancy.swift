/// In which half-hours of which days a file has bars: one word a day, whatever the number of bars.
struct Occupancy: Sendable {
    /// The first day that has a word, counted from 1970-01-01.
    private(set) var firstDay = 0
    /// Bit b: there is a bar that starts in the day's half-hour b.
    private var words: [UInt64] = []

    static let cell: Int64 = 1_800_000_000_000
    static let cellsPerDay = 48

    /// The days between the first and the last one with bars.
    var days: Range<Int> { firstDay..<(firstDay + words.count) }

    /// The half-hours with bars on a day, as bits.
    func cells(_ day: Int) -> UInt64 { days.contains(day) ? words[day - firstDay] : 0 }

    /// Whether there is a bar on the day.
    func has(_ day: Int) -> Bool { cells(day) != 0 }

    /// The first and the last half-hour with bars on a day; `nil` without any.
    func session(_ day: Int) -> ClosedRange<Int>? {
        let word = cells(day)
        return word == 0 ? nil : word.trailingZeroBitCount...(63 - word.leadingZeroBitCount)
    }

    /// Notes a bar; days may come in any order.
    mutating func add(_ time: Int64) {
        let cell = time.flooredQuotient(by: Occupancy.cell)
        let day = Int(cell.flooredQuotient(by: Int64(Occupancy.cellsPerDay)))
        let bit = UInt64(1) << UInt64(Int(cell) - day * Occupancy.cellsPerDay)
        if days.contains(day) {
            words[day - firstDay] |= bit
        } else {
            makeRoom(for: day)
            words[day - firstDay] |= bit
        }
    }

    /// The same with every time later by so much, a whole number of half-hours.
    func shifted(by shift: Int64) -> Occupancy {
        if shift == 0 { return self }
        var moved = Occupancy()
        for day in days {
            var word = cells(day)
            while word != 0 {
                let cell = Int64(day * Occupancy.cellsPerDay + word.trailingZeroBitCount)
                moved.add(cell * Occupancy.cell + shift)
                word &= word - 1
            }
        }
        return moved
    }

    /// Grows by doubling at either end, so that files newest first cost no more than others.
    private mutating func makeRoom(for day: Int) {
        if words.isEmpty { firstDay = day }
        if day < firstDay {
            let added = max(firstDay - day, min(words.count, firstDay + Occupancy.dayMax))
            words.insert(contentsOf: repeatElement(0, count: added), at: 0)
            firstDay -= added
        } else if day >= firstDay + words.count {
            words.append(contentsOf: repeatElement(0, count: day - firstDay - words.count + 1))
        }
    }

    /// Without the empty days that doubling left before the first one.
    mutating func trim() {
        let empty = words.prefix { $0 == 0 }.count
        words.removeFirst(empty)
        firstDay += empty
    }

    /// No moment that a `Timestamp` holds is further from 1970 in days.
    private static let dayMax = 106_752
}
