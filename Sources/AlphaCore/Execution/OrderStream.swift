/// An order of the strategy and the price that it is measured against.
public struct StrategyOrder: Hashable, Sendable {
    /// The order as the venue gets it.
    public var order: Order
    /// The bar of the target position that it trades towards.
    public var bar: Timestamp
    /// The price that the backtest assumed for it before costs.
    public var arrivalPrice: Double

    /// An order with its bar and its arrival price.
    public init(order: Order, bar: Timestamp, arrivalPrice: Double) {
        self.order = order
        self.bar = bar
        self.arrivalPrice = arrivalPrice
    }
}

/// The order stream of a run: the strategy's orders among the background liquidity of the bars.
///
/// This is where research becomes execution and floating point ends: target positions go in, integers of 1e-8 come out.
/// At every bar at which an asset's target position changes, the asset's book gets, in this order and within
/// microseconds of the bar's start: limit orders on both sides around the position's price (`BackgroundLiquidity`), one
/// MARKET order of account `strategy` over the change of the position, and cancels of the background that is left.
///
/// **What is assumed.** The liquidity is simulated, not data: no book was recorded with the bars. Its half spread is about
/// 5 basis points, its depth comes from the mean volume and its spacing from the mean true range of the bars *before*
/// (never of the bar itself or a later one, nothing looks ahead), and it is drawn anew from the seed for every bar, so
/// earlier orders leave no trace in later prices. Where the bars before have no volume, and in foreign exchange always (its
/// bars count ticks), a bar is taken to trade `assumedBarNotional` of the quote currency; where they have no range,
/// `assumedRange` of the price. A market order larger than the whole depth is filled in part; the rest is canceled and not
/// sent again.
///
/// The same positions, bars before them and seed give the same orders; later positions do not change earlier orders.
public struct OrderStream: Sendable {
    /// What the simulation of liquidity is made of.
    public struct Configuration: Sendable, Equatable {
        /// Fixes every random draw.
        public var seed: UInt64 = 7
        /// Price levels on each side.
        public var levels = 5
        /// Mean distance of the best prices from the reference price, basis points.
        public var halfSpreadBasisPoints = 5.0
        /// How many bars before give volume and range their means.
        public var historyBars = 20
        /// Distance between levels as a share of the mean true range.
        public var levelSpacing = 0.05
        /// The square-root law's coefficient: an order of a bar's whole volume would move the price by this many ranges.
        public var impact = 1.0
        /// The step of quantities; positions are rounded to it.
        public var lot = Decimal8(raw: 1)
        /// Turnover of a bar, in the quote currency, where the bars before have no volume.
        public var assumedBarNotional = 1e9
        /// True range of a bar, as a share of the price, where the bars before have none.
        public var assumedRange = 0.01

        /// The defaults, each as its documentation says.
        public init() {}
    }

    /// The account of the strategy's orders; the background has none.
    public static let account = "strategy"

    /// Every order of every asset, by time.
    public let orders: [Order]
    /// The strategy's orders alone, by time, with the prices that they are measured against.
    public let strategyOrders: [StrategyOrder]

    /// Makes the stream.
    ///
    /// - Parameters:
    ///   - positions: In any order; an asset starts from nothing.
    ///   - panel: The bars; only those before a position's own are looked at.
    ///   - configuration: What the liquidity is made of.
    ///   - source: The name of the positions' file, for errors.
    /// - Throws: `badData` for a position whose asset or bar the panel does not have, that stands twice, or whose price or
    ///   size is not a number that an order can carry.
    public init(
        positions: [TargetPosition], panel: Panel, configuration: Configuration = Configuration(),
        source: String = "positions"
    ) throws(DataError) {
        precondition(configuration.levels > 0, "\(configuration.levels) levels")
        precondition(configuration.historyBars > 0, "\(configuration.historyBars) bars of history")
        let changes = try PositionChange.all(
            in: positions, panel: panel, configuration: configuration, source: source)
        var orders: [Order] = []
        var strategyOrders: [StrategyOrder] = []
        var freeFrom: [String: Int64] = [:]
        for (number, change) in changes.enumerated() {
            let symbol = change.position.asset
            let start = max(change.position.timestamp.nanoseconds, freeFrom[symbol] ?? .min)
            let conditions = BackgroundLiquidity.Conditions(
                before: change.bar, of: panel.series[change.series], price: change.position.price,
                configuration: configuration)
            var random = RandomSource(seed: configuration.seed, stream: "liquidity " + symbol, change.bar)
            guard let background = BackgroundLiquidity(conditions, configuration: configuration, random: &random)
            else { throw change.error(source, "the price is beyond what an order can carry") }
            let episode = Episode(
                number: number + 1, start: start, symbol: symbol, change: change.quantity, background: background)
            orders += episode.orders
            strategyOrders.append(
                StrategyOrder(
                    order: episode.strategy, bar: change.position.timestamp, arrivalPrice: change.position.price))
            freeFrom[symbol] = episode.orders[episode.orders.count - 1].timestampNanoseconds + 1
        }
        let byTime = orders.indices.sorted { a, b in
            (orders[a].timestampNanoseconds, a) < (orders[b].timestampNanoseconds, b)
        }
        self.orders = byTime.map { orders[$0] }
        self.strategyOrders = strategyOrders
    }
}

/// The orders of one change of position: background, the strategy's order, cancels of what is left.
private struct Episode {
    let orders: [Order]
    let strategy: Order

    /// Times within the bar, nanoseconds after its start: the background enters one order a nanosecond from 0 on.
    private static let strategyDelay: Int64 = 1_000
    private static let cancelDelay: Int64 = 2_000

    init(number: Int, start: Int64, symbol: String, change: Int64, background: BackgroundLiquidity) {
        let side: Side = change > 0 ? .buy : .sell
        var time = start
        var orders: [Order] = []
        for (resting, letter, levels) in [(Side.buy, "b", background.bids), (.sell, "s", background.asks)] {
            for (level, order) in levels.enumerated() {
                orders.append(
                    Order(
                        timestampNanoseconds: time, symbol: symbol, side: resting, price: order.price,
                        quantity: order.quantity, id: "\(number).\(letter)\(level + 1)"))
                time += 1
            }
        }
        time = max(time, start + Episode.strategyDelay)
        strategy = Order(
            timestampNanoseconds: time, symbol: symbol, side: side,
            quantity: Decimal8(raw: Int64(clamping: change.magnitude)), type: .market, id: "\(number)",
            account: OrderStream.account)
        let used = Episode.used(by: change, of: background.levels(against: side))
        let whole = Set(used.map { "\(number).\(side == .buy ? "s" : "b")\($0 + 1)" })
        let left = orders.filter { !whole.contains($0.id) }
        orders.append(strategy)
        time = max(time + 1, start + Episode.cancelDelay)
        for order in left {
            orders.append(Order(timestampNanoseconds: time, symbol: symbol, action: .cancel, id: order.id))
            time += 1
        }
        self.orders = orders
    }

    /// The levels that the change takes whole: their orders are finished, a cancel of them would be refused.
    private static func used(by change: Int64, of levels: [BackgroundLiquidity.Level]) -> Range<Int> {
        var left = change.magnitude
        var count = 0
        for level in levels where left >= level.quantity.raw.magnitude {
            left -= level.quantity.raw.magnitude
            count += 1
            if left == 0 { break }
        }
        return 0..<count
    }
}
