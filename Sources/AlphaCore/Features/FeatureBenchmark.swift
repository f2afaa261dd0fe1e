/// How fast the features are computed: one thread, one asset, every feature of the list and its shared parts.
public struct FeatureBenchmark: Sendable {
    /// How many bars.
    public let rows: Int
    /// The features' names, in the order in which they were computed.
    public let features: [String]
    /// Seconds for all features together, as `FeatureTable` computes them; the best of the repeats.
    public let seconds: Double
    /// Seconds for each feature alone, its parts included.
    public let secondsByFeature: [Double]

    /// Bars a second for all features together.
    public var rowsPerSecond: Double { Double(rows) / seconds }

    /// Computes the features of a random walk of `rows` minute bars, `repeats` times; making the bars is not measured.
    public init(rows: Int, features: [any Feature] = FeatureCatalog.all, seed: UInt64 = 7, repeats: Int = 3) {
        precondition(rows > 0 && repeats > 0, "\(rows) rows, \(repeats) repeats")
        let bars = FeatureBenchmark.randomWalk(rows: rows, seed: seed)
        func seconds(_ work: () -> Void) -> Double {
            (0..<repeats).map { _ in
                let duration = ContinuousClock().measure(work)
                return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
            }.min()!
        }
        self.rows = rows
        self.features = features.map(\.name)
        self.seconds = seconds { _ = FeatureTable.columns(of: bars, features: features) }
        secondsByFeature = features.map { feature in seconds { _ = feature.values(of: bars) } }
    }

    /// A random walk with a plausible range and volume around it.
    private static func randomWalk(rows: Int, seed: UInt64) -> BarSeries {
        var random = RandomSource(seed: seed, stream: "feature-benchmark")
        var bars = BarSeries(asset: Asset(symbol: "WALK", assetClass: .crypto))
        var price = 100.0
        for minute in 0..<rows {
            let open = price
            let close = open * (1 + 0.001 * random.normal())
            let bar = Bar(
                timestamp: Timestamp(nanoseconds: Int64(minute) * 60_000_000_000), open: open,
                high: max(open, close) * (1 + 0.0005 * random.uniform()),
                low: min(open, close) * (1 - 0.0005 * random.uniform()), close: close,
                volume: (1e9 * random.uniform()).rounded())
            bars.append(bar)
            price = close
        }
        return bars
    }
}
