/// Which bars of which asset are wanted.
public struct BarRequest: Sendable, Hashable {
    /// Whose bars; the symbol is the user's (`AAPL`, `BTC-USD`, `EURUSD`), each provider has its own way to write it.
    public var asset: Asset
    /// The length of a bar.
    public var interval: BarInterval
    /// The first moment at which a bar may start.
    public var start: Timestamp
    /// The moment before which bars start.
    public var end: Timestamp

    /// A request for the bars that start from `start` on and before `end`.
    public init(asset: Asset, interval: BarInterval, start: Timestamp, end: Timestamp) {
        self.asset = asset
        self.interval = interval
        self.start = start
        self.end = end
    }
}
