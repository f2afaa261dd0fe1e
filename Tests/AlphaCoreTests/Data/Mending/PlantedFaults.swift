import Foundation

@testable import AlphaCore

/// Clean rows, and the faults that tests plant into them.
struct PlantedFaults {
    var rows: [BarRow]
    var source: RandomSource

    /// The bars of a synthetic asset as rows of a file; seed and number choose it, the classes take turns.
    init(seed: UInt64, bars: Int = 300, number: Int = 0) {
        var configuration = SyntheticMarket.Configuration()
        configuration.assets = 3
        configuration.bars = bars
        configuration.seed = seed
        let series = SyntheticMarket(configuration).assets[number % 3].series
        self.init(series.bars.map { ($0, nil) }, seed: seed)
    }

    init(_ bars: [(bar: Bar, adjusted: Double?)], seed: UInt64 = 1) {
        rows = bars.enumerated().map { place, row in
            BarRow(
                line: place + 2, timestamp: row.bar.timestamp, open: row.bar.open, high: row.bar.high,
                low: row.bar.low, close: row.bar.close, adjustedClose: row.adjusted, volume: row.bar.volume)
        }
        source = RandomSource(seed: seed, stream: "planted-faults")
    }

    /// Daily rows of bars whose prices all are these.
    init(closes: [Double], volume: Double = 1000) {
        self.init(
            closes.enumerated().map { day, close in
                let time = Timestamp(nanoseconds: Int64(day) * Timestamp.day)
                return (
                    Bar(timestamp: time, open: close, high: close, low: close, close: close, volume: volume), nil
                )
            })
    }

    mutating func below(_ bound: Int) -> Int { Int(source.next() % UInt64(bound)) }

    /// Multiplies the prices of each row with that chance, the first and the last row always.
    mutating func scaleRows(by factor: Double, chance: Double) -> Set<Int> {
        var scaled: Set<Int> = []
        for row in rows.indices where row == 0 || row == rows.count - 1 || source.uniform() < chance {
            scale(row, by: factor)
            scaled.insert(row)
        }
        return scaled
    }

    /// Multiplies the prices of blocks of rows, together at most that share of all rows.
    mutating func scaleBlocks(_ count: Int, by factor: Double, share: Double) {
        let length = Int(Double(rows.count) * share) / count
        for block in 0..<count {
            let part = rows.count / count
            let start = block * part + below(part - length + 1)
            for row in start..<(start + 1 + below(length)) { scale(row, by: factor) }
        }
    }

    /// Multiplies single cells with that chance.
    mutating func scaleCells(by factor: Double, chance: Double) {
        for row in rows.indices where source.uniform() < chance {
            rows[row][BarRow.priceColumns[below(4)]] *= factor
        }
    }

    mutating func scale(_ row: Int, by factor: Double) {
        for column in BarRow.priceColumns { rows[row][column] *= factor }
        if let adjusted = rows[row].adjustedClose { rows[row].adjustedClose = adjusted * factor }
    }

    /// Takes back the adjustment of the rows for a split.
    mutating func unadjust(_ range: Range<Int>, for ratio: Double) {
        for row in range {
            scale(row, by: ratio)
            rows[row].volume /= ratio
        }
    }

    /// The rows in the order of a new file.
    mutating func renumber() {
        for place in rows.indices { rows[place].line = place + 2 }
    }

    mutating func shuffle() {
        rows.shuffle(using: &source)
        renumber()
    }

    mutating func repeatRows(chance: Double) {
        rows = rows.flatMap { source.uniform() < chance ? [$0, $0] : [$0] }
        renumber()
    }
}

extension BarRow {
    /// Whether all numbers are within that many units in the last place.
    func isNear(_ other: BarRow, ulps: Double) -> Bool {
        timestamp == other.timestamp
            && BarRow.numberColumns.allSatisfy { column in
                let (one, two) = (self[column], other[column])
                return one == two || one.isNaN && two.isNaN || abs(one - two) <= ulps * max(one.ulp, two.ulp)
            }
    }
}

/// The first row that is not as it should be, for a message; `nil` when all are.
func firstDifference(_ rows: [BarRow], _ expected: [BarRow], ulps: Double = 0) -> String? {
    guard rows.count == expected.count else { return "\(rows.count) rows instead of \(expected.count)" }
    return zip(rows, expected).enumerated().first { !$0.element.0.isNear($0.element.1, ulps: ulps) }
        .map { "row \($0.offset): \($0.element.0) instead of \($0.element.1)" }
}
