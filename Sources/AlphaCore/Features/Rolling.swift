/// Statistics of the last `window` values at every position, in O(1) a value whatever the window.
///
/// Nothing is ever subtracted from a running total, so nothing drifts: a result depends on the values inside its
/// window alone, and a huge value is forgotten to the last bit once it has left. The series is cut into blocks of
/// `window` values; every window is the end of one block and the beginning of the next, and both parts are running
/// folds: forwards for the beginning, backwards for the end (van Herk 1992, Gil and Werman 1993).
///
/// A window that reaches before the first value or holds a NaN has no value: NaN.
public enum Rolling {
    /// Sum of each window; the relative error for values of one sign is below `window` × 1.1e-16.
    public static func sum(_ values: [Double], window: Int) -> [Double] {
        fold(values, window: window, identity: 0) { $0 + $1 }
    }

    /// Smallest value of each window.
    public static func minimum(_ values: [Double], window: Int) -> [Double] {
        fold(values, window: window, identity: .infinity) { $0.isNaN || $0 < $1 ? $0 : $1 }
    }

    /// Largest value of each window.
    public static func maximum(_ values: [Double], window: Int) -> [Double] {
        fold(values, window: window, identity: -.infinity) { $0.isNaN || $0 > $1 ? $0 : $1 }
    }

    /// Each window folded by an associative operation that keeps NaN; `combine(x, identity)` must be `x`.
    @inline(__always)
    static func fold(
        _ values: [Double], window: Int, identity: Double, _ combine: (Double, Double) -> Double
    ) -> [Double] {
        precondition(window > 0, "window of \(window) values")
        guard window <= values.count else { return [Double](repeating: .nan, count: values.count) }
        return Column.make(values.count) { output in
            values.withUnsafeBufferPointer { input in
                withUnsafeTemporaryAllocation(of: Double.self, capacity: window + 1) { tail in
                    // tail[k]: the block before, folded from its element k to its end. The first block has none before.
                    tail.initialize(repeating: .nan)
                    tail[window] = identity
                    for start in stride(from: 0, to: input.count, by: window) {
                        var head = identity
                        for k in 0..<min(window, input.count - start) {
                            head = combine(head, input[start + k])
                            output[start + k] = combine(tail[k + 1], head)
                        }
                        guard start + window < input.count else { break }
                        var folded = identity
                        for k in stride(from: window - 1, to: 0, by: -1) {
                            folded = combine(input[start + k], folded)
                            tail[k] = folded
                        }
                    }
                }
            }
        }
    }
}
