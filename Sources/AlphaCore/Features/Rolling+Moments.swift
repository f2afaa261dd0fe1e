extension Rolling {
    /// Mean of each window; exactly `c` where all values are `c`.
    public static func mean(_ values: [Double], window: Int) -> [Double] {
        Column.make(values.count) { mean in
            moments(values, window: window) { position, average, _ in mean[position] = average }
        }
    }

    /// Standard deviation of each window: √(Σ(x − mean)²/(window − ddof)); exactly 0 where all values are equal.
    ///
    /// `ddof` is 1 for the sample's deviation (pandas' default), 0 for the population's (Bollinger). No value where
    /// `window` is 1 and `ddof` 1.
    public static func deviation(_ values: [Double], window: Int, ddof: Int) -> [Double] {
        precondition(ddof == 0 || ddof == 1, "ddof \(ddof)")
        let degrees = Double(window - ddof)
        return Column.make(values.count) { deviation in
            moments(values, window: window) { position, _, squares in
                deviation[position] = (squares / degrees).squareRoot()
            }
        }
    }

    /// How far the last value of each window stands from the window's mean, in deviations:
    /// (x − mean)/(deviation + epsilon).
    ///
    /// With an `epsilon` of 0 there is no value where the deviation is 0.
    public static func zScore(_ values: [Double], window: Int, ddof: Int, epsilon: Double) -> [Double] {
        precondition(ddof == 0 || ddof == 1, "ddof \(ddof)")
        let degrees = Double(window - ddof)
        return values.withUnsafeBufferPointer { input in
            Column.make(input.count) { score in
                moments(values, window: window) { position, mean, squares in
                    let scale = (squares / degrees).squareRoot() + epsilon
                    score[position] = scale == 0 ? .nan : (input[position] - mean) / scale
                }
            }
        }
    }

    /// Calls `body(position, mean, Σ(x − mean)²)` for the window that ends at each position; NaN where it has no value.
    ///
    /// Values are measured from a pivot p that is itself one of the window's values, the first of the block that the
    /// window ends in: Σ(x − mean)² = Σ(x − p)² − (Σ(x − p))²/n. Since (p − mean)² is at most Σ(x − mean)², the
    /// subtraction loses no more than a factor n of precision, whatever the values' size; and equal values give 0.
    @inline(__always)
    static func moments(
        _ values: [Double], window: Int, _ body: (_ position: Int, _ mean: Double, _ squares: Double) -> Void
    ) {
        precondition(window > 0, "window of \(window) values")
        guard window <= values.count else {
            for position in values.indices { body(position, .nan, .nan) }
            return
        }
        let share = 1 / Double(window)
        values.withUnsafeBufferPointer { input in
            withUnsafeTemporaryAllocation(of: (sum: Double, squares: Double).self, capacity: window + 1) { tail in
                // tail[k]: sums over the block before, from its element k to its end. The first block has none before.
                tail.initialize(repeating: (.nan, .nan))
                tail[window] = (0, 0)
                for start in stride(from: 0, to: input.count, by: window) {
                    let pivot = input[start]
                    if start > 0 { sumBackwards(input, block: start - window, pivot: pivot, into: tail) }
                    var head = (sum: 0.0, squares: 0.0)
                    for k in 0..<min(window, input.count - start) {
                        let difference = input[start + k] - pivot
                        head.sum += difference
                        head.squares += difference * difference
                        let sum = tail[k + 1].sum + head.sum
                        let squares = tail[k + 1].squares + head.squares - sum * sum * share
                        body(start + k, pivot + sum * share, squares < 0 ? 0 : squares)
                    }
                }
            }
        }
    }

    /// Fills `tail[1..<n]` with Σ(x − pivot) and Σ(x − pivot)² from each element to the end of a block of n values.
    @inline(__always)
    private static func sumBackwards(
        _ input: UnsafeBufferPointer<Double>, block: Int, pivot: Double,
        into tail: UnsafeMutableBufferPointer<(sum: Double, squares: Double)>
    ) {
        var (sum, squares) = (0.0, 0.0)
        for k in stride(from: tail.count - 2, to: 0, by: -1) {
            let difference = input[block + k] - pivot
            sum += difference
            squares += difference * difference
            tail[k] = (sum, squares)
        }
    }
}
