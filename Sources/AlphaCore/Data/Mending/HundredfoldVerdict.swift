/// Which of the scales that the prices of a part of the chain stand on is the right one.
///
/// In this order: a bar that the user trusts; a source's single precision, which prices multiplied later do not have; a
/// late change from cents to the currency, whose newest unit is kept; a scale that two thirds of the prices stand on, or
/// half where errors lie on both sides of it. Without these, evidence is added up: a scale whose prices stand on
/// hundredths where the other's need finer ticks, and trading on one scale alone. What most prices stand on counts for
/// as much as one of these and decides nothing by itself. A tie decides nothing.
struct HundredfoldVerdict {
    /// The right level; `nil` when the part has but one, or nothing tells.
    private(set) var right: Int?
    /// What decided.
    private(set) var why = ""
    /// What was seen and not decided.
    private(set) var left: [Unmended] = []

    private let places: [Int: [Int]]
    private let runs: [Range<Int>]
    private let chain: PriceChain
    private let rows: [BarRow]

    init(_ part: Range<Int>, levels: HundredfoldLevels, chain: PriceChain, rows: [BarRow], trusted: Int?) {
        self.chain = chain
        self.rows = rows
        places = Dictionary(grouping: part) { levels.levels[$0] }
        runs = levels.runs(in: part)
        guard places.count > 1 else { return }
        let isWhole = part == chain.logs.indices
        decide(trusted: trusted.flatMap { part.contains($0) ? levels.levels[$0] : nil }, levels, isWhole)
        report()
    }

    private mutating func decide(trusted: Int?, _ levels: HundredfoldLevels, _ isWhole: Bool) {
        let order = places.keys.sorted { (places[$0]!.count, $0) > (places[$1]!.count, $1) }
        let total = places.values.reduce(0) { $0 + $1.count }
        let share = Double(places[order[0]]!.count) / Double(total)
        if let trusted {
            (right, why) = (trusted, "the trusted bar is on the other scale")
        } else if volumeMovesAgainstPrices(levels) {
            why = "volumes moved the other way by as much: a split 1:100 or 100:1 that nothing lists?"
        } else if let source = sourcePrecision(order) {
            (right, why) = (source, "prices on the other scale are in single precision, as their source writes them")
        } else if let newest = newestUnit(levels) {
            (right, why) = (newest, "the newest bars are in hundredths of what the older ones are counted in")
        } else if share >= 2.0 / 3, isWhole || rowCount(order) >= 5 {
            (right, why) = (order[0], "\(places[order[0]]!.count) of \(total) prices stand on the other scale")
        } else if places.count == 2 {
            addUp(low: order.min()!, high: order.max()!)
        } else if share >= 0.5, order[0] != order.min(), order[0] != order.max() {
            (right, why) = (order[0], "most prices stand on the scale between the other two")
        } else {
            why = "none of three scales holds two thirds of the prices"
        }
    }

    /// Adds up what speaks for the higher of two levels.
    private mutating func addUp(low: Int, high: Int) {
        var votes = 0
        var reasons: [String] = []
        func vote(_ number: Int, _ reason: String) {
            votes += number
            reasons.append((number > 0 ? "large: " : "small: ") + reason)
        }
        let (lows, highs) = (places[low]!, places[high]!)
        if let low = decimals(lows), let high = decimals(highs), high <= 2, low > 2 {
            vote(1, "\(high) decimals against \(low)")
        }
        let traded = (low: isTraded(lows), high: isTraded(highs))
        if traded.high != traded.low { vote(traded.high ? 1 : -1, "the bars with a volume stand there") }
        let share = Double(highs.count) / Double(lows.count + highs.count)
        if votes != 0, abs(share - 0.5) >= 0.05 { vote(share > 0.5 ? 1 : -1, "most prices stand there") }
        if votes == 0 {
            let evidence = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
            why = "nothing tells which of the two is right\(evidence): name a good bar with --trust DATE"
        } else {
            (right, why) = (votes > 0 ? high : low, "which scale is right: \(reasons.joined(separator: "; "))")
        }
    }

    private mutating func report() {
        if let right {
            let far = places.filter { abs($0.key - right) > 1 }.values.joined()
            guard let first = far.min() else { return }
            let count = Set(far.map { chain.rows[$0] }).count
            let why = "prices ten thousand times off their surroundings"
            left = [Unmended(rows[chain.rows[first]], .hundredfold, rows: count, why: why)]
        } else {
            let fewest = places.values.min { ($0.count, $0[0]) < ($1.count, $1[0]) }!
            let count = Set(fewest.map { chain.rows[$0] }).count
            let why = "prices stand on scales a hundredfold apart, and \(why)"
            left = [Unmended(rows[chain.rows[fewest[0]]], .hundredfold, rows: count, why: why)]
        }
    }
}

/// The evidence.
extension HundredfoldVerdict {
    private func rowCount(_ levels: [Int]) -> Int {
        Set(levels.flatMap { places[$0]! }.map { chain.rows[$0] }).count
    }

    /// The decimals that all but a twentieth of the prices do with, of up to 400 of them; `nil` when more stand on no
    /// tick.
    private func decimals(_ places: some Collection<Int>) -> Int? {
        let counts = sample(places).map { PriceText.decimals(price($0)) ?? .max }.sorted()
        let most = counts[(counts.count - 1) * 19 / 20]
        return most == .max ? nil : most
    }

    /// The level whose prices are single-precision numbers of many digits, where those of the others are not: a source
    /// writes such numbers, and multiplying them later leaves none.
    private func sourcePrecision(_ levels: [Int]) -> Int? {
        let shares = levels.compactMap { level -> (level: Int, share: Double)? in
            let noisy = sample(places[level]!).map { price($0) }.filter(PriceText.isNoisy)
            guard noisy.count >= 5 else { return nil }
            return (level, Double(noisy.count { PriceText.singlePrecision($0) != nil }) / Double(noisy.count))
        }
        guard shares.count == levels.count, let best = shares.first(where: { $0.share > 0.9 }),
            shares.allSatisfy({ $0.level == best.level || $0.share < 0.5 })
        else { return nil }
        return best.level
    }

    private func isTraded(_ places: [Int]) -> Bool { places.contains { rows[chain.rows[$0]].volume > 0 } }

    private func sample(_ places: some Collection<Int>) -> [Int] {
        let stride = max(1, places.count / 400)
        return places.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    }

    private func price(_ place: Int) -> Double { rows[chain.rows[place]][chain.columns[place]] }

    /// The bars on both sides of the only change of scale; `nil` when there are more, or fewer than five bars a side.
    private func sidesOfOnlyChange() -> (older: Range<Int>, newer: Range<Int>)? {
        guard runs.count == 2 else { return nil }
        let change = runs[1].lowerBound
        let older = chain.rows[runs[0].lowerBound]..<(chain.rows[change - 1] + 1)
        let newer = chain.rows[change]..<(chain.rows[runs[1].upperBound - 1] + 1)
        return older.count >= 5 && newer.count >= 5 ? (older, newer) : nil
    }

    /// The newer level, where from some bar on prices in whole cents become prices in the currency's hundredths.
    ///
    /// Both are consistent; the newest unit is what the source goes on with. At least a fifth of the bars must be in it.
    private func newestUnit(_ levels: HundredfoldLevels) -> Int? {
        guard let sides = sidesOfOnlyChange(), 5 * sides.newer.count >= sides.older.count + sides.newer.count,
            levels.levels[runs[1].lowerBound] < levels.levels[runs[0].lowerBound],
            decimals(runs[1]) == 2, decimals(runs[0]) == 0
        else { return nil }
        return levels.levels[runs[1].lowerBound]
    }

    /// Whether at the only change of scale volumes changed by about a hundred the other way, as at a split.
    private func volumeMovesAgainstPrices(_ levels: HundredfoldLevels) -> Bool {
        guard let sides = sidesOfOnlyChange(), let older = medianVolume(sides.older.suffix(20)),
            let newer = medianVolume(sides.newer.prefix(20))
        else { return false }
        let isUp = levels.levels[runs[1].lowerBound] > levels.levels[runs[0].lowerBound]
        return isUp ? older > 10 * newer : newer > 10 * older
    }

    private func medianVolume(_ range: Range<Int>) -> Double? {
        let volumes = rows[range].map(\.volume).filter { $0 > 0 }.sorted()
        return volumes.isEmpty ? nil : volumes[volumes.count / 2]
    }
}
