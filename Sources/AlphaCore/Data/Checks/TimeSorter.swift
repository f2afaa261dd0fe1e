/// Puts bars that stand a little out of order back into it, so that the checks behind it can rely on order.
///
/// It looks 64 bars ahead: swapped and scrambled rows find their place, a time that stands twice keeps its first bar,
/// and what comes later than that is left out. `OrderCheck` has named all of them by then.
struct TimeSorter {
    private static let reach = 64
    private let sign: Int64
    /// In order, from `head` on.
    private var bars: [CheckedBar] = []
    private var head = 0
    private var lastKey = Int64.min

    /// A sorter for times that go up, or down.
    init(isNewestFirst: Bool) {
        sign = isNewestFirst ? -1 : 1
        bars.reserveCapacity(2 * TimeSorter.reach)
    }

    /// Takes a bar in; false when its time was there already or is too late to be put right.
    mutating func insert(_ bar: CheckedBar) -> Bool {
        let key = sign &* bar.time
        var place = bars.count
        while place > head, sign &* bars[place - 1].time > key { place -= 1 }
        if place > head, bars[place - 1].time == bar.time { return false }
        guard key > lastKey else { return false }
        bars.insert(bar, at: place)
        return true
    }

    /// The next bar in order, once enough have come after it, or `atEnd` in any case.
    mutating func next(atEnd: Bool = false) -> CheckedBar? {
        guard bars.count - head > (atEnd ? 0 : TimeSorter.reach) else { return nil }
        let bar = bars[head]
        head += 1
        if head == TimeSorter.reach {
            bars.removeFirst(head)
            head = 0
        }
        lastKey = sign &* bar.time
        return bar
    }
}
