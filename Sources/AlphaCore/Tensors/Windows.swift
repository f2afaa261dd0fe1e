/// One sample: a bar of an asset with the window that ends there, and its label.
public struct Sample: Hashable, Sendable {
    /// The asset's number in the panel.
    public var asset: Int
    /// The bar's number in the asset's series: the last of the window.
    public var bar: Int
    /// The bar's place on the panel's time axis.
    public var time: Int
    /// The return that is forecast; NaN while the future is not known.
    public var label: Double
    /// Where the label's last bar stands on the panel's time axis; `nil` while the future is not known.
    public var labelEnd: Int?

    /// A sample of the given place and label.
    public init(asset: Int, bar: Int, time: Int, label: Double, labelEnd: Int?) {
        self.asset = asset
        self.bar = bar
        self.time = time
        self.label = label
        self.labelEnd = labelEnd
    }
}

/// The model's input: for any sample, the scaled features of bars `t−L+1 … t`, float32.
///
/// Windows overlap, so they are never stored one by one: each asset's scaled features are kept once as a row-major
/// matrix `[bars, features]`, and `gather` copies the windows of a batch into a tensor `[samples, lookback, features]`.
public struct Windows: Sendable {
    /// L: how many bars a window has.
    public let lookback: Int
    /// The features' names, in column order.
    public let featureNames: [String]
    /// `rows[a]`: the scaled features of asset `a`, row-major `[bars, features]`; missing values are 0, the train mean.
    public let rows: [[Float]]

    /// Windows of `lookback` bars over already scaled rows, one row-major matrix `[bars, features]` an asset.
    public init(lookback: Int, featureNames: [String], rows: [[Float]]) {
        precondition(lookback > 0, "lookback \(lookback)")
        for one in rows {
            precondition(
                one.count % max(featureNames.count, 1) == 0, "\(one.count) values, \(featureNames.count) features")
        }
        self.lookback = lookback
        self.featureNames = featureNames
        self.rows = rows
    }

    /// F: features a bar.
    public var featureCount: Int { featureNames.count }

    /// Copies the windows of the samples, in their order, into `output`, row-major `[samples, lookback, features]`.
    ///
    /// Every sample's bar must be at least `lookback − 1`. O(samples · lookback · features).
    public func gather(_ samples: ArraySlice<Sample>, into output: UnsafeMutableBufferPointer<Float>) {
        let size = lookback * featureCount
        precondition(output.count >= samples.count * size, "\(output.count) floats for \(samples.count) × \(size)")
        for (position, sample) in samples.enumerated() {
            let first = (sample.bar - lookback + 1) * featureCount
            precondition(first >= 0, "bar \(sample.bar) has no window of \(lookback)")
            rows[sample.asset].withUnsafeBufferPointer { source in
                let window = UnsafeBufferPointer(rebasing: source[first..<(first + size)])
                _ = UnsafeMutableBufferPointer(rebasing: output[(position * size)..<((position + 1) * size)])
                    .update(fromContentsOf: window)
            }
        }
    }
}
