import Testing

@testable import AlphaCore

@Suite struct TransactionCostAnalysisTests {
    private func parent(_ id: String, _ side: Side, quantity: Int64, arrival: Double) -> StrategyOrder {
        StrategyOrder(
            order: Order(
                timestampNanoseconds: 0, symbol: "X", side: side, quantity: Decimal8(raw: quantity * Decimal8.one),
                type: .market, id: id, account: OrderStream.account),
            bar: Timestamp(nanoseconds: 0), arrivalPrice: arrival)
    }

    private func trade(_ taker: String, _ maker: String, _ side: Side, price: Double, quantity: Int64) -> Trade {
        Trade(
            timestampNanoseconds: 0, symbol: "X", tradeID: 1, takerID: taker, makerID: maker, takerSide: side,
            price: Decimal8(raw: Int64(price * 1e8)), quantity: Decimal8(raw: quantity * Decimal8.one))
    }

    @Test func aCostIsPositiveOnBothSides() {
        let parents = [
            parent("b", .buy, quantity: 10, arrival: 100), parent("s", .sell, quantity: 20, arrival: 200),
            parent("r", .buy, quantity: 5, arrival: 100),
        ]
        let rejected = OrderEvent(
            timestampNanoseconds: 0, symbol: "X", id: "r", kind: .rejected, side: .buy, price: nil,
            quantity: Decimal8(raw: 0), openQuantity: Decimal8(raw: 0), reason: "MAX_POSITION")
        let output = VenueOutput(
            trades: [
                trade("b", "bg1", .buy, price: 100.5, quantity: 4), trade("b", "bg2", .buy, price: 101, quantity: 6),
                trade("other", "s", .buy, price: 199, quantity: 10),  // the strategy as the resting side
                trade("other", "bg3", .buy, price: 250, quantity: 10),
            ], events: [rejected])
        let analysis = TransactionCostAnalysis(
            of: parents, in: output
        ) { 5 + 0.01 * $0 }
        #expect(analysis.orders == 3 && analysis.trades == 3 && analysis.filledOrders == 1 && analysis.rejected == 1)
        // Bought 10 at 2 + 6 above 1,000, sold 10 at 10 below 2,000: 18 of 3,000.
        #expect(analysis.realisedCost == 18)
        #expect(analysis.realisedSlippageBasisPoints == 60)
        // 1,000 at 5 + 10 bp, 2,000 at 5 + 20 bp.
        #expect(abs(analysis.modelledCost - 6.5) < 1e-12)
        #expect(analysis.fillRate == 3000.0 / 5500)
        #expect(analysis.metrics["fill_rate"] == .some(.some(3000.0 / 5500)))
        #expect(analysis.metrics["traded_quantity"] == .some(.some(20)))
    }

    @Test func theBacktestsOwnTradesAreTheModel() {
        let parents = [
            parent("b", .buy, quantity: 10, arrival: 100), parent("s", .sell, quantity: 10, arrival: 100),
        ]
        let output = VenueOutput(trades: [
            trade("b", "bg1", .buy, price: 101, quantity: 10), trade("s", "bg2", .sell, price: 100, quantity: 10),
        ])
        func modelled(_ asset: String, _ nanoseconds: Int64, cost: Double) -> ModelledTrade {
            ModelledTrade(
                timestamp: Timestamp(nanoseconds: nanoseconds), asset: asset, price: 100, units: 10, cost: cost)
        }
        // 7 basis points of 1,000 for the first; the second is traded elsewhere and later only.
        var later = parents
        later[1].bar = Timestamp(nanoseconds: 2)
        let analysis = TransactionCostAnalysis(
            of: later, in: output,
            modelled: [modelled("X", 0, cost: 0.7), modelled("X", 1, cost: 9), modelled("Y", 2, cost: 9)])
        #expect(analysis.modelledSlippageBasisPoints.map { abs($0 - 7) < 1e-12 } == true)
        #expect(analysis.realisedSlippageBasisPoints == 50)
    }

    @Test func whatIsUndefinedIsNil() {
        let nothing = TransactionCostAnalysis(of: [], in: VenueOutput()) { _ in 5 }
        #expect(nothing.fillRate == nil && nothing.realisedSlippageBasisPoints == nil)
        let unfilled = TransactionCostAnalysis(
            of: [parent("b", .buy, quantity: 1, arrival: 10)], in: VenueOutput()
        ) { _ in 5 }
        #expect(unfilled.fillRate == 0 && unfilled.modelledSlippageBasisPoints == nil)
        #expect(unfilled.metrics["realised_slippage_basis_points"] == .some(nil))
    }
}
