/// The features of every bar of a panel: for each asset one column a feature, one row a bar.
public struct FeatureTable: Sendable {
    /// The panel that the rows come from; row `i` of asset `a` is bar `i` of `panel.series[a]`.
    public let panel: Panel
    /// The features, in column order; their names differ.
    public let features: [any Feature]
    /// `columns[a][f][i]`: feature `f` of bar `i` of asset `a`; NaN where it does not exist.
    public let columns: [[[Double]]]

    /// Computes every feature of every asset, what features share once an asset.
    public init(panel: Panel, features: [any Feature]) {
        let names = Set(features.map(\.name))
        precondition(names.count == features.count, "\(features.count) features but \(names.count) distinct names")
        self.panel = panel
        self.features = features
        columns = panel.series.map { FeatureTable.columns(of: $0, features: features) }
    }

    /// The features' names, in column order.
    public var names: [String] { features.map(\.name) }

    /// Bars that must have gone by before every feature has a value: the longest lookback of all.
    public var lookback: Int { features.map(\.history.lookback).max() ?? 1 }

    /// The features of one asset, one column a feature, one value a bar; assets do not depend on each other.
    public static func columns(of bars: BarSeries, features: [any Feature]) -> [[Double]] {
        let series = DerivedSeries(bars)
        return features.map { series.values(of: $0) }
    }
}
