/// Almgren & Chriss's linear impact: the expected shortfall of a trade worked off evenly over a time.
///
/// "Optimal execution of portfolio transactions", Journal of Risk 3 (2000), eq. 5 with equal slices: X in N slices of
/// τ = T/N costs ½γX² + εX + (η − ½γτ)X²/T. Sizes are in average bars' volumes x, times in bars and prices relative, so
/// the cost is |traded|·(ε + ½γx + (η − ½γτ)·x/T), ε being half spread + fees. Their own calibration (section 3.4) is the
/// default: trading 1 % of a bar's volume moves the price by a spread while it lasts, 10 % moves it for good. Where
/// there is no volume there is no impact, only ε.
public struct AlmgrenChrissSlippage: SlippageModel {
    public let name = "almgren-chriss"
    /// ε: spread and fees.
    public var proportional: ProportionalCost
    /// γ: lasting relative impact of trading a bar's whole volume.
    public var permanent: Double
    /// η: passing relative impact of trading at the rate of a bar's whole volume a bar.
    public var temporary: Double
    /// T: bars over which a trade is worked off.
    public var duration: Double
    /// N: how many slices it is cut into.
    public var slices: Int

    /// The paper's calibration by the spread, over one bar in ten slices, unless told otherwise.
    ///
    /// η − ½γτ must not be negative, or cutting into slices would be paid for.
    public init(
        proportional: ProportionalCost = ProportionalCost(), permanent: Double? = nil, temporary: Double? = nil,
        duration: Double = 1, slices: Int = 10
    ) {
        self.proportional = proportional
        self.permanent = permanent ?? 2 * proportional.halfSpread / 0.1
        self.temporary = temporary ?? 2 * proportional.halfSpread / 0.01
        self.duration = duration
        self.slices = slices
        precondition(duration > 0 && slices > 0, "\(slices) slices over \(duration) bars")
        precondition(self.permanent >= 0 && sliceImpact >= 0, "γ = \(self.permanent), η = \(self.temporary)")
    }

    public func cost(of trade: TradeToCost) -> Double {
        var rate = proportional.rate
        if let participation = trade.participation {
            rate += permanent / 2 * participation + sliceImpact * participation / duration
        }
        return abs(trade.traded) * rate
    }

    /// η − ½γτ.
    private var sliceImpact: Double { temporary - permanent * duration / Double(slices) / 2 }
}
