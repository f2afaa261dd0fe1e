/// `macd`: the close's EMA of 12 bars less that of 26, in price units (Appel's moving average convergence/divergence).
///
/// Each EMA is seeded with its own plain mean, as in Stock.Indicators' `GetMacd`. TA-Lib starts both at bar 26
/// instead, so its first values differ and then come near.
public struct MACDLine: Feature {
    public let name = "macd"
    public let family = FeatureFamily.technical
    public let history = FeatureHistory.recursive(warmUp: 26)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        let fast = ExponentialAverage.exponential(12)(bars.close)
        let slow = ExponentialAverage.exponential(26)(bars.close)
        return bars.column { fast[$0] - slow[$0] }
    }
}

/// `macd_signal`: the EMA of 9 bars of `macd`, in price units.
public struct MACDSignal: DerivedFeature {
    public let name = "macd_signal"
    public let family = FeatureFamily.technical
    public let history = FeatureHistory.recursive(warmUp: 34)

    /// The feature; it has no parameters.
    public init() {}

    public func values(from series: DerivedSeries) -> [Double] {
        ExponentialAverage.exponential(9)(series.values(of: MACDLine()))
    }
}

/// `macd_hist`: `macd` less `macd_signal`, in price units.
public struct MACDHistogram: DerivedFeature {
    public let name = "macd_hist"
    public let family = FeatureFamily.technical
    public let history = FeatureHistory.recursive(warmUp: 34)

    /// The feature; it has no parameters.
    public init() {}

    public func values(from series: DerivedSeries) -> [Double] {
        let line = series.values(of: MACDLine())
        let signal = series.values(of: MACDSignal())
        return series.bars.column { line[$0] - signal[$0] }
    }
}
