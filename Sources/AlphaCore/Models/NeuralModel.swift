/// A neural family as walk-forward takes it: the architecture and how to fit it.
public struct NeuralModel: Model {
    /// The family and its sizes.
    public var architecture: Architecture
    /// How it is fitted.
    public var options: TrainingOptions

    /// A model of the given architecture.
    public init(_ architecture: Architecture, options: TrainingOptions = TrainingOptions()) {
        self.architecture = architecture
        self.options = options
    }

    /// The family's name: `lstm`, `tcn`, `transformer`.
    public var name: String { architecture.family.rawValue }

    public func train(on data: TrainingData, context: TrainingContext) throws -> any FittedModel {
        try fit(on: data, context: context)
    }

    /// Fits on the data; weights, shuffling and dropout are drawn from the seed, the family's name and the fold.
    public func fit(on data: TrainingData, context: TrainingContext) throws(TrainingError) -> FittedNetwork {
        guard !data.train.isEmpty else { throw .noSamples(model: name, fold: context.fold) }
        let features = data.windows.featureCount
        var random = RandomSource(seed: context.seed, stream: "\(name) weights", context.fold)
        let scale = LabelScale(data.train)
        let trainer = Trainer(
            architecture, features: features, lookback: data.windows.lookback, options: options, scale: scale,
            initial: architecture.layout(features: features).initialValues(using: &random), dropoutSeed: random.next())
        let epochs = try trainer.fit(data, model: name, context: context)
        return FittedNetwork(
            architecture: architecture, featureNames: data.windows.featureNames, lookback: data.windows.lookback,
            parameters: trainer.values, labelScale: scale, options: options, epochs: epochs)
    }
}

/// Fits an LSTM on a fold's samples.
public func trainLSTM(
    on data: TrainingData, context: TrainingContext, configuration: LSTMConfiguration = LSTMConfiguration(),
    options: TrainingOptions = TrainingOptions()
) throws(TrainingError) -> FittedNetwork {
    try NeuralModel(.lstm(configuration), options: options).fit(on: data, context: context)
}

/// Fits a TCN on a fold's samples.
public func trainTCN(
    on data: TrainingData, context: TrainingContext, configuration: TCNConfiguration = TCNConfiguration(),
    options: TrainingOptions = TrainingOptions()
) throws(TrainingError) -> FittedNetwork {
    try NeuralModel(.tcn(configuration), options: options).fit(on: data, context: context)
}

/// Fits a Transformer on a fold's samples.
public func trainTransformer(
    on data: TrainingData, context: TrainingContext,
    configuration: TransformerConfiguration = TransformerConfiguration(), options: TrainingOptions = TrainingOptions()
) throws(TrainingError) -> FittedNetwork {
    try NeuralModel(.transformer(configuration), options: options).fit(on: data, context: context)
}

/// Every model that a configuration can name.
public enum ModelRegistry {
    /// The names: the three families, then the baselines.
    public static var names: [String] { ModelFamily.allCases.map(\.rawValue) + baselineNames }
    /// The baselines that every comparison shows.
    public static let baselineNames = ["ridge", "momentum"]

    /// The model of the given name at its default sizes; `nil` for a name that is none.
    public static func model(named name: String, options: TrainingOptions = TrainingOptions()) -> (any Model)? {
        if let family = ModelFamily(rawValue: name) { return NeuralModel(Architecture(family), options: options) }
        switch name {
        case "ridge": return RidgeModel()
        case "momentum": return MomentumModel()
        default: return nil
        }
    }
}
