/// `rsi_14`: Wilder's relative strength index over 14 bars, 0 to 100.
///
/// 100·G/(G + L), G and L being Wilder's averages of the rises and of the falls of the close. No value while the close
/// has not moved at all. Wilder, New Concepts in Technical Trading Systems (1978); equal to Stock.Indicators `GetRsi`.
public struct RelativeStrengthIndex: Feature {
    public let name = "rsi_14"
    public let family = FeatureFamily.technical
    public let history = FeatureHistory.recursive(warmUp: 15)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        let close = bars.close
        let average = ExponentialAverage.wilder(14)
        let rise = average(bars.column(from: 1) { max(close[$0] - close[$0 - 1], 0) })
        let fall = average(bars.column(from: 1) { max(close[$0 - 1] - close[$0], 0) })
        return bars.column { 100 * rise[$0] / (rise[$0] + fall[$0]) }
    }
}

/// `atr_14`: Wilder's average true range over 14 bars, in price units.
///
/// The true range is max(h − l, |h − c_{t−1}|, |l − c_{t−1}|) and needs a bar before it. Equal to TA-Lib's `ATR` and
/// Stock.Indicators' `GetAtr`.
public struct AverageTrueRange: Feature {
    public let name = "atr_14"
    public let family = FeatureFamily.technical
    public let history = FeatureHistory.recursive(warmUp: 15)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        let (high, low, close) = (bars.high, bars.low, bars.close)
        return ExponentialAverage.wilder(14)(
            bars.column(from: 1) { max(high[$0], close[$0 - 1]) - min(low[$0], close[$0 - 1]) })
    }
}

/// `bollinger_z_20`: the close's distance from its 20-bar mean in deviations of the population (ddof 0).
///
/// ±2 are Bollinger's bands. No value where all 20 closes are equal. Equal to Stock.Indicators' `GetBollingerBands`
/// `zScore`.
public struct BollingerZScore: Feature {
    public let name = "bollinger_z_20"
    public let family = FeatureFamily.technical
    public let history = FeatureHistory.window(20)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        Rolling.zScore(bars.close, window: 20, ddof: 0, epsilon: 0)
    }
}
