import Foundation

/// The score of every asset at every time of a panel; NaN where there is none.
///
/// A score of time t is known at the close of the asset's bar there. Times at which the asset has no bar have none.
public struct ScoreTable: Sendable {
    /// `values[a][t]`: the score of asset number `a` at `panel.timestamps[t]`, or NaN.
    public var values: [[Double]]

    /// A table of the given values, all rows of one length.
    public init(values: [[Double]]) {
        precondition(Set(values.map(\.count)).count <= 1, "rows of lengths \(Set(values.map(\.count)).sorted())")
        self.values = values
    }

    /// A table without a score, of the panel's shape.
    public init(panel: Panel) {
        let row = [Double](repeating: .nan, count: panel.timestamps.count)
        values = Array(repeating: row, count: panel.series.count)
    }

    /// The forecasts of one model as scores; a forecast that is not finite is none.
    public init(predictions: [Prediction], panel: Panel) {
        self.init(panel: panel)
        let models = Set(predictions.map(\.model))
        precondition(models.count <= 1, "predictions of \(models.count) models: \(models.sorted())")
        for prediction in predictions where prediction.yPred.isFinite {
            values[prediction.asset][prediction.time] = prediction.yPred
        }
    }

    /// The same score for every asset at each of its bars in `times`: what buy-and-hold thinks of the world.
    public static func constant(_ score: Double, panel: Panel, times: Range<Int>) -> ScoreTable {
        var table = ScoreTable(panel: panel)
        for asset in panel.series.indices {
            for time in times where panel.bar(of: asset, at: time) != nil { table.values[asset][time] = score }
        }
        return table
    }

    /// Reads a signal file onto a panel.
    ///
    /// `badData` for an asset that the panel does not have, a time at which it has no bar, and a second score for the
    /// same bar (as when a file holds several strategies).
    public static func read(_ url: URL, panel: Panel) throws(DataError) -> ScoreTable {
        var table = ScoreTable(panel: panel)
        let places = PanelPlaces(panel)
        try SignalFile.forEachSignal(url) { (signal, row) throws(DataError) in
            guard let asset = places.assets[signal.asset] else {
                throw row.error(1, "there are no bars of this asset")
            }
            guard let time = places.times[signal.timestamp], panel.bar(of: asset, at: time) != nil else {
                throw row.error(0, "the asset has no bar at this time")
            }
            guard table.values[asset][time].isNaN else {
                throw row.error(2, "a second score for the same bar of \(signal.asset)")
            }
            table.values[asset][time] = signal.score
        }
        return table
    }

    /// The times from the first score to the last; `nil` without any.
    public var times: ClosedRange<Int>? {
        let firsts = values.compactMap { $0.firstIndex { !$0.isNaN } }
        let lasts = values.compactMap { $0.lastIndex { !$0.isNaN } }
        guard let first = firsts.min(), let last = lasts.max() else { return nil }
        return first...last
    }

    /// The scores as signals of a strategy, by time, then asset.
    public func signals(panel: Panel, strategy: String) -> [Signal] {
        panel.timestamps.indices.flatMap { time in
            panel.assets.indices.compactMap { asset in
                let score = values[asset][time]
                guard score.isFinite else { return nil }
                return Signal(
                    timestamp: panel.timestamps[time], asset: panel.assets[asset].symbol, score: score,
                    strategy: strategy)
            }
        }
    }
}

/// Where symbols and moments stand in a panel.
struct PanelPlaces {
    let assets: [String: Int]
    let times: [Timestamp: Int]

    init(_ panel: Panel) {
        assets = Dictionary(uniqueKeysWithValues: zip(panel.assets.map(\.symbol), panel.series.indices))
        times = Dictionary(uniqueKeysWithValues: zip(panel.timestamps, panel.timestamps.indices))
    }
}
