/// Scales weights so that what they would have done of late had a given volatility.
///
/// At every bar today's weights are applied to the last `window` times of the panel (close to close, an asset without a
/// bar counting 0); the weights are multiplied by target/(deviation·√A). This takes correlations into account and uses
/// nothing after the bar. With fewer than half a window of history, or no variance in it, the weights stay as they are.
/// Caps come after it, so a scale above 1 needs a `grossCap` above 1.
public struct VolatilityTarget: Sendable, Hashable {
    /// The volatility wanted, a year: 0.1 is 10 %.
    public var annual: Double
    /// How many times of the panel to look back.
    public var window: Int
    /// A: times of the panel a year.
    public var periodsPerYear: Double

    /// A target of the given volatility a year.
    public init(annual: Double, window: Int = 60, periodsPerYear: Double) {
        precondition(annual > 0 && periodsPerYear > 0, "target \(annual) with \(periodsPerYear) periods a year")
        precondition(window > 3, "a window of \(window) times")
        self.annual = annual
        self.window = window
        self.periodsPerYear = periodsPerYear
    }

    /// What to multiply the weights with at a time.
    ///
    /// - Parameters:
    ///   - weights: One an asset.
    ///   - returns: `returns[a][t]`, 0 where the asset has no bar.
    func scale(of weights: [Double], returns: [[Double]], at time: Int) -> Double {
        let times = max(1, time + 1 - window)..<(time + 1)
        guard times.count * 2 >= window else { return 1 }
        var hypothetical = [Double](repeating: 0, count: times.count)
        for (asset, weight) in weights.enumerated() where weight != 0 {
            for (place, time) in times.enumerated() { hypothetical[place] += weight * returns[asset][time] }
        }
        guard let deviation = SampleMoments(hypothetical).meaningfulDeviation else { return 1 }
        return annual / (deviation * periodsPerYear.squareRoot())
    }
}
