/// Where orders are matched: the C++ engine (`EngineVenue`) or its plain twin (`NaiveVenue`).
///
/// Both must give the same trades and events for the same orders, in the same order; the tests hold them to it.
public protocol Venue {
    /// Matches the orders one after the other and returns what happened, in the order in which it happened.
    ///
    /// May be called again with later orders: the books live on, trade ids count on.
    mutating func submit(_ orders: [Order]) -> VenueOutput
}

/// What a venue did with a batch of orders.
public struct VenueOutput: Sendable, Equatable {
    /// Every trade.
    public var trades: [Trade]
    /// Every state change of an order.
    public var events: [OrderEvent]

    /// The given trades and events.
    public init(trades: [Trade] = [], events: [OrderEvent] = []) {
        self.trades = trades
        self.events = events
    }
}
