/// A running sum that carries its own rounding error (Neumaier, 1974): as good as summing in twice the precision.
///
/// A sum of n numbers is off by two roundings instead of n, whatever their order and signs. Once a term is not finite
/// the value is not either.
public struct CompensatedSum: Sendable {
    private var sum = 0.0
    private var correction = 0.0

    /// An empty sum.
    public init() {}

    /// Adds a term.
    @inline(__always)
    public mutating func add(_ term: Double) {
        let total = sum + term
        correction += abs(sum) >= abs(term) ? (sum - total) + term : (term - total) + sum
        sum = total
    }

    /// The sum of all terms so far.
    public var value: Double {
        let value = sum + correction
        return value.isNaN ? sum : value
    }
}

extension Sequence<Double> {
    /// The sum of the elements, compensated; 0 for none.
    func compensatedSum() -> Double {
        var sum = CompensatedSum()
        for element in self { sum.add(element) }
        return sum.value
    }
}
