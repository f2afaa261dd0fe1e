/// A trade as a slippage model sees it.
public struct TradeToCost: Sendable, Hashable {
    /// Value traded as a share of the equity, positive for a buy, negative for a sale.
    public var traded: Double
    /// Value traded in the quote currency, not negative.
    public var notional: Double
    /// Deviation (ddof 1) of the asset's returns over its last 20 bars before the trade; `nil` where there are too few.
    public var volatility: Double?
    /// Mean value traded a bar, in the quote currency, over the last 20 bars before the trade; `nil` without volume.
    public var averageNotional: Double?

    /// A trade of the given size in the given market.
    public init(traded: Double, notional: Double, volatility: Double? = nil, averageNotional: Double? = nil) {
        self.traded = traded
        self.notional = notional
        self.volatility = volatility
        self.averageNotional = averageNotional
    }

    /// The trade's share of what an average bar trades; `nil` without volume.
    public var participation: Double? {
        averageNotional.map { notional / $0 }
    }
}

/// What a trade costs beyond its price: half the spread, fees, and the impact of its own size.
///
/// A cost is a loss for a buy and a sale alike: never negative, and the same for ±`traded`.
public protocol SlippageModel: Sendable {
    /// The name in configurations and reports.
    var name: String { get }
    /// The cost as a share of the equity, in the unit of `trade.traded`.
    func cost(of trade: TradeToCost) -> Double
}

/// The part of a cost that is proportional to the value traded.
public struct ProportionalCost: Sendable, Hashable {
    /// Half the bid-ask spread, as a share of the price.
    public var halfSpread: Double
    /// Commissions and taxes, as a share of the value.
    public var fees: Double

    /// Half a spread of 5 basis points and no fees, unless told otherwise.
    public init(halfSpread: Double = 5e-4, fees: Double = 0) {
        precondition(halfSpread >= 0 && fees >= 0, "half spread \(halfSpread), fees \(fees)")
        self.halfSpread = halfSpread
        self.fees = fees
    }

    /// The cost per unit of value traded.
    public var rate: Double { halfSpread + fees }
}

/// The slippage models by the names that configurations know them by, with their default coefficients.
public enum SlippageKind: String, CaseIterable, Sendable, Codable {
    case none
    case quadratic
    case squareRoot = "square-root"
    case almgrenChriss = "almgren-chriss"

    /// The model of that name, with the given spread and fees.
    public func model(_ proportional: ProportionalCost = ProportionalCost()) -> any SlippageModel {
        switch self {
        case .none: NoSlippage()
        case .quadratic: QuadraticSlippage(proportional: proportional)
        case .squareRoot: SquareRootSlippage(proportional: proportional)
        case .almgrenChriss: AlmgrenChrissSlippage(proportional: proportional)
        }
    }
}

/// Trading is free.
public struct NoSlippage: SlippageModel {
    public let name = "none"

    /// A model without a parameter.
    public init() {}

    public func cost(of trade: TradeToCost) -> Double { 0 }
}
