import Foundation
import Testing

@testable import AlphaCore

@Suite struct SplitMendTests {
    static let ratios: [Double] = [1.5, 2, 3, 4, 5, 7, 10, 20, 50, 0.5, 0.2, 0.1, 0.05, 0.02, 33.0 / 70]

    /// The listing is up to five bars late or early; what comes back is within two units in the last place.
    @Test(arguments: 1...20)
    func plantedSplitsAreMended(seed: Int) {
        for number in 0..<3 {
            for ratio in Self.ratios {
                let clean = PlantedFaults(seed: UInt64(seed), number: number)
                var planted = clean
                let split = 20 + planted.below(clean.rows.count - 40)
                let start = planted.source.uniform() < 0.5 ? 0 : planted.below(split)
                planted.unadjust(start..<split, for: ratio)
                planted.rows[split + planted.below(11) - 5].splitRatio = ratio
                let outcome = BarMender().mend(&planted.rows)
                let hint: Comment = "seed \(seed), asset \(number), \(ratio), rows \(start)..<\(split)"
                #expect(firstDifference(planted.rows, clean.rows, ulps: 2) == nil, hint)
                #expect(outcome.repairs.map { $0.line - 2 } == Array(start..<split), hint)
                #expect(outcome.repairs.allSatisfy { $0.kind == .split }, hint)
            }
        }
    }
}
