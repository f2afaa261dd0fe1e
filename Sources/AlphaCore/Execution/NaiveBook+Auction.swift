extension NaiveBook {
    /// What an uncrossing trades.
    struct AuctionResult: Equatable {
        var price: Int64
        var volume: Int128
    }

    /// The price of the call auction; `nil` when nothing crosses.
    ///
    /// Candidates are the prices at which orders rest. The greatest volume wins; of several the least imbalance; of several
    /// still the highest when all of them leave buyers over, the lowest when all leave sellers over; else the one nearest the
    /// last trade, of two as near the higher; without a last trade the highest.
    func auctionResult() -> AuctionResult? {
        struct Candidate {
            var price: Int64
            var volume: Int128
            var imbalance: Int128  // buyers over: positive
        }
        var candidates = Set(orders.map(\.price)).map { price in
            let buyers = available(to: .sell, limit: price)
            let sellers = available(to: .buy, limit: price)
            return Candidate(price: price, volume: min(buyers, sellers), imbalance: buyers - sellers)
        }
        guard let volume = candidates.map(\.volume).max(), volume > 0 else { return nil }
        candidates.removeAll { $0.volume < volume }
        let leastImbalance = candidates.map(\.imbalance.magnitude).min()
        candidates.removeAll { $0.imbalance.magnitude != leastImbalance }
        let prices = candidates.map(\.price).sorted()
        let price: Int64
        if candidates.allSatisfy({ $0.imbalance > 0 }) {
            price = prices[prices.count - 1]
        } else if candidates.allSatisfy({ $0.imbalance < 0 }) {
            price = prices[0]
        } else if let lastTradePrice {
            let nearest = prices.map { ($0 - lastTradePrice).magnitude }.min()
            price = prices.last { ($0 - lastTradePrice).magnitude == nearest } ?? prices[0]
        } else {
            price = prices[prices.count - 1]
        }
        return AuctionResult(price: price, volume: volume)
    }
}
