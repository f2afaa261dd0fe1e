/// A split or a dividend, as `SYM.actions.csv` has it: `timestamp,action,value`.
public struct CorporateAction: Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// `value` is the cash a share in the quote currency, adjusted for later splits as the prices are.
        case dividend
        /// `value` is the number of new shares for each old one.
        case split
    }

    /// The first bar without the dividend, or after the split.
    public var timestamp: Timestamp
    /// What happened.
    public var kind: Kind
    /// How much, see `Kind`.
    public var value: Double

    /// An action at the bar from which on it shows in the prices.
    public init(timestamp: Timestamp, kind: Kind, value: Double) {
        self.timestamp = timestamp
        self.kind = kind
        self.value = value
    }
}
