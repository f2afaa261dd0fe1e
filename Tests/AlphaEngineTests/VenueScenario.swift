import AlphaCore

/// A matching scenario as a table that a trader can read: a message a line, and what comes of it after the bar.
///
/// Messages: `buy|sell ID PRICE|market QTY [ioc|fok|post] [@ACCOUNT]`, `cancel ID`, `replace ID PRICE QTY`, `auction`,
/// `uncross`. Outcomes, in their order: `TAKER takes QTY at PRICE from MAKER`, `BUYER and SELLER trade QTY at PRICE` in an
/// auction, each followed by what both have left; `ID accepted QTY`, `ID rejected REASON`, `ID canceled QTY REASON`, `ID
/// replaced QTY at PRICE`. Nothing after the bar: nothing comes of it.
struct VenueScenario: CustomStringConvertible, Sendable {
    var description: String
    var limits = RiskLimits()
    var accountLimits: [String: RiskLimits] = [:]
    var table: String

    init(
        _ description: String, limits: RiskLimits = RiskLimits(), accountLimits: [String: RiskLimits] = [:],
        _ table: String
    ) {
        self.description = description
        self.limits = limits
        self.accountLimits = accountLimits
        self.table = table
    }

    /// The messages and what each should give.
    var rows: [(order: Order, expected: String)] {
        table.split(separator: "\n").enumerated().map { number, line in
            let halves = line.split(separator: "|", maxSplits: 1).map { $0.split(separator: " ").map(String.init) }
            let order = VenueScenario.order(halves[0], time: Int64(number))
            return (order, halves.count == 2 ? halves[1].joined(separator: " ") : "")
        }
    }

    private static func order(_ words: [String], time: Int64) -> Order {
        var order = Order(timestampNanoseconds: time, symbol: "X", id: words.count > 1 ? words[1] : "")
        switch words[0] {
        case "buy", "sell":
            order.side = words[0] == "buy" ? .buy : .sell
            order.type = words[2] == "market" ? .market : .limit
            order.price = words[2] == "market" ? nil : Decimal8(words[2])
            order.quantity = Decimal8(words[3])
            for word in words[4...] {
                if word.hasPrefix("@") {
                    order.account = String(word.dropFirst())
                } else if let timeInForce = TimeInForce(rawValue: word.uppercased()) {
                    order.timeInForce = timeInForce
                }
            }
        case "replace":
            order.action = .replace
            order.price = Decimal8(words[2])
            order.quantity = Decimal8(words[3])
        default:
            order.action = OrderAction(rawValue: words[0].uppercased()) ?? .new
        }
        return order
    }

    /// The outcome of one message in the table's words.
    static func text(of output: VenueOutput) -> String {
        var trades = output.trades[...]
        var parts: [String] = []
        var skipsMaker = false
        for (index, event) in output.events.enumerated() {
            let quantity = event.quantity.description
            switch event.kind {
            case .traded:
                skipsMaker.toggle()
                guard skipsMaker, let trade = trades.popFirst(), index + 1 < output.events.count else { continue }
                let left = "left \(event.openQuantity) and \(output.events[index + 1].openQuantity)"
                let what = "\(trade.quantity) at \(trade.price)"
                parts.append(
                    trade.takerSide == nil
                        ? "\(trade.takerID) and \(trade.makerID) trade \(what), \(left)"
                        : "\(trade.takerID) takes \(what) from \(trade.makerID), \(left)")
            case .replaced:
                parts.append("\(event.id) replaced \(quantity) at \(event.price?.description ?? "market")")
            case .rejected: parts.append("\(event.id) rejected \(event.reason)")
            case .accepted, .canceled, .triggered:
                let words = [event.id, event.kind.rawValue.lowercased(), quantity, event.reason]
                parts.append(words.filter { !$0.isEmpty }.joined(separator: " "))
            }
        }
        return parts.joined(separator: "; ")
    }
}
