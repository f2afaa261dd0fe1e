import Foundation

/// How a neural family is fitted.
public struct TrainingOptions: Hashable, Sendable, Codable {
    /// How the learning rate goes over the steps of a fit.
    public enum Schedule: String, CaseIterable, Hashable, Sendable, Codable {
        /// The same at every step.
        case constant
        /// Half a cosine, from the full rate to 0 after the last step.
        case cosine
    }

    /// Passes over the training samples, at most.
    public var epochs = 5
    /// Samples of one optimiser step; the last step of an epoch takes what is left.
    public var batch = 256
    /// AdamW's rate.
    public var learningRate = 1e-3
    /// AdamW's decoupled weight decay.
    public var weightDecay = 0.01
    /// AdamW's first averaging factor.
    public var beta1 = 0.9
    /// AdamW's second averaging factor.
    public var beta2 = 0.999
    /// What AdamW adds to the root of the second moment.
    public var epsilon = 1e-8
    /// The gradient is scaled down to this norm when it is longer.
    public var gradientNormMax = 1.0
    /// Epochs without a better validation loss after which the fit stops.
    public var patience = 3
    /// How the learning rate goes.
    public var schedule = Schedule.constant

    /// The defaults of the research run.
    public init() {}

    /// The learning rate of step `step` (from 0) of `total`.
    func rate(step: Int, of total: Int) -> Double {
        switch schedule {
        case .constant: learningRate
        case .cosine: learningRate * (1 + cos(.pi * Double(step) / Double(max(total, 1)))) / 2
        }
    }
}
