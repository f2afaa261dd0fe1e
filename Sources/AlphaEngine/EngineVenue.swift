import AlphaCore
import CEngine

/// The C++ matching engine as a venue: the same trades and events as `NaiveVenue`, at the speed of price ladders.
///
/// Orders cross into C++ in batches, a pointer and a count; symbols, accounts and ids are turned into numbers before and back
/// into text after. Handing it a stop order, a row without what its action needs, or an id of more than 64 bytes is a bug.
/// Not thread-safe: one venue belongs to one thread.
public final class EngineVenue: Venue {
    private var venue: alpha_engine.BatchVenue
    private var symbols: [String: alpha_engine.SymbolIndex] = [:]
    private var symbolTexts: [String] = []
    private var accounts: [String: alpha_engine.AccountIndex] = [:]
    private var messages: [alpha_engine.OrderMessage] = []
    private let idText = UnsafeMutableBufferPointer<CChar>.allocate(capacity: EngineVenue.maximumIDLength)

    /// How many orders go over in one call.
    static let batchSize = 4096
    /// The most bytes that an order's id may have.
    static let maximumIDLength = 64

    /// A venue without orders.
    ///
    /// - Parameters:
    ///   - defaultLimits: Those of every account without limits of its own, and of orders without an account, whom the
    ///     position limit does not concern.
    ///   - accountLimits: An account's own limits.
    public init(defaultLimits: RiskLimits = RiskLimits(), accountLimits: [String: RiskLimits] = [:]) {
        venue = alpha_engine.BatchVenue(alpha_engine.EngineOptions())
        messages.reserveCapacity(EngineVenue.batchSize)
        venue.setDefaultLimits(alpha_engine.RiskLimits(defaultLimits))
        for (account, limits) in accountLimits.sorted(by: { $0.key < $1.key }) {
            venue.setLimits(index(ofAccount: account), alpha_engine.RiskLimits(limits))
        }
    }

    deinit { idText.deallocate() }

    /// Matches the orders one after the other.
    public func submit(_ orders: [Order]) -> VenueOutput {
        var output = VenueOutput()
        var rest = orders[...]
        while !rest.isEmpty {
            messages.removeAll(keepingCapacity: true)
            for order in rest.prefix(EngineVenue.batchSize) { messages.append(message(for: order)) }
            rest = rest.dropFirst(EngineVenue.batchSize)
            let batch = messages.withUnsafeBufferPointer { venue.submit($0.baseAddress, $0.count) }
            for trade in UnsafeBufferPointer(start: batch.trades, count: batch.tradeCount) {
                output.trades.append(self.trade(trade))
            }
            for event in UnsafeBufferPointer(start: batch.events, count: batch.eventCount) {
                output.events.append(self.event(event))
            }
            venue.recycle()
        }
        return output
    }

    /// Whether every invariant of the engine's state holds; walks everything.
    public func checkInvariants() -> Bool { venue.checkInvariants() }

    /// How many orders rest in all books.
    public var liveOrders: Int { Int(venue.liveOrders()) }

    // MARK: Into C++

    private func message(for order: Order) -> alpha_engine.OrderMessage {
        var message = alpha_engine.OrderMessage()
        message.timestamp = order.timestampNanoseconds
        message.symbol = index(ofSymbol: order.symbol)
        message.action = alpha_engine.Action(order.action)
        switch order.action {
        case .new:
            message.account = index(ofAccount: order.account)
            message.type = alpha_engine.OrderType(order.type, of: order)
            message.timeInForce = alpha_engine.TimeInForce(order.timeInForce)
            message.side = alpha_engine.Side(required(order.side, "side", of: order))
            message.quantity = required(order.quantity, "quantity", of: order).raw
            if order.type == .limit { message.price = required(order.price, "price", of: order).raw }
        case .replace:
            message.quantity = required(order.quantity, "quantity", of: order).raw
            message.price = required(order.price, "price", of: order).raw
        case .cancel: break
        case .auction, .uncross: return message
        }
        message.id = number(ofID: order.id)
        return message
    }

    private func required<Value>(_ value: Value?, _ name: String, of order: Order) -> Value {
        guard let value else {
            preconditionFailure("\(order.action.rawValue) of order '\(order.id)' without a \(name)")
        }
        return value
    }

    private func index(ofSymbol symbol: String) -> alpha_engine.SymbolIndex {
        if let known = symbols[symbol] { return known }
        let index = EngineText.withCharacters(symbol) { venue.symbol($0, $1) }
        precondition(Int(index) == symbolTexts.count, "symbol number \(index) after \(symbolTexts.count) symbols")
        symbols[symbol] = index
        symbolTexts.append(symbol)
        return index
    }

    private func index(ofAccount account: String) -> alpha_engine.AccountIndex {
        if account.isEmpty { return 0 }
        if let known = accounts[account] { return known }
        let index = EngineText.withCharacters(account) { venue.account($0, $1) }
        accounts[account] = index
        return index
    }

    private func number(ofID id: String) -> alpha_engine.OrderId {
        precondition(
            id.utf8.count <= EngineVenue.maximumIDLength,
            "id '\(id)' has \(id.utf8.count) bytes, more than \(EngineVenue.maximumIDLength)")
        return EngineText.withCharacters(id) { venue.orderId($0, $1) }
    }

    // MARK: Out of C++

    private func trade(_ trade: alpha_engine.Trade) -> Trade {
        Trade(
            timestampNanoseconds: trade.timestamp, symbol: symbolTexts[Int(trade.symbol)], tradeID: trade.tradeId,
            takerID: text(ofID: trade.takerId), makerID: text(ofID: trade.makerId),
            takerSide: Side(trade.takerSide), price: Decimal8(raw: trade.price),
            quantity: Decimal8(raw: trade.quantity))
    }

    private func event(_ event: alpha_engine.OrderEvent) -> OrderEvent {
        OrderEvent(
            timestampNanoseconds: event.timestamp, symbol: symbolTexts[Int(event.symbol)], id: text(ofID: event.id),
            kind: OrderEventKind(event.kind), side: Side(event.side),
            price: event.price == alpha_engine.noPrice ? nil : Decimal8(raw: event.price),
            quantity: Decimal8(raw: event.quantity), openQuantity: Decimal8(raw: event.openQuantity),
            reason: ReasonNames.all[Int(event.reason.rawValue)])
    }

    private func text(ofID id: alpha_engine.OrderId) -> String {
        let count = venue.orderIdText(id, idText.baseAddress)
        return String(decoding: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: idText[..<count])), as: UTF8.self)
    }
}
