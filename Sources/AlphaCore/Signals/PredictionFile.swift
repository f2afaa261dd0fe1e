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

    /// Reads the predictions onto a panel, in the order of the file.
    ///
    /// `badData` for a field that cannot be used, an asset that the panel does not have, or a time at which it has no bar.
    public static func read(_ url: URL, panel: Panel) throws(DataError) -> [Prediction] {
        let places = PanelPlaces(panel)
        var predictions: [Prediction] = []
        let columns = ["timestamp", "asset", "model", "fold", "y_true", "y_pred"]
        try DelimitedText.forEachRow(url, required: columns) { (row) throws(DataError) in
            guard let asset = places.assets[row.text(1)] else { throw row.error(1, "there are no bars of this asset") }
            guard let time = places.times[try row.timestamp(0)], panel.bar(of: asset, at: time) != nil else {
                throw row.error(0, "the asset has no bar at this time")
            }
            let model = row.text(2)
            guard !model.isEmpty else { throw row.error(2, "is empty, a model's name is needed") }
            predictions.append(
                Prediction(
                    time: time, asset: asset, model: model, fold: try row.integer(3),
                    yTrue: try row.doubleIfPresent(4), yPred: try row.double(5)))
        }
        return predictions
    }
}
