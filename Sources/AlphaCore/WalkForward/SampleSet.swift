/// Every bar that has a full window of features, with its label: what the splitter divides.
///
/// A bar is a sample once all features have warmed up over a whole window, i.e. from the asset's own bar number
/// `table.lookback + lookback − 1` on (counted from 1). Bars before that have no window, ever; nothing is padded.
public struct SampleSet: Sendable {
    /// The samples in order of time, then asset.
    public let samples: [Sample]

    /// The samples of a table for windows of `lookback` bars.
    public init(table: FeatureTable, lookback: Int, label: Label) {
        precondition(lookback > 0, "lookback \(lookback)")
        let panel = table.panel
        var samples: [Sample] = []
        for (asset, series) in panel.series.enumerated() {
            let first = table.lookback - 1 + lookback - 1
            guard first < series.count else { continue }
            for bar in first..<series.count {
                let value = label.value(of: bar, in: series)
                samples.append(
                    Sample(
                        asset: asset, bar: bar, time: panel.timeIndex[asset][bar], label: value ?? .nan,
                        labelEnd: value == nil ? nil : panel.timeIndex[asset][label.lastBar(of: bar)]))
            }
        }
        samples.sort { ($0.time, $0.asset) < ($1.time, $1.asset) }
        self.samples = samples
    }

    /// The samples whose bar lies in a range of the time axis, in order. O(log n).
    public func samples(in times: Range<Int>) -> ArraySlice<Sample> {
        samples[position(of: times.lowerBound)..<position(of: times.upperBound)]
    }

    /// The first sample at or after a time.
    private func position(of time: Int) -> Int {
        var low = 0
        var high = samples.count
        while low < high {
            let middle = (low + high) / 2
            if samples[middle].time < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
