/// What can be traded in one book, and the limits that every order in it must keep.
public struct Instrument: Hashable, Sendable {
    /// Prices are multiples of it.
    public var tick: Decimal8
    /// Quantities are multiples of it.
    public var lot: Decimal8
    /// What a quantity of 1 at a price of 1 is worth: 50 for a future of 50 a point.
    public var multiplier: Decimal8
    /// The greatest quantity of one order; `nil`: any.
    public var maxOrderQuantity: Decimal8?
    /// The greatest price × quantity × multiplier of one order; `nil`: any.
    public var maxOrderNotional: Decimal8?
    /// The greatest distance of a price from the reference price, in basis points; `nil`: any.
    public var priceCollarBasisPoints: Int64?

    /// An instrument without limits; without arguments, one of the finest tick and lot.
    public init(
        tick: Decimal8 = Decimal8(raw: 1), lot: Decimal8 = Decimal8(raw: 1),
        multiplier: Decimal8 = Decimal8(raw: Decimal8.one)
    ) {
        self.tick = tick
        self.lot = lot
        self.multiplier = multiplier
    }
}
