/// One trade, as `execution/trades.csv` has it.
public struct Trade: Hashable, Sendable {
    /// Event time, nanoseconds: the taker's.
    public var timestampNanoseconds: Int64
    /// The book.
    public var symbol: String
    /// Counted from 1 over the whole stream.
    public var tradeID: UInt64
    /// The aggressive order's id; in a call auction the buy order's.
    public var takerID: String
    /// The resting order's id; in a call auction the sell order's.
    public var makerID: String
    /// The aggressive side; `nil` in a call auction.
    public var takerSide: Side?
    /// The resting order's price; in a call auction the one price.
    public var price: Decimal8
    /// What changed hands.
    public var quantity: Decimal8

    /// A trade of the given parties, price and quantity.
    public init(
        timestampNanoseconds: Int64, symbol: String, tradeID: UInt64, takerID: String, makerID: String,
        takerSide: Side?,
        price: Decimal8, quantity: Decimal8
    ) {
        self.timestampNanoseconds = timestampNanoseconds
        self.symbol = symbol
        self.tradeID = tradeID
        self.takerID = takerID
        self.makerID = makerID
        self.takerSide = takerSide
        self.price = price
        self.quantity = quantity
    }
}
