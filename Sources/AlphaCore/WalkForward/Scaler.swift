import Foundation

/// Standardises features by the train part's mean and deviation, asset by asset.
///
/// Assets differ by orders of magnitude in price and volume, so each has its own statistics. An asset without bars in
/// the train part is scaled by all assets' pooled statistics. A feature without variance in training is 0, as is a
/// missing value: the train mean. Scaled values are cut at ±`limit` deviations, so that one broken print, or an
/// asset that training has not seen, cannot dominate a forecast.
public struct Scaler: Sendable, Equatable, Codable {
    /// Mean and deviation (ddof 0) of each feature, in column order; deviation 0 marks a feature without variance.
    public struct Statistics: Sendable, Equatable, Codable {
        /// Mean of each feature.
        public var mean: [Double]
        /// Deviation of each feature.
        public var deviation: [Double]
    }

    /// Scaled values are cut at this many deviations.
    public static let limit = 10.0

    /// By symbol: the statistics of the assets that the train part holds.
    public let assets: [String: Statistics]
    /// The statistics over the bars of all assets, for an asset that the train part does not hold.
    public let pooled: Statistics

    /// Fits on the bars that lie in `times`, and on nothing else.
    public init(fitting table: FeatureTable, times: Range<Int>) {
        var assets: [String: Statistics] = [:]
        var all: [[[Double]]] = []
        for (asset, series) in table.panel.series.enumerated() {
            let bars = table.panel.timeIndex[asset].enumerated().filter { times.contains($0.element) }.map(\.offset)
            guard let first = bars.first, let last = bars.last else { continue }
            let columns = table.columns[asset].map { Array($0[first...last]) }
            assets[series.asset.symbol] = Scaler.statistics(of: columns)
            all.append(columns)
        }
        self.assets = assets
        pooled = Scaler.statistics(of: table.features.indices.map { feature in all.flatMap { $0[feature] } })
    }

    /// The windows of a table, scaled by this scaler's statistics.
    public func windows(of table: FeatureTable, lookback: Int) -> Windows {
        let rows = table.panel.series.enumerated().map { asset, series in
            scaled(columns: table.columns[asset], of: series.asset.symbol, count: series.count)
        }
        return Windows(lookback: lookback, featureNames: table.names, rows: rows)
    }

    /// Row-major `[bars, features]`, float32.
    private func scaled(columns: [[Double]], of symbol: String, count: Int) -> [Float] {
        let statistics = assets[symbol] ?? pooled
        var rows = [Float](repeating: 0, count: count * columns.count)
        for (feature, column) in columns.enumerated() {
            let mean = statistics.mean[feature]
            let deviation = statistics.deviation[feature]
            guard deviation > 0 else { continue }
            for bar in 0..<count {
                let value = (column[bar] - mean) / deviation
                guard value.isFinite else { continue }
                rows[bar * columns.count + feature] = Float(min(max(value, -Scaler.limit), Scaler.limit))
            }
        }
        return rows
    }

    /// Two passes over the finite values of each column; a deviation below 1e-12 of the mean is no variance.
    private static func statistics(of columns: [[Double]]) -> Statistics {
        var result = Statistics(mean: [], deviation: [])
        for column in columns {
            let values = column.filter(\.isFinite)
            let count = Double(values.count)
            let mean = values.isEmpty ? 0 : values.reduce(0, +) / count
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let deviation = values.isEmpty ? 0 : (squares / count).squareRoot()
            result.mean.append(mean)
            result.deviation.append(deviation <= 1e-12 * abs(mean) ? 0 : deviation)
        }
        return result
    }

    /// The scaler as JSON text with sorted keys: what a weights file keeps in its metadata.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}
