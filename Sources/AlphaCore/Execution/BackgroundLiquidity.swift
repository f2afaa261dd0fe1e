/// The synthetic resting orders around one price: what a strategy's order finds in the book of a simulated bar.
///
/// A model of liquidity, not data. Level k (from 0) of a side lies `halfSpread + k · spacing` from the reference price,
/// and holds a quantity that grows linearly with the distance, `volume · (spacing / (impact · range))² · (2k + 1)`: a
/// book of this shape makes the price that an order of size Q reaches follow the square-root law, `impact · range ·
/// √(Q / volume)` beyond the spread (Tóth et al. 2011, "Anomalous price impact and the critical nature of liquidity").
struct BackgroundLiquidity {
    /// One resting order of the background.
    struct Level: Equatable {
        var price: Decimal8
        var quantity: Decimal8
    }

    /// Buy levels, the highest price first.
    var bids: [Level]
    /// Sell levels, the lowest price first.
    var asks: [Level]

    /// What a bar's background is derived from; nothing of it is later than the reference price.
    struct Conditions {
        /// The price around which the orders rest.
        var price: Double
        /// Mean volume of the bars before, in units of the asset.
        var volume: Double
        /// Mean true range of the bars before, in the price's unit.
        var range: Double
    }

    /// More than any market shows at a price, and little enough that the sum of a side's levels fits 64 bits.
    private static let largestQuantity = 1e9

    /// Draws the levels of both sides; half spread and sizes vary by ±20 %, so no two bars look the same.
    ///
    /// A level at or below zero is left out, as is one that falls on another's price after rounding to the tick. `nil`
    /// when the price is beyond what 64 bits hold.
    init?(_ conditions: Conditions, configuration: OrderStream.Configuration, random: inout RandomSource) {
        let price = conditions.price
        guard let reference = Decimal8(nearestTo: price) else { return nil }
        let tick = BackgroundLiquidity.tick(at: reference)
        let halfSpread = price * configuration.halfSpreadBasisPoints * 1e-4 * (0.8 + 0.4 * random.uniform())
        // A fifth of the price over all levels at most, however wild the bars before were.
        let spacing = min(conditions.range * configuration.levelSpacing, 0.2 * price / Double(configuration.levels))
        let share = configuration.levelSpacing / configuration.impact
        let unit = conditions.volume * share * share
        var bids: [Level] = []
        var asks: [Level] = []
        for level in 0..<configuration.levels {
            let distance = halfSpread + Double(level) * spacing
            for side in Side.allCases {
                let wanted = unit * Double(2 * level + 1) * (0.8 + 0.4 * random.uniform())
                let bounded = min(wanted, BackgroundLiquidity.largestQuantity)
                let levelPrice = side == .buy ? price - distance : price + distance
                guard let rounded = Decimal8(nearestTo: levelPrice, multipleOf: tick),
                    let quantity = Decimal8(nearestTo: bounded, multipleOf: configuration.lot)
                else { return nil }
                let order = Level(price: rounded, quantity: max(quantity, configuration.lot))
                switch side {
                case .buy:
                    if rounded.raw > 0, bids.last.map({ rounded < $0.price }) ?? true { bids.append(order) }
                case .sell:
                    let floor = asks.last?.price ?? bids.first?.price ?? Decimal8(raw: 0)
                    if floor < rounded { asks.append(order) }
                }
            }
        }
        self.bids = bids
        self.asks = asks
    }

    /// The levels that an order of the given side meets, best price first.
    func levels(against side: Side) -> [Level] { side == .buy ? asks : bids }

    /// A step of price with five to six digits below the price: between 0.01 and 0.1 basis points of it.
    static func tick(at price: Decimal8) -> Decimal8 {
        var tick: Int64 = 1
        while tick <= price.raw / 1_000_000 { tick *= 10 }
        return Decimal8(raw: tick)
    }
}
