/// `vol_zscore_N`: how far the volume stands from its mean over N bars, in deviations (ddof 1):
/// (v − mean)/(std + 1e-8); 0 where all N volumes are equal.
public struct VolumeZScore: Feature {
    /// N: how many bars.
    public let length: Int
    public let family = FeatureFamily.volume

    /// The score over that many bars.
    public init(length: Int) {
        self.length = length
    }

    public var name: String { "vol_zscore_\(length)" }
    public var history: FeatureHistory { .window(length) }

    public func values(of bars: BarSeries) -> [Double] {
        Rolling.zScore(bars.volume, window: length, ddof: 1, epsilon: 1e-8)
    }
}

/// `vol_roll_sum_N`: the volume of the last N bars, in the source's own units.
public struct VolumeSum: Feature {
    /// N: how many bars.
    public let length: Int
    public let family = FeatureFamily.volume

    /// The sum over that many bars.
    public init(length: Int) {
        self.length = length
    }

    public var name: String { "vol_roll_sum_\(length)" }
    public var history: FeatureHistory { .window(length) }

    public func values(of bars: BarSeries) -> [Double] {
        Rolling.sum(bars.volume, window: length)
    }
}
