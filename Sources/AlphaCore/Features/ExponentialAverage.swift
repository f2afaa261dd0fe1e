/// The recursive average of technical analysis: A ← A + weight·(x − A), started by a plain mean.
///
/// Its first value, at the `seed`-th value, is the mean of the first `seed` values ("SMA-seeded"), as TA-Lib and
/// Stock.Indicators have it. It depends on all history, the weight of a value k steps back being weight·(1 − weight)^k.
/// A value that is not finite has no average and starts it anew, so what is missing does no lasting harm.
public struct ExponentialAverage: Hashable, Sendable {
    /// How many values the first average takes.
    public let seed: Int
    /// The share of the newest value.
    public let weight: Double

    /// EMA(n): weight 2/(n + 1).
    public static func exponential(_ length: Int) -> ExponentialAverage {
        ExponentialAverage(seed: length, weight: 2 / Double(length + 1))
    }

    /// Wilder's smoothing (New Concepts in Technical Trading Systems, 1978): weight 1/n.
    public static func wilder(_ length: Int) -> ExponentialAverage {
        ExponentialAverage(seed: length, weight: 1 / Double(length))
    }

    private init(seed: Int, weight: Double) {
        precondition(seed > 0, "average seeded with \(seed) values")
        self.seed = seed
        self.weight = weight
    }

    /// The average at every value; NaN until `seed` values have come. O(values).
    public func callAsFunction(_ values: [Double]) -> [Double] {
        values.withUnsafeBufferPointer { input in
            Column.make(input.count) { output in
                var seen = 0
                var sum = 0.0
                var average = 0.0
                for position in 0..<input.count {
                    let value = input[position]
                    guard value.isFinite else {
                        output[position] = .nan
                        (seen, sum) = (0, 0)
                        continue
                    }
                    seen += 1
                    if seen > seed {
                        average += weight * (value - average)
                    } else {
                        sum += value
                        average = seen == seed ? sum / Double(seed) : .nan
                    }
                    output[position] = average
                }
            }
        }
    }
}
