/// What became of an order.
public enum OrderEventKind: String, Sendable, Hashable, CaseIterable {
    case accepted = "ACCEPTED"
    case rejected = "REJECTED"
    case traded = "TRADED"
    case canceled = "CANCELED"
    case replaced = "REPLACED"
    case triggered = "TRIGGERED"
}

/// One state change of an order, as `execution/events.csv` has it.
public struct OrderEvent: Hashable, Sendable {
    /// Event time, nanoseconds.
    public var timestampNanoseconds: Int64
    /// The book.
    public var symbol: String
    /// The order.
    public var id: String
    /// What happened.
    public var kind: OrderEventKind
    /// The order's side; `nil` where it is not known (a rejected cancel).
    public var side: Side?
    /// The order's price, for a trade the trade's; `nil` for a market order.
    public var price: Decimal8?
    /// The quantity that the event is about: entered, traded, canceled.
    public var quantity: Decimal8
    /// What is left open after it.
    public var openQuantity: Decimal8
    /// Why, a name of the engine's table of reasons; empty when there is none.
    public var reason: String

    /// An event of the given order and kind.
    public init(
        timestampNanoseconds: Int64, symbol: String, id: String, kind: OrderEventKind, side: Side?, price: Decimal8?,
        quantity: Decimal8, openQuantity: Decimal8, reason: String = ""
    ) {
        self.timestampNanoseconds = timestampNanoseconds
        self.symbol = symbol
        self.id = id
        self.kind = kind
        self.side = side
        self.price = price
        self.quantity = quantity
        self.openQuantity = openQuantity
        self.reason = reason
    }
}
