@testable import AlphaCore

/// Small made-up training data for the model tests.
enum Markets {
    /// Windows of one asset with features `ret_1` and `x1`…, and samples whose label is what `label` makes of the rows.
    static func data(
        bars: Int = 160, lookback: Int = 4, features: Int = 3, seed: UInt64 = 5,
        label: (_ rows: [Float], _ bar: Int, _ noise: Double) -> Double = { _, _, noise in noise }
    ) -> TrainingData {
        var random = RandomSource(seed: seed, stream: "market")
        let rows = (0..<(bars * features)).map { _ in Float(random.normal()) }
        let names = ["ret_1"] + (1..<max(features, 1)).map { "x\($0)" }
        let windows = Windows(lookback: lookback, featureNames: Array(names.prefix(features)), rows: [rows])
        let samples = ((lookback - 1)..<bars).map { bar in
            Sample(asset: 0, bar: bar, time: bar, label: label(rows, bar, random.normal()), labelEnd: bar + 1)
        }
        let split = samples.count * 4 / 5
        return TrainingData(
            windows: windows, train: Array(samples[..<split]), validation: Array(samples[split...]))
    }

    /// Labels that are 0.01 · (first feature of the last bar − second) + 0.002, plus noise of the given deviation.
    static func linear(noise: Double = 0, features: Int = 3, lookback: Int = 4, bars: Int = 160) -> TrainingData {
        data(bars: bars, lookback: lookback, features: features) { rows, bar, normal in
            let last = bar * features
            return 0.01 * Double(rows[last] - rows[last + 1]) + 0.002 + noise * normal
        }
    }

    /// Every model at sizes that are quick in a debug build.
    static let models: [any Model] = {
        var options = TrainingOptions()
        options.epochs = 2
        options.batch = 50
        return NetworkGradientTests.small.map { NeuralModel($0, options: options) } + [RidgeModel(), MomentumModel()]
    }()
}

extension Array where Element == EpochRecord {
    /// The validation losses, epoch by epoch.
    var validationLosses: [Double] { compactMap(\.validationLoss) }
}
