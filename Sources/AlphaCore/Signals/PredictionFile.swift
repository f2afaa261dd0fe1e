import Foundation

/// The prediction file of a run: `timestamp,asset,model,fold,y_true,y_pred`, out-of-sample forecasts only.
///
/// Sorted by time, then asset, then model, then fold; `y_true` is empty where the future is not known yet.
public enum PredictionFile {
    /// Writes the predictions, in any order, with the times and symbols of their panel.
    ///
    /// Forecasts must be finite.
    public static func write(_ predictions: [Prediction], panel: Panel, to url: URL) throws(DataError) {
        let symbols = panel.assets.map { CSVField.quoted($0.symbol) }
        let file = try OutputFile(url)
        try file.write("timestamp,asset,model,fold,y_true,y_pred\n")
        let sorted = predictions.sorted {
            ($0.time, $0.asset, $0.model, $0.fold) < ($1.time, $1.asset, $1.model, $1.fold)
        }
        for one in sorted {
            precondition(one.yPred.isFinite, "forecast \(one.yPred) of \(symbols[one.asset]) at \(one.time)")
            try file.write(
                "\(panel.timestamps[one.time]),\(symbols[one.asset]),\(CSVField.quoted(one.model)),\(one.fold),"
                    + "\(NumberText.shortest(one.yTrue)),\(NumberText.shortest(one.yPred))\n")
        }
        try file.commit()
    }

    /// One row of the file: what `Prediction` says, with time and asset by name.
    public struct Row: Hashable, Sendable {
        public var timestamp: Timestamp
        public var asset: String
        public var model: String
        public var fold: Int
        /// `nil` while the future is not known.
        public var yTrue: Double?
        public var yPred: Double
    }

    /// Reads the rows in the order of the file, without a panel; `badData` for a field that cannot be used.
    public static func readRows(_ url: URL) throws(DataError) -> [Row] {
        var rows: [Row] = []
        try forEachRow(url) { (row, _) throws(DataError) in rows.append(row) }
        return rows
    }

    /// Reads the predictions onto a panel, in the order of the file.
    ///
    /// `badData` for a field that cannot be used, an asset that the panel does not have, or a time at which it has no bar.
    public static func read(_ url: URL, panel: Panel) throws(DataError) -> [Prediction] {
        let places = PanelPlaces(panel)
        var predictions: [Prediction] = []
        try forEachRow(url) { (row, text) throws(DataError) in
            guard let asset = places.assets[row.asset] else { throw text.error(1, "there are no bars of this asset") }
            guard let time = places.times[row.timestamp], panel.bar(of: asset, at: time) != nil else {
                throw text.error(0, "the asset has no bar at this time")
            }
            predictions.append(
                Prediction(
                    time: time, asset: asset, model: row.model, fold: row.fold, yTrue: row.yTrue, yPred: row.yPred))
        }
        return predictions
    }

    private static func forEachRow(
        _ url: URL, _ body: (Row, DelimitedRow) throws(DataError) -> Void
    ) throws(DataError) {
        let columns = ["timestamp", "asset", "model", "fold", "y_true", "y_pred"]
        try DelimitedText.forEachRow(url, required: columns) { (text) throws(DataError) in
            let row = Row(
                timestamp: try text.timestamp(0), asset: text.text(1), model: text.text(2),
                fold: try text.integer(3), yTrue: try text.doubleIfPresent(4), yPred: try text.double(5))
            guard !row.asset.isEmpty else { throw text.error(1, "is empty, a symbol is needed") }
            guard !row.model.isEmpty else { throw text.error(2, "is empty, a model's name is needed") }
            try body(row, text)
        }
    }
}
