/// Units held of each asset, and the equity that they and the cash make: bookkeeping in units of the initial equity, 1.
///
/// Money is neither made nor lost but by a price that moves while something is held, and by costs.
struct Portfolio {
    /// Units held of each asset, signed.
    private(set) var units: [Double]
    /// The last price that each asset's holding was valued at; NaN before the first.
    private(set) var marks: [Double]
    /// Cash and holdings at their marks.
    private(set) var equity = 1.0

    init(assetCount: Int) {
        units = [Double](repeating: 0, count: assetCount)
        marks = [Double](repeating: .nan, count: assetCount)
    }

    /// Values an asset at a new price: what is held gains or loses the difference.
    mutating func mark(_ asset: Int, at price: Double) {
        if units[asset] != 0 { equity += units[asset] * (price - marks[asset]) }
        marks[asset] = price
    }

    /// Trades an asset at its mark to the given units, paying the cost.
    mutating func trade(_ asset: Int, to target: Double, cost: Double) {
        precondition(marks[asset].isFinite, "asset \(asset) is traded before it has a price")
        units[asset] = target
        equity -= cost
    }

    /// Σ |units · mark|.
    var gross: Double { total { abs($0) } }

    /// Σ units · mark.
    var net: Double { total { $0 } }

    private func total(_ of: (Double) -> Double) -> Double {
        units.indices.reduce(0) { units[$1] == 0 ? $0 : $0 + of(units[$1] * marks[$1]) }
    }
}
