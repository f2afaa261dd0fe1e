/// `vol_N`: the standard deviation (ddof 1) of the last N simple returns, per bar, not annualised.
public struct ReturnVolatility: DerivedFeature {
    /// N: how many returns.
    public let returns: Int
    public let family = FeatureFamily.volatility

    /// The deviation of that many returns.
    public init(returns: Int) {
        self.returns = returns
    }

    public var name: String { "vol_\(returns)" }
    public var history: FeatureHistory { .window(returns + 1) }

    public func values(from series: DerivedSeries) -> [Double] {
        Rolling.deviation(series.values(of: SimpleReturn()), window: returns, ddof: 1)
    }
}

/// `vol_chg`: the volatility of the last 20 returns against that of the last 60, vol_20/(vol_60 + 1e-8).
public struct VolatilityChange: DerivedFeature {
    public let name = "vol_chg"
    public let family = FeatureFamily.volatility
    public let history = FeatureHistory.window(61)

    /// The feature; it has no parameters.
    public init() {}

    public func values(from series: DerivedSeries) -> [Double] {
        let short = series.values(of: ReturnVolatility(returns: 20))
        let long = series.values(of: ReturnVolatility(returns: 60))
        return series.bars.column { short[$0] / (long[$0] + 1e-8) }
    }
}
