/// The pre-trade limits of an account; a limit that is `nil` is not checked. One is broken when it is exceeded, not met.
public struct RiskLimits: Hashable, Sendable {
    /// The greatest quantity of one order (`MAX_ORDER_QTY`).
    public var maxOrderQuantity: Decimal8?
    /// The greatest price × quantity of one order (`MAX_ORDER_NOTIONAL`); a market order is valued at the worst price that
    /// it would reach.
    public var maxOrderNotional: Decimal8?
    /// The greatest size of position + all open orders of that side + this one, per symbol (`MAX_POSITION`).
    public var maxPosition: Decimal8?

    /// The given limits; without arguments, none.
    public init(
        maxOrderQuantity: Decimal8? = nil, maxOrderNotional: Decimal8? = nil, maxPosition: Decimal8? = nil
    ) {
        self.maxOrderQuantity = maxOrderQuantity
        self.maxOrderNotional = maxOrderNotional
        self.maxPosition = maxPosition
    }
}
