import Foundation

/// `ret_1`: the simple return of one bar, c_t/c_{t−1} − 1.
public struct SimpleReturn: Feature {
    public let name = "ret_1"
    public let family = FeatureFamily.returns
    public let history = FeatureHistory.window(2)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        let close = bars.close
        return bars.column(from: 1) { close[$0] / close[$0 - 1] - 1 }
    }
}

/// `log_ret_1`: the logarithmic return of one bar, ln(c_t/c_{t−1}).
public struct LogReturn: Feature {
    public let name = "log_ret_1"
    public let family = FeatureFamily.returns
    public let history = FeatureHistory.window(2)

    /// The feature; it has no parameters.
    public init() {}

    public func values(of bars: BarSeries) -> [Double] {
        let close = bars.close
        return bars.column(from: 1) { log(close[$0] / close[$0 - 1]) }
    }
}
