/// Time-series momentum: what rose over the window is expected to go on rising. A baseline without a choice to make.
///
/// The score is the sum over the window of the scaled one-bar return (`log_ret_1`, else `ret_1`), so it is the window's
/// return against the training mean. It is brought into the label's units by the ratio of the training deviations, never by
/// a fitted slope: its sign stays momentum's.
public struct MomentumModel: Model {
    /// The features that it can be computed from, the first that is there.
    public static let features = ["log_ret_1", "ret_1"]

    /// The model has no options.
    public init() {}

    /// `momentum`.
    public var name: String { "momentum" }

    public func train(on data: TrainingData, context: TrainingContext) throws -> any FittedModel {
        guard !data.train.isEmpty else { throw TrainingError.noSamples(model: name, fold: context.fold) }
        let names = data.windows.featureNames
        guard let column = MomentumModel.features.lazy.compactMap(names.firstIndex).first else {
            throw TrainingError.missingFeature(model: name, feature: MomentumModel.features[0])
        }
        let unscaled = FittedMomentum(column: column, columns: names.count, slope: 1)
        let scores = unscaled.forecast(data.train, windows: data.windows)
        let mean = scores.reduce(0, +) / Double(scores.count)
        let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count)
        let slope = variance > 0 ? LabelScale(data.train).deviation / variance.squareRoot() : 1
        return FittedMomentum(column: column, columns: names.count, slope: slope)
    }
}

/// Momentum with the scale of its training samples.
public struct FittedMomentum: FittedModel {
    let column: Int
    let columns: Int
    let slope: Double

    public var epochs: [EpochRecord] { [] }

    public func forecast(_ samples: [Sample], windows: Windows) -> [Double] {
        samples.map { sample in
            sum(windows.rows[sample.asset], bars: (sample.bar - windows.lookback + 1)...sample.bar)
        }
    }

    public func forecast(tensor: [Float], samples: Int, lookback: Int) -> [Double] {
        precondition(tensor.count == samples * lookback * columns, "\(tensor.count) values, \(samples) × \(lookback)")
        return (0..<samples).map { sum(tensor, bars: ($0 * lookback)...(($0 + 1) * lookback - 1)) }
    }

    /// None: there are no weights.
    public func safetensors(metadata: [String: String]) -> Safetensors? { nil }

    private func sum(_ rows: [Float], bars: ClosedRange<Int>) -> Double {
        bars.reduce(0) { $0 + Double(rows[$1 * columns + column]) } * slope
    }
}
