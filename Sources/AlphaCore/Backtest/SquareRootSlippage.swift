/// The square-root law of impact: |traded|·(half spread + fees + η·σ·√(traded/ADV)).
///
/// Found across markets and sizes; η is near 1 (Tóth et al., "Anomalous price impact and the critical nature of
/// liquidity in financial markets", Physical Review X 1, 2011). σ and ADV are those of a bar: on daily bars they are the
/// daily volatility and average daily volume of the literature. Where either is not known (no volume, fewer than three
/// bars) there is no impact, only the spread.
public struct SquareRootSlippage: SlippageModel {
    public let name = "square-root"
    /// Spread and fees.
    public var proportional: ProportionalCost
    /// η: impact, in deviations of a bar, of trading a whole bar's volume.
    public var coefficient: Double

    /// Half a spread of 5 basis points and η = 1, unless told otherwise.
    public init(proportional: ProportionalCost = ProportionalCost(), coefficient: Double = 1) {
        precondition(coefficient >= 0, "coefficient \(coefficient)")
        self.proportional = proportional
        self.coefficient = coefficient
    }

    public func cost(of trade: TradeToCost) -> Double {
        var rate = proportional.rate
        if let volatility = trade.volatility, let participation = trade.participation {
            rate += coefficient * volatility * participation.squareRoot()
        }
        return abs(trade.traded) * rate
    }
}
