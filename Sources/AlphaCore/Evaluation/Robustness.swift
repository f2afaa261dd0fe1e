/// What Gaussian noise on a model's inputs does to its forecasts.
///
/// Noise is added to the scaled features, so its size is in units of each feature's own deviation in training. The same
/// seed gives the same noise whatever the number of threads, and the noise of one size is that of another scaled, so
/// curves over the size are smooth.
public struct Robustness: Sendable {
    /// Forecasts of one fold's samples under noise of one size.
    public struct Forecasts: Sendable {
        /// Deviation of the noise.
        public var size: Double
        /// `trials[k][i]`: the forecast for sample `i` under draw `k`.
        public var trials: [[Double]]
    }

    /// Deviations of the noise, growing.
    public var sizes: [Double]
    /// Draws for each size.
    public var trials: Int

    /// Noise of the given sizes, each drawn `trials` times.
    public init(sizes: [Double], trials: Int) {
        precondition(trials > 0, "trials \(trials)")
        self.sizes = sizes
        self.trials = trials
    }

    /// Forecasts for the windows of the samples under noise of every size. O(sizes · trials · one forecast).
    public func forecasts(
        of model: any FittedModel, windows: Windows, samples: [Sample], random: RandomSource
    ) -> [Forecasts] {
        let width = windows.lookback * windows.featureCount
        var clean = [Float](repeating: 0, count: samples.count * width)
        clean.withUnsafeMutableBufferPointer { windows.gather(samples[...], into: $0) }
        var random = random
        var results = sizes.map { Forecasts(size: $0, trials: []) }
        var noisy = clean
        for _ in 0..<trials {
            let noise = clean.indices.map { _ in Float(random.normal()) }
            for (position, size) in sizes.enumerated() {
                for index in clean.indices { noisy[index] = clean[index] + Float(size) * noise[index] }
                results[position].trials.append(
                    model.forecast(tensor: noisy, samples: samples.count, lookback: windows.lookback))
            }
        }
        return results
    }

    /// Mean over the samples of the forecasts' deviation (ddof 0) over the trials; `nil` without samples.
    public static func spread(of trials: [[Double]]) -> Double? {
        guard let count = trials.first?.count, count > 0 else { return nil }
        let draws = Double(trials.count)
        let total = (0..<count).reduce(0.0) { sum, sample in
            let mean = trials.reduce(0) { $0 + $1[sample] } / draws
            let squares = trials.reduce(0) { $0 + ($1[sample] - mean) * ($1[sample] - mean) }
            return sum + (squares / draws).squareRoot()
        }
        return total / Double(count)
    }
}
