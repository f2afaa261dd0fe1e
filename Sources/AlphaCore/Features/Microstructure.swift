/// `high_low_spread`: the bar's range in units of its close, (h − l)/(c + 1e-8).
public struct HighLowSpread: Feature {
    public let name = "high_low_spread"
    public let family = FeatureFamily.microstructure
    public let history = FeatureHistory.window(1)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        let (high, low, close) = (bars.high, bars.low, bars.close)
        return bars.column { (high[$0] - low[$0]) / (close[$0] + 1e-8) }
    }
}

/// `close_pos_in_bar`: where in the bar's range it closed, (c − l)/(h − l + 1e-8): 0 at the low, almost 1 at the high.
///
/// 0 for a bar without range. The 1e-8 is in price units, so it weighs on assets that cost less than about 1e-4.
public struct ClosePositionInBar: Feature {
    public let name = "close_pos_in_bar"
    public let family = FeatureFamily.microstructure
    public let history = FeatureHistory.window(1)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        let (high, low, close) = (bars.high, bars.low, bars.close)
        return bars.column { (close[$0] - low[$0]) / (high[$0] - low[$0] + 1e-8) }
    }
}
