import Foundation

/// The bars around the one that is judged: 32 before it, 32 after it.
///
/// "Before" and "after" go by the file; a file that is newest first has the later bar before. Returns are of total
/// values (adjusted closes, or dividends added back), and as log returns from one bar of the file to the next.
struct PriceWindow {
    static let reach = 32
    private(set) var bars: [CheckedBar] = []
    /// Bars that were found to be off: nothing is measured from them.
    private(set) var isOff: [Bool] = []
    /// The place of the bar that is judged.
    private(set) var center = 0
    /// The last place before the center that is not off; `nil` at the file's start.
    private(set) var before: Int?
    private let isNewestFirst: Bool
    private let interval: Int64
    private let isDaily: Bool
    /// The scale that the window's own is never below.
    private let floor: Double

    init(_ profile: FileProfile) {
        isNewestFirst = profile.isNewestFirst
        interval = max(1, profile.interval ?? Timestamp.day)
        isDaily = profile.isDaily
        floor = profile.returnScale
        bars.reserveCapacity(4096)
    }

    /// Whether the center can be judged: enough bars follow it, or the file is `atEnd`.
    func isReady(atEnd: Bool) -> Bool { center + (atEnd ? 0 : PriceWindow.reach) < bars.count }

    mutating func append(_ bar: CheckedBar) {
        if bars.count >= 4096 { forget() }
        bars.append(bar)
        isOff.append(false)
    }

    /// Takes away what no one looks back at any more.
    private mutating func forget() {
        let count = max(0, min(center, before ?? center) - 2 * PriceWindow.reach)
        bars.removeFirst(count)
        isOff.removeFirst(count)
        center -= count
        before = before.map { $0 - count }
    }

    /// Goes on to the next bar.
    mutating func advance() {
        if !isOff[center] { before = center }
        center += 1
    }

    /// Leaves a bar out of everything that is measured.
    mutating func markOff(_ place: Int) { isOff[place] = true }

    /// The bar of the two that is later in time.
    func later(_ first: Int, _ second: Int) -> CheckedBar { bars[isNewestFirst ? first : second] }

    /// The bar of the two that is earlier in time.
    func earlier(_ first: Int, _ second: Int) -> CheckedBar { bars[isNewestFirst ? second : first] }

    /// The log return of the closes from one place to a further one.
    func move(_ from: Int, _ to: Int) -> Double {
        let (earlier, later) = (earlier(from, to), later(from, to))
        return sign * log(grown(later, later.total) / earlier.total)
    }

    /// The part of the move that lies between the two bars: from the earlier close to the later open.
    func leap(_ from: Int, _ to: Int) -> Double {
        let (earlier, later) = (earlier(from, to), later(from, to))
        return sign * log(grown(later, later.totalOpen) / earlier.total)
    }

    /// With the dividend added back where no adjusted close has it.
    private func grown(_ bar: CheckedBar, _ value: Double) -> Double {
        bar.adjusted > 0 || bar.dividend <= 0 ? value : value + bar.dividend
    }

    private var sign: Double { isNewestFirst ? -1 : 1 }

    /// How many deviations' worth of time lies between two bars: the root of the intervals between them.
    func rootOfTime(_ from: Int, _ to: Int) -> Double {
        let spacing = abs(bars[to].time - bars[from].time)
        // A weekend or a holiday moves a daily price little more than a night.
        if isDaily, spacing < 6 * Timestamp.day { return 1 }
        return max(1, (Double(spacing) / Double(interval)).squareRoot())
    }

    /// One robust deviation of a return around the center: the larger of those before and after it, for volatility
    /// comes and stays; never below the file's own.
    func scale() -> Double { max(floor, localScale) }

    /// The same without the file's.
    var localScale: Double {
        let first = max(0, center - PriceWindow.reach)
        return max(deviation(first..<center), deviation((center + 1)..<min(bars.count, center + PriceWindow.reach + 1)))
    }

    /// 1.4826 times the median absolute deviation of the returns between the bars; 0 for fewer than 5.
    private func deviation(_ places: Range<Int>) -> Double {
        let good = places.filter { !isOff[$0] }
        guard good.count > 5 else { return 0 }
        let returns = zip(good, good.dropFirst()).map { move($0, $1) / rootOfTime($0, $1) }
        let middle = PriceWindow.median(returns)
        return 1.4826 * PriceWindow.median(returns.map { abs($0 - middle) })
    }

    /// The middle one of up to five closes after a place, as `value` has them; `nil` when there are none.
    func level(after place: Int, _ value: (CheckedBar) -> Double) -> Double? {
        let following = bars[min(place + 1, bars.count)..<min(bars.count, place + 6)]
        return following.isEmpty ? nil : PriceWindow.median(following.map(value))
    }

    /// The upper median; the numbers are not empty.
    static func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
}
