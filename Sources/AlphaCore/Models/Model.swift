/// What a model is fitted on: the windows of a fold, and its purged samples.
public struct TrainingData: Sendable {
    /// Where the samples' windows come from, scaled by the fold's own scaler.
    public var windows: Windows
    /// Samples to fit on; every label is finite.
    public var train: [Sample]
    /// Samples to stop early on; may be empty.
    public var validation: [Sample]

    /// The data of one fit.
    public init(windows: Windows, train: [Sample], validation: [Sample]) {
        self.windows = windows
        self.train = train
        self.validation = validation
    }
}

/// One epoch of a fit, as the learning curve shows it.
public struct EpochRecord: Hashable, Sendable, Codable {
    /// The epoch's number, from 1.
    public var epoch: Int
    /// Mean loss over the training batches, on the standardised label.
    public var trainLoss: Double
    /// Loss over the validation samples, on the standardised label; `nil` without validation samples.
    public var validationLoss: Double?

    /// The record of one epoch.
    public init(epoch: Int, trainLoss: Double, validationLoss: Double?) {
        self.epoch = epoch
        self.trainLoss = trainLoss
        self.validationLoss = validationLoss
    }

    enum CodingKeys: String, CodingKey {
        case epoch
        case trainLoss = "train_loss"
        case validationLoss = "validation_loss"
    }
}

/// What a fit may ask of its surroundings: the seed of its random choices and where to report progress.
public struct TrainingContext: Sendable {
    /// The run's seed.
    public var seed: UInt64
    /// The fold's number; with the seed and the model's name it decides every random choice.
    public var fold: Int
    /// Called after each epoch, from the thread that trains.
    public var onEpoch: @Sendable (EpochRecord) -> Void

    /// A context with the given seed, fold and listener.
    public init(seed: UInt64, fold: Int, onEpoch: @escaping @Sendable (EpochRecord) -> Void = { _ in }) {
        self.seed = seed
        self.fold = fold
        self.onEpoch = onEpoch
    }
}

/// Why a fit could not be finished.
public enum TrainingError: Error, Sendable, CustomStringConvertible {
    /// The loss was not finite.
    case lossNotFinite(model: String, fold: Int, epoch: Int)
    /// There was nothing to fit on.
    case noSamples(model: String, fold: Int)
    /// The model needs a feature that the table does not have.
    case missingFeature(model: String, feature: String)

    public var description: String {
        switch self {
        case .lossNotFinite(let model, let fold, let epoch):
            "\(model): the loss is not finite in fold \(fold), epoch \(epoch)"
        case .noSamples(let model, let fold): "\(model): fold \(fold) has no training sample"
        case .missingFeature(let model, let feature): "\(model): needs the feature '\(feature)'"
        }
    }
}

/// Anything that walk-forward can fit: a neural family, ridge, momentum.
public protocol Model: Sendable {
    /// The name in every table and file: `lstm`, `ridge`.
    var name: String { get }
    /// Fits on a fold. The result is a function of the data, the options and the context's seed and fold alone.
    func train(on data: TrainingData, context: TrainingContext) throws -> any FittedModel
}

/// A model after its fit.
public protocol FittedModel: Sendable {
    /// The learning curve; empty for a model that has no epochs.
    var epochs: [EpochRecord] { get }
    /// One forecast a sample, in the label's own units. Must not depend on the other samples of the call.
    func forecast(_ samples: [Sample], windows: Windows) -> [Double]
    /// Forecasts for a tensor of windows, row-major `[samples, lookback, features]`: what robustness perturbs.
    func forecast(tensor: [Float], samples: Int, lookback: Int) -> [Double]
    /// The weights as a safetensors file with the given additional metadata; `nil` for a model that has no such file.
    func safetensors(metadata: [String: String]) -> Safetensors?
}
