import Foundation
import Testing

@testable import AlphaCore

struct TrainerTests {
    static func options(epochs: Int, batch: Int = 16, rate: Double = 1e-2) -> TrainingOptions {
        var options = TrainingOptions()
        options.epochs = epochs
        options.batch = batch
        options.learningRate = rate
        return options
    }

    static let families: [Architecture] = [
        .lstm(.init(hidden: 8, layers: 2, dropout: 0.1)), .tcn(.init(channels: [8, 8], kernel: 3, dropout: 0.1)),
        .transformer(.init(width: 8, heads: 2, layers: 2, feedForward: 12, dropout: 0.1)),
    ]

    @Test(arguments: families)
    func everyFamilyLearnsAPlantedRelation(_ architecture: Architecture) throws {
        let data = Markets.linear(noise: 0.001)
        let model = NeuralModel(architecture, options: Self.options(epochs: 25))
        let fitted = try model.fit(on: data, context: TrainingContext(seed: 3, fold: 0))
        #expect(fitted.epochs.last!.trainLoss < 0.35)
        #expect(fitted.epochs.validationLosses.min()! < 0.5, "\(fitted.epochs.validationLosses)")
        let forecasts = fitted.forecast(data.validation, windows: data.windows)
        let worst = zip(forecasts, data.validation).map { abs($0 - $1.label) }.reduce(0, +) / Double(forecasts.count)
        #expect(worst < 0.01, "mean error \(worst): forecasts are not in the label's units")
    }

    @Test func theThreeTrainFunctionsFitTheirFamily() throws {
        let data = Markets.linear(bars: 40)
        let context = TrainingContext(seed: 1, fold: 0)
        let options = Self.options(epochs: 1)
        let fits = [
            try trainLSTM(on: data, context: context, configuration: .init(hidden: 4), options: options),
            try trainTCN(on: data, context: context, configuration: .init(channels: [4]), options: options),
            try trainTransformer(
                on: data, context: context, configuration: .init(width: 4, heads: 2, layers: 1, feedForward: 4),
                options: options),
        ]
        #expect(fits.map(\.architecture.family) == [.lstm, .tcn, .transformer])
    }

    @Test func theBestWeightsComeBackAndPatienceEndsTheFit() throws {
        // Labels are noise and the rate is high: validation gets worse soon.
        let data = Markets.data(bars: 60) { _, _, noise in noise }
        var options = Self.options(epochs: 40, rate: 3e-2)
        options.patience = 2
        let fitted = try NeuralModel(Self.families[1], options: options).fit(
            on: data, context: TrainingContext(seed: 5, fold: 0))
        let losses = fitted.epochs.validationLosses
        let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
        #expect(losses.count == best + 1 + options.patience && losses.count < options.epochs)
        let scale = fitted.labelScale
        let forecasts = fitted.forecast(data.validation, windows: data.windows)
        let squares = zip(forecasts, data.validation).map { pow(($0 - $1.label) / scale.deviation, 2) }
        let loss = squares.reduce(0, +) / Double(squares.count)
        #expect(abs(loss - losses[best]) < 1e-5, "\(loss) is not the best epoch's \(losses[best])")
    }

    @Test func withoutValidationAllEpochsRun() throws {
        var data = Markets.linear(bars: 40)
        data.validation = []
        let fitted = try NeuralModel(Self.families[1], options: Self.options(epochs: 6)).fit(
            on: data, context: TrainingContext(seed: 5, fold: 0))
        #expect(fitted.epochs.map(\.epoch) == [1, 2, 3, 4, 5, 6])
        #expect(fitted.epochs.validationLosses.isEmpty)
    }

    @Test(arguments: families)
    func aLossThatIsNotFiniteNamesFoldAndEpoch(_ architecture: Architecture) {
        var data = Markets.linear(bars: 40)
        data.train[20].label = .infinity
        let model = NeuralModel(architecture, options: Self.options(epochs: 2))
        do {
            _ = try model.fit(on: data, context: TrainingContext(seed: 5, fold: 4))
            Issue.record("trained on an infinite label")
        } catch {
            guard case .lossNotFinite(let name, 4, 1) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(name == model.name)
        }
    }

    /// The rate after the last step would be 0, at half of the way half.
    @Test func theCosineScheduleFallsToNothing() {
        var options = TrainingOptions()
        #expect(options.rate(step: 99, of: 100) == 1e-3)
        options.schedule = .cosine
        #expect(options.rate(step: 0, of: 100) == 1e-3)
        #expect(abs(options.rate(step: 50, of: 100) - 5e-4) < 1e-12)
        #expect(abs(options.rate(step: 100, of: 100)) < 1e-12)
    }

    /// A step's gradient is the batch mean's, the last, smaller batch included: steps against a plain reckoning.
    @Test func aStepIsAdamWOnTheBatchMeansGradient() {
        let data = Markets.linear(bars: 40)
        var architecture = Self.families[0]
        architecture.dropout = 0
        var random = RandomSource(seed: 2)
        let initial = architecture.layout(features: 3).initialValues(using: &random)
        let scale = LabelScale(data.train)
        let options = Self.options(epochs: 1, batch: 7)
        let trainer = Trainer(
            architecture, features: 3, lookback: 4, options: options, scale: scale, initial: initial, dropoutSeed: 1)
        var expected = initial
        let optimizer = AdamW(count: initial.count, options: options, arena: Arena())
        for range in [0..<7, 7..<12] {
            let batch = data.train[range]
            var tensor = [Float](repeating: 0, count: batch.count * 12)
            tensor.withUnsafeMutableBufferPointer { data.windows.gather(batch, into: $0) }
            let network = FittedNetwork(
                architecture: architecture, featureNames: data.windows.featureNames, lookback: 4, parameters: expected,
                labelScale: scale)
            let gradients = network.gradients(
                x: .init(shape: [batch.count, 4, 3], values: tensor), y: batch.map(\.label))
            let flat = architecture.layout(features: 3).entries.flatMap { gradients.tensors[$0.name]!.values }
            optimizer.step(&expected, gradients: flat, rate: options.learningRate)
            let loss = trainer.step(batch, windows: data.windows, total: 1)
            #expect(abs(loss - Double(gradients.tensors["loss"]!.values[0])) < 1e-5)
        }
        let worst = zip(trainer.values, expected).map { abs($0 - $1) }.max()!
        #expect(worst < 1e-4, "\(worst)")
    }

    @Test func initialValuesKeepPyTorchsBounds() throws {
        var random = RandomSource(seed: 2)
        let layout = Architecture(.transformer).layout(features: 9)
        let tensors = layout.tensors(layout.initialValues(using: &random))
        func largest(_ name: String) -> Float { tensors[name]!.values.map(abs).max()! }
        for (name, bound) in [
            ("input_proj.weight", 1 / 3), ("encoder.layers.0.linear2.weight", 1 / Float(128).squareRoot()),
            ("encoder.layers.1.self_attn.in_proj_weight", (6 / Float(256)).squareRoot()),
            ("encoder.layers.1.self_attn.out_proj.weight", 1 / 8), ("encoder.layers.0.linear1.bias", 1 / 8),
        ] as [(String, Float)] {
            #expect(largest(name) <= bound && largest(name) > 0.9 * bound, "\(name): \(largest(name)) of \(bound)")
        }
        #expect(tensors["encoder.layers.0.norm1.weight"]!.values.allSatisfy { $0 == 1 })
        for name in ["self_attn.in_proj_bias", "self_attn.out_proj.bias", "norm2.bias"] {
            #expect(tensors["encoder.layers.0.\(name)"]!.values.allSatisfy { $0 == 0 })
        }
    }
}
