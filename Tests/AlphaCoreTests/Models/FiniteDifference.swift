@testable import AlphaCore

/// The oracle of every gradient here: (loss(v + h) − loss(v − h)) / 2h for each value v.
///
/// Losses are float32 sums, so a slope is known to about 1e-4 of the largest; at a kink of a ReLU any slope between the two
/// one-sided ones is right.
struct FiniteDifference {
    var step: Float = 1e-2
    var tolerance = 2e-3

    /// What disagrees, in words; empty when `gradient` is the slope of `loss` at the values.
    func disagreements(
        _ name: String, values: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, count: Int,
        loss: () -> Double
    ) -> [String] {
        var found: [String] = []
        let largest = (0..<count).reduce(0) { max($0, abs(Double(gradient[$1]))) }
        let allowed = tolerance * max(largest, 0.1)
        let middle = loss()
        for index in 0..<count {
            let value = values[index]
            values[index] = value + step
            let above = loss()
            values[index] = value - step
            let below = loss()
            values[index] = value
            let slope = (above - below) / (2 * Double(step))
            let analytic = Double(gradient[index])
            guard abs(slope - analytic) > allowed else { continue }
            let sides = ((above - middle) / Double(step), (middle - below) / Double(step))
            let kink = (min(sides.0, sides.1) - allowed)...(max(sides.0, sides.1) + allowed)
            if !kink.contains(analytic) || abs(sides.0 - sides.1) < 2 * allowed {
                found.append("\(name)[\(index)]: \(analytic), finite difference \(slope)")
            }
        }
        return found
    }
}

/// Random operands that stay where they are.
final class Operands {
    let arena = Arena()
    private var random: RandomSource

    init(seed: UInt64) { random = RandomSource(seed: seed) }

    /// Normal numbers of the given deviation.
    func normal(_ count: Int, deviation: Double = 1) -> UnsafeMutablePointer<Float> {
        let values = arena.floats(count)
        for index in 0..<count { values[index] = Float(random.normal() * deviation) }
        return values
    }

    /// Zeros.
    func zeros(_ count: Int) -> UnsafeMutablePointer<Float> { arena.floats(count) }
}

/// Σ weights · values, in double precision: a loss whose gradient is the weights.
func weighted(_ values: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, count: Int) -> Double {
    (0..<count).reduce(0) { $0 + Double(values[$1]) * Double(weights[$1]) }
}
