/// What a provider says of bars that it had given before, where that is not what it said then.
///
/// A split or a dividend rewrites every earlier price; an exchange corrects a bar, takes one back, or fills a hole. Prices
/// are the same when they differ by less than 10⁻⁶ of their value: Yahoo's come as 32-bit floats whose last digits move
/// from call to call.
public struct Restatement: Sendable, Equatable {
    /// One number that is another now.
    public struct Change: Sendable, Equatable {
        /// The bar's start.
        public var timestamp: Timestamp
        /// The column as a file of ours names it.
        public var column: String
        /// What the file had; `nil` where it had no such column.
        public var old: Double?
        /// What the provider says now; `nil` where it says nothing any more.
        public var new: Double?
    }

    /// What happened to one column.
    public struct Column: Sendable, Equatable {
        /// Its name in a file of ours.
        public var name: String
        /// How many of its numbers are others now.
        public var bars: Int
        /// The first bar of which that is so.
        public var first: Timestamp
        /// The last bar of which that is so.
        public var last: Timestamp
        /// The smallest and the largest new / old; `nil` where one of them is missing or 0.
        public var ratios: ClosedRange<Double>?
        /// The first bar that is as it was, when all before it and none after it are others; `nil` otherwise.
        public var before: Timestamp?

        /// new / old, when it is the same all over to within 10⁻⁴; `nil` otherwise.
        public var ratio: Double? {
            guard let ratios, ratios.upperBound <= ratios.lowerBound * (1 + 1e-4) else { return nil }
            return (ratios.lowerBound + ratios.upperBound) / 2
        }
    }

    /// How many bars both have.
    public var comparedBars: Int
    /// How many of them are not as they were.
    public var changedBars: Int
    /// The columns that are not as they were, in the file's order.
    public var columns: [Column]
    /// How many bars there are now between those that were there.
    public var addedBars: Int
    /// How many bars are there no more.
    public var removedBars: Int
    /// The changed numbers in order of time, at most `changesKept` of them.
    public var changes: [Change]
    /// How many changed numbers there are in all.
    public var changeCount: Int

    /// So many changed numbers are kept one by one.
    public static let changesKept = 50
}

extension Restatement {
    /// The difference between what was stored and what came; `nil` when they are the same.
    ///
    /// Bars that came and lie before or after all the stored ones are no difference; stored bars that did not come are,
    /// so the caller takes out those that were not asked for.
    init?(from old: BarHistory, to new: BarHistory) {
        guard let first = old.first, let last = old.last else { return nil }
        let pairs = Restatement.common(old, new)
        let inside = new.bars.count { first <= $0.timestamp && $0.timestamp <= last }
        comparedBars = pairs.count
        addedBars = inside - pairs.count
        removedBars = old.count - pairs.count
        columns = []
        changes = []
        changeCount = 0
        var isChanged = [Bool](repeating: false, count: pairs.count)
        let times = pairs.map { old.bars[$0.old].timestamp }
        for (name, oldValue, newValue) in Restatement.columnValues(old, new) {
            var tally = ColumnTally(name: name)
            for (place, pair) in pairs.enumerated() {
                let change = Change(
                    timestamp: times[place], column: name, old: oldValue(pair.old), new: newValue(pair.new))
                guard change.isReal else { continue }
                isChanged[place] = true
                tally.add(change, at: place)
            }
            guard tally.count > 0 else { continue }
            columns.append(Column(tally, of: times))
            changes += tally.changes
            changeCount += tally.count
        }
        changedBars = isChanged.count { $0 }
        guard changeCount > 0 || addedBars > 0 || removedBars > 0 else { return nil }
        let order = changes.indices.sorted { (changes[$0].timestamp, $0) < (changes[$1].timestamp, $1) }
        changes = order.prefix(Restatement.changesKept).map { changes[$0] }
    }

    /// The places of the bars that both have.
    private static func common(_ old: BarHistory, _ new: BarHistory) -> [(old: Int, new: Int)] {
        var pairs: [(old: Int, new: Int)] = []
        var next = 0
        for (place, bar) in old.bars.enumerated() {
            while next < new.count, new.bars[next].timestamp < bar.timestamp { next += 1 }
            if next < new.count, new.bars[next].timestamp == bar.timestamp { pairs.append((place, next)) }
        }
        return pairs
    }

    private typealias Values = (Int) -> Double?

    private static func columnValues(_ old: BarHistory, _ new: BarHistory) -> [(String, Values, Values)] {
        func values(_ read: @escaping (Bar) -> Double) -> (Values, Values) {
            ({ read(old.bars[$0]) }, { read(new.bars[$0]) })
        }
        let parts: [(String, (Bar) -> Double)] = [
            ("open", { $0.open }), ("high", { $0.high }), ("low", { $0.low }), ("close", { $0.close }),
            ("volume", { $0.volume }),
        ]
        let columns = parts.map { name, read in (name, values(read).0, values(read).1) }
        return columns + [("adj_close", { old.adjustedCloses?[$0] }, { new.adjustedCloses?[$0] })]
    }
}

extension Restatement.Change {
    /// Whether the numbers differ by more than rounding; a volume is a count and has none.
    fileprivate var isReal: Bool {
        guard let old, let new else { return old != new }
        return column == "volume" ? old != new : abs(old - new) >= Bar.rounding * max(abs(old), abs(new))
    }
}

/// What is known of a column's changes while they are gone through, in constant memory.
private struct ColumnTally {
    let name: String
    var count = 0
    var changes: [Restatement.Change] = []
    var places: ClosedRange<Int> = 0...0
    /// The smallest and the largest new / old; `nil` before the first change and once one of them has none.
    var ratios: ClosedRange<Double>?

    mutating func add(_ change: Restatement.Change, at place: Int) {
        if count < Restatement.changesKept { changes.append(change) }
        let isFirst = count == 0
        places = (isFirst ? place : places.lowerBound)...place
        count += 1
        guard let old = change.old, let new = change.new, old > 0, new > 0, isFirst || ratios != nil else {
            ratios = nil
            return
        }
        let ratio = new / old
        ratios = min(ratios?.lowerBound ?? ratio, ratio)...max(ratios?.upperBound ?? ratio, ratio)
    }
}

extension Restatement.Column {
    /// The changes of a column among the times of all compared bars.
    fileprivate init(_ tally: ColumnTally, of times: [Timestamp]) {
        name = tally.name
        bars = tally.count
        first = times[tally.places.lowerBound]
        last = times[tally.places.upperBound]
        ratios = tally.ratios
        let isPrefix = tally.places.upperBound == tally.count - 1
        if isPrefix, tally.count < times.count { before = times[tally.count] }
    }
}
