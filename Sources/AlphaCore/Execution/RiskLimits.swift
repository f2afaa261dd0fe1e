/// The pre-trade limits of an account; a limit that is `nil` is not checked. One is broken when it is exceeded, not met.
public struct RiskLimits: Hashable, Sendable {
    /// The greatest quantity of one order (`MAX_ORDER_QTY`).
    public var maxOrderQuantity: Decimal8?
    /// The greatest price × quantity of one order (`MAX_ORDER_NOTIONAL`); a market order is valued at the worst price that
    /// it would reach, a stop order at its stop price.
    public var maxOrderNotional: Decimal8?
    /// The greatest size of position + all open orders of that side + this one, per symbol (`MAX_POSITION`).
    public var maxPosition: Decimal8?
    /// The greatest sum of open orders and positions at last trade prices, over all symbols (`MAX_GROSS_NOTIONAL`).
    public var maxGrossNotional: Decimal8?
    /// The greatest distance of a price from the last trade, else the mid, in basis points (`PRICE_COLLAR`).
    public var priceCollarBasisPoints: Int64?
    /// How many orders may be live at a time (`MAX_OPEN_ORDERS`).
    public var maxOpenOrders: Int64?
    /// New orders and replacements in a second of event time (`MAX_MESSAGE_RATE`).
    public var maxMessagesPerSecond: Int64?
    /// The greatest loss of a day, realised and marked (`MAX_DAILY_LOSS`); beyond it the account is blocked.
    public var maxDailyLoss: Decimal8?

    /// The given limits of single orders and positions; without arguments, none. The others are set one by one.
    public init(
        maxOrderQuantity: Decimal8? = nil, maxOrderNotional: Decimal8? = nil, maxPosition: Decimal8? = nil
    ) {
        self.maxOrderQuantity = maxOrderQuantity
        self.maxOrderNotional = maxOrderNotional
        self.maxPosition = maxPosition
    }
}
