/// The side of an order.
public enum Side: String, Sendable, Hashable, CaseIterable {
    case buy = "BUY"
    case sell = "SELL"

    /// The other side.
    public var opposite: Side { self == .buy ? .sell : .buy }
}

/// What a row of an order stream asks for.
public enum OrderAction: String, Sendable, Hashable, CaseIterable {
    case new = "NEW"
    case cancel = "CANCEL"
    case replace = "REPLACE"
    /// Begins a call auction of the symbol.
    case auction = "AUCTION"
    /// Ends it: trades at one price.
    case uncross = "UNCROSS"
}

/// How an order meets the book.
public enum OrderType: String, Sendable, Hashable, CaseIterable {
    case limit = "LIMIT"
    case market = "MARKET"
    case stop = "STOP"
    case stopLimit = "STOP_LIMIT"
}

/// How long an order lives.
public enum TimeInForce: String, Sendable, Hashable, CaseIterable {
    /// Good till canceled.
    case gtc = "GTC"
    /// Immediate or cancel.
    case ioc = "IOC"
    /// Fill or kill.
    case fok = "FOK"
    /// Post-only.
    case post = "POST"
}

/// A decimal with eight places as an integer: 1 is 0.00000001. Prices and quantities of the execution side.
///
/// Floating point ends here: `OrderStream` turns target positions into these, and nothing after it turns them back.
public struct Decimal8: Hashable, Comparable, Sendable {
    /// The value times 10⁸.
    public var raw: Int64

    /// The decimal `raw / 10⁸`.
    public init(raw: Int64) { self.raw = raw }

    /// How many raw units make 1.
    public static let one: Int64 = 100_000_000

    public static func < (a: Decimal8, b: Decimal8) -> Bool { a.raw < b.raw }
}

/// One row of an order stream (`execution/orders.csv`), in the order of FIX's terms.
public struct Order: Hashable, Sendable {
    /// Event time, nanoseconds; never decreasing along a stream.
    public var timestampNanoseconds: Int64
    /// The book; empty is the one unnamed book.
    public var symbol: String
    /// What is asked for.
    public var action: OrderAction
    /// Buy or sell; `nil` where the action has none.
    public var side: Side?
    /// The limit; `nil` for market orders and cancels.
    public var price: Decimal8?
    /// The quantity; `nil` for cancels.
    public var quantity: Decimal8?
    /// How it meets the book.
    public var type: OrderType
    /// How long it lives.
    public var timeInForce: TimeInForce
    /// The order's name, unique among the symbol's live orders, at most 64 bytes.
    public var id: String
    /// Whose order it is; empty: no account, no position limits.
    public var account: String

    /// An order row; what the action does not need may be left out.
    public init(
        timestampNanoseconds: Int64, symbol: String = "", action: OrderAction = .new, side: Side? = nil,
        price: Decimal8? = nil, quantity: Decimal8? = nil, type: OrderType = .limit, timeInForce: TimeInForce = .gtc,
        id: String, account: String = ""
    ) {
        self.timestampNanoseconds = timestampNanoseconds
        self.symbol = symbol
        self.action = action
        self.side = side
        self.price = price
        self.quantity = quantity
        self.type = type
        self.timeInForce = timeInForce
        self.id = id
        self.account = account
    }
}
