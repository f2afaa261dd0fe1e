/// What the execution of a strategy's orders cost, against what the backtest's model said that it would.
///
/// Slippage is signed so that a cost is positive on both sides: paying more than the arrival price when buying, getting
/// less when selling. Every mean is weighted by the notional at the arrival price.
public struct TransactionCostAnalysis: Sendable, Equatable {
    /// Orders of the strategy.
    public private(set) var orders = 0
    /// Trades in which one of them took part.
    public private(set) var trades = 0
    /// Orders that were filled whole.
    public private(set) var filledOrders = 0
    /// Orders of the strategy that were rejected.
    public private(set) var rejected = 0
    /// Sum of what the orders asked for, in units of the assets.
    public private(set) var orderedQuantity = 0.0
    /// Sum of what they traded, in units of the assets.
    public private(set) var tradedQuantity = 0.0
    /// What the orders asked for, at their arrival prices.
    public private(set) var orderedNotional = 0.0
    /// What they traded, at their arrival prices.
    public private(set) var tradedNotional = 0.0
    /// Realised cost in quote currency: Σ side · (price − arrival price) · quantity.
    public private(set) var realisedCost = 0.0
    /// The model's cost of what was traded, in quote currency.
    public private(set) var modelledCost = 0.0

    /// The share of the ordered notional that was traded; `nil` without orders.
    public var fillRate: Double? { orderedNotional > 0 ? tradedNotional / orderedNotional : nil }
    /// The realised cost in basis points of the traded notional; `nil` when nothing was traded.
    public var realisedSlippageBasisPoints: Double? {
        tradedNotional > 0 ? realisedCost / tradedNotional * 1e4 : nil
    }
    /// The modelled cost in basis points of the traded notional; `nil` when nothing was traded.
    public var modelledSlippageBasisPoints: Double? {
        tradedNotional > 0 ? modelledCost / tradedNotional * 1e4 : nil
    }

    /// Measures the strategy's orders by what the venue made of them.
    ///
    /// - Parameters:
    ///   - strategyOrders: The orders with their arrival prices; ids must differ within a symbol.
    ///   - output: The venue's trades and events; those of other orders are passed over.
    ///   - modelledBasisPoints: The model's slippage of an order, given the notional that it traded, in basis points.
    public init(
        of strategyOrders: [StrategyOrder], in output: VenueOutput,
        modelledBasisPoints: (_ tradedNotional: Double) -> Double
    ) {
        let keys = strategyOrders.map { Key(symbol: $0.order.symbol, id: $0.order.id) }
        let position = Dictionary(uniqueKeysWithValues: zip(keys, strategyOrders.indices))
        var filled = [Int64](repeating: 0, count: strategyOrders.count)
        for trade in output.trades {
            for id in [trade.takerID, trade.makerID] {
                guard let index = position[Key(symbol: trade.symbol, id: id)] else { continue }
                let parent = strategyOrders[index]
                let sign = parent.order.side == .sell ? -1.0 : 1.0
                let quantity = trade.quantity.doubleValue
                trades += 1
                filled[index] += trade.quantity.raw
                tradedQuantity += quantity
                realisedCost += sign * (trade.price.doubleValue - parent.arrivalPrice) * quantity
            }
        }
        for (parent, filled) in zip(strategyOrders, filled) {
            let ordered = parent.order.quantity ?? Decimal8(raw: 0)
            let notional = Decimal8(raw: filled).doubleValue * parent.arrivalPrice
            orders += 1
            if filled == ordered.raw { filledOrders += 1 }
            orderedQuantity += ordered.doubleValue
            orderedNotional += ordered.doubleValue * parent.arrivalPrice
            tradedNotional += notional
            if filled > 0 { modelledCost += notional * modelledBasisPoints(notional) * 1e-4 }
        }
        rejected = output.events.count { event in
            event.kind == .rejected && position[Key(symbol: event.symbol, id: event.id)] != nil
        }
    }

    /// The same against a model of a half spread and an impact that grows with what is traded.
    ///
    /// `impactBasisPointsPerNotional` is per unit of quote currency: the origin's quadratic model, whose cost is
    /// coefficient × traded² of an equity of 1, is that coefficient in basis points over the capital.
    public init(
        of strategyOrders: [StrategyOrder], in output: VenueOutput, halfSpreadBasisPoints: Double,
        impactBasisPointsPerNotional: Double
    ) {
        self.init(of: strategyOrders, in: output) { notional in
            halfSpreadBasisPoints + impactBasisPointsPerNotional * notional
        }
    }

    /// The numbers as `metrics.json` has them under `execution`; what is undefined is `nil`.
    public var metrics: [String: Double?] {
        [
            "orders": Double(orders), "trades": Double(trades), "filled_orders": Double(filledOrders),
            "rejected": Double(rejected), "ordered_quantity": orderedQuantity, "traded_quantity": tradedQuantity,
            "ordered_notional": orderedNotional, "traded_notional": tradedNotional, "fill_rate": fillRate,
            "realised_slippage_basis_points": realisedSlippageBasisPoints,
            "modelled_slippage_basis_points": modelledSlippageBasisPoints,
        ]
    }

    private struct Key: Hashable {
        var symbol: String
        var id: String
    }
}
