/// The plain venue: what the matching engine must do, in arrays and linear scans, written to be seen to be right.
///
/// It is the oracle of the C++ engine: both give the same trades and events for the same orders. `docs/engine.md` has the
/// rules, the order of events and the order of checks. It matches LIMIT and MARKET orders; handing it a stop order, or a
/// row without what its action needs, is a bug.
///
/// Complexity: linear in the symbol's live orders, for every trade.
public struct NaiveVenue: Venue {
    private var books: [String: NaiveBook] = [:]
    private var positions: [Holder: Int128] = [:]
    private let defaultLimits: RiskLimits
    private let accountLimits: [String: RiskLimits]
    private var tradeCount: UInt64 = 0
    private var output = VenueOutput()

    /// The highest price that an order may have, in units of 1e-8.
    static let maximumPrice: Int64 = (1 << 60) - 1

    private struct Holder: Hashable {
        var account: String
        var symbol: String
    }

    /// A venue without orders.
    ///
    /// - Parameters:
    ///   - defaultLimits: Those of every account without limits of its own, and of orders without an account, whom the
    ///     position limit does not concern.
    ///   - accountLimits: An account's own limits.
    public init(defaultLimits: RiskLimits = RiskLimits(), accountLimits: [String: RiskLimits] = [:]) {
        self.defaultLimits = defaultLimits
        self.accountLimits = accountLimits
    }

    /// Matches the orders one after the other.
    public mutating func submit(_ orders: [Order]) -> VenueOutput {
        output = VenueOutput()
        for order in orders {
            switch order.action {
            case .new: enter(order)
            case .cancel: cancel(order)
            case .replace: replace(order)
            case .auction: books[order.symbol, default: NaiveBook()].isInAuction = true
            case .uncross: uncross(order)
            }
        }
        return output
    }

    /// Whether every book is as a book must be.
    public func checkInvariants() -> Bool {
        books.values.allSatisfy { $0.checkInvariants() }
    }

    /// The orders that rest in a symbol's book: id and open quantity, the longest wait first.
    public func restingOrders(of symbol: String) -> [(id: String, open: Decimal8)] {
        books[symbol, default: NaiveBook()].orders.map { ($0.id, Decimal8(raw: $0.open)) }
    }

    // MARK: New orders

    private mutating func enter(_ order: Order) {
        precondition(order.type == .limit || order.type == .market, "\(order.type.rawValue) of order '\(order.id)'")
        let side = required(order.side, "side", of: order)
        let quantity = required(order.quantity, "quantity", of: order).raw
        let limit = order.type == .market ? nil : required(order.price, "price", of: order).raw
        let book = books[order.symbol, default: NaiveBook()]
        if let reason = refusal(of: order, side: side, limit: limit, quantity: quantity, in: book) {
            return tell(.rejected, order, side: side, price: limit, quantity: quantity, open: 0, reason: reason)
        }
        tell(.accepted, order, side: side, price: limit, quantity: quantity, open: quantity)
        if order.timeInForce == .fok, book.available(to: side, limit: limit) < quantity {
            return tell(
                .canceled, order, side: side, price: limit, quantity: quantity, open: 0, reason: "FOK_UNFILLED")
        }
        let left = match(order, side: side, account: order.account, limit: limit, quantity: quantity)
        guard left > 0 else { return }
        guard let limit, order.timeInForce != .ioc else {
            let reason = order.type == .market ? "NO_LIQUIDITY" : "IOC_REST"
            return tell(.canceled, order, side: side, price: limit, quantity: left, open: 0, reason: reason)
        }
        books[order.symbol, default: NaiveBook()].orders.append(
            NaiveBook.RestingOrder(
                id: order.id, account: order.account, side: side, price: limit, open: left,
                isPostOnly: order.timeInForce == .post))
    }

    /// Why the new order may not enter: the first check that fails.
    private func refusal(of order: Order, side: Side, limit: Int64?, quantity: Int64, in book: NaiveBook) -> String? {
        if let reason = invalidity(side: side, limit: limit, quantity: quantity, replacing: nil, in: book) {
            return reason
        }
        if book.index(of: order.id) != nil { return "DUPLICATE_ID" }
        if book.isInAuction, order.type == .market || order.timeInForce != .gtc { return "IN_AUCTION" }
        let worstPrice = limit ?? book.worstPrice(for: side, quantity: quantity)
        let limits = accountLimits[order.account] ?? defaultLimits
        if let reason = breach(
            of: limits, by: order, account: order.account, side: side, worstPrice: worstPrice, quantity: quantity,
            replacing: 0, in: book)
        {
            return reason
        }
        let wouldTrade = book.counterparty(of: side, limit: limit) != nil
        if order.timeInForce == .post, order.type == .market || wouldTrade { return "WOULD_CROSS" }
        return nil
    }

    // MARK: Cancels and replaces

    private mutating func cancel(_ order: Order) {
        guard let index = books[order.symbol]?.index(of: order.id),
            let resting = books[order.symbol]?.orders.remove(at: index)
        else {
            return tell(
                .rejected, order, side: nil, price: nil, quantity: 0, open: 0, reason: "UNKNOWN_ORDER")
        }
        tell(
            .canceled, order, side: resting.side, price: resting.price, quantity: resting.open, open: 0,
            reason: "BY_USER")
    }

    private mutating func replace(_ order: Order) {
        let price = required(order.price, "price", of: order).raw
        let quantity = required(order.quantity, "quantity", of: order).raw
        guard let book = books[order.symbol], let index = book.index(of: order.id) else {
            return tell(
                .rejected, order, side: nil, price: price, quantity: quantity, open: 0, reason: "UNKNOWN_ORDER")
        }
        if quantity == 0 { return cancel(order) }
        let resting = book.orders[index]
        let keepsPlace = price == resting.price && quantity <= resting.open
        if let reason = refusal(
            of: order, replacing: resting, keepsPlace: keepsPlace, price: price, quantity: quantity, in: book)
        {
            return tell(
                .rejected, order, side: resting.side, price: price, quantity: quantity, open: resting.open,
                reason: reason)
        }
        tell(.replaced, order, side: resting.side, price: price, quantity: quantity, open: quantity)
        if keepsPlace {
            books[order.symbol, default: NaiveBook()].orders[index].open = quantity
            return
        }
        books[order.symbol, default: NaiveBook()].orders.remove(at: index)
        let left = match(order, side: resting.side, account: resting.account, limit: price, quantity: quantity)
        guard left > 0 else { return }
        var moved = resting
        moved.price = price
        moved.open = left
        books[order.symbol, default: NaiveBook()].orders.append(moved)
    }

    /// Why the live order may not be replaced: the first check that fails.
    private func refusal(
        of order: Order, replacing resting: NaiveBook.RestingOrder, keepsPlace: Bool, price: Int64, quantity: Int64,
        in book: NaiveBook
    ) -> String? {
        if let reason = invalidity(
            side: resting.side, limit: price, quantity: quantity, replacing: resting, in: book)
        {
            return reason
        }
        if keepsPlace { return nil }
        if let reason = breach(
            of: accountLimits[resting.account] ?? defaultLimits, by: order, account: resting.account,
            side: resting.side, worstPrice: price, quantity: quantity, replacing: resting.open, in: book)
        {
            return reason
        }
        let wouldTrade = !book.isInAuction && book.counterparty(of: resting.side, limit: price) != nil
        return resting.isPostOnly && wouldTrade ? "WOULD_CROSS" : nil
    }

    // MARK: Checks

    /// What is wrong with the values alone; a replaced order does not count among the open ones.
    private func invalidity(
        side: Side, limit: Int64?, quantity: Int64, replacing resting: NaiveBook.RestingOrder?, in book: NaiveBook
    ) -> String? {
        if quantity <= 0 { return "INVALID_QTY" }
        if let limit, limit <= 0 { return "INVALID_PRICE" }
        if let limit, limit > NaiveVenue.maximumPrice { return "OVERFLOW" }
        let open = book.open(side) - Int128(resting?.open ?? 0)
        return open + Int128(quantity) > Int128(Int64.max) ? "OVERFLOW" : nil
    }

    /// The first limit that the order breaks. `worstPrice` is `nil` for a market order that finds nothing.
    private func breach(
        of limits: RiskLimits, by order: Order, account: String, side: Side, worstPrice: Int64?, quantity: Int64,
        replacing replacedOpen: Int64, in book: NaiveBook
    ) -> String? {
        if let most = limits.maxOrderQuantity, quantity > most.raw { return "MAX_ORDER_QTY" }
        if let most = limits.maxOrderNotional {
            let notional = Int128(worstPrice ?? 0) * Int128(quantity)  // in units of 1e-16
            if notional > Int128(most.raw) * Int128(Decimal8.one) { return "MAX_ORDER_NOTIONAL" }
        }
        if let most = limits.maxPosition, !account.isEmpty {
            let held = positions[Holder(account: account, symbol: order.symbol)] ?? 0
            let open = book.open(side, account: account) - Int128(replacedOpen) + Int128(quantity)
            let reached = side == .buy ? held + open : held - open
            if reached.magnitude > Int128(most.raw).magnitude { return "MAX_POSITION" }
        }
        return nil
    }

    // MARK: Trading

    /// Trades what crosses, in continuous trading, and returns what is left of the quantity.
    private mutating func match(
        _ order: Order, side: Side, account: String, limit: Int64?, quantity: Int64
    ) -> Int64 {
        var book = books[order.symbol, default: NaiveBook()]
        var left = quantity
        while !book.isInAuction, left > 0, let index = book.counterparty(of: side, limit: limit) {
            let maker = book.orders[index]
            let traded = min(left, maker.open)
            left -= traded
            book.orders[index].open -= traded
            tellTrade(order, taker: order.id, maker: maker.id, side: side, price: maker.price, quantity: traded)
            tell(.traded, order, side: side, price: maker.price, quantity: traded, open: left)
            tell(
                .traded, order, id: maker.id, side: maker.side, price: maker.price, quantity: traded,
                open: maker.open - traded)
            hold(traded, side: side, account: account, symbol: order.symbol)
            hold(traded, side: maker.side, account: maker.account, symbol: order.symbol)
            book.lastTradePrice = maker.price
            if book.orders[index].open == 0 { book.orders.remove(at: index) }
        }
        books[order.symbol] = book
        return left
    }

    /// Ends the call auction: the first buyer and the first seller left trade until the volume is used up.
    private mutating func uncross(_ order: Order) {
        guard var book = books[order.symbol], book.isInAuction else { return }
        book.isInAuction = false
        if let result = book.auctionResult() {
            var left = result.volume
            while left > 0, let buyer = book.best(of: .buy), let seller = book.best(of: .sell) {
                let traded = min(Int64(clamping: left), book.orders[buyer].open, book.orders[seller].open)
                left -= Int128(traded)
                tellTrade(
                    order, taker: book.orders[buyer].id, maker: book.orders[seller].id, side: nil,
                    price: result.price, quantity: traded)
                for index in [buyer, seller] {
                    book.orders[index].open -= traded
                    let party = book.orders[index]
                    tell(
                        .traded, order, id: party.id, side: party.side, price: result.price, quantity: traded,
                        open: party.open)
                    hold(traded, side: party.side, account: party.account, symbol: order.symbol)
                }
                book.orders.removeAll { $0.open == 0 }
            }
            book.lastTradePrice = result.price
        }
        books[order.symbol] = book
    }

    private mutating func hold(_ quantity: Int64, side: Side, account: String, symbol: String) {
        guard !account.isEmpty else { return }
        let signed = side == .buy ? Int128(quantity) : -Int128(quantity)
        positions[Holder(account: account, symbol: symbol), default: 0] += signed
    }

    // MARK: Telling

    private mutating func tellTrade(
        _ order: Order, taker: String, maker: String, side: Side?, price: Int64, quantity: Int64
    ) {
        tradeCount += 1
        output.trades.append(
            Trade(
                timestampNanoseconds: order.timestampNanoseconds, symbol: order.symbol, tradeID: tradeCount,
                takerID: taker, makerID: maker, takerSide: side, price: Decimal8(raw: price),
                quantity: Decimal8(raw: quantity)))
    }

    private mutating func tell(
        _ kind: OrderEventKind, _ order: Order, id: String? = nil, side: Side?, price: Int64?, quantity: Int64,
        open: Int64, reason: String = ""
    ) {
        output.events.append(
            OrderEvent(
                timestampNanoseconds: order.timestampNanoseconds, symbol: order.symbol, id: id ?? order.id,
                kind: kind, side: side, price: price.map { Decimal8(raw: $0) }, quantity: Decimal8(raw: quantity),
                openQuantity: Decimal8(raw: open), reason: reason))
    }

    private func required<Value>(_ value: Value?, _ name: String, of order: Order) -> Value {
        guard let value else {
            preconditionFailure("\(order.action.rawValue) of order '\(order.id)' without a \(name)")
        }
        return value
    }
}
