/// The resting orders of one symbol as a plain list in order of arrival: the best order is looked for, never kept.
struct NaiveBook {
    /// A limit order waiting in the book.
    struct RestingOrder {
        var id: String
        var account: String
        var side: Side
        var price: Int64
        var open: Int64
        var isPostOnly: Bool
    }

    /// Every resting order, the one that has waited longest first.
    var orders: [RestingOrder] = []
    /// Between `AUCTION` and `UNCROSS`.
    var isInAuction = false
    /// Of the symbol's last trade.
    var lastTradePrice: Int64?

    /// Where the live order of that id stands.
    func index(of id: String) -> Int? {
        orders.firstIndex { $0.id == id }
    }

    /// Whether an order of the side may trade with a resting one at `price` under its `limit` (`nil`: any price).
    static func reaches(_ side: Side, limit: Int64?, price: Int64) -> Bool {
        guard let limit else { return true }
        return side == .buy ? price <= limit : price >= limit
    }

    /// Where the side's first order in line stands: the best price, of those the longest wait.
    func best(of side: Side) -> Int? {
        var best: Int?
        for index in orders.indices where orders[index].side == side {
            guard let leader = best else {
                best = index
                continue
            }
            let isBetter =
                side == .buy ? orders[index].price > orders[leader].price : orders[index].price < orders[leader].price
            if isBetter { best = index }
        }
        return best
    }

    /// Where the first resting order that an order of the side may trade with stands.
    func counterparty(of side: Side, limit: Int64?) -> Int? {
        guard let index = best(of: side.opposite),
            NaiveBook.reaches(side, limit: limit, price: orders[index].price)
        else { return nil }
        return index
    }

    /// How much an order of the side could trade at once.
    func available(to side: Side, limit: Int64?) -> Int128 {
        orders.reduce(0) { sum, order in
            let canTrade = order.side != side && NaiveBook.reaches(side, limit: limit, price: order.price)
            return canTrade ? sum + Int128(order.open) : sum
        }
    }

    /// The worst price that a market order would reach: that of the order on which its quantity is used up, the last one's
    /// if there is too little; `nil` when nothing rests on the other side.
    func worstPrice(for side: Side, quantity: Int64) -> Int64? {
        let line = orders.filter { $0.side != side }.map { (price: $0.price, open: $0.open) }
            .sorted { side == .buy ? $0.price < $1.price : $0.price > $1.price }
        var left = quantity
        for order in line {
            if order.open >= left { return order.price }
            left -= order.open
        }
        return line.last?.price
    }

    /// The sum of a side's open quantities, an account's alone when one is given.
    func open(_ side: Side, account: String? = nil) -> Int128 {
        orders.reduce(0) { sum, order in
            let counts = order.side == side && (account == nil || order.account == account)
            return counts ? sum + Int128(order.open) : sum
        }
    }

    /// Outside an auction no buyer meets a seller; no order is empty; every id is there once.
    func checkInvariants() -> Bool {
        let bid = best(of: .buy).map { orders[$0].price } ?? .min
        let ask = best(of: .sell).map { orders[$0].price } ?? .max
        return (isInAuction || bid < ask) && orders.allSatisfy { $0.open > 0 }
            && Set(orders.map(\.id)).count == orders.count
    }
}
