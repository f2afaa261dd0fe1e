/// The origin's model: |traded|·(half spread + fees) + coefficient·traded², traded as a share of the equity.
///
/// The impact knows nothing of the market's size, only of the portfolio's: a turn of the whole equity costs 1 basis point
/// on top of the spread.
public struct QuadraticSlippage: SlippageModel {
    public let name = "quadratic"
    /// Spread and fees.
    public var proportional: ProportionalCost
    /// Cost of trading the whole equity once, as a share of it.
    public var coefficient: Double

    /// Half a spread of 5 basis points and an impact of 1 basis point times traded², unless told otherwise.
    public init(proportional: ProportionalCost = ProportionalCost(), coefficient: Double = 1e-4) {
        precondition(coefficient >= 0, "coefficient \(coefficient)")
        self.proportional = proportional
        self.coefficient = coefficient
    }

    public func cost(of trade: TradeToCost) -> Double {
        abs(trade.traded) * proportional.rate + coefficient * trade.traded * trade.traded
    }
}
