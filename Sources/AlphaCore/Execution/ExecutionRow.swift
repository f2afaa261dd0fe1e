/// A record of the execution side that knows its row in a file of `design/formats.md`.
public protocol ExecutionRow: Sendable {
    /// The file's columns, in its order.
    static var columns: [String] { get }
    /// Adds the record's fields, one a column, to the bytes.
    func appendFields(to row: inout RowBytes)
}

/// Rows of comma-separated text as bytes: fields are added one by one, quoted where RFC 4180 asks for it.
public struct RowBytes: Sendable {
    /// The text so far.
    public private(set) var bytes: [UInt8] = []
    private var startsRow = true

    /// No text yet.
    public init() {}

    /// Adds a field of text, quoted where it must be (`CSVField`).
    public mutating func field(_ text: String) {
        separate()
        bytes.append(contentsOf: CSVField.quoted(text).utf8)
    }

    /// Adds an integer.
    public mutating func field(_ integer: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(integer).utf8)
    }

    /// Adds a decimal as the shortest text; an empty field for `nil`.
    public mutating func field(_ decimal: Decimal8?) {
        separate()
        decimal?.appendText(to: &bytes)
    }

    /// Ends the row.
    public mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        startsRow = true
    }

    /// Forgets the text, keeps the room.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        startsRow = true
    }

    private mutating func separate() {
        if !startsRow { bytes.append(UInt8(ascii: ",")) }
        startsRow = false
    }
}

extension Order: ExecutionRow {
    /// The columns of `execution/orders.csv`; `display_qty` and `stop_price` stay empty: `Order` has neither.
    public static let columns = [
        "timestamp_ns", "symbol", "action", "side", "price", "qty", "order_type", "tif", "id", "account", "display_qty",
        "stop_price",
    ]

    /// Adds the order's fields; type and time in force only for `NEW`, where they mean something.
    public func appendFields(to row: inout RowBytes) {
        row.field(timestampNanoseconds)
        row.field(symbol)
        row.field(action.rawValue)
        row.field(side?.rawValue ?? "")
        row.field(price)
        row.field(quantity)
        row.field(action == .new ? type.rawValue : "")
        row.field(action == .new ? timeInForce.rawValue : "")
        row.field(id)
        row.field(account)
        row.field("")
        row.field("")
    }
}

extension Trade: ExecutionRow {
    /// The columns of `execution/trades.csv`.
    public static let columns = [
        "timestamp_ns", "symbol", "trade_id", "taker_id", "maker_id", "taker_side", "price", "qty",
    ]

    /// Adds the trade's fields; a trade of a call auction has the taker's side `AUCTION`.
    public func appendFields(to row: inout RowBytes) {
        row.field(timestampNanoseconds)
        row.field(symbol)
        row.field(tradeID)
        row.field(takerID)
        row.field(makerID)
        row.field(takerSide?.rawValue ?? "AUCTION")
        row.field(price)
        row.field(quantity)
    }
}

extension OrderEvent: ExecutionRow {
    /// The columns of `execution/events.csv`.
    public static let columns = [
        "timestamp_ns", "symbol", "id", "event", "side", "price", "qty", "open_qty", "reason",
    ]

    /// Adds the event's fields.
    public func appendFields(to row: inout RowBytes) {
        row.field(timestampNanoseconds)
        row.field(symbol)
        row.field(id)
        row.field(kind.rawValue)
        row.field(side?.rawValue ?? "")
        row.field(price)
        row.field(quantity)
        row.field(openQuantity)
        row.field(reason)
    }
}
