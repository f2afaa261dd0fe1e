/// What the strategy wants to hold of an asset from a bar on.
public struct TargetPosition: Hashable, Sendable {
    /// The bar at whose fill price the position is taken (with next-bar-open fills: the bar after the signal's).
    public var timestamp: Timestamp
    /// The asset's symbol.
    public var asset: String
    /// The fill price that the backtest assumes, before costs.
    public var price: Double
    /// Units of the asset, signed: negative is short.
    public var targetPosition: Double

    /// A target of the given time, asset, price and size.
    public init(timestamp: Timestamp, asset: String, price: Double, targetPosition: Double) {
        self.timestamp = timestamp
        self.asset = asset
        self.price = price
        self.targetPosition = targetPosition
    }
}
