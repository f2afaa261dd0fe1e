/// Combines the forecasts of several models into one.
public enum Ensemble {
    /// The plain mean of the models' forecasts of each bar and asset, in the label's units, under the name `model`.
    ///
    /// Nothing is standardised first: a deviation over the test part would look ahead, and one over the train part would
    /// give a model that knows nothing, and so forecasts next to nothing, the same voice as one that does. Each forecast
    /// is in the label's units already, so the mean is the forecast of least squared error when errors are alike. Where a
    /// model has no forecast the others' mean stands. Sorted by fold, time, then asset; the sum is taken in the order of
    /// the models' names, so the result does not depend on the order of the predictions.
    public static func mean(of predictions: [Prediction], named model: String = "ensemble") -> [Prediction] {
        let sorted = predictions.filter(\.yPred.isFinite).sorted {
            ($0.fold, $0.time, $0.asset, $0.model) < ($1.fold, $1.time, $1.asset, $1.model)
        }
        var combined: [Prediction] = []
        var start = 0
        while start < sorted.count {
            let first = sorted[start]
            let end =
                sorted[start...].firstIndex {
                    $0.fold != first.fold || $0.time != first.time || $0.asset != first.asset
                }
                ?? sorted.count
            let members = sorted[start..<end]
            precondition(
                Set(members.map(\.model)).count == members.count,
                "\(members.count) forecasts of \(Set(members.map(\.model)).count) models at \(first.time)")
            let mean = members.lazy.map(\.yPred).compensatedSum() / Double(members.count)
            combined.append(
                Prediction(
                    time: first.time, asset: first.asset, model: model, fold: first.fold,
                    yTrue: members.lazy.compactMap(\.yTrue).first, yPred: mean))
            start = end
        }
        return combined
    }
}
