/// The training labels' mean and deviation: the networks forecast the standardised label, forecasts are turned back.
public struct LabelScale: Hashable, Sendable, Codable {
    /// Mean of the training labels.
    public var mean: Double
    /// Their standard deviation (ddof 0); 1 where they do not vary.
    public var deviation: Double

    /// A scale of the given mean and deviation; by default labels stay as they are.
    public init(mean: Double = 0, deviation: Double = 1) {
        self.mean = mean
        self.deviation = deviation
    }

    /// The scale of the samples' labels; there must be one.
    public init(_ samples: [Sample]) {
        precondition(!samples.isEmpty, "no sample")
        let count = Double(samples.count)
        let mean = samples.reduce(0) { $0 + $1.label } / count
        let variance = samples.reduce(0) { $0 + ($1.label - mean) * ($1.label - mean) } / count
        self.mean = mean
        deviation = variance > 0 ? variance.squareRoot() : 1
    }

    /// The label in deviations from the mean.
    func standardised(_ label: Double) -> Float { Float((label - mean) / deviation) }
    /// The forecast in the label's own units.
    func restored(_ output: Float) -> Double { Double(output) * deviation + mean }
}
