/// The predictability that the synthetic market plants: a five-bar reversal of a stated strength.
///
/// A bar's standardised return is a moving average of independent normal shocks e,
///
///     z(t) = √(1 − c²)·e(t) − c/√5·[e(t−1) + … + e(t−5)],
///
/// which has variance 1 whatever c. What is known at t of the next five bars' sum is
///
///     p(t) = E[z(t+1) + … + z(t+5) | e(t), e(t−1), …] = −c/√5·[5·e(t) + 4·e(t−1) + 3·e(t−2) + 2·e(t−3) + e(t−4)],
///
/// no forecast is better, and its correlation with that sum is exactly the information coefficient asked for; c is
/// solved from it. The shocks can be had from past returns (the moving average is invertible for c < 0.4), so a model
/// sees the signal in a window of returns scaled by volatility. Short-horizon reversal is the classic of stock returns:
/// Jegadeesh (1990), Lehmann (1990).
public struct ReversalSignal: Sendable {
    /// How many bars ahead the forecast looks, and how many bars back a shock is undone.
    public static let horizon = 5
    /// The largest information coefficient that can be planted.
    public static let informationCoefficientMax = 0.5

    /// The correlation of the best forecast with the sum of the next five standardised returns.
    public let informationCoefficient: Double
    /// The weights of e(t), e(t−1), …, e(t−5) in z(t).
    public let shockWeights: [Double]
    /// The weights of e(t), …, e(t−4) in p(t).
    public let forecastWeights: [Double]

    /// The signal of an information coefficient in 0…0.5, 0 planting nothing.
    public init(informationCoefficient: Double) {
        let known = 0...ReversalSignal.informationCoefficientMax
        precondition(known.contains(informationCoefficient), "IC \(informationCoefficient) is not in \(known)")
        self.informationCoefficient = informationCoefficient
        // The correlation grows with c from 0 at 0 beyond 0.69 at 0.4.
        var (low, high) = (0.0, informationCoefficient == 0 ? 0 : 0.4)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if ReversalSignal.informationCoefficient(strength: middle) < informationCoefficient {
                low = middle
            } else {
                high = middle
            }
        }
        shockWeights = ReversalSignal.shockWeights(strength: high)
        forecastWeights = ReversalSignal.forecastWeights(shockWeights)
    }

    private static func shockWeights(strength: Double) -> [Double] {
        let undoing = -strength / Double(horizon).squareRoot()
        return [(1 - strength * strength).squareRoot()] + Array(repeating: undoing, count: horizon)
    }

    /// Weight of e(t−j): what all z(t+1)…z(t+5) together give it.
    private static func forecastWeights(_ shockWeights: [Double]) -> [Double] {
        (0..<horizon).map { back in
            (1...horizon).map { ahead in ahead + back <= horizon ? shockWeights[ahead + back] : 0 }.reduce(0, +)
        }
    }

    /// √(Var p / Var Σz), both from the weights.
    private static func informationCoefficient(strength: Double) -> Double {
        let weights = shockWeights(strength: strength)
        let autocovariance = (0...horizon).map { lag in
            zip(weights, weights.dropFirst(lag)).map { $0 * $1 }.reduce(0, +)
        }
        let variance =
            Double(horizon) * autocovariance[0]
            + (1..<horizon).map { 2 * Double(horizon - $0) * autocovariance[$0] }.reduce(0, +)
        let explained = forecastWeights(weights).map { $0 * $0 }.reduce(0, +)
        return (explained / variance).squareRoot()
    }
}
