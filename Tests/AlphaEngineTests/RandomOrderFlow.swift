import AlphaCore

/// Random messages that meet every rule: crossing limits, every time in force, market orders, cancels and replaces of live,
/// finished and unknown orders, ids used again, call auctions, several symbols and accounts, values that are refused.
struct RandomOrderFlow {
    private var random: RandomSource
    private var time: Int64 = 0

    /// Limits that some of the flow breaks: `a` is narrow, `b` has none, everyone else the default.
    static let defaultLimits = RiskLimits(
        maxOrderQuantity: Decimal8(raw: 19 * Decimal8.one), maxOrderNotional: Decimal8(raw: 1900 * Decimal8.one),
        maxPosition: Decimal8(raw: 60 * Decimal8.one))
    static let accountLimits = [
        "a": RiskLimits(maxPosition: Decimal8(raw: 25 * Decimal8.one)), "b": RiskLimits(),
    ]

    init(seed: UInt64) {
        random = RandomSource(seed: seed, stream: "flow")
    }

    private mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private mutating func name() -> String {
        let number = below(120)
        return number % 3 == 0 ? "order-with-a-long-name-\(number)" : number % 3 == 1 ? "o\(number)" : "\(number)"
    }

    private mutating func price() -> Decimal8 {
        Decimal8(raw: Int64(95_00 + below(200) * 5) * (Decimal8.one / 100))
    }

    private mutating func quantity() -> Decimal8 {
        if below(60) == 0 { return Decimal8(raw: Int64(below(3) - 1) * Decimal8.one) }
        return Decimal8(raw: Int64(1 + below(40)) * (Decimal8.one / 2))
    }

    /// The next message.
    mutating func next() -> Order {
        time += Int64(below(3))
        var order = Order(timestampNanoseconds: time, symbol: pick(["", "X", "long symbol, with a comma"]), id: name())
        switch below(100) {
        case 0:
            order.action = .auction
            order.id = ""
        case 1..<4:
            order.action = .uncross
            order.id = ""
        case 4..<20: order.action = .cancel
        case 20..<35:
            order.action = .replace
            order.price = price()
            order.quantity = quantity()
        default:
            order.side = pick([.buy, .sell])
            order.quantity = quantity()
            order.type = below(8) == 0 ? .market : .limit
            if order.type == .limit { order.price = below(200) == 0 ? Decimal8(raw: 0) : price() }
            order.timeInForce = pick([.gtc, .gtc, .gtc, .gtc, .ioc, .fok, .post])
            order.account = pick(["", "a", "b", "c"])
        }
        return order
    }

    /// The next messages, up to that many.
    mutating func batch(upTo count: Int) -> [Order] { (0..<(1 + below(count))).map { _ in next() } }
}
