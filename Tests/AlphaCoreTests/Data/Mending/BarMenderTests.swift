import Foundation
import Testing

@testable import AlphaCore

/// All mends together: faults upon faults, and what must not be touched.
@Suite struct BarMenderTests {
    @Test(arguments: 1...20)
    func shuffledRepeatedAndScaledRowsComeBack(seed: Int) {
        for number in 0..<3 {
            let clean = PlantedFaults(seed: UInt64(seed), number: number)
            var planted = clean
            _ = planted.scaleRows(by: seed % 2 == 0 ? 100 : 0.01, chance: 0.2)
            planted.repeatRows(chance: 0.1)
            let repeats = planted.rows.count - clean.rows.count
            planted.shuffle()
            let outcome = BarMender().mend(&planted.rows)
            #expect(firstDifference(planted.rows, clean.rows) == nil, "seed \(seed), asset \(number)")
            #expect(outcome.repairs.count { $0.kind == .repeated } == repeats)
            #expect(outcome.repairs.count { $0.kind == .order } == 1)
        }
    }

    /// The years 1678 to 2261 reach twice as far as 64 bits of nanoseconds.
    @Test func centuriesBetweenTwoBarsAreNoMatter() {
        let clean = PlantedFaults(seed: 1, bars: 2)
        for dates in [["1678-01-04", "2024-01-02"], ["2024-01-02", "1678-01-04"], ["1678-01-04", "2261-12-01"]] {
            var rows = clean.rows
            for (row, date) in dates.enumerated() {
                rows[row].timestamp = Timestamp(date)!
                // The same numbers twice: perhaps bars that were moved by hours, and a split between them.
                for column in BarRow.priceColumns { rows[row][column] = clean.rows[0][column] }
                rows[row].volume = clean.rows[0].volume
            }
            rows[1].splitRatio = 4
            _ = BarMender().mend(&rows)
            #expect(rows.map { "\($0.timestamp!)" } == dates.sorted(), "\(dates)")
        }
    }

    @Test(arguments: 1...20)
    func newestFirstIsTurnedRound(seed: Int) {
        let clean = PlantedFaults(seed: UInt64(seed), bars: 50)
        var planted = clean
        planted.rows.reverse()
        let outcome = BarMender().mend(&planted.rows)
        #expect(firstDifference(planted.rows, clean.rows) == nil)
        #expect(outcome.repairs.map(\.why) == ["50 rows stood newest first"])
    }

    /// Several splits at once, forward and reverse, under hundredfold errors; within four units in the last place.
    @Test(arguments: 1...20)
    func splitsAndHundredfoldErrorsTogether(seed: Int) {
        for number in 0..<3 {
            let clean = PlantedFaults(seed: UInt64(seed), number: number)
            var planted = clean
            let ratios = [4.0, 7, 0.1].shuffled(using: &planted.source).prefix(1 + seed % 3)
            for (part, ratio) in ratios.enumerated() {
                let split = 30 + 80 * part + planted.below(80)
                planted.unadjust(0..<split, for: ratio)
                planted.rows[split].splitRatio = ratio
            }
            _ = planted.scaleRows(by: seed % 2 == 0 ? 100 : 0.01, chance: 0.1)
            _ = BarMender().mend(&planted.rows)
            #expect(firstDifference(planted.rows, clean.rows, ulps: 4) == nil, "seed \(seed), asset \(number)")
        }
    }

    /// Yahoo's kind of file: single precision and adjusted closes, which must come back too.
    @Test(arguments: 1...10)
    func adjustedClosesComeBack(seed: Int) {
        var clean = PlantedFaults(seed: UInt64(seed))
        for row in clean.rows.indices {
            for column in BarRow.priceColumns {
                clean.rows[row][column] = Double(Float(clean.rows[row][column] / 3))
            }
            clean.rows[row].adjustedClose = Double(Float(clean.rows[row].close * (row < 150 ? 0.97 : 1)))
        }
        var planted = clean
        _ = planted.scaleRows(by: 100, chance: 0.2)
        for row in planted.rows.indices where planted.source.uniform() < 0.1 {
            planted.rows[row].adjustedClose! *= 0.01
        }
        planted.unadjust(0..<200, for: 5)
        planted.rows[202].splitRatio = 5
        _ = BarMender().mend(&planted.rows)
        #expect(firstDifference(planted.rows, clean.rows, ulps: 4) == nil, "seed \(seed)")
    }

    /// Anything at all is planted; a second mend finds nothing.
    @Test(arguments: 1...40)
    func mendingTwiceIsMendingOnce(seed: Int) {
        var planted = PlantedFaults(seed: UInt64(seed), number: seed)
        for row in planted.rows.indices {
            switch planted.below(12) {
            case 0: planted.scale(row, by: 100)
            case 1: planted.scale(row, by: 0.01)
            case 2: planted.scale(row, by: 3)
            case 3: planted.rows[row][BarRow.priceColumns[planted.below(4)]] *= [100, 0.01, 50, -1][planted.below(4)]
            case 4 where planted.below(4) == 0: planted.rows[row].splitRatio = [2, 0.1, 100][planted.below(3)]
            default: break
            }
        }
        planted.unadjust(0..<planted.below(300), for: 2)
        planted.repeatRows(chance: 0.05)
        planted.shuffle()
        _ = BarMender().mend(&planted.rows)
        var again = planted.rows
        let outcome = BarMender().mend(&again)
        #expect(outcome.repairs.isEmpty, "seed \(seed): \(outcome.repairs.prefix(3))")
        #expect(firstDifference(again, planted.rows) == nil)
    }

    @Test(arguments: 1...20)
    func cleanRowsStay(seed: Int) {
        for number in 0..<3 {
            var planted = PlantedFaults(seed: UInt64(seed), number: number)
            let clean = planted.rows
            for _ in 0..<10 {
                planted.rows[planted.below(clean.count)].splitRatio = SplitMendTests.ratios[planted.below(15)]
            }
            let outcome = BarMender().mend(&planted.rows)
            #expect(outcome == MendOutcome(), "seed \(seed): \(outcome)")
            #expect(firstDifference(planted.rows, clean) == nil)
        }
    }

    static let oddButTrue: [(name: String, closes: [Double])] = [
        ("a crash of one half", [Double](repeating: 50, count: 30) + [Double](repeating: 25, count: 30)),
        ("a penny stock from 1 to 100 in six days", [1, 1, 1.1, 2.5, 6, 15, 38, 99, 100, 101, 100]),
        ("a hundredfold rise over years", (0..<500).map { (day: Int) in pow(100, Double(day) / 499) }),
        ("a hundredfold fall over years", (0..<500).map { (day: Int) in pow(100, 1 - Double(day) / 499) }),
        ("all equal", [Double](repeating: 7, count: 40)),
        ("one row", [5]),
        ("two rows", [5, 6]),
        ("two rows a hundredfold apart", [1, 100]),
        ("no row", []),
        ("a fall to a thirtieth", [30, 31, 30, 1, 1.1, 1, 1]),
        ("ten thousandfold", [1, 1.1, 1, 10_000, 1.1, 1, 1]),
    ]

    /// Prices that look odd and may be true.
    @Test(arguments: oddButTrue)
    func whatMayBeTrueStays(name: String, closes: [Double]) {
        var planted = PlantedFaults(closes: closes)
        let clean = planted.rows
        #expect(BarMender().mend(&planted.rows).repairs.isEmpty, "\(name)")
        #expect(firstDifference(planted.rows, clean) == nil, "\(name)")
    }

    /// A coin that loses 99 % within a day and stays there: the scale changes inside a bar.
    @Test func aCollapseWithinABarStays() {
        var planted = PlantedFaults(closes: Array(repeating: 80, count: 20) + Array(repeating: 0.8, count: 10))
        planted.rows[20].open = 80
        planted.rows[20].high = 80
        #expect(BarMender().mend(&planted.rows).repairs.isEmpty)
    }

    /// The same from one bar to the next is a fault: nothing else does that.
    @Test func aBlockAHundredfoldOffIsMended() {
        var planted = PlantedFaults(closes: Array(repeating: 80, count: 20) + Array(repeating: 0.8, count: 5))
        #expect(BarMender().mend(&planted.rows).repairs.count == 5)
        #expect(planted.rows.allSatisfy { $0.close == 80 })
    }
}
