/// The kind of market that an asset trades on; the raw value is its folder's name under `data/`.
///
/// It decides the calendar: how many periods a year statistics are annualised with (see `Calendar`).
public enum AssetClass: String, CaseIterable, Hashable, Sendable, Codable {
    case equities
    case crypto
    case fx
}

/// One tradable instrument of the research side: its symbol and the kind of market that it trades on.
public struct Asset: Hashable, Sendable, Codable {
    /// The symbol, which is also the stem of the asset's file: `AAPL`, `BTC-USD`.
    public var symbol: String
    /// The market that it trades on.
    public var assetClass: AssetClass

    /// An asset of the given symbol and class.
    public init(symbol: String, assetClass: AssetClass) {
        self.symbol = symbol
        self.assetClass = assetClass
    }
}
