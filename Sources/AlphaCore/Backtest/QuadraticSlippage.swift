/// The origin's model: half the spread on everything that is traded, and an impact that grows with its square.
///
/// `cost = halfSpread · |traded| + impact · traded²`, with `traded` as a share of the equity.
public struct QuadraticSlippage: SlippageModel, Equatable {
    /// Half the bid-ask spread, in basis points of what is traded.
    public var halfSpreadBasisPoints: Double
    /// The coefficient of the square, in basis points.
    public var impactBasisPoints: Double

    /// The model; by default a half spread of 5 basis points and an impact of 1 basis point × traded².
    public init(halfSpreadBasisPoints: Double = 5, impactBasisPoints: Double = 1) {
        precondition(
            halfSpreadBasisPoints >= 0 && impactBasisPoints >= 0,
            "half spread \(halfSpreadBasisPoints), impact \(impactBasisPoints): a cost is a loss")
        self.halfSpreadBasisPoints = halfSpreadBasisPoints
        self.impactBasisPoints = impactBasisPoints
    }

    public func cost(traded: Double) -> Double {
        1e-4 * (halfSpreadBasisPoints * abs(traded) + impactBasisPoints * traded * traded)
    }
}
