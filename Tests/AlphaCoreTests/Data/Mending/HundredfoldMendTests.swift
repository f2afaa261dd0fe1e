import Foundation
import Testing

@testable import AlphaCore

@Suite struct HundredfoldMendTests {
    /// Every price comes back to the bit, whatever is planted; each row counts once among the repairs.
    @Test(arguments: 1...20)
    func plantedRowsAreMended(seed: Int) {
        for number in 0..<3 {
            for factor in [100.0, 0.01] {
                let clean = PlantedFaults(seed: UInt64(seed), number: number)
                var planted = clean
                let scaled = planted.scaleRows(by: factor, chance: 0.28 * planted.source.uniform())
                let outcome = BarMender().mend(&planted.rows)
                #expect(firstDifference(planted.rows, clean.rows) == nil, "seed \(seed), asset \(number), \(factor)")
                #expect(outcome.repairs.map { $0.line - 2 } == scaled.sorted())
                #expect(outcome.repairs.allSatisfy { $0.kind == .hundredfold && $0.changes.count == 4 })
                #expect(outcome.left.isEmpty)
            }
        }
    }

    @Test(arguments: 1...20)
    func bothDirectionsAtOnceAreMended(seed: Int) {
        for number in 0..<3 {
            let clean = PlantedFaults(seed: UInt64(seed), number: number)
            var planted = clean
            for row in planted.rows.indices {
                switch planted.source.uniform() {
                case ..<0.12: planted.scale(row, by: 100)
                case ..<0.24: planted.scale(row, by: 0.01)
                default: break
                }
            }
            _ = BarMender().mend(&planted.rows)
            #expect(firstDifference(planted.rows, clean.rows) == nil, "seed \(seed), asset \(number)")
        }
    }

    @Test(arguments: 1...20)
    func plantedBlocksAreMended(seed: Int) {
        for number in 0..<3 {
            for factor in [100.0, 0.01] {
                let clean = PlantedFaults(seed: UInt64(seed), number: number)
                var planted = clean
                planted.scaleBlocks(1 + planted.below(4), by: factor, share: 0.3)
                _ = BarMender().mend(&planted.rows)
                #expect(firstDifference(planted.rows, clean.rows) == nil, "seed \(seed), asset \(number), \(factor)")
            }
        }
    }

    @Test(arguments: 1...20)
    func plantedCellsAreMended(seed: Int) {
        for number in 0..<3 {
            for factor in [100.0, 0.01] {
                let clean = PlantedFaults(seed: UInt64(seed), number: number)
                var planted = clean
                planted.scaleCells(by: factor, chance: 0.3)
                _ = BarMender().mend(&planted.rows)
                #expect(firstDifference(planted.rows, clean.rows) == nil, "seed \(seed), asset \(number), \(factor)")
            }
        }
    }
}
