/// The features of every bar of a panel: for each asset one column a feature, one row a bar.
public struct FeatureTable: Sendable {
    /// The panel that the rows come from; row `i` of asset `a` is bar `i` of `panel.series[a]`.
    public let panel: Panel
    /// The features, in column order.
    public let features: [any Feature]
    /// `columns[a][f][i]`: feature `f` of bar `i` of asset `a`; NaN where it does not exist.
    public let columns: [[[Double]]]

    /// Computes every feature of every asset.
    public init(panel: Panel, features: [any Feature]) {
        self.panel = panel
        self.features = features
        columns = panel.series.map { series in features.map { $0.values(of: series) } }
    }

    /// The features' names, in column order.
    public var names: [String] { features.map(\.name) }

    /// Bars that must have gone by before every feature has a value: the longest lookback of all.
    public var lookback: Int { features.map(\.history.lookback).max() ?? 1 }
}
