import AlphaCore
import CEngine

/// What a replay of market data found.
public struct MarketDataSummary: Sendable, Equatable {
    /// A row of the book file that is not what the messages give: the first one.
    public struct Mismatch: Sendable, Equatable {
        /// The line of the message, and of the row of the book file.
        public var messageLine: UInt64
        public var bookLine: UInt64
        /// What is wrong.
        public var problem: String
        /// The row that the messages give, and that of the file.
        public var expected: String
        public var found: String
    }

    /// Messages handled.
    public var messages: UInt64
    /// By type: ITCH's letter, LOBSTER's digit; a type that did not come up is absent.
    public var messageCounts: [String: UInt64] = [:]
    /// Messages of types that the format does not have, passed by their length.
    public var unknownTypes: UInt64
    /// Messages about orders that the file never added.
    public var unknownOrders: UInt64
    /// Orders added, by side and by symbol.
    public var buyOrders: UInt64
    public var sellOrders: UInt64
    public var orders: [String: UInt64] = [:]
    /// Trades that the feed told, and their shares.
    public var trades: UInt64
    public var tradedQuantity: UInt64
    /// Orders that are live at the end.
    public var liveOrders: UInt64
    /// Rows of the book file compared, those that were equal, levels that only the file could know; `nil` when none was
    /// compared.
    public var verification: Verification?
    /// The first row that differed.
    public var mismatch: Mismatch?
    /// Wall time.
    public var seconds: Double
    /// Messages handled in a second.
    public var messagesPerSecond: Double { seconds > 0 ? Double(messages) / seconds : 0 }

    /// What came of comparing the book.
    public struct Verification: Sendable, Equatable {
        public var rows: UInt64
        public var equal: UInt64
        public var revealed: UInt64
    }

    init(_ replay: borrowing alpha_engine.MarketDataReplay, format: MarketDataReplay.Format, seconds: Double) {
        let counts = replay.counts()
        messages = counts.messages
        unknownTypes = counts.unknownTypes
        unknownOrders = counts.unknownOrders
        buyOrders = counts.buyOrders
        sellOrders = counts.sellOrders
        trades = counts.trades
        tradedQuantity = counts.tradedShares
        liveOrders = counts.liveOrders
        self.seconds = seconds
        for type in UInt8(33)...126 {
            let count = replay.messageCount(type)
            if count > 0 { messageCounts[String(UnicodeScalar(type))] = count }
        }
        for symbol in 0..<replay.symbolCount() {
            let added = replay.ordersOf(symbol)
            guard added > 0 else { continue }
            let name = replay.symbolName(symbol)
            let bytes = UnsafeRawBufferPointer(start: name.data, count: name.count)
            orders[String(decoding: bytes, as: UTF8.self)] = added
        }
        guard format == .lobster, counts.rows > 0 || replay.hasMismatch() else { return }
        verification = Verification(rows: counts.rows, equal: counts.equal, revealed: counts.revealed)
        guard replay.hasMismatch() else { return }
        mismatch = Mismatch(
            messageLine: replay.mismatchLine(), bookLine: replay.mismatchBookLine(),
            problem: EngineText.text(replay.mismatchProblem()) ?? "the rows differ",
            expected: EngineText.text(replay.mismatchExpected()) ?? "",
            found: EngineText.text(replay.mismatchFound()) ?? "")
    }

    /// Whether every compared row was equal.
    public var isVerified: Bool { mismatch == nil }

    /// The numbers as a table of two columns.
    public var table: String {
        var rows = [("messages", "\(messages)")]
        rows += messageCounts.sorted { $0.key < $1.key }.map { ("messages \($0.key)", "\($0.value)") }
        if unknownTypes > 0 { rows.append(("of unknown types", "\(unknownTypes)")) }
        if unknownOrders > 0 { rows.append(("about unknown orders", "\(unknownOrders)")) }
        rows += [("buy orders", "\(buyOrders)"), ("sell orders", "\(sellOrders)")]
        rows += orders.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { ("orders \($0.key)", "\($0.value)") }
        rows += [("trades", "\(trades)"), ("traded shares", "\(tradedQuantity)"), ("live orders", "\(liveOrders)")]
        if let verification {
            rows += [
                ("rows compared", "\(verification.rows)"), ("equal", "\(verification.equal)"),
                ("levels revealed", "\(verification.revealed)"),
            ]
        }
        rows += [
            ("seconds", "\((seconds * 1e6).rounded() / 1e6)"),
            ("messages per second", NumberText.shortest(messagesPerSecond.rounded())),
        ]
        return Replay.columns(rows)
    }
}

extension MarketDataSummary: Encodable {
    /// The keys of `design/cli.md`, and what it leaves open.
    enum CodingKeys: String, CodingKey {
        case messages
        case messageCounts = "message_counts"
        case unknownTypes = "unknown_types"
        case unknownOrders = "unknown_orders"
        case buyOrders = "buy_orders"
        case sellOrders = "sell_orders"
        case orders
        case trades
        case tradedQuantity = "traded_qty"
        case liveOrders = "live_orders"
        case rows
        case equal
        case revealed
        case seconds
        case messagesPerSecond = "messages_per_second"
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(messages, forKey: .messages)
        try members.encode(messageCounts, forKey: .messageCounts)
        try members.encode(unknownTypes, forKey: .unknownTypes)
        try members.encode(unknownOrders, forKey: .unknownOrders)
        try members.encode(buyOrders, forKey: .buyOrders)
        try members.encode(sellOrders, forKey: .sellOrders)
        try members.encode(orders, forKey: .orders)
        try members.encode(trades, forKey: .trades)
        try members.encode(tradedQuantity, forKey: .tradedQuantity)
        try members.encode(liveOrders, forKey: .liveOrders)
        try members.encodeIfPresent(verification?.rows, forKey: .rows)
        try members.encodeIfPresent(verification?.equal, forKey: .equal)
        try members.encodeIfPresent(verification?.revealed, forKey: .revealed)
        try members.encode(seconds, forKey: .seconds)
        try members.encode(messagesPerSecond.rounded(), forKey: .messagesPerSecond)
    }
}
