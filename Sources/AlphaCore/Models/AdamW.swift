import Foundation

/// AdamW over one flat array of parameters, with the gradient's norm clipped first, as PyTorch does both.
///
/// `clip_grad_norm_`: the gradient times min(1, max/(norm + 1e-6)); `torch.optim.AdamW`: decay of all parameters by
/// 1 − rate·decay, biases and norms included.
final class AdamW {
    private let options: TrainingOptions
    private let count: Int
    private let firstMoment: UnsafeMutablePointer<Float>
    private let secondMoment: UnsafeMutablePointer<Float>
    /// Steps taken so far.
    private(set) var steps = 0

    init(count: Int, options: TrainingOptions, arena: Arena) {
        self.options = options
        self.count = count
        firstMoment = arena.floats(count)
        secondMoment = arena.floats(count)
    }

    /// One step with the given rate; returns the gradient's norm before clipping.
    @discardableResult
    func step(
        _ parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, rate: Double
    ) -> Double {
        steps += 1
        let norm = LinearAlgebra.kernels.sumOfSquares(gradients, count: count).squareRoot()
        let clip = min(1, options.gradientNormMax / (norm + 1e-6))
        let correction1 = 1 - pow(options.beta1, Double(steps))
        let correction2 = 1 - pow(options.beta2, Double(steps))
        LinearAlgebra.kernels.adamW(
            count: count, parameters: parameters, gradients: gradients, firstMoment: firstMoment,
            secondMoment: secondMoment, gradientScale: Float(clip), decayFactor: Float(1 - rate * options.weightDecay),
            beta1: Float(options.beta1), beta2: Float(options.beta2), stepSize: Float(rate / correction1),
            secondCorrectionRoot: Float(correction2.squareRoot()), epsilon: Float(options.epsilon))
        return norm
    }
}
