import Foundation
import Testing

@testable import AlphaCore

@Suite struct NormalDistributionTests {
    @Test func equalsTheReference() {
        for (probability, expected) in zip(GoldenStatistics.probabilities, GoldenStatistics.quantiles) {
            let found = NormalDistribution.quantile(probability)
            #expect(isClose(found, expected, relative: 1e-14), "Φ⁻¹(\(probability)) = \(found), not \(expected)")
        }
        for (point, expected) in zip(GoldenStatistics.points, GoldenStatistics.cumulative) {
            let found = NormalDistribution.cumulative(point)
            #expect(isClose(found, expected, relative: 1e-13), "Φ(\(point)) = \(found), not \(expected)")
        }
    }

    @Test func quantileInvertsTheCumulative() {
        var random = RandomSource(seed: 5)
        for _ in 0..<2_000 {
            let probability = exp(-60 * random.uniform())
            let x = NormalDistribution.quantile(probability)
            // An error of one unit in the last place of x changes Φ by |x|·density, |x|² relative to Φ in the tail.
            let tolerance = 4e-16 * (2 + x * x)
            #expect(
                isClose(NormalDistribution.cumulative(x), probability, relative: tolerance), "seed 5: \(probability)")
        }
    }

    @Test func edges() {
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(0.5) == 0)
        #expect(NormalDistribution.quantile(-0.1).isNaN && NormalDistribution.quantile(.nan).isNaN)
        #expect(NormalDistribution.quantile(0.25) == -NormalDistribution.quantile(0.75))
    }
}
