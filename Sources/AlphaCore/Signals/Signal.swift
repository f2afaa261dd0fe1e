/// The score of one asset at one bar: known at the bar's close, tradable from the next bar on.
public struct Signal: Hashable, Sendable {
    /// The bar's timestamp.
    public var timestamp: Timestamp
    /// The asset's symbol.
    public var asset: String
    /// The combined forecast.
    public var score: Double
    /// Which strategy made it.
    public var strategy: String

    /// A signal of the given time, asset and score.
    public init(timestamp: Timestamp, asset: String, score: Double, strategy: String) {
        self.timestamp = timestamp
        self.asset = asset
        self.score = score
        self.strategy = strategy
    }
}
