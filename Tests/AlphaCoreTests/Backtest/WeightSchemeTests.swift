import Foundation
import Testing

@testable import AlphaCore

@Suite struct WeightSchemeTests {
    private func weights(_ scheme: WeightScheme, _ scores: [Double], scales: [Double] = []) -> [Double] {
        scheme.weights(scores, scales: scales.isEmpty ? scores.map { _ in 1 } : scales)
    }

    private func expect(_ found: [Double], _ expected: [Double]) {
        #expect(zip(found, expected).allSatisfy { isClose($0, $1, relative: 1e-14, absolute: 1e-16) }, "\(found)")
    }

    @Test func tableOfWeights() {
        expect(weights(.rank, [10, -5, 0.1]), [0.5, -0.5, 0])
        expect(weights(.rank, [1, 1, 5, 9]), [-0.25, -0.25, 1.0 / 8, 3.0 / 8])
        expect(weights(.zscore, [3, 0, 0]), [0.5, -0.25, -0.25])
        expect(weights(.zscore, [1, 2]), [-0.5, 0.5])
        expect(weights(.sign, [3, -0.1, 0, 2]), [0.25, -0.25, 0, 0.25])
        expect(weights(.proportional, [0.5, -4], scales: [1, 2]), [0.25, -0.5])
        expect(weights(.proportional, [0], scales: [0]), [0])
    }

    @Test func scoresThatAreAllTheSameGiveNeutralSchemesNothing() {
        expect(weights(.zscore, [0.1 + 0.2, 0.3, 0.3]), [0, 0, 0])
        expect(weights(.rank, [1, 1, 1]), [0, 0, 0])
        expect(weights(.zscore, [7]), [0])
        #expect(weights(.zscore, []).isEmpty)
    }

    @Test(arguments: [WeightScheme.rank, .zscore, .sign, .proportional])
    func grossIsAtMostOneAndTheUnitOfScoresDoesNotMatter(scheme: WeightScheme) {
        var random = RandomSource(seed: 21)
        for _ in 0..<200 {
            let scores = (0..<6).map { _ in random.normal() }
            let scales = (0..<6).map { _ in random.uniform() + 0.1 }
            let found = weights(scheme, scores, scales: scales)
            #expect(found.reduce(0) { $0 + abs($1) } <= 1 + 1e-12, "seed 21")
            expect(weights(scheme, scores.map { $0 * 1e-6 }, scales: scales.map { $0 * 1e-6 }), found)
            if scheme == .rank || scheme == .zscore { #expect(abs(found.reduce(0, +)) < 1e-12, "seed 21") }
        }
    }

    @Test func automaticLooksAtThePanelsSize() {
        #expect(WeightScheme.automatic.resolved(assets: 2) == .proportional)
        #expect(WeightScheme.automatic.resolved(assets: 3) == .zscore)
        #expect(WeightScheme.rank.resolved(assets: 1) == .rank)
    }
}

@Suite struct SlippageModelTests {
    @Test func costsByHand() {
        let trade = TradeToCost(traded: -0.5, notional: 5e5, volatility: 0.02, averageNotional: 2e7)
        #expect(isClose(QuadraticSlippage().cost(of: trade), 0.5 * 5e-4 + 1e-4 * 0.25))
        #expect(isClose(trade.participation, 0.025))
        #expect(isClose(SquareRootSlippage().cost(of: trade), 0.5 * (5e-4 + 0.02 * 0.025.squareRoot())))
        // Spread 10 bp: γ = 0.01, η = 0.1, τ = 0.1.
        let linear = 0.5 * 0.01 * 0.025 + (0.1 - 0.5 * 0.01 * 0.1) * 0.025
        #expect(isClose(AlmgrenChrissSlippage().cost(of: trade), 0.5 * (5e-4 + linear)))
        #expect(NoSlippage().cost(of: trade) == 0)
        let fees = QuadraticSlippage(proportional: ProportionalCost(halfSpread: 1e-4, fees: 2e-4), coefficient: 0)
        #expect(isClose(fees.cost(of: trade), 0.5 * 3e-4))
    }

    /// N equal slices of X/N in a price that each slice moves for good, summed one by one.
    @Test func almgrenChrissEqualsItsSlicesOneByOne() {
        let model = AlmgrenChrissSlippage(permanent: 0.03, temporary: 0.2, duration: 2, slices: 8)
        let (size, slice, interval) = (0.4, 0.05, 0.25)
        var moved = 0.0
        var cost = 0.0
        for _ in 0..<8 {
            // Price paid: half the spread, the passing impact of the rate, and what earlier slices left behind.
            cost += slice * (5e-4 + 0.2 * slice / interval + moved)
            moved += 0.03 * slice
        }
        // Eq. 5 lets a slice's lasting impact begin after it; ½γX² − ½γΣn² is what the earlier ones add up to.
        let trade = TradeToCost(traded: 0.4, notional: 0.4, averageNotional: 1)
        #expect(isClose(model.cost(of: trade), cost), "size \(size)")
    }

    @Test(arguments: SlippageKind.allCases)
    func aCostIsALossEitherWayAndGrowsWithSize(kind: SlippageKind) {
        let model = kind.model()
        var last = 0.0
        for size in [0.01, 0.1, 0.5, 1, 2] {
            let buy = TradeToCost(traded: size, notional: size * 1e6, volatility: 0.01, averageNotional: 1e7)
            var sale = buy
            sale.traded = -size
            #expect(model.cost(of: buy) == model.cost(of: sale))
            if kind != .none { #expect(model.cost(of: buy) / size > last / 2 && model.cost(of: buy) > last) }
            last = model.cost(of: buy)
        }
        #expect(model.name == kind.rawValue)
        let unknown = TradeToCost(traded: 0.1, notional: 1e5)
        #expect(kind == .quadratic || isClose(model.cost(of: unknown), kind == .none ? 0 : 0.1 * 5e-4))
    }
}
