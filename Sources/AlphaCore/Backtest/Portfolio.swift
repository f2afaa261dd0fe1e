/// Holdings and equity through time: the books of a backtest.
///
/// Sizes are per unit of initial capital: equity starts at 1, and a holding of u units at price p is worth u·p of it. A
/// bar is booked as marks (old holdings move to a price), trades at that price, more marks, and `closeBar()`.
struct Portfolio {
    /// What a bar did.
    struct BarResult {
        /// Profit before costs over the equity at the bar's start.
        var grossReturn: Double
        /// Costs over the same.
        var cost: Double
        /// Σ|traded value|.
        var traded: Double
    }

    /// Equity at the end of the last booked bar.
    private(set) var equity = 1.0
    /// Units held of each asset.
    private(set) var units: [Double]
    /// The price at which each asset was last marked; NaN before its first.
    private var marks: [Double]
    private var profit = CompensatedSum()
    private var cost = CompensatedSum()
    private var traded = CompensatedSum()

    init(assets: Int) {
        units = Array(repeating: 0, count: assets)
        marks = Array(repeating: .nan, count: assets)
    }

    /// Moves the asset to a price; what is held of it gains or loses.
    mutating func mark(_ asset: Int, at price: Double) {
        if units[asset] != 0 { profit.add(units[asset] * (price - marks[asset])) }
        marks[asset] = price
    }

    /// Equity at the present marks, before the costs of the bar that is being booked.
    var equityBeforeCosts: Double { equity + profit.value }

    /// Changes the holding at the present mark, at a cost in units of initial capital.
    mutating func trade(_ asset: Int, to target: Double, cost paid: Double) {
        traded.add(abs(target - units[asset]) * marks[asset])
        cost.add(paid)
        units[asset] = target
    }

    /// Gives up every holding at its mark.
    mutating func abandon() {
        for asset in units.indices { units[asset] = 0 }
    }

    /// Books the bar and begins the next.
    mutating func closeBar() -> BarResult {
        let start = equity
        let result =
            start > 0
            ? BarResult(grossReturn: profit.value / start, cost: cost.value / start, traded: traded.value)
            : BarResult(grossReturn: 0, cost: 0, traded: 0)
        equity = start * (1 + (result.grossReturn - result.cost))
        (profit, cost, traded) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
        return result
    }

    /// Σ|units·mark|, per unit of initial capital.
    var gross: Double { valueSum { abs($0) } }

    /// Σ units·mark, per unit of initial capital.
    var net: Double { valueSum { $0 } }

    private func valueSum(_ transform: (Double) -> Double) -> Double {
        var sum = CompensatedSum()
        for asset in units.indices where units[asset] != 0 { sum.add(transform(units[asset] * marks[asset])) }
        return sum.value
    }
}
