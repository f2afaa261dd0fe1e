import Foundation

/// Measures a family's training and inference on random windows, as `alpha model bench` prints it.
///
/// Rates are per second of processor time, so that what else the machine does matters little.
public struct ModelBenchmark: Sendable {
    /// The figures of one family.
    public struct Result: Sendable, Codable {
        /// The family's name.
        public var family: String
        /// Samples trained on a second of the thread's processor time: gathering, forward, backward, clipping and AdamW.
        public var trainSamplesPerSecond: Double
        /// Samples forecast a second of the thread's processor time, dropout off.
        public var inferenceSamplesPerSecond: Double
        /// Microseconds for the forecast of a single window (median).
        public var singleLatencyMicroseconds: Double

        enum CodingKeys: String, CodingKey {
            case family
            case trainSamplesPerSecond = "train_samples_per_second"
            case inferenceSamplesPerSecond = "inference_samples_per_second"
            case singleLatencyMicroseconds = "single_latency_microseconds"
        }
    }

    /// The family and its sizes.
    public var architecture: Architecture
    /// Samples of one optimiser step.
    public var batch = 256
    /// Bars of a window.
    public var lookback = 64
    /// Features of a bar.
    public var features = 32
    /// Seconds to measure for, each of training and inference; half as long for the latency.
    public var seconds = 3.0
    /// The random choices' seed.
    public var seed: UInt64 = 7

    /// A benchmark of the architecture at the default shape.
    public init(_ architecture: Architecture) { self.architecture = architecture }

    /// Runs it on the calling thread.
    public func run() -> Result {
        var random = RandomSource(seed: seed, stream: "benchmark")
        let bars = lookback + 4 * batch
        let rows = (0..<(bars * features)).map { _ in Float(random.normal()) }
        let names = (0..<features).map { "x\($0)" }
        let windows = Windows(lookback: lookback, featureNames: names, rows: [rows])
        let samples = (0..<(4 * batch)).map { index in
            let bar = lookback + index
            return Sample(asset: 0, bar: bar - 1, time: bar, label: random.normal(), labelEnd: bar)
        }
        var options = TrainingOptions()
        options.batch = batch
        let initial = architecture.layout(features: features).initialValues(using: &random)
        let trainer = Trainer(
            architecture, features: features, lookback: lookback, options: options, scale: LabelScale(),
            initial: initial, dropoutSeed: seed)
        var number = 0
        let training = rate {
            let start = number % 4 * batch
            _ = trainer.step(samples[start..<(start + batch)], windows: windows, total: 1)
            number += 1
            return batch
        }
        let fitted = FittedNetwork(
            architecture: architecture, featureNames: names, lookback: lookback, parameters: initial)
        let inference = rate { fitted.forecast(samples, windows: windows).count }
        return Result(
            family: architecture.family.rawValue, trainSamplesPerSecond: training,
            inferenceSamplesPerSecond: inference, singleLatencyMicroseconds: latency(initial, window: rows))
    }

    /// Items a second of the calling thread's processor time: `work` does some and says how many.
    private func rate(_ work: () -> Int) -> Double {
        _ = work()
        let start = ModelBenchmark.processorSeconds()
        var done = 0
        while ModelBenchmark.processorSeconds() - start < seconds { done += work() }
        return Double(done) / (ModelBenchmark.processorSeconds() - start)
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The median time of one forecast by a network made for one sample.
    private func latency(_ parameters: [Float], window: [Float]) -> Double {
        let network = architecture.makeNetwork(features: features, lookback: lookback, chunk: 1)
        let clock = ContinuousClock()
        var times: [Double] = []
        parameters.withUnsafeBufferPointer { values in
            window.withUnsafeBufferPointer { input in
                guard let values = values.baseAddress, let input = input.baseAddress else { return }
                network.prepare(values)
                var output: Float = 0
                let start = clock.now
                while times.count < 10 || start.duration(to: clock.now) < .seconds(seconds / 2) {
                    let begin = clock.now
                    network.forward(input, output: &output, dropout: nil)
                    times.append(begin.duration(to: clock.now) / .microseconds(1))
                }
            }
        }
        return times.sorted()[times.count / 2]
    }
}
