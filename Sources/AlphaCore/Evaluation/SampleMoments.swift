/// Mean and central moments of a sample, in two passes with compensated sums.
///
/// The first pass finds the mean, the second the powers of the distances from it: numbers that are large beside their
/// spread lose nothing, as they do in one pass.
public struct SampleMoments: Sendable {
    /// How many values there are.
    public let count: Int
    /// The mean; NaN of no values.
    public let mean: Double
    /// The largest absolute value.
    public let magnitude: Double
    /// Mean squared distance from the mean (ddof 0).
    public let populationVariance: Double
    private let third: Double
    private let fourth: Double

    /// The moments of the values; every value must be finite for them to mean anything.
    public init(_ values: some Collection<Double>) {
        count = values.count
        let n = Double(count)
        let first = values.compensatedSum() / n
        // The mean's own rounding is taken out, so that a constant sample has exactly no variance.
        let mean = first + values.lazy.map { $0 - first }.compensatedSum() / n
        var (second, third, fourth) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
        var magnitude = 0.0
        for value in values {
            let distance = value - mean
            let square = distance * distance
            second.add(square)
            third.add(square * distance)
            fourth.add(square * square)
            magnitude = max(magnitude, abs(value))
        }
        self.mean = mean
        self.magnitude = magnitude
        populationVariance = second.value / n
        self.third = third.value / n
        self.fourth = fourth.value / n
    }

    /// Standard deviation with ddof 1; `nil` of fewer than two values.
    public var deviation: Double? {
        count < 2 ? nil : (populationVariance * Double(count) / Double(count - 1)).squareRoot()
    }

    /// The deviation where it can be divided by: `nil` also for a sample that varies by no more than rounding.
    ///
    /// Returns are ratios of prices less one, so each carries an error of about 2·10⁻¹⁶ whatever its size, and a strategy
    /// that earns the same every bar shows a deviation of that order and a Sharpe ratio of 10¹⁶. A deviation of up to
    /// 10⁻¹² (10⁻⁸ of a basis point), or 10⁻¹² of the largest absolute value where that is above 1, counts as none.
    public var meaningfulDeviation: Double? {
        guard let deviation, deviation > SampleMoments.noVariance * max(1, magnitude) else { return nil }
        return deviation
    }

    /// What counts as no variance, and as a divisor that is no more than rounding.
    static let noVariance = 1e-12

    /// Population skewness m₃/m₂^1.5 (`scipy.stats.skew`); `nil` without variance.
    public var skewness: Double? {
        meaningfulDeviation == nil ? nil : third / (populationVariance * populationVariance.squareRoot())
    }

    /// Population kurtosis m₄/m₂², 3 for a normal law (`scipy.stats.kurtosis(fisher=False)`); `nil` without variance.
    public var kurtosis: Double? {
        meaningfulDeviation == nil ? nil : fourth / (populationVariance * populationVariance)
    }
}
