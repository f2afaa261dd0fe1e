/// What happens when an order meets another one of its own account, in continuous trading.
public enum SelfTradePrevention: String, Sendable, Hashable, CaseIterable {
    /// They trade.
    case none
    /// What is left of the incoming order is canceled.
    case cancelNewest = "cancel_newest"
    /// The resting order is canceled.
    case cancelOldest = "cancel_oldest"
    /// Both are canceled.
    case cancelBoth = "cancel_both"
    /// Both are reduced by the smaller quantity, and the smaller one is canceled.
    case decrement
}
